"""What people owe in feedback: cards to evaluate and to issue, cards to read and answer, questions, one's own view."""

from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.feedback.choices import ConsultationState, State
from mulin.feedback.models import Feedback
from mulin.feedback.permissions import consultations_visible_to, deliveries_visible_to, feedbacks_visible_to
from mulin.feedback.queries.chasing import late_answers, late_cards, unanswered
from mulin.feedback.queries.reports import report_due
from mulin.foundation.clock import today
from mulin.service.queries.places import member_of
from mulin.tree.permissions import has_anywhere, scope
from mulin.web.queries.todo import Todo

SHOWN = 12


def feedback_todos(user: Any) -> list[Todo]:
    """One's own card and report, then what waits for the communities and organisations one works for."""
    found = own_todos(user)
    if has_anywhere(user, "feedback.write"):
        found += writing_todos(user)
    if has_anywhere(user, "feedback.reply"):
        found += receiving_todos(user)
    return found


def own_todos(user: Any) -> list[Todo]:
    """The own view that is still missing; the report of this quarter."""
    member = member_of(user)
    if member is None:
        return []
    cards = Feedback.objects.filter(member=member, own_view="").exclude(state=State.ISSUED)
    found = [
        Todo(
            _("写自评：%(period)s反馈卡") % {"period": one.period.name},
            reverse("feedback:own_view", args=[one.pk]),
            "due",
        )
        for one in cards
    ]
    period = report_due(member, today())
    if period is not None:
        title = _("持登记卡到社区报到：%(period)s") % {"period": period.name}
        found.append(Todo(title, reverse("feedback:activities", args=[member.pk]), "due", period.last))
    return found


def writing_todos(user: Any) -> list[Todo]:
    """Cards by community and half-year, and questions to answer."""
    waiting = (
        feedbacks_visible_to(user).filter(scope(user, "feedback.write", "community__")).exclude(state=State.ISSUED)
    )
    late = set(late_cards(waiting).order_by().values_list("community_id", "half").distinct())
    rows = waiting.order_by("half", "community__name").values("community_id", "community__name", "half")
    found = []
    for row in rows.annotate(number=Count("pk"))[:SHOWN]:
        title = _("%(name)s：评议、发出反馈卡 %(number)d 张") % {
            "name": row["community__name"],
            "number": row["number"],
        }
        light = "overdue" if (row["community_id"], row["half"]) in late else "due"
        found.append(Todo(title, reverse("feedback:table", args=[row["community_id"], row["half"]]), light))
    asked = consultations_visible_to(user).filter(scope(user, "feedback.write", "community__"))
    for one in asked.filter(state=ConsultationState.ASKED).order_by("due", "pk")[:SHOWN]:
        title = _("答复征求意见：%(name)s（%(occasion)s）") % {"name": one.member.name, "occasion": one.occasion_name}
        light = "overdue" if one.due is not None and one.due < today() else "due"
        found.append(Todo(title, reverse("feedback:answer", args=[one.pk]), light, one.due))
    return found


def receiving_todos(user: Any) -> list[Todo]:
    """Cards to read and cards to answer, summed up."""
    mine: QuerySet[Any] = deliveries_visible_to(user).filter(scope(user, "feedback.reply", "node__"))
    live = mine.filter(ended_on__isnull=True)
    waiting, late = unanswered(live).count(), late_answers(live).count()
    unread = live.filter(opened_at__isnull=True).count()
    address = reverse("feedback:deliveries")
    found = []
    if unread:
        found.append(Todo(_("阅读反馈卡 %(number)d 张") % {"number": unread}, f"{address}?progress=unread", "due"))
    if waiting:
        title = _("答复反馈卡 %(number)d 张") % {"number": waiting}
        found.append(Todo(title, f"{address}?progress=unanswered", "overdue" if late else "due"))
    return found
