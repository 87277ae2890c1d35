"""Keeping the stored duties equal to what the facts say. People never write them."""

import datetime
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from django.db import transaction

from mulin.duties.models import DutyState
from mulin.duties.queries import InCharge, Whose, ever_in_charge, judged
from mulin.foundation.bulk import chunks, update_rows
from mulin.foundation.clock import today
from mulin.judgement.duties import DutyResult
from mulin.judgement.registry import REGISTRY
from mulin.judgement.subjects import Forest
from mulin.rulebook.schema.duties import Duty
from mulin.tree.queries import forest

DERIVED = ["tie", "last", "due", "required", "count", "met_on", "excused", "reason", "facts", "period"]
TIES = "ties"
"""The fact table of members' ties."""


Members = Callable[[], Collection[int]]
"""Ids of members, looked up only when some programme asks something of members."""


def as_state(charge: InCharge, result: DutyResult, ties: Mapping[str, str]) -> DutyState:
    """A judged duty as a row; ``ties`` says along which tie members owe each duty."""
    return DutyState(
        programme=charge.programme,
        node_id=None if result.of_member else result.subject_id,
        member_id=result.subject_id if result.of_member else None,
        tie=ties[result.duty_id] if result.of_member else "",
        duty=result.duty_id,
        period=result.period.kind,
        first=result.period.first,
        last=result.period.last,
        due=result.due,
        required=None if result.required is None else int(result.required),
        count=int(result.count),
        met_on=result.met_on,
        excused=result.excused,
        reason=result.reason[:200],
        facts=[list(fact) for fact in result.facts],
    )


def store(charge: InCharge, results: Iterable[DutyResult], kept: Iterable[DutyState]) -> int:
    """Make the stored rows equal to the judged ones, touching only those that differ. Returns how many changed."""
    left = {(row.node_id, row.member_id, row.duty, row.first): row for row in kept}
    ties = {duty.id: duty.members.tie for duty in charge.pack.duties if duty.of_members}
    new, changed, columns = [], [], set[str]()
    for result in results:
        fresh = as_state(charge, result, ties)
        row = left.pop((fresh.node_id, fresh.member_id, fresh.duty, fresh.first), None)
        if row is None:
            new.append(fresh)
            continue
        others = [name for name in DERIVED if getattr(row, name) != getattr(fresh, name)]
        if others:
            fresh.pk = row.pk
            changed.append(fresh)
            columns.update(others)
    DutyState.objects.bulk_create(new, batch_size=1000)
    if changed:
        update_rows(DutyState, sorted(columns), changed)
    if left:
        DutyState.objects.filter(pk__in=[row.pk for row in left.values()]).delete()
    return len(new) + len(changed) + len(left)


def touched(duties: Iterable[Duty], tables: Collection[str] | None, kinds: Collection[str] | None) -> list[Duty]:
    """The duties that a change in these fact tables can move; of activities only those that ask for these kinds.

    Who is tied otherwise, or is of another category, owes otherwise: then every duty of members can move.
    """
    if tables is None:
        return list(duties)
    return [duty for duty in duties if (duty.of_members and TIES in tables) or is_asked(duty, tables, kinds)]


def is_asked(duty: Duty, tables: Collection[str], kinds: Collection[str] | None) -> bool:
    """Does the duty ask one of these tables for one of these kinds?"""
    for ref in (duty.measure, duty.excused_without):
        if ref is None or not any(REGISTRY.touched_by(ref.name, table) for table in tables):
            continue
        kind = ref.arguments.get("kind")
        named = kind if isinstance(kind, list) else [kind]
        if kinds is None or not all(isinstance(one, str) for one in named) or not set(named).isdisjoint(kinds):
            return True
    return False


@transaction.atomic
def rejudge(
    node_ids: Collection[int],
    *,
    members: Members | None = None,
    first: datetime.date | None = None,
    tables: Collection[str] | None = None,
    kinds: Collection[str] | None = None,
    standing: Forest | None = None,
) -> int:
    """Judge again what facts at these nodes and of these members can move: also for everything above the nodes.

    ``tables`` are the fact tables that changed; without them every duty is judged, and nodes that stand no more owe
    nothing. ``first`` is the earliest day touched. The rows are locked in id order first, those of nodes before those
    of members. Returns how many changed.
    """
    standing = standing or forest(today())
    subjects = set(node_ids)
    subjects |= {above.id for node in node_ids if node in standing for above in standing.ancestors(node)}
    people: Collection[int] | None = None
    changed = 0
    for charges in by_programme(standing):
        duties = touched(charges[0].pack.duties, tables, kinds)
        own = [duty.id for duty in duties if duty.of_members] if members else []
        if own and people is None and members:
            people = members()
        whose = Whose(subjects, people or ())
        others = [duty.id for duty in duties if not duty.of_members]
        changed += rejudge_one(charges, standing, whose, first, [*others, *(own if people else [])])
    return changed


def rejudge_one(
    charges: list[InCharge], standing: Forest, whose: Whose, first: datetime.date | None, duties: list[str]
) -> int:
    """Judge these duties of one programme again, for some nodes and members. Returns how many rows changed."""
    if not duties:
        return 0
    kept = locked(charges[0], duties, first, node_id__in=whose.nodes)
    for chunk in chunks(whose.members or ()):
        kept += locked(charges[0], duties, first, member_id__in=chunk)
    results = [
        result
        for charge in charges
        for result in judged(charge, standing, today(), whose=whose, first=first, duties=duties)
    ]
    return store(charges[0], results, kept)


def locked(charge: InCharge, duties: list[str], first: datetime.date | None, **whose: Any) -> list[DutyState]:
    """The stored rows of these duties, locked in id order: periods from ``first`` on."""
    rows = DutyState.objects.select_for_update().filter(programme=charge.programme, duty__in=duties, **whose)
    if first is not None:
        rows = rows.filter(last__gte=first)
    return list(rows.order_by("pk"))


def by_programme(standing: Forest) -> list[list[InCharge]]:
    """The terms of every programme that ever was in charge, those of one programme together."""
    found: dict[int, list[InCharge]] = {}
    for charge in ever_in_charge(standing, today()):
        found.setdefault(charge.programme.pk, []).append(charge)
    return list(found.values())


@transaction.atomic
def rebuild() -> int:
    """Derive every duty again from the facts. Returns how many rows were not right. Also opens new periods."""
    standing = forest(today())
    everything = by_programme(standing)
    changed = 0
    for charges in everything:
        kept = list(DutyState.objects.select_for_update().filter(programme=charges[0].programme).order_by("pk"))
        results = [result for charge in charges for result in judged(charge, standing, today())]
        changed += store(charges[0], results, kept)
    gone = DutyState.objects.exclude(programme__in=[charges[0].programme.pk for charges in everything])
    return changed + gone.delete()[0]
