"""What happens to records, told to the domains above. Both are sent once an action, inside its transaction."""

from django.dispatch import Signal

activities_confirmed = Signal()
"""``activity_ids`` have become facts; ``host_ids``, ``days`` and ``kinds`` are lists of the same length and order."""

activities_changed = Signal()
"""``activity_ids`` were facts and now say something else, or are facts no more (struck out).

``host_ids``, ``days`` and ``kinds`` hold, as lists of one length, every host, day and kind that is touched: the
former and
the present ones. A record that moved from one host to another has two places in them.
"""
