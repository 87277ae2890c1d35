"""Ballots and matters as workbooks: out only, since they happen here."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.db.models import QuerySet

from mulin.deliberation.models import Matter, Poll
from mulin.deliberation.permissions import matters_visible_to, polls_visible_to
from mulin.deliberation.queries.matters import open_run, step_of
from mulin.deliberation.queries.polls import with_turnout
from mulin.foundation.spreadsheets import Column, Sheet, register

POLLS = Sheet(
    "polls",
    "表决",
    (
        Column("node", "组织", width=24),
        Column("title", "表决事项", width=30),
        Column("opened_on", "开始日期", "date"),
        Column("closes_on", "截止日期", "date"),
        Column("state", "状态"),
        Column("entitled", "应到", "integer"),
        Column("present", "实到", "integer"),
        Column("result", "结果", width=40),
    ),
)
MATTERS = Sheet(
    "matters",
    "议题",
    (
        Column("node", "组织", width=24),
        Column("title", "议题", width=30),
        Column("opened_on", "提出日期", "date"),
        Column("state", "状态"),
        Column("step", "正在办理", width=24),
        Column("ended_on", "办结日期", "date"),
    ),
)


def newest_first(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The newest first, as the pages show them."""
    return rows.order_by("-opened_on", "-id")


def polls(*, by: Any, narrow: Callable[[QuerySet[Poll]], QuerySet[Poll]] = newest_first) -> Iterator[Mapping[str, Any]]:
    """Ballots this person may see; the result only of those that are closed."""
    found = narrow(with_turnout(polls_visible_to(by)))
    for poll in found.prefetch_related("items"):
        results = (poll.result or {}).get("items", {})
        told = [f"{item.label}：{votes_in_words(results[str(item.pk)])}" for item in poll.items.all() if results]
        yield {
            "node": poll.node.name,
            "title": poll.title,
            "opened_on": poll.opened_on,
            "closes_on": poll.closes_on,
            "state": poll.get_state_display(),
            "entitled": poll.entitled,  # type: ignore[attr-defined]
            "present": poll.present,
            "result": "；".join(told),
        }


def votes_in_words(result: Mapping[str, Any]) -> str:
    """The votes of one item in words."""
    return "、".join(f"{choice} {votes}" for choice, votes in result["votes"].items())


def matters(
    *, by: Any, narrow: Callable[[QuerySet[Matter]], QuerySet[Matter]] = newest_first
) -> Iterator[Mapping[str, Any]]:
    """Matters this person may see, with the step each has reached."""
    for matter in narrow(matters_visible_to(by)):
        run = open_run(matter)
        yield {
            "node": matter.node.name,
            "title": matter.title,
            "opened_on": matter.opened_on,
            "state": matter.get_state_display(),
            "step": step_of(matter, run.step).name if run else "",
            "ended_on": matter.ended_on,
        }


register(POLLS, exporter="mulin.deliberation.sheets.polls", page="mulin.deliberation.pages.POLLS")
register(MATTERS, exporter="mulin.deliberation.sheets.matters", page="mulin.deliberation.pages.MATTERS")
