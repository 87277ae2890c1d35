"""Duties as a workbook: out only, since nobody types what is derived."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.db.models import QuerySet

from mulin.duties.models import DutyState
from mulin.duties.permissions import members_in_reach
from mulin.duties.queries import of_members, visible
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
MEMBER_DUTIES = Sheet(
    "member_duties",
    "党员应尽事项",
    (Column("code", "党员编号", "code"), Column("name", "姓名", width=14), *DUTIES.columns[2:]),
)
WORDS = {"met": "已完成", "due": "待完成", "overdue": "已逾期", "excused": "已免除"}


def by_deadline(states: QuerySet[DutyState]) -> QuerySet[DutyState]:
    """The earliest deadline first."""
    return states.order_by("due", "id")


Narrow = Callable[[QuerySet[DutyState]], QuerySet[DutyState]]


def rows(*, by: Any, narrow: Narrow = by_deadline) -> Iterator[Mapping[str, Any]]:
    """What nodes owe, as far as this person may see it, narrowed and ordered as on the page where it is asked from."""
    for state in narrow(visible(scope(by, "duties.view", "node__"))).iterator(2000):
        yield row_of(state, state.node)


def member_rows(*, by: Any, narrow: Narrow = by_deadline) -> Iterator[Mapping[str, Any]]:
    """The same of members."""
    for state in narrow(of_members(members_in_reach(by))).iterator(2000):
        yield row_of(state, state.member)


def row_of(state: DutyState, whose: Any) -> Mapping[str, Any]:
    """One duty of a node or a member."""
    return {
        "code": whose.code,
        "name": whose.name,
        "duty": stored_pack(state.programme.edition_id).duty(state.duty).name,
        "first": state.first,
        "due": state.due,
        "required": state.required,
        "count": state.count,
        "status": WORDS[state.status],
    }


register(DUTIES, exporter="mulin.duties.sheets.rows", page="mulin.duties.pages.DUTIES")
register(MEMBER_DUTIES, exporter="mulin.duties.sheets.member_rows", page="mulin.duties.pages.MEMBER_DUTIES")
