"""应办事项清单 and 得分表 of a place or organisation, as they stand today."""

import datetime
from typing import Any

from django.db.models import Q

from mulin.assessments.models import Proposal
from mulin.assessments.queries.kept import level_names, proposals
from mulin.duties.models import DutyState
from mulin.duties.queries import visible
from mulin.foundation.clock import today
from mulin.foundation.periods import Period
from mulin.papers.machine.paper import DAY, SERIAL, Block, Column, DataTable, Fact, Facts, Heading, Paper, Paragraph
from mulin.papers.queries.notices import COLUMNS, SCORED_BY
from mulin.papers.rules import Pen
from mulin.programmes.queries import stored_pack
from mulin.tree.models import Node

DUTY_COLUMNS = (
    SERIAL,
    Column("事项", 2.4, "left", fixed=True),
    Column("周期", fixed=True, characters=7),
    Column("期限", characters=DAY),
    Column("应完成", characters=3),
    Column("已完成", characters=3),
    Column("状态", characters=3),
    Column("备注", 1, "left"),
)
SCORE_COLUMNS = (*COLUMNS, Column("理由", 3, "left"), Column("事实数", characters=3))
STATUS = {"met": "已完成", "due": "待完成", "overdue": "已逾期", "excused": "已免除"}


def duties_of(node: Node) -> list[DutyState]:
    """What a node owes in the periods of this year, those due first on top."""
    first = datetime.date(today().year, 1, 1)
    return list(visible(Q(node=node, last__gte=first, first__lte=today())).order_by("due", "id"))


def without_duties(node: Node) -> str:
    """Why there is no list of duties."""
    return "" if duties_of(node) else "本年度没有应办事项"


def compose_duties(node: Node, pen: Pen) -> Paper:
    """The duties of a node in this year."""
    rows = [(str(number), *duty_line(state, pen)) for number, state in enumerate(duties_of(node), 1)]
    return Paper(
        id="duty_list",
        title=f"{today().year}年应办事项清单",
        subtitle=pen.held(node.name),
        blocks=(DataTable(DUTY_COLUMNS, tuple(rows)),),
        reference_url=pen.reference_url,
        printed_at=pen.printed_at,
    )


def duty_line(state: DutyState, pen: Pen) -> tuple[str, ...]:
    """One duty in one period."""
    clause = stored_pack(state.programme.edition_id).duty(state.duty)
    period = Period(state.period, state.first, state.last).name  # type: ignore[arg-type]
    return (
        clause.name,
        period,
        pen.held(state.due),
        pen.held(state.required),
        pen.held(state.count),
        pen.held(STATUS.get(str(state.status), str(state.status))),
        pen.held(state.reason),
    )


def proposal_of(node: Node) -> Proposal | None:
    """The newest proposed score of a node, or nothing."""
    return proposals(Q(subject=node)).order_by("-judged_on", "-pk").first()


def without_score(node: Node) -> str:
    """Why there is no score sheet."""
    return "" if proposal_of(node) else "还没有测算得分"


def compose_score(node: Node, pen: Pen) -> Paper:
    """The proposed score of a node, item by item, with the proposed grade and what the next one still needs."""
    found = proposal_of(node)
    if found is None:
        raise LookupError(without_score(node))
    pack = stored_pack(found.programme.edition_id)
    names = level_names(pack, found.rubric)
    blocks: list[Block] = [
        Facts(
            (
                Fact("对象", pen.held(node.name)),
                Fact("测算日期", pen.held(found.judged_on)),
                Fact("总分", pen.held(found.total)),
                Fact("测算等级", pen.held(names.get(found.grade, "未达到"))),
            )
        ),
        DataTable(SCORE_COLUMNS, tuple(score_line(item, pen) for item in found.items)),
    ]
    if found.missing:
        lines = (f"{number}.{pen.held(text, 30)}" for number, text in enumerate(found.missing, 1))
        blocks += [Heading("尚缺"), *(Paragraph(one) for one in lines)]
    return Paper(
        id="score_sheet",
        title=f"{pack.title}得分表",
        blocks=tuple(blocks),
        reference_url=pen.reference_url,
        printed_at=pen.printed_at,
    )


def score_line(item: dict[str, Any], pen: Pen) -> tuple[str, ...]:
    """One item: points, and why."""
    return (
        item["id"],
        item.get("text", ""),
        str(item["max"]),
        pen.held(item["score"]),
        pen.held(SCORED_BY.get(item["by"], item["by"])),
        pen.held(item.get("reason")),
        pen.held(item.get("facts") or None),
    )
