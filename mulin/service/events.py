"""What happens in service, told to the domains above, inside the transaction."""

from django.dispatch import Signal

claims_changed = Signal()
"""Members of ``member_ids`` took or left posts at ``node_ids``."""

ability_changed = Signal()
"""It is known since now from when to when members of ``member_ids`` were or are unable to serve."""

needs_changed = Signal()
"""Needs of the communities ``node_ids`` were handed to teams, answered or done."""

deeds_confirmed = Signal()
"""Deeds of ``member_ids`` at ``node_ids`` on ``days`` were confirmed."""

groups_changed = Signal()
"""Members of ``member_ids`` are in other groups now; ``node_ids`` are the groups."""
