"""The activity card (参与社区活动记录卡) of a member for any span of days."""

import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.feedback.queries.contents import facts_of
from mulin.foundation.links import link_if
from mulin.foundation.page_parts import Part
from mulin.members.models import Member
from mulin.members.permissions import is_oneself
from mulin.members.queries import timeline
from mulin.tree.pages import printing


def activities_page(user: Any, member: Member, first: datetime.date, last: datetime.date, form: Any) -> dict[str, Any]:
    """What a member took part in before the community between two days."""
    facts, titles = facts_of([member.pk], first, last)[member.pk], timeline.titles()
    opening = timeline.opening(user, facts.entries)
    return {
        "page_title": _("%(name)s的活动记录卡") % {"name": member.name},
        "subtitle": _("%(first)s 至 %(last)s") % {"first": first, "last": last},
        "form": form,
        "parts": [
            Part(
                title=_("在社区的记录（%(all)d 条，其中参加活动、办实事和需求 %(number)d 次）")
                % {"all": len(facts.entries), "number": len(facts.done)},
                heads=(_("日期"), _("类别"), _("内容"), _("说明")),
                rows=[
                    (one.day, titles.get(one.kind, ""), link_if(one.title, one.url, opening), one.detail)
                    for one in facts.entries
                ],
                empty=_("这一段时间没有参与社区活动的记录。"),
            ),
            Part(
                title=_("岗位和承诺"),
                heads=(_("类别"), _("内容"), _("兑现")),
                rows=[
                    *((_("岗位"), one, "") for one in facts.posts),
                    *((_("承诺"), text, _("%(number)d 件") % {"number": kept}) for text, kept in facts.pledges),
                ],
                empty=_("没有认领岗位和承诺。"),
            ),
        ],
        "trail": [(member.name, reverse("members:member", args=[member.pk]))],
        "actions": printing(user, "activity_card", member.pk, own=is_oneself(user, member)),
    }
