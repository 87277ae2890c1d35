"""What is shown of one flagged case."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.relations.choices import WithdrawalState
from mulin.relations.models import WithdrawalCase
from mulin.relations.pages import steps
from mulin.relations.pages.lists import CASE_LIGHTS
from mulin.relations.pages.parts import Card, Page, course, trail
from mulin.tree.pages import printing

FACTS = {
    "last": gettext_lazy("最近一次"),
    "begins": gettext_lazy("从此起算"),
    "missed": gettext_lazy("其间举办的活动"),
    "noted_since": gettext_lazy("该组织开始登记党费"),
    "away_since": gettext_lazy("外出日期"),
    "months": gettext_lazy("期限（月）"),
}


def case_page(user: Any, case: WithdrawalCase) -> Page:
    """One flagged case: the facts, the steps of people."""
    facts = [(FACTS.get(name, name), worded(value)) for name, value in case.facts.items()]
    votes = (
        f"应到 {case.entitled}，实到 {case.present}，赞成 {case.votes_for}，"
        f"不赞成 {case.votes_against}，弃权 {case.abstained}"
    )
    return Page(
        title=_("%(who)s：自行脱党认定") % {"who": case.member},
        light=CASE_LIGHTS[WithdrawalState(case.state)],
        words=case.get_state_display(),
        notices=[("information", _("系统只依据记载的事实作提示，是否认定由支部大会决定、上级批准。"))],
        actions=[*steps.buttons(steps.CASE, "case_step", user, case), *printing(user, "withdrawal", case.pk)],
        cards=[
            Card(
                title=_("提示"),
                definitions=[
                    (_("所在党组织"), case.home),
                    (_("提示事由"), case.get_ground_display()),
                    (_("起算日期"), case.since),
                    (_("依据的制度"), case.programme),
                    *facts,
                    (_("支部大会"), f"{case.meeting_on}：{case.resolution}（{votes}）" if case.meeting_on else ""),
                ],
            ),
            Card(title=_("经过"), happenings=course(case.steps.select_related("by"))),
        ],
        trail=trail(_("自行脱党认定"), "cases"),
    )


def worded(value: Any) -> str:
    """A fact in words."""
    return "、".join(str(one) for one in value) if isinstance(value, list) else str(value)
