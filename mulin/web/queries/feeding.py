"""What people owe in feedback: cards to evaluate and to issue, cards to read and answer, questions, one's own view."""

from dataclasses import replace
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.feedback.choices import ConsultationState, State
from mulin.feedback.models import Consultation, Delivery, Feedback
from mulin.feedback.queries.chasing import late_answers, late_cards
from mulin.feedback.queries.reports import report_due
from mulin.foundation.clock import today
from mulin.members.queries import member_of
from mulin.tree.permissions import handled, has_anywhere, held_by
from mulin.web.queries.matters import SHOWN, Group, Matter, lines
from mulin.web.queries.todo import Todo

WRITE, REPLY, MEMBER = "feedback.write", "feedback.reply", "member"


def cards_waiting(user: Any) -> dict[str, Q]:
    """Cards to evaluate or to issue."""
    return {"write": handled(user, WRITE, "community__") & ~Q(state=State.ISSUED)}


def consultations_waiting(user: Any) -> dict[str, Q]:
    """Questions to answer."""
    return {"answer": handled(user, WRITE, "community__") & Q(state=ConsultationState.ASKED)}


def deliveries_waiting(user: Any) -> dict[str, Q]:
    """Cards to read, cards to answer, cards that the community takes on paper to who does not work here."""
    live, unread = Q(ended_on__isnull=True), Q(opened_at__isnull=True)
    here = handled(user, REPLY, "node__") & live
    on_paper = handled(user, WRITE, "feedback__community__") & live & unread & Q(node__isnull=True)
    return {
        "read": here & unread & Q(replies=False),
        "reply": here & Q(replies=True, replied_on__isnull=True),
        "paper": on_paper & ~Q(receiver=MEMBER),
    }


CARDS = Group(
    model=Feedback,
    listed="feedback_cards",
    page="feedback:cards",
    conditions=cards_waiting,
    matters={"write": Matter(word=WRITE, many=gettext_lazy("评议、发出反馈卡：%(number)d 张"))},
).declare()
CONSULTATIONS = Group(
    model=Consultation,
    listed="consultations",
    page="feedback:consultations",
    conditions=consultations_waiting,
    matters={
        "answer": Matter(
            word=WRITE,
            many=gettext_lazy("答复征求意见：%(number)d 件"),
            one=gettext_lazy("答复征求意见：%(who)s"),
            detail="feedback:answer",
            node="community",
            who="member__name",
            due="due",
        )
    },
).declare()
CARD = {"node": "node", "who": "feedback__member__name", "detail": "feedback:delivery"}
DELIVERIES = Group(
    model=Delivery,
    listed="feedback_deliveries",
    page="feedback:deliveries",
    conditions=deliveries_waiting,
    matters={
        "read": Matter(
            word=REPLY,
            many=gettext_lazy("阅读反馈卡：%(number)d 张"),
            one=gettext_lazy("阅读%(who)s的反馈卡"),
            below=gettext_lazy("下级待阅读的反馈卡：%(number)d 张"),
            **CARD,
        ),
        "reply": Matter(
            word=REPLY,
            many=gettext_lazy("答复反馈卡：%(number)d 张"),
            one=gettext_lazy("答复%(who)s的反馈卡"),
            below=gettext_lazy("下级待答复的反馈卡：%(number)d 张"),
            **CARD,
        ),
        "paper": Matter(
            word=WRITE,
            many=gettext_lazy("送交纸质反馈卡：%(number)d 张"),
            one=gettext_lazy("送交%(who)s的纸质反馈卡"),
            **{**CARD, "node": "feedback__community"},
        ),
    },
).declare()


def feedback_todos(user: Any) -> list[Todo]:
    """What waits for the communities and organisations one works for."""
    found = lines(user, CONSULTATIONS, DELIVERIES)
    late = late_addresses(user) if any(todo.url.startswith(reverse(DELIVERIES.page)) for todo in found) else set()
    return writing_todos(user) + [replace(todo, light="overdue") if todo.url in late else todo for todo in found]


def late_addresses(user: Any) -> set[str]:
    """Where cards whose answer is late are answered: their pages, and the list of all that wait.

    Late by the clause of their programme, which is asked only of who has cards.
    """
    waiting = Delivery.objects.filter(deliveries_waiting(user)["reply"])
    late = late_answers(waiting).order_by("pk").values_list("pk", flat=True)[: SHOWN + 1]
    pages = {reverse("feedback:delivery", args=[pk]) for pk in late}
    return pages | {DELIVERIES.address("reply")} if pages else set()


def own_feedback_todos(user: Any) -> list[Todo]:
    """The own view that is still missing; a card that came and is not read; the report of this quarter."""
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
    unread = Delivery.objects.live().filter(feedback__member=member, receiver=MEMBER, opened_at__isnull=True)
    found += [
        Todo(
            _("阅读%(period)s反馈卡") % {"period": one.feedback.period.name},
            reverse("feedback:card", args=[one.feedback_id]),
            "due",
        )
        for one in unread.select_related("feedback")
    ]
    period = report_due(member, today())
    if period is not None:
        title = _("持登记卡到社区报到：%(period)s") % {"period": period.name}
        found.append(Todo(title, reverse("feedback:activities", args=[member.pk]), "due", period.last))
    return found


def writing_todos(user: Any) -> list[Todo]:
    """Cards to evaluate and issue: of one's own communities by half-year with their table, else their number."""
    if not has_anywhere(user, WRITE):
        return []
    waiting = Feedback.objects.filter(cards_waiting(user)["write"])
    rows: list[Any] = list(
        waiting.order_by("half", "community__name")
        .values("community_id", "community__name", "half")
        .annotate(number=Count("pk"))
    )
    own = {held.node_id for held in held_by(user)}
    if not rows:
        return []
    late = set(late_cards(waiting).order_by().values_list("community_id", "half").distinct())
    if len(rows) > SHOWN or any(row["community_id"] not in own for row in rows):
        title = str(CARDS.matters["write"].many) % {"number": sum(row["number"] for row in rows)}
        return [Todo(title, CARDS.address("write"), "overdue" if late else "due")]
    return [by_table(row, (row["community_id"], row["half"]) in late) for row in rows]


def by_table(row: dict[str, Any], is_late: bool) -> Todo:
    """The cards of one community and half-year, with the table where they are evaluated together."""
    title = _("%(name)s：评议、发出反馈卡 %(number)d 张")
    words = title % {"name": row["community__name"], "number": row["number"]}
    return Todo(
        words, reverse("feedback:table", args=[row["community_id"], row["half"]]), "overdue" if is_late else "due"
    )
