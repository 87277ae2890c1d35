"""What happens to members, told to the domains above, inside the transaction."""

from django.dispatch import Signal

ties_changed = Signal()
"""Members are tied to ``node_ids`` now, or were before, or say something else; ``tables`` names the fact tables."""

forgotten = Signal()
"""What identifies the members ``member_ids`` was cleared, because the time to keep it is over."""
