"""What stands on a card as it was issued, and what the unit answered: the same for whoever reads it."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from mulin.feedback.models import Delivery
from mulin.feedback.queries.behind import sources
from mulin.feedback.queries.contents import Facts
from mulin.foundation.links import link_if
from mulin.foundation.page_parts import Part
from mulin.members.queries import timeline


def printed_day(day: Any) -> str:
    """A day, or a dash."""
    return str(day) if day else "—"


def definitions(content: Mapping[str, Any]) -> list[tuple[Any, Any]]:
    """The head of a card."""
    return [
        (_("姓名"), content["name"]),
        (_("所在党组织"), content["home"] or "—"),
        (_("单位职务"), content["job"] or "—"),
        (_("职级"), content["rank"] or "—"),
        (_("反馈社区"), content["community"]),
        (_("期间"), content["period"]),
        *([(_("积分"), content["points"])] if content["points"] else []),
    ]


def led_back(user: Any, content: Mapping[str, Any], facts: Facts) -> list[tuple[str, Any]]:
    """The lines of a card, each leading back to its fact where that stands and opens for this person."""
    where, opening = sources(facts), timeline.opening(user, facts.done)
    return [(day, link_if(title, where.get((day, title), ""), opening)) for day, title in content["done"]]


def content_parts(content: Mapping[str, Any], done: list[tuple[str, Any]], *, with_opinion: bool = True) -> list[Part]:
    """What a card says, part by part; ``done``: its lines as they are shown."""
    parts = [
        Part(
            title=_("参加活动和办实事（%(number)d 次）") % {"number": len(content["done"])},
            heads=(_("日期"), _("内容")),
            rows=done,
            empty=_("这一期没有参加活动的记录。"),
        ),
        Part(
            title=_("岗位和承诺"),
            heads=(_("类别"), _("内容"), _("兑现")),
            rows=[
                *((_("岗位"), one, "") for one in content["posts"]),
                *((_("承诺"), text, _("%(number)d 件") % {"number": kept}) for text, kept in content["pledges"]),
            ],
            empty=_("没有认领岗位和承诺。"),
        ),
        Part(title=_("本人自评"), text=content["own_view"] or _("没有填写。")),
    ]
    if with_opinion:
        opinion = content["opinion"] or _("还没有评议。")
        parts.append(
            Part(title=_("社区评议和意见"), text=opinion, heads=(_("评议"), _("档次")), rows=content["aspects"])
        )
    return parts


def answer_part(delivery: Delivery | None) -> Part:
    """What the unit answered."""
    return Part(title=_("单位意见"), text=(delivery.reply if delivery else "") or _("还没有答复。"))
