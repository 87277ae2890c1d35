"""Adding up: sections with weights, bonus and deduction sections with caps, a part carried over from last year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from mulin.judgement.explanation import ItemResult, SectionResult
from mulin.judgement.numbers import exact_decimal, plain
from mulin.rulebook.schema.rubrics import Rubric, Section

ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Totals:
    """The total of a rubric, its sections, and what people should know about how it came to be."""

    total: Decimal
    sections: tuple[SectionResult, ...]
    notices: tuple[str, ...] = ()


def add_up(rubric: Rubric, items: Sequence[ItemResult], last_total: Decimal | None = None) -> Totals:
    """The shown points of the items, added up as the rubric says; never below 0. Unscored items count 0."""
    by_id = {item.id: item for item in items}
    sections = tuple(_section(section, by_id) for section in rubric.sections)
    total = sum((Fraction(section.counted) for section in sections), ZERO)
    total, notices = _carry_over(rubric, max(total, ZERO), last_total)
    return Totals(exact_decimal(max(total, ZERO)), sections, notices)


def _section(section: Section, items: Mapping[str, ItemResult]) -> SectionResult:
    own = [item for indicator in section.indicators for item in indicator.items]
    score = sum((Fraction(items[item.id].score or 0) for item in own if item.id in items), ZERO)
    most = sum((Fraction(item.max) for item in own), ZERO)
    capped = section.cap is not None and score > section.cap
    counted = Fraction(section.cap) if capped and section.cap is not None else score
    if section.weight is not None:
        counted *= section.weight
    return SectionResult(
        id=section.id,
        name=section.name,
        kind=section.kind,
        score=exact_decimal(score),
        counted=exact_decimal(-counted if section.kind == "deduction" else counted),
        max=exact_decimal(most),
        capped=capped,
    )


def _carry_over(rubric: Rubric, own: Fraction, last: Decimal | None) -> tuple[Fraction, tuple[str, ...]]:
    if rubric.carry_over is None:
        return own, ()
    if last is None:
        return own, ("没有上年总分，本年总分未作结转。",)
    share = rubric.carry_over.share
    carried = Fraction(last) * share
    return own * (1 - share) + carried, (f"上年总分 {plain(last)} 分，结转 {plain(carried)} 分。",)
