"""What happens to registrations, told to the domains above, inside the transaction."""

from django.dispatch import Signal

members_sent = Signal()
"""Registrations with ``registration_ids`` were sent to their communities on the day ``on``."""
members_received = Signal()
"""Registrations with ``registration_ids`` were received by their communities on the day ``on``."""
members_leaving = Signal()
"""Members of the registrations with ``registration_ids`` told their communities that they leave."""
registrations_closed = Signal()
"""Registrations with ``registration_ids`` are files of the past now."""
