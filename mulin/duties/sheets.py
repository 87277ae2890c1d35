"""Duties as a workbook: out only, since nobody types what is derived."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.db.models import QuerySet

from mulin.duties.models import DutyState
from mulin.duties.queries import visible
from mulin.foundation.spreadsheets import Column, Sheet, register
from mulin.programmes.queries import stored_pack
from mulin.tree.permissions import scope

DUTIES = Sheet(
    "duties",
    "应办事项",
    (
        Column("code", "对象编码", "code"),
        Column("name", "对象名称", width=24),
        Column("duty", "事项", width=30),
        Column("first", "周期起", "date"),
        Column("due", "期限", "date"),
        Column("required", "应完成", "integer"),
        Column("count", "已完成", "integer"),
        Column("status", "状态"),
    ),
)
WORDS = {"met": "已完成", "due": "待完成", "overdue": "已逾期", "excused": "已免除"}


def by_deadline(states: QuerySet[DutyState]) -> QuerySet[DutyState]:
    """The earliest deadline first."""
    return states.order_by("due", "id")


def rows(
    *, by: Any, narrow: Callable[[QuerySet[DutyState]], QuerySet[DutyState]] = by_deadline
) -> Iterator[Mapping[str, Any]]:
    """What this person may see, narrowed and ordered as on the page where it is asked from."""
    states = narrow(visible(scope(by, "duties.view", "node__")))
    for state in states.iterator(2000):
        yield {
            "code": state.node.code if state.node else "",
            "name": state.node.name if state.node else "",
            "duty": stored_pack(state.programme.edition_id).duty(state.duty).name,
            "first": state.first,
            "due": state.due,
            "required": state.required,
            "count": state.count,
            "status": WORDS[state.status],
        }


register(DUTIES, exporter="mulin.duties.sheets.rows", page="mulin.duties.pages.DUTIES")
