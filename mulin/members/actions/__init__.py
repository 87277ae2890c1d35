"""What people do for members. The only code that writes members and their ties."""

from mulin.members.actions.forgetting import forget
from mulin.members.actions.moving import leave, move_tie
from mulin.members.actions.registering import Homes, change_category, correct, link_account, read_clear, register

__all__ = [
    "Homes",
    "change_category",
    "correct",
    "forget",
    "leave",
    "link_account",
    "move_tie",
    "read_clear",
    "register",
]
