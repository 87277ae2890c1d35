"""The pack language: what a regulation can say, as data and without code.

``Pack`` is the whole; the other modules hold its parts. Field names are the words of ``GLOSSARY.md``.
"""

from mulin.rulebook.schema.pack import Pack

__all__ = ["Pack"]
