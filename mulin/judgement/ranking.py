"""Granting grades to all subjects of a rubric together, because a quota ranks them against each other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from mulin.judgement.explanation import Missing
from mulin.judgement.grades import Case, Graded, Standing, missing_for
from mulin.judgement.numbers import plain
from mulin.judgement.parameters import UnsetParameterError, amount
from mulin.rulebook.schema.grades import GradeLevel, Grading, Quota

Rank = tuple[Decimal, ...]


def grade_all(grading: Grading, standings: Mapping[int, Standing], case: Case) -> dict[int, Graded]:
    """The grades of every subject, lowest level first, so that a level may ask for the one below it."""
    graded = {subject: Graded() for subject in standings}
    for level in grading.levels:
        lacking = {subject: _lacking(level, standings[subject], graded[subject], case) for subject in standings}
        reached = [subject for subject, missing in lacking.items() if not missing]
        if level.quota is not None:
            lacking.update(_beyond_quota(level, level.quota, reached, standings, case))
        for subject, missing in lacking.items():
            if missing:
                graded[subject].refused[level.id] = missing
            else:
                graded[subject].held.append(level.id)
    return graded


def ranks(grading: Grading | None) -> bool:
    """Does a grade depend on how others stand?"""
    return grading is not None and any(level.quota for level in grading.levels)


def held_with(grading: Grading | None, grade: str) -> list[str] | None:
    """Every level held by whoever holds ``grade`` as the highest, lowest first; none without a grade.

    ``None`` when it cannot be told: a lower level that the grade does not require may be held or not.
    """
    if not grade or grading is None:
        return []
    requires = {level.id: level.requires for level in grading.levels}
    if grade not in requires:
        return None
    below = list(requires)[: list(requires).index(grade) + 1]
    chain: list[str] = []
    level: str | None = grade
    while level is not None and level not in chain:
        chain.append(level)
        level = requires.get(level)
    return below if set(below) == set(chain) else None


def _lacking(level: GradeLevel, standing: Standing, graded: Graded, case: Case) -> tuple[Missing, ...]:
    missing, notices = missing_for(level, standing, case)
    graded.notices += [notice for notice in notices if notice not in graded.notices]
    below = graded.refused.get(level.requires or "", ())
    return tuple(dict.fromkeys([*below, *missing]))


def _beyond_quota(
    level: GradeLevel, quota: Quota, reached: list[int], standings: Mapping[int, Standing], case: Case
) -> dict[int, tuple[Missing, ...]]:
    """Those who reach the level but find no place among those they are ranked with."""
    within: dict[int, int | None] = {
        subject: case.above(subject, quota.within) if quota.within is not None else None for subject in standings
    }
    ranked: dict[int | None, list[int]] = defaultdict(list)
    for subject in reached:
        ranked[within[subject]].append(subject)
    sizes = Counter(within.values())
    lacking: dict[int, tuple[Missing, ...]] = {}
    for group, subjects in ranked.items():
        try:
            places = _places(quota, sizes[group], case)
        except UnsetParameterError as unset:
            missing = Missing("parameter", f"{unset}，名额无法确定", about=(unset.parameter,))
            return dict.fromkeys(reached, (missing,))
        ranks = {subject: _rank(quota, standings[subject]) for subject in subjects}
        lacking |= {one: (_no_place(level, places, one, ranks),) for one in _fallen_out(quota, places, ranks)}
    return lacking


def _rank(quota: Quota, standing: Standing) -> Rank:
    """What is compared, most important first: the total, then the sections the quota names."""
    return (standing.total, *(standing.sections.get(section, Decimal(0)) for section in quota.then_by))


def _fallen_out(quota: Quota, places: int, ranks: Mapping[int, Rank]) -> list[int]:
    """Those without a place: of ties at the edge all, or none."""
    best_first = sorted(ranks.values(), reverse=True)
    if len(best_first) <= places:
        return []
    if places == 0:
        return list(ranks)
    edge, after = best_first[places - 1], best_first[places]
    if quota.ties == "in":
        return [subject for subject, rank in ranks.items() if rank < edge]
    return [subject for subject, rank in ranks.items() if rank < edge or (rank == edge and after == edge)]


def _places(quota: Quota, number: int, case: Case) -> int:
    limits = []
    if quota.number is not None:
        limits.append(floor(amount(quota.number, case.settings)))
    if quota.share is not None:
        limits.append((floor if quota.rounding == "down" else ceil)(quota.share * number))
    return min(limits)


def _no_place(level: GradeLevel, places: int, subject: int, ranks: Mapping[int, Rank]) -> Missing:
    have = Fraction(ranks[subject][0])
    if places == 0:
        return Missing("quota", f"{level.name}没有名额", None, have, (level.id,))
    others = sorted((rank for other, rank in ranks.items() if other != subject), reverse=True)
    edge = Fraction(others[places - 1][0])
    if edge == have and others[places - 1] != ranks[subject]:
        text = f"{level.name}只有 {places} 个名额，总分同为 {plain(have)} 分，比下一项得分时靠后"
        return Missing("quota", text, edge, have, (level.id,))
    text = f"{level.name}只有 {places} 个名额，总分须高于 {plain(edge)} 分（现 {plain(have)} 分）"
    return Missing("quota", text, edge, have, (level.id,))
