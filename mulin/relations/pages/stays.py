"""What is shown of one member who came, and of one community's return of the census."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from mulin.relations.models import CensusReturn, Stay
from mulin.relations.pages import steps
from mulin.relations.pages.lists import return_light
from mulin.relations.pages.parts import Card, Page, trail
from mulin.tree.pages import printing


def stay_page(user: Any, stay: Stay) -> Page:
    """One member who came."""
    notices = [("attention", _("活动证待补办：%(how)s") % {"how": stay.permit_steps})] if stay.permit_is_owed else []
    dues = "、".join(str(one) for one in stay.member.dues.filter(month__gte=stay.came_on.replace(day=1)))
    return Page(
        title=_("流入党员%(who)s") % {"who": stay.member},
        light="in_progress" if stay.ended_on is None else "done",
        words=_("在此") if stay.ended_on is None else stay.get_ending_display(),
        notices=notices if stay.ended_on is None else (),
        actions=steps.buttons(steps.STAY, "stay_step", user, stay),
        cards=[
            Card(
                title=_("流入登记"),
                definitions=[
                    (_("原所在党组织"), stay.from_text),
                    (_("编入党支部"), stay.host),
                    (_("流入事由"), stay.reason),
                    (_("接收日期"), stay.came_on),
                    (_("活动证"), f"{stay.get_permit_shown_display()} {stay.permit_number}"),
                    (_("报上级备案"), stay.reported_on),
                    (_("分配的工作"), stay.work),
                    (_("已交党费月份"), dues),
                    (_("离开"), f"{stay.ended_on} {stay.get_ending_display()}" if stay.ended_on else ""),
                ],
            )
        ],
        trail=trail(_("流入党员"), "stays"),
    )


def return_page(user: Any, found: CensusReturn, stays: Iterable[Stay]) -> Page:
    """One community's return, with who is there now."""
    return Page(
        title=str(found),
        light=return_light(found),
        actions=[*steps.buttons(steps.RETURN, "return_step", user, found), *printing(user, "census", found.pk)],
        cards=[
            Card(
                title=_("摸底结果"),
                definitions=[
                    (_("年度"), found.census.year),
                    (_("期限"), found.census.due_on),
                    (_("流入党员数"), found.counted),
                    (_("持有效活动证"), found.with_permit),
                    (_("编入党组织"), found.placed),
                    (_("愿转入组织关系"), found.wishing_transfer),
                    (_("思想状况"), found.thoughts),
                    (_("填报"), f"{found.done_by} {found.done_on}" if found.done_on else ""),
                ],
            ),
            Card(
                title=_("现有流入党员"),
                heads=(_("党员"), _("原所在党组织"), _("编入"), _("活动证")),
                rows=[
                    (one.member, one.from_text, one.host, _("待补办") if one.permit_is_owed else _("有效"))
                    for one in list(stays)[:500]
                ],
            ),
        ],
        trail=trail(_("流入党员摸底"), "census"),
    )
