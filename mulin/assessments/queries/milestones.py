"""Milestones (Q09): target, actual and forecast at each date, measured and never typed."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import Any

from mulin.assessments.models import GradeHolding, Proposal, TargetTick
from mulin.assessments.queries.judged import Judging, judging_of
from mulin.duties.queries import InCharge, in_charge
from mulin.foundation.clock import today
from mulin.judgement.answering import answer
from mulin.judgement.parameters import Settings, UnsetParameterError, amount, arguments_of
from mulin.judgement.view import View
from mulin.programmes.models import Programme
from mulin.rulebook.schema import Pack
from mulin.rulebook.schema.tasks import Milestone, Target
from mulin.tree.models import Node, holding
from mulin.tree.queries import forest

Said = Fraction | str | None
"""A figure; the words why there is none; nothing where nothing was asked."""


@dataclass(frozen=True)
class Reached:
    """One target as it stands: exact numbers; ``None`` where nothing can be said.

    ``actual`` as of the milestone's day, or of today while that lies ahead; ``forecast`` only while it lies ahead: what
    today's proposed grades would give. ``why`` says why nothing can be said, or on what a person ticks it off.
    """

    milestone: Milestone
    target: Target
    needed: Fraction | None
    actual: Fraction | None
    forecast: Fraction | None
    why: str = ""

    @property
    def is_reached(self) -> bool:
        """Is the actual figure at the target?"""
        return self.needed is not None and self.actual is not None and self.actual >= self.needed


def grade_rows(pack: Pack, held: Mapping[tuple[int, str], str]) -> list[dict[str, Any]]:
    """Rows of the derived table ``grades``: who holds a level holds those below it."""
    rows = []
    for (subject, rubric), grade in held.items():
        grading = pack.grading(rubric)
        ids = [level.id for level in grading.levels] if grading else []
        if grade in ids:
            rows += [{"host": subject, "rubric": rubric, "grade": one} for one in ids[: ids.index(grade) + 1]]
    return rows


def held_on(programme: Programme, day: datetime.date) -> dict[tuple[int, str], str]:
    """The grades held on a day by (subject, rubric)."""
    rows = GradeHolding.objects.filter(holding("", day), programme__edition__pack=programme.edition.pack).values_list(
        "subject_id", "rubric", "grade"
    )
    return {(subject, rubric): grade for subject, rubric, grade in rows}


def proposed_now(programme: Programme) -> dict[tuple[int, str], str]:
    """The grades proposed today by (subject, rubric)."""
    rows = Proposal.objects.filter(programme=programme).exclude(grade="")
    return {(subject, rubric): grade for subject, rubric, grade in rows.values_list("subject_id", "rubric", "grade")}


def milestones_of(programme: Programme, subject: Node) -> list[Reached]:
    """Every target of every milestone that a programme sets this subject, by day.

    What milestones are asked on one day (all that lie ahead are asked today) is asked of one view: what they have in
    common is asked once.
    """
    pack = charge_on(programme, today()).pack
    stones = [one for one in sorted(pack.milestones, key=lambda one: one.day) if subject.kind_id in one.subjects]
    ticks = {
        (tick.milestone, tick.target): tick for tick in TargetTick.objects.filter(programme=programme, subject=subject)
    }
    found: list[Reached] = []
    for day, stones_of_day in groupby(stones, key=lambda one: min(one.day, today())):
        targets = [(stone, target) for stone in stones_of_day for target in stone.targets]
        judging = judging_on(programme, day)
        settings, view = Settings(pack, judging.parameters), judging.view([subject.pk])
        view.leave("grades", grade_rows(pack, held_on(programme, day)))
        actual = {(stone.id, target.id): said(target, subject, settings, view) for stone, target in targets}
        forecast: dict[tuple[str, str], Said] = {}
        if day == today():
            view.leave("grades", grade_rows(pack, proposed_now(programme)))
            forecast = {(stone.id, target.id): said(target, subject, settings, view) for stone, target in targets}
        for stone, target in targets:
            key = (stone.id, target.id)
            if target.measure is None:
                done = key in ticks and ticks[key].reached_on <= day
                found.append(Reached(stone, target, Fraction(1), Fraction(int(done)), None, target.because))
            else:
                found.append(reached(stone, target, settings, actual[key], forecast.get(key)))
    return found


def charge_on(programme: Programme, day: datetime.date) -> InCharge:
    """The programme with its pack, as it stands on a day."""
    standing = forest(day)
    found = in_charge(standing, day, [programme])
    return found[0] if found else in_charge(forest(today()), today(), [programme])[0]


def judging_on(programme: Programme, day: datetime.date) -> Judging:
    """The programme's judging as of a day."""
    return judging_of(charge_on(programme, day), forest(day), day)


def reached(milestone: Milestone, target: Target, settings: Settings, actual: Said, forecast: Said) -> Reached:
    """One measured target, from what its measure says now and what it would say with the grades proposed today."""
    try:
        needed = amount(target.at_least, settings) if target.at_least is not None else None
    except UnsetParameterError as error:
        return Reached(milestone, target, None, None, None, str(error))
    if isinstance(actual, str) or isinstance(forecast, str):
        return Reached(milestone, target, None, None, None, actual if isinstance(actual, str) else str(forecast))
    return Reached(milestone, target, needed, actual, forecast, target.reading)


def said(target: Target, subject: Node, settings: Settings, view: View) -> Said:
    """What the target's measure says about the subject; in words, why it cannot say anything."""
    measure = target.measure
    if measure is None or subject.pk not in view.forest:
        return None
    try:
        arguments = arguments_of(measure, settings)
        return answer(measure.name, arguments, [subject.pk], view, measure.window)[subject.pk].value
    except (UnsetParameterError, ValueError, KeyError) as error:
        return str(error.args[0]) if error.args else ""
