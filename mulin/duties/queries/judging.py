"""Duties judged afresh for any day, from the facts."""

import datetime
from collections.abc import Sequence
from typing import Any

from mulin.duties.queries.charges import ONE_DAY, InCharge
from mulin.duties.queries.excusing import excused_while_unable
from mulin.duties.queries.owing import Whose, terms_of
from mulin.foundation.workdays import shift
from mulin.judgement.duties import DutyResult, duty_rows, judge_duties, judge_member_duty
from mulin.judgement.subjects import Forest
from mulin.judgement.view import View
from mulin.programmes.queries import parameters_of
from mulin.tree.models import Kind


def kind_names() -> dict[str, str]:
    """The words for kinds of nodes."""
    return dict(Kind.objects.values_list("code", "name"))


def judged(
    charge: InCharge,
    forest: Forest,
    day: datetime.date,
    *,
    whose: Whose | None = None,
    first: datetime.date | None = None,
    duties: Sequence[str] | None = None,
) -> list[DutyResult]:
    """The duties of one programme as of a day, judged from the facts: every period begun by then. One query a duty.

    A period belongs to the programme in charge on its first day; one that began before it was in force is not owed.
    """
    programme, pack = charge.programme, charge.pack
    whose = whose or Whose()
    begin = max(programme.since, pack.since)
    start, last = max(begin, charge.first), min(day, charge.last)
    if programme.until is not None:
        last = min(last, programme.until - ONE_DAY)
    nodes = charge.subjects if whose.nodes is None else charge.subjects.intersection(whose.nodes)
    view = View(day, forest, since=begin, kind_names=kind_names(), shift=shift)
    span = (max(first, start) if first else start, last)
    parameters = parameters_of(programme)
    results: list[DutyResult] = []
    for duty in pack.duties:
        if duties is not None and duty.id not in duties:
            continue
        if duty.of_members:
            terms = terms_of(duty, charge, forest, whose)
            owed = judge_member_duty(duty, (pack, parameters), terms, view, span)
            results += excused_while_unable(owed, whose.unable())
        else:
            subjects = sorted(nodes - charge.gives_way.get(duty.id, frozenset()))
            results += judge_duties(pack, [duty], subjects, view, *span, parameters)
    return [one for one in results if one.period.first >= start or (one.period.kind == "once" and start == begin)]


def duty_periods(charge: InCharge, forest: Forest, day: datetime.date) -> list[dict[str, Any]]:
    """The derived table ``duty_periods`` that the later stages of judging read, as of a day: what nodes owe."""
    return duty_rows(judged(charge, forest, day, whose=Whose(members=())), day)
