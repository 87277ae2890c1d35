"""Whether points add up: items to sections, sections to rubrics, parts to schemes."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from mulin.rulebook.exact import number
from mulin.rulebook.findings import Finding
from mulin.rulebook.parameters import read_value
from mulin.rulebook.schema import Pack
from mulin.rulebook.schema.base import ParameterRef
from mulin.rulebook.schema.points import PointsScheme
from mulin.rulebook.schema.rubrics import Item, Rubric, Section
from mulin.rulebook.walking import describe, walk


def check_sums(pack: Pack) -> Iterator[Finding]:
    """Totals that do not agree with their parts, and ways of scoring that cannot be."""
    for place, clause in walk(pack):
        where = describe(pack, place)
        if isinstance(clause, Rubric):
            yield from rubric_sum(clause, where)
        elif isinstance(clause, Section):
            yield from section_sum(clause, where)
        elif isinstance(clause, Item):
            yield from (Finding("error", where, *mistake) for mistake in clause.score.mistakes(clause.max))
    for scheme in pack.points:
        yield from scheme_sum(pack, scheme)


def scheme_sum(pack: Pack, scheme: PointsScheme) -> Iterator[Finding]:
    """The parts of a points scheme add up to its total; a blank that a district fills in counts as its default."""
    defaults = {one.id: read_value(one.kind, one.default) for one in pack.parameters}
    parts = [part for part in scheme.parts if not part.bonus]
    maxima = [defaults.get(part.max.parameter) if isinstance(part.max, ParameterRef) else part.max for part in parts]
    if scheme.total is None or None in maxima:
        return
    total = sum((Decimal(str(one)) for one in maxima), Decimal(0))
    if total != scheme.total:
        message = f"各部分合计 {number(total)} 分，与总分 {number(scheme.total)} 分不符"
        yield Finding("error", f"points › {scheme.id}", message, "sum.points")


def section_points(section: Section) -> Decimal:
    """The maxima of a section's items, added."""
    return sum((item.max for indicator in section.indicators for item in indicator.items), Decimal(0))


def section_sum(section: Section, where: str) -> Iterator[Finding]:
    """A section's items add up to its total; a bonus or deduction has a cap."""
    points = section_points(section)
    if section.total is not None and section.total != points:
        message = f"各项合计 {number(points)} 分，与本部分 {number(section.total)} 分不符"
        yield Finding("error", where, message, "sum.section")
    if section.kind != "base" and section.cap is None:
        yield Finding("error", where, "加分、扣分部分要写上限 cap", "sum.cap_missing")


def rubric_sum(rubric: Rubric, where: str) -> Iterator[Finding]:
    """The base sections, weighted, add up to the rubric's total."""
    base = [section for section in rubric.sections if section.kind == "base"]
    points = sum((Fraction(section_points(section)) * (section.weight or 1) for section in base), Fraction(0))
    if points != Fraction(rubric.total):
        message = f"各部分合计 {exactly(points)} 分，与总分 {number(rubric.total)} 分不符"
        yield Finding("error", where, message, "sum.rubric")


def exactly(points: Fraction) -> str:
    """Weighted points as people write them: with decimals, or as a fraction when these would not end."""
    decimals = Decimal(points.numerator) / points.denominator
    return number(decimals) if Fraction(decimals) == points else str(points)
