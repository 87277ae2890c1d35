"""结果通报: the decision on one assessment, and the results of a whole round, as official documents."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from mulin.assessments import rules
from mulin.assessments.choices import Outcome, RoundKind
from mulin.assessments.models import Assessment, Decision, Rectification, Round
from mulin.assessments.queries.composed import result_notice
from mulin.assessments.queries.kept import pack_of
from mulin.foundation.points import exact
from mulin.papers.machine.paper import (
    SERIAL,
    Block,
    Column,
    DataTable,
    Heading,
    Imprint,
    Paper,
    Paragraph,
    Signature,
)
from mulin.papers.queries.offices import issuing_office
from mulin.papers.rules import Pen, closed

COLUMNS = (
    SERIAL,
    Column("内容及要求", 4, "left", fixed=True),
    Column("满分", fixed=True, characters=2),
    Column("得分", characters=4),
    Column("计分", characters=4),
)
RESULT_COLUMNS = (
    SERIAL,
    Column("类别"),
    Column("对象", 2.4, "left"),
    Column("总分", characters=4),
    Column("结果", 1.2),
)
SCORED_BY = {"measure": "事实计分", "assessor": "评审打分", "none": "未评分"}
NUMERALS = "一二三四五六七八九十"


def numbered_for(year: int) -> str:
    """发文字号 as it stands before the office gives its number: year printed, word and number by hand."""
    return f"　　　　〔{year}〕　　号"


def without_decision(assessment: Assessment) -> str:
    """Why there is no notice of a result yet."""
    return "" if hasattr(assessment, "decision") else "还没有作出认定"


def compose(assessment: Assessment, pen: Pen) -> Paper:
    """The notice of one decision to its subject, with what is missing and every item's points."""
    decision: Decision = assessment.decision
    said = result_notice(decision)
    office = issuing_office(assessment.subject, decision.on)
    basis = f"（{assessment.programme.legal_basis}）" if assessment.programme.legal_basis else ""
    about = f"{pen.held(said['subject'], 6)}{pen.held(str(said['year']), 4)}年"
    blocks: list[Block] = [
        Paragraph(f"{pen.held(said['subject'], 8)}：", indent=False),
        Paragraph(
            f"根据《{said['title']}》{basis}，经自查、审核和评审，现将你单位{pen.held(str(said['year']), 4)}年"
            f"{pen.held(said['kind'], 6)}结果通报如下。"
        ),
        Heading("一、认定结果"),
        Paragraph(result_words(decision, pen)),
        Heading("二、认定理由"),
        Paragraph(closed(pen.given(said["reason"], 60))),
        *missing_words(decision, pen),
        Heading(f"{'四' if decision.missing else '三'}、各项得分"),
        DataTable(COLUMNS, tuple(score_line(item, pen) for item in decision.items)),
        Signature(office, pen.held(decision.on)),
        Imprint("", office, pen.held(decision.on, 8)),
    ]
    return Paper(
        id="result_notice",
        title=f"关于{about}\n{pen.held(said['kind'], 6)}结果的通报",
        style="document",
        letterhead=f"{office}文件",
        number=numbered_for(decision.on.year),
        blocks=tuple(blocks),
        reference_url=pen.reference_url,
        printed_at=pen.printed_at,
    )


def result_words(decision: Decision, pen: Pen) -> str:
    """What was decided, in a sentence."""
    total = f"总分{pen.held(exact(decision.total), 4)}分"
    if decision.outcome == Outcome.REFUSED and not pen.blank:
        return f"{pen.held('不予认定')}。{total}。"
    return f"认定为{pen.held(decision.grade_name and f'“{decision.grade_name}”', 6)}。{total}。"


def missing_words(decision: Decision, pen: Pen) -> list[Block]:
    """What is still missing for the grade applied for or the next one, line by line."""
    if not decision.missing:
        return []
    lines = [Paragraph(f"{number}.{pen.held(text, 30)}") for number, text in enumerate(decision.missing, 1)]
    heading = "三、尚缺条件" if decision.outcome == Outcome.REFUSED else "三、晋位提升方向"
    return [Heading(heading), *lines]


def score_line(item: dict[str, Any], pen: Pen) -> tuple[str, ...]:
    """One item as it was decided."""
    return (
        item["id"],
        item.get("text", ""),
        str(item["max"]),
        pen.held(item["score"]),
        pen.held(SCORED_BY.get(item["by"], item["by"])),
    )


def decisions_of(held_round: Round) -> list[Decision]:
    """What was decided in a round, by the subjects' kinds and codes."""
    found = Decision.objects.filter(assessment__round=held_round).select_related(
        "assessment__subject__kind", "assessment__edition"
    )
    return list(found.order_by("assessment__subject__kind__order", "assessment__subject__code"))


def without_results(held_round: Round) -> str:
    """Why a round has no notice yet."""
    return "" if Decision.objects.filter(assessment__round=held_round).exists() else "这一轮还没有认定结果"


def compose_round(held_round: Round, pen: Pen) -> Paper:
    """The notice of a round to everybody concerned: who reached which grade, who did not, who has to rectify."""
    programme, decisions = held_round.programme, decisions_of(held_round)
    day = max(one.on for one in decisions)
    office = issuing_office(programme.node, day)
    sections = [(name, by_kind(group, pen)) for name, group in grouped(decisions)]
    if orders := ordered_in(held_round):
        sections.append(("责令整改", [f"{pen.held(one.holding.subject, 6)}：{deadline(one, pen)}" for one in orders]))
    blocks: list[Block] = [
        Paragraph("各有关党组织、各有关单位：", indent=False),
        Paragraph(
            f"根据《{programme.edition.title}》，{opening(held_round, pen)}共评定{pen.held(len(decisions), 3)}个对象，"
            "现将结果通报如下。"
        ),
    ]
    for numeral, (name, lines) in zip(NUMERALS, sections, strict=False):
        blocks += [Heading(f"{numeral}、{name}"), *(Paragraph(line) for line in lines)]
    rows = tuple(result_line(number, one, pen) for number, one in enumerate(decisions, 1))
    blocks += [Heading(f"{NUMERALS[len(sections)]}、评定情况"), DataTable(RESULT_COLUMNS, rows)]
    blocks += [Signature(office, pen.held(day)), Imprint("", office, pen.held(day, 8))]
    return Paper(
        id="round_notice",
        title=f"关于{pen.held(held_round.name, 8)}结果的通报",
        style="document",
        letterhead=f"{office}文件",
        number=numbered_for(day.year),
        blocks=tuple(blocks),
        reference_url=pen.reference_url,
        printed_at=pen.printed_at,
    )


def opening(held_round: Round, pen: Pen) -> str:
    """From when until when the round ran, and what it was for."""
    return (
        f"{pen.held(held_round.begins_on, 8)}至{pen.held(held_round.ends_on, 8)}组织开展"
        f"{pen.held(held_round.get_kind_display(), 6)}，"
    )


def grouped(decisions: Iterable[Decision]) -> list[tuple[str, list[Decision]]]:
    """Decisions by the grade they gave, the highest first, the refused ones last."""
    groups: dict[str, list[Decision]] = defaultdict(list)
    ranks: dict[str, int] = {}
    for one in decisions:
        again = one.assessment.kind in (RoundKind.RE_EVALUATION, RoundKind.RE_CHECK)
        verb = "保持" if again else "认定为"
        name = f"{verb}“{one.grade_name}”" if one.grade else ("未达到等级条件" if again else "不予认定")
        groups[name].append(one)
        rank = rules.rank_of(pack_of(one.assessment), one.assessment.rubric, one.grade)
        ranks[name] = max(ranks.get(name, 0), rank)
    return sorted(groups.items(), key=lambda pair: -ranks[pair[0]])


def by_kind(decisions: Iterable[Decision], pen: Pen) -> list[str]:
    """One line for each kind of subject: 社区：东社区、西社区。"""
    kinds: dict[str, list[str]] = defaultdict(list)
    for one in decisions:
        kinds[one.assessment.subject.kind.name].append(pen.held(one.assessment.subject.name, 8))
    return [f"{kind}：{'、'.join(names)}。" for kind, names in kinds.items()]


def result_line(number: int, decision: Decision, pen: Pen) -> tuple[str, ...]:
    """One subject of the round: its total and its grade."""
    subject = decision.assessment.subject
    return (
        str(number),
        pen.held(subject.kind.name),
        pen.held(subject.name),
        pen.held(decision.total),
        pen.held(decision.grade_name or decision.get_outcome_display()),
    )


def ordered_in(held_round: Round) -> list[Rectification]:
    """Rectifications that subjects of the round were ordered while it ran."""
    found = Rectification.objects.filter(
        holding__subject__in=held_round.assessments.values("subject"),
        ordered_on__gte=held_round.begins_on,
        ordered_on__lte=held_round.ends_on,
    )
    return list(found.select_related("holding__subject").order_by("holding__subject__code", "pk"))


def deadline(order: Rectification, pen: Pen) -> str:
    """Until when it is to be mended."""
    day: datetime.date = order.deadline
    return f"限于{pen.held(day, 8)}前整改到位。"
