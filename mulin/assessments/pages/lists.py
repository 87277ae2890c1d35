"""The lists of certification."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mulin.assessments.choices import VETO_WORDS, RoundKind, State
from mulin.assessments.models import Proposal
from mulin.assessments.queries.kept import veto_state
from mulin.foundation.lists import Choice, Column, DateRange, EmptyState, ListPage, Order, Search, to
from mulin.tree.models import Kind

STATE_LIGHTS = {
    State.OPEN: "in_progress",
    State.APPLIED: "submitted",
    State.RETURNED: "returned",
    State.REVIEWED: "reviewing",
    State.IN_ACCEPTANCE: "reviewing",
    State.DECIDED: "done",
    State.WITHDRAWN: "withdrawn",
}
LEVELS = (("standard", _("标准型")), ("demonstration", _("示范型")), ("none", _("未达标")))


def kinds(request: Any) -> list[tuple[str, str]]:
    """Kinds of nodes to choose from."""
    return list(Kind.objects.values_list("code", "name"))


def grade_light(proposal: Proposal) -> str:
    """The light of a proposed grade: the grade itself, or not reached."""
    return proposal.grade or "failed"


def of_level(rows: QuerySet[Proposal], value: str) -> QuerySet[Proposal]:
    """Only rows of one proposed grade."""
    return rows.filter(grade="" if value == "none" else value)


def first_missing(proposal: Proposal) -> str:
    """The first thing that is missing, and how many more there are."""
    if not proposal.missing:
        return ""
    more = len(proposal.missing) - 1
    return f"{proposal.missing[0]}（另有 {more} 项）" if more else str(proposal.missing[0])


STANDINGS = ListPage(
    name="standings",
    title=_("评定"),
    columns=(
        Column(title=_("对象"), value="subject__name", link=to("assessments:standing")),
        Column(title=_("种类"), value="subject__kind__name", phone=False),
        Column(title=_("得分"), value="total", kind="number"),
        Column(title=_("测算等级"), value=grade_light, kind="light"),
        Column(title=_("尚缺"), value=first_missing, phone=False),
    ),
    order=("-total", "-id"),
    orders=(Order("low", _("得分低的在前"), ("total", "id")), Order("name", _("按名称"), ("subject__name", "id"))),
    filters=(
        Search(apply=lambda rows, words: rows.filter(subject__name__icontains=words), placeholder=_("对象名称")),
        Choice(name="kind", title=_("种类"), choices=kinds, lookup="subject__kind"),
        Choice(name="level", title=_("测算等级"), choices=LEVELS, apply=of_level),
    ),
    export_kind="standings",
    empty=EmptyState(title=_("还没有测算结果"), text=_("发布一项带评分表的制度后，得分会自动算出。")),
)

ASSESSMENTS = ListPage(
    name="assessments",
    title=_("评定过程"),
    columns=(
        Column(title=_("对象"), value="subject__name", link=to("assessments:assessment")),
        Column(title=_("年度"), value="year", align="end"),
        Column(title=_("类别"), value="kind", words=dict(RoundKind.choices), phone=False),
        Column(
            title=_("进度"),
            value=lambda one: STATE_LIGHTS[one.state],
            kind="light",
            words=None,
        ),
        Column(title=_("说明"), value=lambda one: one.get_state_display(), phone=False),
        Column(title=_("开始"), value="opened_on", kind="day", phone=False),
    ),
    order=("-year", "-id"),
    filters=(
        Search(apply=lambda rows, words: rows.filter(subject__name__icontains=words), placeholder=_("对象名称")),
        Choice(name="state", title=_("进度"), choices=State.choices),
        Choice(name="kind", title=_("类别"), choices=RoundKind.choices),
    ),
    export_kind="assessments",
    empty=EmptyState(title=_("还没有评定"), text=_("由街道发起，或由社区自己开始自查。")),
)

ASSIGNMENTS = ListPage(
    name="assignments",
    title=_("我的评审"),
    columns=(
        Column(
            title=_("对象"),
            value="assessment__subject__name",
            link=to("assessments:assessment", "assessment_id"),
        ),
        Column(title=_("轮次"), value="assessment__round__name"),
        Column(title=_("截止"), value="assessment__round__ends_on", kind="day"),
        Column(title=_("评定进度"), value=lambda one: STATE_LIGHTS[one.assessment.state], kind="light"),
        Column(title=_("提交时间"), value="handed_in_at", phone=False),
    ),
    order=("id",),
    filters=(
        Search(
            apply=lambda rows, words: rows.filter(assessment__subject__name__icontains=words),
            placeholder=_("对象名称"),
        ),
        Choice(name="state", title=_("评定进度"), choices=State.choices, lookup="assessment__state"),
    ),
    empty=EmptyState(title=_("没有指派给您的评审"), text=_("组织方指派后，这里会列出要评审的对象。")),
)

ROUNDS = ListPage(
    name="rounds",
    title=_("评审轮次"),
    columns=(
        Column(title=_("名称"), value="name", link=to("assessments:round")),
        Column(title=_("类别"), value="kind", words=dict(RoundKind.choices)),
        Column(title=_("开始"), value="begins_on", kind="day"),
        Column(title=_("结束"), value="ends_on", kind="day"),
    ),
    order=("-begins_on", "-id"),
    filters=(Choice(name="kind", title=_("类别"), choices=RoundKind.choices),),
    empty=EmptyState(title=_("还没有评审轮次"), text=_("审核通过的申报，可以组织一轮验收。")),
)


VETOES = ListPage(
    name="vetoes",
    title=_("一票否决登记"),
    columns=(
        Column(title=_("对象"), value="subject__name", link=to("assessments:veto")),
        Column(title=_("事项"), value="kind"),
        Column(title=_("依据文书"), value="document", phone=False),
        Column(title=_("影响期起"), value="since", kind="day"),
        Column(title=_("影响期止"), value="until", kind="day", phone=False),
        Column(title=_("状态"), value=veto_state, kind="light", words=VETO_WORDS),
        Column(title=_("解除人"), value="lifted_by", phone=False),
    ),
    order=("-since", "-id"),
    filters=(
        Search(apply=lambda rows, words: rows.filter(subject__name__icontains=words), placeholder=_("对象名称")),
        DateRange(name="since", title=_("影响期起")),
    ),
    export_kind="vetoes",
    empty=EmptyState(title=_("没有登记一票否决事项"), text=_("登记后，示范型的测算会立即受影响。")),
)

HISTORY = ListPage(
    name="grades",
    title=_("等级沿革"),
    columns=(
        Column(title=_("对象"), value="subject__name", link=to("assessments:holding")),
        Column(title=_("等级"), value="grade_name"),
        Column(title=_("起"), value="since", kind="day"),
        Column(title=_("止"), value="until", kind="day"),
        Column(title=_("终止方式"), value=lambda one: one.get_ended_how_display()),
    ),
    order=("-since", "-id"),
    filters=(
        Search(apply=lambda rows, words: rows.filter(subject__name__icontains=words), placeholder=_("对象名称")),
        Choice(name="kind", title=_("种类"), choices=kinds, lookup="subject__kind"),
        Choice(
            name="now",
            title=_("状态"),
            choices=(("live", _("持有中")), ("ended", _("已终止"))),
            apply=lambda rows, value: rows.filter(until__isnull=value == "live"),
        ),
    ),
    export_kind="grades",
    empty=EmptyState(title=_("还没有认定过等级"), text=_("验收认定后，等级从认定之日起记在这里。")),
)

RECTIFICATION_LIGHTS = {"ordered": "rectifying", "reported": "submitted", "kept": "done", "withdrawn": "withdrawn"}

RECTIFICATIONS = ListPage(
    name="rectifications",
    title=_("责令整改"),
    columns=(
        Column(title=_("对象"), value="holding__subject__name", link=to("assessments:rectification")),
        Column(title=_("涉及等级"), value="holding__grade_name"),
        Column(title=_("下达"), value="ordered_on", kind="day", phone=False),
        Column(title=_("期限"), value="deadline", kind="day"),
        Column(title=_("状态"), value=lambda one: RECTIFICATION_LIGHTS[one.state], kind="light"),
    ),
    order=("-ordered_on", "-id"),
    filters=(
        Choice(
            name="state",
            title=_("状态"),
            choices=(
                ("ordered", _("整改中")),
                ("reported", _("已报整改")),
                ("kept", _("保留等级")),
                ("withdrawn", _("撤销等级")),
            ),
        ),
    ),
    export_kind="rectifications",
    empty=EmptyState(title=_("没有责令整改"), text=_("复评没有保持住的，从等级沿革里责令整改。")),
)

CERTIFICATES = ListPage(
    name="certificates",
    title=_("证书"),
    columns=(
        Column(title=_("编号"), value="number", link=to("assessments:certificate")),
        Column(title=_("对象"), value="decision__assessment__subject__name"),
        Column(title=_("等级"), value="decision__grade_name"),
        Column(title=_("有效期起"), value="valid_from", kind="day"),
        Column(title=_("有效期止"), value="valid_until", kind="day"),
    ),
    order=("-valid_from", "-id"),
    export_kind="certificates",
    empty=EmptyState(title=_("还没有签发证书"), text=_("认定等级后可以签发。")),
)
