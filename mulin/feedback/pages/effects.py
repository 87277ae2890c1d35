"""What a member's feedback feeds (三挂钩): target assessment, honours, promotion, with the cards and letters used."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from mulin.feedback.choices import ConsultationState
from mulin.feedback.models import Consultation, Delivery
from mulin.feedback.queries.clauses import consultation_rule
from mulin.feedback.queries.counted import Counted, counted
from mulin.foundation.clock import today
from mulin.foundation.links import link
from mulin.foundation.page_parts import Part
from mulin.tree.models import Node

SHOWN = 200


def effects_page(
    title: str, node: Node, deliveries: Any, consultations: Any, trail: Any, *, search: str = ""
) -> dict[str, Any]:
    """The three hooks of a member or unit: with each the consultations that serve it, and the cards received.

    A hook that no consultation serves, as the target assessment, counts the cards of each half-year. ``node`` is where
    the clause is asked; without a clause in force the page says so. ``search`` narrows the lists to one member.
    """
    ruling = consultation_rule(node, today())
    received = deliveries.filter(receiver="home", ended_on__isnull=True)
    cards = list(received.order_by("-pk")[:SHOWN])
    asked = list(consultations.order_by("-pk")[:SHOWN])
    hooks = ruling.clause.hooks if ruling else ()
    parts = [
        hook_part(hook.name, [one for one in asked if one.occasion in hook.occasions], cards)
        if hook.occasions
        else counted_part(hook.name, counted(received), search)
        for hook in hooks
    ]
    return {
        "page_title": _("%(name)s：反馈的用处") % {"name": title},
        "notice": "" if hooks else _("这里施行的制度没有写反馈和什么挂钩。"),
        "parts": parts,
        "trail": trail,
    }


def counted_part(name: str, halves: Sequence[Counted], search: str) -> Part:
    """What one hook counts, half-year by half-year, each with its cards."""
    rows = [
        (
            format_html('<a href="{}?{}">{}</a>', reverse("feedback:deliveries"), narrowed(one, search), one.name),
            one.cards,
            one.answered,
            one.done,
            one.idle,
        )
        for one in halves
    ]
    return Part(
        title=name,
        text=_("党员在社区的表现按期计入；点期间看反馈卡和事实。"),
        heads=(_("期间"), _("反馈卡"), _("单位已答复"), _("参加活动和办实事（次）"), _("一次也没有参加（人）")),
        rows=rows,
        empty=_("还没有可以依据的反馈卡。"),
    )


def narrowed(one: Counted, search: str) -> str:
    """The list of deliveries with the cards of a half-year."""
    return urlencode({"half": one.half.isoformat()} | ({"q": search} if search else {}))


def hook_part(name: str, asked: Sequence[Consultation], cards: Sequence[Delivery]) -> Part:
    """One hook."""
    letters = [
        (
            link("feedback:consultation", f"{one.member.name}　{one.occasion_name}", one.pk),
            one.community.name,
            one.get_stand_display() or ConsultationState(one.state).label,
            one.number or "—",
        )
        for one in asked
    ]
    received = [
        (
            link("feedback:delivery", f"{one.feedback.member.name}　{one.feedback.period.name}", one.pk),
            one.feedback.community.name,
            _("已答复") if one.replied_on else _("未答复"),
            _("第 %(number)d 版") % {"number": one.issue.number},
        )
        for one in cards
    ]
    return Part(
        title=name,
        text=_("征求意见 %(asked)d 件，反馈卡 %(cards)d 张") % {"asked": len(letters), "cards": len(received)},
        heads=(_("依据"), _("社区"), _("结果"), _("编号")),
        rows=[*letters, *received],
        empty=_("还没有可以依据的反馈卡和社区意见。"),
    )


def member_trail(member: Any) -> list[tuple[str, str]]:
    """The way back to the member."""
    return [(member.name, reverse("members:member", args=[member.pk]))]
