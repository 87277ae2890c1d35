"""Buttons above the lists: the year of one's own community or unit, what its feedback feeds, all cards on paper."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.feedback.choices import State
from mulin.feedback.models import Feedback
from mulin.feedback.permissions import view_feedback
from mulin.feedback.rules import last_half
from mulin.foundation.clock import today
from mulin.foundation.page_parts import Action
from mulin.tree.pages import printing_all
from mulin.tree.permissions import holders_of


def own_node_buttons(user: Any) -> list[Action]:
    """The five steps and the uses of feedback of the node at which one holds a role."""
    held = next((one for one in holders_of(view_feedback.word, user) if one.node_id is not None), None)
    if held is None:
        return []
    return [
        Action(title=_("五个步骤"), url=reverse("feedback:cycle", args=[held.node_id]), icon="list-check"),
        Action(title=_("反馈的用处"), url=reverse("feedback:node_effects", args=[held.node_id]), icon="target"),
    ]


def batch_buttons(user: Any, cards: QuerySet[Feedback]) -> list[Action]:
    """Every issued card in reach of the half-year that ended last, as PDF and as Word; nothing where there is none."""
    half = last_half(today())
    if not cards.filter(half=half.first, state=State.ISSUED).exists():
        return []
    title = {file: _("%(period)s全部 %(file)s") % {"period": half.name, "file": file} for file in ("PDF", "Word")}
    pdf = printing_all(user, "feedback_card", title["PDF"], half=half.first)
    return [*pdf, *printing_all(user, "feedback_card", title["Word"], word=True, half=half.first)]
