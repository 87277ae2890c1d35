"""What happens in deliberation, told to the domains above, inside the transaction."""

from django.dispatch import Signal

poll_closed = Signal()
"""The ballot ``poll_id`` was counted; its result stands."""
matter_ended = Signal()
"""The matter ``matter_id`` was decided, refused or withdrawn."""
