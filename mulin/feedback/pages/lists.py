"""The lists: cards, deliveries, consultations."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from mulin.feedback.choices import ConsultationState, State
from mulin.feedback.forms import halves
from mulin.feedback.models import Consultation, Delivery, Feedback
from mulin.feedback.pages.counting import telling_of
from mulin.feedback.queries.chasing import late_answers, late_cards, opinion_due, reply_due, state_of, unanswered
from mulin.feedback.queries.consultations import overdue
from mulin.foundation.clock import today
from mulin.foundation.lists import Choice, Column, EmptyState, ListPage, Search, to
from mulin.records.pages import of_record

DELIVERY_WORDS = {
    "returned": gettext_lazy("已退回"),
    "void": gettext_lazy("已换版"),
    "done": gettext_lazy("已答复"),
    "overdue": gettext_lazy("逾期未答复"),
    "information": gettext_lazy("已阅读"),
    "due": gettext_lazy("未阅读"),
}
CARD_WORDS = {
    "due": gettext_lazy("待评议"),
    "in_progress": gettext_lazy("已评议，待发出"),
    "done": gettext_lazy("已发出"),
}
CARD_LIGHTS = {State.PREPARED: "due", State.EVALUATED: "in_progress", State.ISSUED: "done"}
ASKED_WORDS = {
    "due": gettext_lazy("待社区答复"),
    "overdue": gettext_lazy("逾期未答复"),
    "done": gettext_lazy("社区已答复"),
    "withdrawn": gettext_lazy("已撤回"),
}


def half_choices(_request: HttpRequest) -> list[tuple[str, str]]:
    """The half-years that are over."""
    return [(one.first.isoformat(), one.name) for one in halves()]


def card_light(card: Feedback) -> str:
    """How far a card is, as a light."""
    return CARD_LIGHTS[State(card.state)]


def asked_light(row: Consultation) -> str:
    """How far a consultation is, as a light."""
    if row.state == ConsultationState.ASKED:
        return "overdue" if row.due is not None and row.due < today() else "due"
    return "done" if row.state == ConsultationState.ANSWERED else "withdrawn"


def by_progress(rows: QuerySet[Delivery], value: str) -> QuerySet[Delivery]:
    """Deliveries that are this far."""
    if value == "overdue":
        return late_answers(rows)
    if value == "unread":
        return rows.filter(ended_on__isnull=True, opened_at__isnull=True)
    if value == "returned":
        return rows.filter(is_returned=True)
    return unanswered(rows) if value == "unanswered" else rows.filter(replied_on__isnull=False)


def by_card(rows: QuerySet[Feedback], value: str) -> QuerySet[Feedback]:
    """Cards that are this far."""
    return late_cards(rows) if value == "overdue" else rows.filter(state=value)


def by_asked(rows: QuerySet[Consultation], value: str) -> QuerySet[Consultation]:
    """Consultations that are this far."""
    return overdue(rows) if value == "overdue" else rows.filter(state=value)


def named(rows: QuerySet[Any], words: str, prefix: str = "") -> QuerySet[Any]:
    """Rows about members of this name."""
    return rows.filter(**{f"{prefix}member__name__icontains": words})


CARDS = ListPage(
    name="feedback_cards",
    title=gettext_lazy("社区表现反馈卡"),
    columns=(
        Column(title=gettext_lazy("姓名"), value="member__name", link=to("feedback:card")),
        Column(title=gettext_lazy("期间"), value=lambda card: card.period.name),
        Column(title=gettext_lazy("反馈社区"), value="community__name"),
        Column(title=gettext_lazy("自评"), value=lambda card: bool(card.own_view), phone=False),
        Column(title=gettext_lazy("社区意见"), value="opinion", phone=False),
        Column(title=gettext_lazy("发出期限"), value=opinion_due, kind="day", phone=False),
        Column(title=gettext_lazy("状态"), value=card_light, kind="light", words=CARD_WORDS),
    ),
    order=("-id",),
    filters=(
        Search(apply=named, placeholder=gettext_lazy("姓名")),
        Choice(name="half", title=gettext_lazy("期间"), choices=half_choices),
        Choice(
            name="state",
            title=gettext_lazy("状态"),
            choices=[*State.choices, ("overdue", gettext_lazy("逾期未发出"))],
            apply=by_card,
        ),
    ),
    linked=(of_record(telling_of),),
    export_kind="feedback_cards",
    import_kind="feedback_cards",
    empty=EmptyState(
        title=gettext_lazy("没有符合条件的反馈卡"),
        text=gettext_lazy("半年期满以后，由社区或街道“准备反馈卡”，一次为全部党员备好。"),
    ),
)
DELIVERIES = ListPage(
    name="feedback_deliveries",
    title=gettext_lazy("反馈卡送达和答复"),
    columns=(
        Column(title=gettext_lazy("姓名"), value="feedback__member__name", link=to("feedback:delivery")),
        Column(title=gettext_lazy("期间"), value=lambda row: row.feedback.period.name),
        Column(title=gettext_lazy("反馈社区"), value="feedback__community__name", phone=False),
        Column(title=gettext_lazy("送达"), value="receiver_name"),
        Column(title=gettext_lazy("送达日期"), value="delivered_on", kind="day", phone=False),
        Column(title=gettext_lazy("阅读"), value="opened_at", phone=False),
        Column(title=gettext_lazy("答复期限"), value=reply_due, kind="day", phone=False),
        Column(title=gettext_lazy("进度"), value=state_of, kind="light", words=DELIVERY_WORDS),
    ),
    order=("-id",),
    filters=(
        Search(apply=lambda rows, words: named(rows, words, "feedback__"), placeholder=gettext_lazy("姓名")),
        Choice(name="half", title=gettext_lazy("期间"), choices=half_choices, lookup="feedback__half"),
        Choice(
            name="progress",
            title=gettext_lazy("进度"),
            choices=(
                ("unread", gettext_lazy("未阅读")),
                ("unanswered", gettext_lazy("待答复")),
                ("overdue", gettext_lazy("逾期未答复")),
                ("returned", gettext_lazy("已退回")),
                ("answered", gettext_lazy("已答复")),
            ),
            apply=by_progress,
        ),
    ),
    export_kind="feedback_deliveries",
    empty=EmptyState(
        title=gettext_lazy("没有符合条件的反馈卡"), text=gettext_lazy("社区发出反馈卡以后，送达的列在这里。")
    ),
)
CONSULTATIONS = ListPage(
    name="consultations",
    title=gettext_lazy("征求社区意见"),
    columns=(
        Column(title=gettext_lazy("姓名"), value="member__name", link=to("feedback:consultation")),
        Column(title=gettext_lazy("事项"), value="occasion_name"),
        Column(title=gettext_lazy("征求意见的组织"), value="asker__name", phone=False),
        Column(title=gettext_lazy("社区"), value="community__name"),
        Column(title=gettext_lazy("征求日期"), value="asked_on", kind="day", phone=False),
        Column(title=gettext_lazy("答复期限"), value="due", kind="day"),
        Column(title=gettext_lazy("意见函"), value="number", phone=False),
        Column(title=gettext_lazy("状态"), value=asked_light, kind="light", words=ASKED_WORDS),
    ),
    order=("-id",),
    filters=(
        Search(apply=named, placeholder=gettext_lazy("姓名")),
        Choice(
            name="state",
            title=gettext_lazy("状态"),
            choices=[*ConsultationState.choices, ("overdue", gettext_lazy("逾期未答复"))],
            apply=by_asked,
        ),
    ),
    export_kind="consultations",
    empty=EmptyState(
        title=gettext_lazy("没有征求意见"),
        text=gettext_lazy("选拔任用、评优评先、入党考察、民主评议以前，向党员居住的社区征求意见。"),
    ),
)
