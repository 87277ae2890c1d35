"""What happens to programmes, told to the domains above."""

from django.dispatch import Signal

programme_changed = Signal()
"""``programme_id``: published, ended, or its parameters set. Sent in the same transaction."""
