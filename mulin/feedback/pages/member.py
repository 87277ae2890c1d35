"""The part of a member's page about feedback: each side sees its own."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.feedback import permissions
from mulin.feedback.choices import State
from mulin.feedback.pages.lists import ASKED_WORDS, CARD_LIGHTS, asked_light
from mulin.foundation.lights import light_html
from mulin.foundation.links import link
from mulin.foundation.page_parts import Action, Part
from mulin.members.models import Member
from mulin.members.pages import sections
from mulin.members.permissions import side_of
from mulin.tree.permissions import has_anywhere

SHOWN = 6

Row = tuple[Any, ...]


def member_section(request: HttpRequest, member: Member) -> tuple[str, dict[str, Any]] | None:
    """Cards for the community and the member, cards received for the unit, consultations for those who may see them."""
    user, side = request.user, side_of(request.user, member)
    if not side or not (side == "own" or has_anywhere(user, permissions.view_feedback.word)):
        return None
    actions = [Action(title=_("活动记录卡"), url=reverse("feedback:activities", args=[member.pk]), icon="notebook")]
    if side != "own":
        actions.append(Action(title=_("反馈的用处"), url=reverse("feedback:effects", args=[member.pk]), icon="target"))
    cards = Part(
        title=_("社区表现反馈"),
        heads=(_("期间"), _("社区"), _("进度")),
        rows=written(user, member) or received(user, member),
        empty=_("还没有反馈卡。"),
        actions=actions,
    )
    letters = asked_about(user, member) if side != "own" else []
    heads = (_("事项"), _("征求意见的组织"), _("进度"))
    asked = [Part(title=_("征求社区意见"), heads=heads, rows=letters)] if letters else []
    return "parts/parts.html", {"parts": [cards, *asked]}


def written(user: Any, member: Member) -> list[Row]:
    """The newest cards, for the community that writes them and for the member."""
    cards = permissions.feedbacks_visible_to(user).filter(member=member).order_by("-half")
    return [
        (
            link("feedback:card", one.period.name, one.pk),
            one.community.name,
            light_html(CARD_LIGHTS[State(one.state)], one.get_state_display()),
        )
        for one in cards[:SHOWN]
    ]


def received(user: Any, member: Member) -> list[Row]:
    """The newest cards that were delivered, with the reply."""
    found = permissions.deliveries_visible_to(user).filter(feedback__member=member, ended_on__isnull=True)
    return [
        (link("feedback:delivery", one.feedback.period.name, one.pk), one.feedback.community.name, one.reply or "—")
        for one in found.order_by("-pk")[:SHOWN]
    ]


def asked_about(user: Any, member: Member) -> list[Row]:
    """The newest consultations about the member."""
    found = permissions.consultations_visible_to(user).filter(member=member)
    return [
        (
            link("feedback:consultation", one.occasion_name, one.pk),
            one.asker.name,
            light_html(asked_light(one), str(ASKED_WORDS[asked_light(one)])),
        )
        for one in found[:SHOWN]
    ]


sections.register("feedback", 40, member_section)
