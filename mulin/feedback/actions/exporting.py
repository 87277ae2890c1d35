"""Cards, deliveries and consultations as rows of their workbooks."""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from mulin.feedback import permissions
from mulin.feedback.models import Feedback
from mulin.feedback.queries.chasing import reply_due, state_of
from mulin.feedback.queries.contents import contents_of
from mulin.foundation.narrowing import Narrow, newest_first
from mulin.identity.models import User

AT_A_TIME = 1000
PROGRESS = {
    "returned": "已退回",
    "void": "已换版",
    "done": "已答复",
    "overdue": "逾期未答复",
    "information": "已阅读",
    "due": "未阅读",
}


def export_feedback_cards(*, by: User, narrow: Narrow = newest_first) -> Iterator[Mapping[str, Any]]:
    """Cards in reach with their facts, to be evaluated in the workbook."""
    rows = iter(list(narrow(permissions.feedbacks_visible_to(by))))
    while chunk := list(islice(rows, AT_A_TIME)):
        contents = contents_of(chunk)
        for one in chunk:
            yield as_row(one, contents[one.pk])


def as_row(card: Feedback, content: Mapping[str, Any]) -> dict[str, Any]:
    """One card by column."""
    return {
        "number": card.pk,
        "name": card.member.name,
        "unit": content["home"],
        "community": card.community.name,
        "period": card.period.name,
        "done": len(content["done"]),
        "posts": "、".join(content["posts"]),
        "own_view": card.own_view,
        "marks": "；".join(f"{name}：{mark}" for name, mark in content["aspects"] if mark),
        "opinion": card.opinion,
        "state": card.get_state_display(),
    }


def export_feedback_deliveries(*, by: User, narrow: Narrow = newest_first) -> Iterator[Mapping[str, Any]]:
    """Deliveries in reach: who has read and answered, and who has not."""
    for one in narrow(permissions.deliveries_visible_to(by)):
        yield {
            "name": one.feedback.member.name,
            "period": one.feedback.period.name,
            "community": one.feedback.community.name,
            "receiver": one.receiver_name,
            "delivered_on": one.delivered_on,
            "opened": "是" if one.opened_at else "否",
            "due": reply_due(one),
            "replied_on": one.replied_on,
            "reply": one.reply,
            "state": PROGRESS[state_of(one)],
        }


def export_consultations(*, by: User, narrow: Narrow = newest_first) -> Iterator[Mapping[str, Any]]:
    """Consultations in reach."""
    for one in narrow(permissions.consultations_visible_to(by)):
        yield {name: getattr(one, name) for name in ("asked_on", "due", "number", "opinion", "answered_on")} | {
            "name": one.member.name,
            "occasion": one.occasion_name,
            "asker": one.asker.name,
            "community": one.community.name,
            "stand": one.get_stand_display(),
            "state": one.get_state_display(),
        }
