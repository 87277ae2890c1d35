"""审核验收表: self-check, review and acceptance side by side, each with its reason and evidence."""

from decimal import Decimal
from typing import Any

from mulin.assessments.choices import Stage
from mulin.assessments.models import Assessment
from mulin.assessments.queries.composed import side_by_side
from mulin.assessments.queries.kept import pack_of, rubric_of
from mulin.foundation.clock import SHANGHAI
from mulin.foundation.points import exact
from mulin.papers.machine.paper import Column, DataTable, Fact, Facts, FormRow, FormTable, Label, Opinion, Paper
from mulin.papers.rules import Pen

COLUMNS = (
    Column("序号", 0.7, fixed=True),
    Column("内容及要求", 3.2, "left", fixed=True),
    Column("满分", 0.7, fixed=True),
    Column("自评", 0.7),
    Column("理由和佐证", 2, "left"),
    Column("审核", 0.7),
    Column("理由和佐证", 2, "left"),
    Column("验收", 0.7),
    Column("理由和佐证", 2, "left"),
)


def compose(assessment: Assessment, pen: Pen) -> Paper:
    """The three columns of an assessment with their totals, the assessors' opinions and the street's."""
    shown = side_by_side(assessment)
    measured = {item.id for item in rubric_of(assessment).items if item.score.way != "manual"}
    rows = [line(row, row["id"] in measured, pen) for row in shown["rows"]]
    return Paper(
        id="acceptance_sheet",
        title=f"{pack_of(assessment).title}审核验收表",
        style="landscape_table",
        blocks=(
            Facts(heading(assessment, pen), columns=3),
            DataTable(COLUMNS, (*rows, totals(shown, pen))),
            opinions(assessment, pen),
        ),
        reference_url=pen.reference_url,
        printed_at=pen.printed_at,
    )


def heading(assessment: Assessment, pen: Pen) -> tuple[Fact, ...]:
    """Which subject, which round, what it applied for."""
    levels = pack_of(assessment).grading(assessment.rubric)
    level = next((one.name for one in levels.levels if one.id == assessment.level), "") if levels else ""
    return (
        Fact("对象", pen.held(assessment.subject.name)),
        Fact("轮次", pen.held(assessment.round or f"{assessment.year}年{assessment.get_kind_display()}")),
        Fact("申报等级", pen.held(level)),
    )


def line(row: dict[str, Any], measured: bool, pen: Pen) -> tuple[str, ...]:
    """One item over the three stages. The self-check's column is held; review and acceptance are given, unless facts
    scored the item or nobody scored it anew.
    """
    cells: list[str] = []
    for stage, cell in zip(Stage.values, row["cells"], strict=True):
        write = pen.held if measured or stage == Stage.SELF or not cell["by"] else pen.given
        cells += [write(cell["score"]), write(because(cell))]
    return (row["id"], row["text"], exact(row["max"]), *cells)


def because(cell: dict[str, Any]) -> str:
    """The reason of a score with the records and files it names."""
    named = [str(one) for one in (*cell["activities"], *cell["evidence"])]
    return "\n".join(part for part in (cell["reason"], f"佐证：{'、'.join(named)}" if named else "") if part)


def totals(shown: dict[str, Any], pen: Pen) -> tuple[str, ...]:
    """The last row: the total of each stage and the day it was handed in."""
    most = sum((row["max"] for row in shown["rows"]), Decimal(0))
    cells: list[str] = []
    for (_, _, on), total in zip(shown["stages"], shown["totals"], strict=True):
        cells += [pen.held(total), pen.held(on)]
    return ("合计", "", exact(most), *cells)


def opinions(assessment: Assessment, pen: Pen) -> FormTable:
    """Each assessor's opinion, or room for two, and the street's opinion with its seal."""
    given = [
        FormRow(
            (
                Label("评审员意见"),
                Opinion(
                    text=pen.given(one.opinion),
                    signer=pen.held(one.assessor),
                    date=pen.held(one.handed_in_at.astimezone(SHANGHAI).date() if one.handed_in_at else None),
                    seal=False,
                ),
            ),
            22,
        )
        for one in assessment.assignments.select_related("assessor")
    ]
    empty = [FormRow((Label("评审员意见"), Opinion(seal=False)), 22) for _ in range(2)]
    application = getattr(assessment, "application", None)
    street = Opinion(
        text=pen.given(application.street_opinion if application else None),
        date=pen.held(application.opinion_on if application else None),
    )
    return FormTable((1, 8), (*(given or empty), FormRow((Label("街道意见"), street), 50)))
