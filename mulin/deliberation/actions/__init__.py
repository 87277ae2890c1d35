"""What people do in deliberation. The only code that writes ballots and matters."""

from mulin.deliberation.actions.matters import (
    StepResult,
    answer_objection,
    disclose,
    finish_step,
    object_to,
    open_matter,
    open_step_poll,
    withdraw,
)
from mulin.deliberation.actions.polling import (
    AGREEMENT,
    Item,
    NewPoll,
    cancel,
    cast,
    close,
    confirm_paper,
    enter_paper,
    hand_paper,
    open_poll,
)

__all__ = [
    "AGREEMENT",
    "Item",
    "NewPoll",
    "StepResult",
    "answer_objection",
    "cancel",
    "cast",
    "close",
    "confirm_paper",
    "disclose",
    "enter_paper",
    "finish_step",
    "hand_paper",
    "object_to",
    "open_matter",
    "open_poll",
    "open_step_poll",
    "withdraw",
]
