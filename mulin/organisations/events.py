"""What happens to what stands at nodes, told to the domains above, inside the transaction."""

from django.dispatch import Signal

standing_changed = Signal()
"""Premises, staff, guides, brands or details at ``node_ids`` say something else; ``tables`` names the fact tables."""
