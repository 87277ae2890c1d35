"""What happens to records, told to the domains above. All are sent once an action, inside its transaction."""

from django.dispatch import Signal

activities_confirmed = Signal()
"""``activity_ids`` have become facts; ``host_ids``, ``days`` and ``kinds`` are lists of the same length and order."""

evidence_withdrawing = Signal()
"""``evidence_id`` is about to be withdrawn. Who rests a decision on it answers with ``Refused``; nothing is done."""

activities_changed = Signal()
"""``activity_ids`` were facts and now say something else, or are facts no more (struck out).

``host_ids``, ``days`` and ``kinds`` hold, as lists of one length, every host, day and kind that is touched: the
former and the present ones. A record that moved from one host to another has two places in them.
``former_member_ids`` are the members who were there before; those who are there now stand in the records.
"""
