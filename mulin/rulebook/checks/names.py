"""Whether names are used once, stand in order, and refer to something."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from mulin.rulebook.findings import Finding
from mulin.rulebook.references import unknown_references
from mulin.rulebook.schema import Pack
from mulin.rulebook.schema.grades import Grading
from mulin.rulebook.schema.papers import Paper
from mulin.rulebook.schema.rubrics import Indicator
from mulin.rulebook.sources import Place
from mulin.rulebook.walking import describe, walk


def check_names(pack: Pack) -> Iterator[Finding]:
    """Unknown references, ids used twice, items under the wrong indicator, grades and form rows out of order."""
    for place, message in unknown_references(pack):
        yield Finding("error", describe(pack, place), message, "reference.unknown")
    yield from repeated_ids(pack)
    yield from repeated_items(pack)
    for place, clause in walk(pack):
        where = describe(pack, place)
        if isinstance(clause, Indicator):
            yield from misplaced_items(clause, where)
        elif isinstance(clause, Grading):
            yield from unordered_levels(clause, where)
        elif isinstance(clause, Paper):
            yield from ragged_rows(clause, where)


def repeated(names: Iterable[str]) -> list[str]:
    """The names that stand there more than once."""
    return [name for name, times in Counter(names).items() if times > 1]


def repeated_ids(pack: Pack) -> Iterator[Finding]:
    """Members of one list with the same id."""
    seen: dict[Place, list[str]] = {}
    for place, clause in walk(pack):
        identifier = getattr(clause, "id", None)
        if identifier is not None and place and isinstance(place[-1], int):
            seen.setdefault(place[:-1], []).append(str(identifier))
    for place, names in seen.items():
        for name in repeated(names):
            yield Finding("error", describe(pack, place), f"“{name}”写了不止一次", "id.duplicate")


def repeated_items(pack: Pack) -> Iterator[Finding]:
    """Items with the same id in different indicators, and two gradings of one rubric."""
    for rubric in pack.rubrics:
        inside = [{item.id for item in indicator.items} for s in rubric.sections for indicator in s.indicators]
        for name in repeated(name for names in inside for name in names):
            yield Finding("error", f"rubrics › {rubric.id}", f"小项“{name}”写了不止一次", "id.duplicate")
    for name in repeated(grading.rubric for grading in pack.gradings):
        yield Finding("error", "gradings", f"评分表“{name}”有不止一套等级", "id.duplicate")


def misplaced_items(indicator: Indicator, where: str) -> Iterator[Finding]:
    """An item's id begins with the number of its indicator."""
    for item in indicator.items:
        if item.id.split(".")[0] != f"{indicator.number:02d}":
            yield Finding(
                "error", f"{where} › items › {item.id}", f"不属于第 {indicator.number} 项指标", "id.indicator"
            )


def unordered_levels(grading: Grading, where: str) -> Iterator[Finding]:
    """Grades stand lowest first."""
    scores = [level.score_from for level in grading.levels]
    if scores != sorted(scores):
        yield Finding("error", where, "等级要由低到高排列", "grade.order")


def ragged_rows(paper: Paper, where: str) -> Iterator[Finding]:
    """Every row of a form fills its columns, cells that reach down from above included."""
    hanging: list[tuple[int, int]] = []
    for number, row in enumerate(paper.rows, start=1):
        filled = sum(cell.columns for cell in row.cells) + sum(columns for _rows, columns in hanging)
        if filled != paper.columns:
            yield Finding("error", where, f"第 {number} 行共 {filled} 列，表格应为 {paper.columns} 列", "paper.columns")
        hanging = [(rows - 1, columns) for rows, columns in hanging if rows > 1]
        hanging += [(cell.rows - 1, cell.columns) for cell in row.cells if cell.rows > 1]
    if hanging:
        yield Finding("error", where, "有向下合并的格子超出了表格", "paper.columns")
