"""What happens to nodes, told to the domains above. Every signal carries ids and runs in the same transaction."""

from django.dispatch import Signal

nodes_founded = Signal()
"""``node_ids``, ``on``."""

nodes_moved = Signal()
"""``node_ids``, ``on``: they stand elsewhere from this day; ``former_ids``: the nodes they left."""

nodes_renamed = Signal()
"""``node_ids`` have other names from ``on``."""

nodes_merged = Signal()
"""``node_ids`` went into ``into_id`` as of ``on``; ``by``; ``former_ids``: the nodes they stood under or in."""

node_split = Signal()
"""``node_id`` went into ``into_ids`` as of ``on``; ``assignments``: child node ids → the new parent id; ``by``;
``former_ids``: the nodes it stood under or in.
"""

nodes_dissolved = Signal()
"""``node_ids`` ended as of ``on``; ``by``; ``former_ids``: the nodes they stood under or in."""
