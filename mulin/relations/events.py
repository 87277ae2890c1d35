"""What happens to relations, told to the domains above, inside the transaction."""

from django.dispatch import Signal

members_transferred = Signal()
"""The members ``member_ids`` belong to the node ``target_id`` from the day ``on``, and no more to ``source_id``."""
