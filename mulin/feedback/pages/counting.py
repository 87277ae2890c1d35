"""Which cards tell of a record, as the record's page shows them, and the list of them."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.duties.models import DutyState
from mulin.feedback.models import Feedback
from mulin.feedback.permissions import feedbacks_visible_to, write_feedback
from mulin.feedback.queries.behind import Told, cards_recorded, cards_told
from mulin.feedback.queries.clauses import feedback_rule
from mulin.foundation.clock import today
from mulin.foundation.page_parts import Words
from mulin.records.models import Activity
from mulin.records.pages import Consequence, Counted, told


def telling_of(cards: QuerySet[Feedback], key: str) -> QuerySet[Feedback]:
    """Of these cards those that one record concerns."""
    activity = Activity.objects.filter(pk=key).first()
    if activity is None:
        return cards.none()
    told_of = [one.card.pk for one in cards_told(activity, cards)]
    return cards.filter(Q(pk__in=told_of) | Q(pk__in=cards_recorded(activity, cards).values("pk")))


def told_on(activity: Activity, user: Any) -> list[Consequence]:
    """The cards of those who were there, as far as this person sees them."""
    cards = feedbacks_visible_to(user)
    return [*issued_as(activity, cards), *told(counted(one, activity) for one in cards_told(activity, cards))]


def issued_as(activity: Activity, cards: QuerySet[Feedback]) -> list[Consequence]:
    """The cards whose issue was written down as this record."""
    number = cards_recorded(activity, cards).count()
    return [(_("发出的反馈卡 %(number)d 张") % {"number": number}, listed(activity), "")] if number else []


def listed(activity: Activity) -> str:
    """The list of the cards that a record concerns."""
    return f"{reverse('feedback:cards')}?{urlencode({'record': activity.pk})}"


def counted(one: Told, activity: Activity) -> Counted:
    """One card; one that says otherwise than the facts now is to be issued again."""
    card = {"period": one.card.period.name, "state": one.card.get_state_display()}
    words = _("%(period)s反馈卡（%(state)s）") % card
    if one.is_outdated:
        words = _("%(period)s反馈卡是按更正前的事实发出的，请核对后重发新版") % card
    return Counted(
        who=one.card.member.name,
        what=words,
        url=reverse("feedback:card", args=[one.card.pk]),
        among=listed(activity),
        light="attention" if one.is_outdated else "",
    )


def issuing_step(user: Any, state: DutyState, kind: str) -> tuple[Words, str] | None:
    """Where a community issues its cards, for a duty that they fulfil."""
    node = state.node
    if node is None or not write_feedback.allows(user, node):
        return None
    ruling = feedback_rule(node, today())
    if ruling is None or ruling.clause.activity != kind:
        return None
    return gettext_lazy("发出反馈卡"), reverse("feedback:cards")
