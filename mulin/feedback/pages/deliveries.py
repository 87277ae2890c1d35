"""One delivery of a card, as its receiver sees it."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.feedback import permissions
from mulin.feedback.models import Delivery
from mulin.feedback.pages.contents import answer_part, content_parts, definitions, led_back
from mulin.feedback.pages.lists import DELIVERY_WORDS
from mulin.feedback.queries.chasing import reply_due, state_of
from mulin.feedback.queries.contents import facts_now
from mulin.foundation.lights import light_html
from mulin.foundation.page_parts import Action
from mulin.members.permissions import is_oneself
from mulin.programmes.pages import clause_link
from mulin.tree.pages import printing


def delivery_page(user: Any, delivery: Delivery) -> dict[str, Any]:
    """The card as it was issued, with the answer."""
    content = delivery.issue.content
    light = state_of(delivery)
    return {
        "page_title": content.get("title") or _("社区表现反馈卡"),
        "subtitle": light_html(light, str(DELIVERY_WORDS[light])),
        "notice": delivery.ended_because,
        "notice_tone": "attention",
        "definitions": [
            *(definitions(content) if "home" in content else []),
            *delivered(delivery),
            (_("依据"), clause_link(user, delivery.feedback.ruling)),
        ],
        "parts": [
            *(content_parts(content, issued_lines(user, delivery)) if "home" in content else []),
            *([answer_part(delivery)] if delivery.replies else []),
        ],
        "trail": [(_("反馈卡送达和答复"), reverse("feedback:deliveries"))],
        "actions": delivery_buttons(user, delivery),
    }


def issued_lines(user: Any, delivery: Delivery) -> list[tuple[str, Any]]:
    """The lines of the card as it was issued, leading back for who may open the facts."""
    return led_back(user, delivery.issue.content, facts_now([delivery.feedback])[delivery.feedback_id])


def delivered(delivery: Delivery) -> list[tuple[Any, Any]]:
    """To whom, when, by when to be answered."""
    due = reply_due(delivery)
    rows = [(_("送达"), delivery.receiver_name), (_("送达日期"), str(delivery.delivered_on))]
    return [*rows, (_("答复期限"), str(due))] if due else rows


def delivery_buttons(user: Any, delivery: Delivery) -> list[Action]:
    """Answer or return; deliver again; handed over on paper."""
    replies = permissions.reply_feedback.allows(user, delivery)
    writes = permissions.write_feedback.allows(user, delivery.feedback)
    is_open = delivery.ended_on is None and delivery.replied_on is None
    on_paper = delivery.node_id is None and delivery.receiver != "member"
    offered = (
        (replies and is_open and delivery.replies, "reply", _("答复"), "message", False),
        (replies and is_open and delivery.replies, "give_back", _("退回"), "arrow-left", False),
        (writes and delivery.is_returned and waits(delivery), "redeliver", _("重新送达"), "send", True),
        (writes and on_paper and is_open and delivery.opened_at is None, "hand_over", _("已送交"), "check", True),
    )
    made = [
        Action(
            title=title,
            url=reverse(f"feedback:{name}", args=[delivery.pk]),
            icon=icon,
            primary=name != "give_back",
            post=post,
        )
        for may, name, title, icon, post in offered
        if may
    ]
    for_oneself = delivery.receiver == "member" and is_oneself(user, delivery.feedback.member)
    return [*made, *printing(user, "feedback_delivery", delivery.pk, own=for_oneself)]


def waits(delivery: Delivery) -> bool:
    """Has nobody received the card in this receiver's place?"""
    return not delivery.feedback.deliveries.filter(ended_on__isnull=True, receiver=delivery.receiver).exists()
