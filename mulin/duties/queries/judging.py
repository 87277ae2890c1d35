"""What we ask about duties: judged afresh for any day, or read from the stored rows of today."""

import datetime
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q, QuerySet

from mulin.duties.models import DutyState
from mulin.foundation.workdays import shift
from mulin.judgement.duties import DutyResult, duty_rows, judge_duties
from mulin.judgement.subjects import Forest
from mulin.judgement.view import View
from mulin.programmes.models import Programme
from mulin.programmes.queries import parameters_of, programmes_on, published, stored_pack
from mulin.rulebook.schema import Pack
from mulin.tree.models import Kind

ONE_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class InCharge:
    """A programme with its pack, and the subjects it is in charge of: of what begins from ``first`` to ``last``."""

    programme: Programme
    pack: Pack
    subjects: frozenset[int]
    first: datetime.date = datetime.date.min
    last: datetime.date = datetime.date.max


def in_charge(forest: Forest, day: datetime.date, programmes: Iterable[Programme] | None = None) -> list[InCharge]:
    """Which programme is in charge of which subjects on a day.

    Of each pack the one published at the nearest node above a subject is; at one node the newest.
    """
    candidates = list(programmes_on(day) if programmes is None else programmes)
    # The outermost first and, at one node, the oldest: read backwards, whoever comes first has the subjects.
    candidates.sort(key=lambda one: (forest.depth(one.node_id) if one.node_id in forest else 0, one.since, one.pk))
    found: list[InCharge] = []
    taken: dict[str, frozenset[int]] = {}
    for programme in reversed(candidates):
        if programme.node_id in forest:
            pack = programme.edition.pack
            nearer, below = taken.get(pack, frozenset()), frozenset(forest.below(programme.node_id))
            found.append(InCharge(programme, stored_pack(programme.edition_id), below - nearer))
            taken[pack] = nearer | below
    return found[::-1]


def ever_in_charge(forest: Forest, day: datetime.date) -> list[InCharge]:
    """Which programme was in charge of which subjects from which day to which, up to a day; the tree as it stands.

    A duty asks this for the first day of its period: what an edition asked stays when a newer one takes over.
    """
    programmes = list(published().filter(since__lte=day))
    ends = {one.until for one in programmes if one.until is not None and one.until <= day}
    edges = sorted({one.since for one in programmes} | ends)
    found: dict[int, list[InCharge]] = {}
    for number, start in enumerate(edges):
        last = edges[number + 1] - ONE_DAY if edges[number + 1 :] else day
        holding = [one for one in programmes if one.since <= start and (one.until is None or start < one.until)]
        for charge in in_charge(forest, start, holding):
            terms = found.setdefault(charge.programme.pk, [])
            goes_on = terms and terms[-1].last + ONE_DAY == start and terms[-1].subjects == charge.subjects
            begin = terms.pop().first if goes_on else start
            terms.append(replace(charge, first=begin, last=last))
    return [charge for terms in found.values() for charge in terms]


def kind_names() -> dict[str, str]:
    """The words for kinds of nodes."""
    return dict(Kind.objects.values_list("code", "name"))


def judged(
    charge: InCharge,
    forest: Forest,
    day: datetime.date,
    *,
    subjects: Collection[int] | None = None,
    first: datetime.date | None = None,
    duties: Sequence[str] | None = None,
) -> list[DutyResult]:
    """The duties of one programme as of a day, judged from the facts: every period begun by then. One query a duty.

    A period belongs to the programme in charge on its first day; one that began before it was in force is not owed.
    """
    programme, pack = charge.programme, charge.pack
    begin = max(programme.since, pack.since)
    view = View(day, forest, since=begin, kind_names=kind_names())
    wanted = charge.subjects if subjects is None else charge.subjects.intersection(subjects)
    start, last = max(begin, charge.first), min(day, charge.last)
    if programme.until is not None:
        last = min(last, programme.until - ONE_DAY)
    results = judge_duties(
        pack,
        [duty for duty in pack.duties if duties is None or duty.id in duties],
        sorted(wanted),
        view,
        max(first, start) if first else start,
        last,
        parameters_of(programme),
        shift,
    )
    return [one for one in results if one.period.first >= start or (one.period.kind == "once" and start == begin)]


def duty_periods(charge: InCharge, forest: Forest, day: datetime.date) -> list[dict[str, Any]]:
    """The derived table ``duty_periods`` that the later stages of judging read, as of a day."""
    return duty_rows(judged(charge, forest, day), day)


def visible(condition: Q) -> QuerySet[DutyState]:
    """Stored duties in somebody's reach (``condition`` made by ``permissions.scope`` with the prefix ``node__``)."""
    return DutyState.objects.filter(condition).select_related("node__kind", "programme__edition")


def open_on(states: QuerySet[DutyState], day: datetime.date) -> QuerySet[DutyState]:
    """What is still owed on a day: neither met nor excused, the period begun."""
    return states.filter(Q(met_on__isnull=True) | Q(met_on__gt=day), excused=False, first__lte=day).order_by(
        "due", "id"
    )
