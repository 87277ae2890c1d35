"""What people do in service. The only code that writes it."""

from mulin.service.actions.adjusting import Decision, apply_for_adjustment, decide_adjustment
from mulin.service.actions.claims import (
    Full,
    answer_offer,
    assign,
    claim,
    enter_paper,
    give_up,
    hand_over,
    leave_all,
)
from mulin.service.actions.posts import add_own, change_post, close_post, switch_on

__all__ = [
    "Decision",
    "Full",
    "add_own",
    "answer_offer",
    "apply_for_adjustment",
    "assign",
    "change_post",
    "claim",
    "close_post",
    "decide_adjustment",
    "enter_paper",
    "give_up",
    "hand_over",
    "leave_all",
    "switch_on",
]
