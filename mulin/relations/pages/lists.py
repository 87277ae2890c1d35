"""Lists of transfers, of members away and here, of flagged cases and of the census."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from mulin.foundation.clock import today
from mulin.foundation.lists import Choice, Column, DateRange, EmptyState, ListPage, Search, to
from mulin.relations.choices import AbsenceState, Direction, PermitShown, TransferState, WithdrawalState
from mulin.relations.models import Absence, Transfer

TRANSFER_LIGHTS = {
    TransferState.ASKED: "submitted",
    TransferState.AWAITING: "reviewing",
    TransferState.ISSUED: "in_progress",
    TransferState.RETURNED: "returned",
    TransferState.RECEIVED: "done",
    TransferState.DECLINED: "rejected",
    TransferState.WITHDRAWN: "void",
}
ABSENCE_LIGHTS = dict.fromkeys(AbsenceState, "done") | {AbsenceState.AWAY: "in_progress"}
CASE_LIGHTS = {
    WithdrawalState.FLAGGED: "attention",
    WithdrawalState.CAUSE_ASKED: "in_progress",
    WithdrawalState.TALKED: "in_progress",
    WithdrawalState.DECIDED: "reviewing",
    WithdrawalState.APPROVED: "done",
    WithdrawalState.CLOSED: "void",
}


def by_member(rows: QuerySet[Any], words: str) -> QuerySet[Any]:
    """Rows about members of this name."""
    return rows.filter(member__name__icontains=words)


def letter_words(transfer: Transfer) -> str:
    """The letter's number and last day."""
    letter = transfer.letter
    if letter is None:
        return ""
    line = '<span class="text-nowrap">{}</span> <span class="text-nowrap">（至 {}）</span>'
    return format_html(line, letter.number, letter.valid_until)


def transfer_state(transfer: Transfer) -> str:
    """How far it is; a letter that holds no more shows as overdue."""
    return "overdue" if transfer.is_expired else TRANSFER_LIGHTS[TransferState(transfer.state)]


TRANSFER_WORDS = {TRANSFER_LIGHTS[state]: state.label for state in TransferState} | {"overdue": _("介绍信已过期")}
NAME = Search(apply=by_member, placeholder=_("党员姓名"))
TRANSFERS = ListPage(
    name="transfers",
    title=_("组织关系转接"),
    columns=(
        Column(title=_("党员"), value=lambda one: str(one.member or "—"), link=to("relations:transfer")),
        Column(title=_("转出党组织"), value="source_name"),
        Column(title=_("接收党组织"), value="target_name"),
        Column(title=_("介绍信"), value=letter_words, phone=False),
        Column(title=_("发起日期"), value="started_on", kind="day", phone=False),
        Column(title=_("状态"), value=transfer_state, kind="light", words=TRANSFER_WORDS),
    ),
    order=("-started_on", "-id"),
    filters=(
        NAME,
        Choice(name="state", title=_("状态"), choices=TransferState.choices),
        Choice(name="direction", title=_("转接类型"), choices=Direction.choices),
        DateRange(name="started_on", title=_("发起日期")),
    ),
    export_kind="transfers",
    empty=EmptyState(title=_("没有符合条件的转接"), text=_("从党员页面的“转接组织关系”发起，或批量转接。")),
)


def told(absence: Absence) -> str:
    """Told before leaving, or afterwards."""
    return "good" if absence.told_before else "attention"


ABSENCES = ListPage(
    name="absences",
    title=_("外出流动党员"),
    columns=(
        Column(title=_("党员"), value="member__name", link=to("relations:absence")),
        Column(title=_("所在党组织"), value="home__name"),
        Column(title=_("去向"), value=lambda one: str(one.place or "")),
        Column(title=_("外出日期"), value="left_on", kind="day"),
        Column(title=_("活动证"), value=lambda one: str(one.permit or ""), phone=False),
        Column(
            title=_("报告"),
            value=told,
            kind="light",
            words={"good": _("事先报告"), "attention": _("事后报告")},
            phone=False,
        ),
        Column(
            title=_("状态"),
            value=lambda one: ABSENCE_LIGHTS[AbsenceState(one.state)],
            kind="light",
            words={"in_progress": AbsenceState.AWAY.label, "done": _("已结束")},
        ),
    ),
    order=("-left_on", "-id"),
    filters=(
        NAME,
        Choice(name="state", title=_("状态"), choices=AbsenceState.choices),
        DateRange(name="left_on", title=_("外出日期")),
    ),
    export_kind="absences",
    import_kind="absences",
    empty=EmptyState(title=_("没有外出登记"), text=_("党员外出前向支部报告后，从党员页面登记，或从 Excel 导入。")),
)


def permit_light(stay: Any) -> str:
    """Whether the permit is in order."""
    return "attention" if stay.permit_is_owed else "good"


def staying(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    """Those who are here, or who left."""
    return rows.filter(ended_on__isnull=value == "here")


def owing(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    """What is still to be done for them."""
    conditions = {
        "permit": ~Q(permit_shown=PermitShown.IN_ORDER) & Q(permit_mended_on__isnull=True),
        "report": Q(reported_on__isnull=True),
    }
    return rows.filter(conditions[value], ended_on__isnull=True)


STAYS = ListPage(
    name="stays",
    title=_("流入党员"),
    columns=(
        Column(title=_("党员"), value="member__name", link=to("relations:stay")),
        Column(title=_("原所在党组织"), value="from_text", phone=False),
        Column(title=_("编入"), value="host__name"),
        Column(title=_("接收日期"), value="came_on", kind="day", phone=False),
        Column(
            title=_("活动证"),
            value=permit_light,
            kind="light",
            words={"good": _("有效"), "attention": _("待补办")},
        ),
        Column(title=_("报备"), value="reported_on", kind="day", phone=False),
        Column(title=_("离开"), value="ended_on", kind="day", phone=False),
    ),
    order=("-came_on", "-id"),
    filters=(
        NAME,
        Choice(name="here", title=_("在此"), choices=(("here", _("在此")), ("left", _("已离开"))), apply=staying),
        Choice(
            name="owing", title=_("待办"), choices=(("permit", _("活动证待补")), ("report", _("待报备"))), apply=owing
        ),
        DateRange(name="came_on", title=_("接收日期")),
    ),
    export_kind="stays",
    import_kind="stays",
    empty=EmptyState(title=_("没有流入党员"), text=_("来报到的流动党员一律接收，逐个登记或从 Excel 导入。")),
)
CASES = ListPage(
    name="withdrawals",
    title=_("自行脱党认定"),
    columns=(
        Column(title=_("党员"), value="member__name", link=to("relations:case")),
        Column(title=_("所在党组织"), value="home__name"),
        Column(title=_("提示事由"), value=lambda one: one.get_ground_display()),
        Column(title=_("起算日期"), value="since", kind="day", phone=False),
        Column(
            title=_("状态"),
            value=lambda one: CASE_LIGHTS[WithdrawalState(one.state)],
            kind="light",
            words={"in_progress": _("核实中"), "attention": WithdrawalState.FLAGGED.label}
            | {CASE_LIGHTS[one]: one.label for one in (WithdrawalState.DECIDED, WithdrawalState.APPROVED)}
            | {"void": WithdrawalState.CLOSED.label},
        ),
    ),
    order=("-flagged_on", "-id"),
    filters=(NAME, Choice(name="state", title=_("状态"), choices=WithdrawalState.choices)),
    export_kind="withdrawals",
    empty=EmptyState(title=_("没有立案的认定"), text=_("系统只作提示，由支部在“六个月提示”里核实后立案。")),
)


def return_light(one: Any) -> str:
    """Done, still open, or late."""
    if one.done_on is not None:
        return "done"
    return "overdue" if one.census.due_on < today() else "due"


def returned(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    """Those done, open or late."""
    if value == "done":
        return rows.filter(done_on__isnull=False)
    late = Q(census__due_on__lt=today())
    return rows.filter(late if value == "overdue" else ~late, done_on__isnull=True)


RETURNS = ListPage(
    name="census",
    title=_("流入党员摸底"),
    columns=(
        Column(title=_("社区"), value="community__name", link=to("relations:census_return")),
        Column(title=_("年度"), value="census__year"),
        Column(title=_("流入党员数"), value="counted", align="end"),
        Column(title=_("持有效活动证"), value="with_permit", align="end", phone=False),
        Column(title=_("愿转入"), value="wishing_transfer", align="end", phone=False),
        Column(title=_("期限"), value="census__due_on", kind="day"),
        Column(title=_("状态"), value=return_light, kind="light"),
    ),
    order=("-census_id", "-id"),
    filters=(
        Search(apply=lambda rows, words: rows.filter(community__name__icontains=words), placeholder=_("社区名称")),
        Choice(
            name="progress",
            title=_("状态"),
            choices=(("due", _("待完成")), ("overdue", _("已逾期")), ("done", _("已完成"))),
            apply=returned,
        ),
    ),
    export_kind="census",
    empty=EmptyState(title=_("还没有发起摸底"), text=_("每年由街道发起一次，各社区填报。")),
)
BATCHES = ListPage(
    name="batches",
    title=_("批量转接"),
    columns=(
        Column(title=_("转出党组织"), value="source__name", link=to("relations:batch")),
        Column(title=_("接收党组织"), value="target__name"),
        Column(title=_("转接原因"), value="reason", phone=False),
        Column(title=_("发起日期"), value="started_on", kind="day"),
    ),
    order=("-id",),
    filters=(DateRange(name="started_on", title=_("发起日期")),),
    export_kind="transfer_batches",
    empty=EmptyState(title=_("没有批量转接"), text=_("支部合并、成批调动时使用。")),
)
