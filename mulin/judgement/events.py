"""What the domains that keep facts tell those that derive something from them, inside the transaction."""

from django.dispatch import Signal

facts_changed = Signal()
"""Facts of these ``tables`` say something else about ``node_ids``, from the day ``first`` on (``None``: of any day).

For facts without an event of their own below the listener, such as what a branch has registered in its ledger.
"""
