"""What happens to members, told to the domains above, inside the transaction."""

from django.dispatch import Signal

ties_changed = Signal()
"""Members are tied to ``node_ids`` now, or were before, or say something else; ``tables`` names the fact tables.

``member_ids`` are those members.
"""

forgotten = Signal()
"""What identifies the members ``member_ids`` was cleared, because the time to keep it is over."""

members_moved = Signal()
"""The members ``member_ids`` are tied elsewhere by the tie ``kind`` from the day ``on``."""

members_left = Signal()
"""The members ``member_ids`` are no longer ours from the day ``on``, as ``by`` wrote down; their ties have ended."""
