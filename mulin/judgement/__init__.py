"""The engine: from facts and clauses to scores, grades, duties and the reasons for them.

It knows subjects and their parents, fact tables and measures, and no other domain. Exact numbers only.
"""
