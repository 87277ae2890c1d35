"""What people do with cards and consultations. The only code that writes them."""

from mulin.feedback.actions.consulting import Question, answer, ask, follow_residences, withdraw
from mulin.feedback.actions.delivering import (
    follow_homes,
    give_back,
    hand_over,
    open_delivery,
    open_own,
    redeliver,
    reply,
)
from mulin.feedback.actions.evaluating import Evaluation, evaluate, evaluate_all, give_own_view
from mulin.feedback.actions.issuing import issue, issue_again
from mulin.feedback.actions.preparing import prepare, prepare_ended, realign
from mulin.feedback.actions.reporting import report_with_card

__all__ = [
    "Evaluation", "Question", "answer", "ask", "evaluate", "evaluate_all", "follow_homes", "follow_residences",
    "give_back", "give_own_view", "hand_over", "issue", "issue_again", "open_delivery", "open_own", "prepare",
    "prepare_ended", "realign", "redeliver", "reply", "report_with_card", "withdraw",
]  # fmt: skip
