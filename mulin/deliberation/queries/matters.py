"""What we ask of matters: the procedure they follow, which step comes next, what is public today."""

import datetime
from typing import Any

from django.db.models import QuerySet

from mulin.deliberation.choices import StepState
from mulin.deliberation.models import Disclosure, Matter, StepRun
from mulin.deliberation.rules import Terms
from mulin.foundation.workdays import is_workday, workdays_after
from mulin.programmes.queries import Ruling, rulings, stored_pack
from mulin.rulebook.schema.procedures import Procedure, Step
from mulin.tree.models import Node


def procedures_at(node: Node, day: datetime.date) -> dict[str, Ruling]:
    """The procedures by which a node may decide matters on a day, by id."""
    found = rulings(node, day, "procedures")
    return {key: ruling for key, ruling in found.items() if node.kind_id in ruling.clause.subjects}


def ruling_of(matter: Matter) -> Ruling:
    """The procedure of a matter, in the edition under which it was opened, with the parameters of the programme."""
    procedures = stored_pack(matter.programme.edition_id).procedures
    return Ruling(matter.programme, next(one for one in procedures if one.id == matter.procedure))


def step_of(matter: Matter, step: str) -> Step:
    """What the procedure says of a step."""
    procedure: Procedure = ruling_of(matter).clause
    return next(one for one in procedure.steps if one.id == step)


def step_after(matter: Matter, step: Step, *, passed: bool) -> Step | None:
    """The step that begins when one ends; none: the matter is over."""
    steps: tuple[Step, ...] = ruling_of(matter).clause.steps
    if not passed:
        return next((one for one in steps if one.id == step.back_to), None)
    place = [one.id for one in steps].index(step.id) + 1
    return steps[place] if place < len(steps) else None


def terms_of(ruling: Ruling, step: Step) -> Terms:
    """What the ballot of a step needs to be valid and to pass."""
    ballot, quorum = step.ballot, step.quorum
    number = ruling.value(quorum.number) if quorum is not None and quorum.number is not None else None
    return Terms(
        of=ballot.of if ballot else "present",
        passing=ballot.choices[0] if ballot else "",
        passes=ballot.passes if ballot else None,
        more_than=bool(ballot and ballot.more_than),
        quorum_share=quorum.share if quorum else None,
        quorum_number=None if number is None else int(number),
        quorum_more_than=bool(quorum and quorum.more_than),
    )


def last_day(first: datetime.date, days: int, *, working: bool) -> datetime.date:
    """The last day of a disclosure of so many days that begins on ``first``, the first day counted where it counts."""
    if not working:
        return first + datetime.timedelta(days=days - 1)
    return workdays_after(first, days - 1 if is_workday(first) else days)


def steps_shown(matter: Matter) -> list[dict[str, Any]]:
    """Every step of the procedure with the runs it had, in order; a step that was sent back has several."""
    runs = list(matter.runs.select_related("poll", "activity", "ended_by", "disclosure"))
    return [
        {"step": step, "runs": [run for run in runs if run.step == step.id]} for step in ruling_of(matter).clause.steps
    ]


def open_run(matter: Matter) -> StepRun | None:
    """The step that is going on."""
    return matter.runs.filter(state=StepState.OPEN).select_related("poll", "disclosure").first()


def public_on(day: datetime.date, matters: QuerySet[Matter]) -> QuerySet[Disclosure]:
    """What is public on a day, of these matters."""
    found = Disclosure.objects.filter(run__matter__in=matters, first__lte=day, last__gte=day)
    return found.select_related("run__matter__node").order_by("last", "pk")
