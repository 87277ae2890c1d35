"""What people do with points, and what follows from facts. The only code that writes them."""

from mulin.points.actions.awarding import award, award_grades, award_missing_grades, take_back_award
from mulin.points.actions.exchanging import exchange, give_back, offer, restock, withdraw
from mulin.points.actions.following import follow_activities, follow_members, rebuild
from mulin.points.actions.objecting import Owed, answer, object_to
from mulin.points.actions.publishing import publish, switch_ranking_off, switch_ranking_on
from mulin.points.actions.registering import close_month, register_month
from mulin.points.actions.reversing import reverse
from mulin.points.actions.reviewing import draw_up, examine

__all__ = [
    "Owed",
    "answer",
    "award",
    "award_grades",
    "award_missing_grades",
    "close_month",
    "draw_up",
    "examine",
    "exchange",
    "follow_activities",
    "follow_members",
    "give_back",
    "object_to",
    "offer",
    "publish",
    "rebuild",
    "register_month",
    "restock",
    "reverse",
    "switch_ranking_off",
    "switch_ranking_on",
    "take_back_award",
    "withdraw",
]
