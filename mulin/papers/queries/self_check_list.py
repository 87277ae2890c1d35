"""自查清单: every item with its clause, its points, what they rest on, and what is missing."""

from decimal import Decimal
from typing import Any

from mulin.assessments import rules
from mulin.assessments.choices import Stage
from mulin.assessments.models import Assessment, Gap, StageResult
from mulin.assessments.queries.composed import check_rows
from mulin.assessments.queries.kept import newest_scores, pack_of, stage_results
from mulin.foundation.points import exact
from mulin.papers.machine.paper import Column, DataTable, Fact, Facts, Opinion, Paper, opinion_box
from mulin.papers.rules import Pen

COLUMNS = (
    Column("序号", 0.7, fixed=True),
    Column("指标", 1.6, "left", fixed=True),
    Column("内容及要求", 3.6, "left", fixed=True),
    Column("依据", 1.5, fixed=True),
    Column("满分", 0.7, fixed=True),
    Column("自评得分", 0.8),
    Column("计分情况", 3, "left"),
    Column("差距和措施", 2.6, "left"),
    Column("完成期限", 1.3),
)


def compose(assessment: Assessment, pen: Pen) -> Paper:
    """The list of a subject's self-check, as far as it has come."""
    gaps = {gap.item: gap for gap in assessment.gaps.all()}
    own = {item: score for (stage, item), score in newest_scores(assessment).items() if stage == Stage.SELF}
    handed_in = stage_results(assessment).get(Stage.SELF)
    then = {item["id"]: item for item in handed_in.items} if handed_in else {}
    rows = tuple(
        line(as_checked(row, then.get(row["id"])), gaps.get(row["id"]), own.get(row["id"]), pen)
        for row in check_rows(assessment)
    )
    return Paper(
        id="self_check_list",
        title=f"{pack_of(assessment).title}自查清单",
        style="landscape_table",
        blocks=(
            Facts(heading(assessment, handed_in, pen), columns=3),
            DataTable(COLUMNS, rows),
            opinion_box("自查单位\n意见", Opinion()),
        ),
        reference_url=pen.reference_url,
        printed_at=pen.printed_at,
    )


def as_checked(row: dict[str, Any], then: dict[str, Any] | None) -> dict[str, Any]:
    """An item as it stood when the self-check was handed in, whatever came later; as it stands while it runs."""
    if then is None:
        return row
    score = None if then["score"] is None else Decimal(then["score"])
    return row | {"score": score, "reason": then["reason"], "facts": then["facts"]}


def heading(assessment: Assessment, finished: StageResult | None, pen: Pen) -> tuple[Fact, ...]:
    """Who checked what and when, and the total once the self-check is finished."""
    return (
        Fact("自查对象", pen.held(assessment.subject.name)),
        Fact("年度类别", pen.held(f"{assessment.year}年 {assessment.get_kind_display()}")),
        Fact("自评总分", pen.held(finished.total if finished else None)),
        Fact("自查人", pen.held(finished.by if finished else None)),
        Fact("完成日期", pen.held(finished.on if finished else None)),
        Fact("负责人签字"),
    )


def line(row: dict[str, Any], gap: Gap | None, own: Any, pen: Pen) -> tuple[str, ...]:
    """One item. What facts score is held, what somebody scored is given; a note was typed for the list."""
    write = pen.given if row["way"] == "manual" else pen.held
    reason = own.reason if own is not None else row["reason"]
    rests_on = [write(reason), pen.held(f"（计 {row['facts']} 条事实）" if row["facts"] else "")]
    note = pen.typed(f"说明：{row['note']}" if row["note"] else "")
    return (
        row["id"],
        row["indicator"],
        row["text"],
        row["source"],
        exact(row["max"]),
        write(row["score"]),
        "\n".join(part for part in ("".join(rests_on), note) if part),
        gap_words(row, gap, pen),
        pen.held((gap.done_on or gap.due_on) if gap else None) + ("\n已补齐" if gap and gap.done_on else ""),
    )


def gap_words(row: dict[str, Any], gap: Gap | None, pen: Pen) -> str:
    """The gap as the list found it (held), or with the measures that somebody wrote (typed)."""
    if gap is None:
        return ""
    score = None if row["score"] is None else exact(row["score"])
    found = rules.gap_text(row["text"], score, exact(row["max"]))
    if gap.text == found:
        return pen.held(f"差 {exact(gap.short_by)} 分")
    return pen.typed(gap.text)
