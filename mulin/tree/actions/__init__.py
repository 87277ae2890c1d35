"""What people do to the tree. The only code that writes nodes, their ties, their paths and the roles held at them."""

from mulin.tree.actions.founding import NewNode, dissolve, found, make_codes, move, rename
from mulin.tree.actions.merging import merge, split
from mulin.tree.actions.placing import refresh_paths
from mulin.tree.actions.roles import give_role, take_role

__all__ = [
    "NewNode",
    "dissolve",
    "found",
    "give_role",
    "make_codes",
    "merge",
    "move",
    "refresh_paths",
    "rename",
    "split",
    "take_role",
]
