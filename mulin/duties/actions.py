"""Keeping the stored duties equal to what the facts say. People never write them."""

import datetime
from collections.abc import Collection, Iterable

from django.db import transaction

from mulin.duties.models import DutyState
from mulin.duties.queries import InCharge, ever_in_charge, judged
from mulin.foundation.clock import today
from mulin.judgement.duties import DutyResult
from mulin.judgement.registry import REGISTRY
from mulin.judgement.subjects import Forest
from mulin.rulebook.schema.duties import Duty
from mulin.tree.queries import forest

DERIVED = ["last", "due", "required", "count", "met_on", "excused", "reason", "facts", "period"]


def as_state(charge: InCharge, result: DutyResult) -> DutyState:
    """A judged duty as a row."""
    return DutyState(
        programme=charge.programme,
        node_id=result.subject_id,
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


def differs(kept: DutyState, fresh: DutyState) -> bool:
    """Would writing the row change anything?"""
    return any(getattr(kept, name) != getattr(fresh, name) for name in DERIVED)


def store(charge: InCharge, results: Iterable[DutyResult], kept: Iterable[DutyState]) -> int:
    """Make the stored rows equal to the judged ones, touching only those that differ. Returns how many changed."""
    left = {(row.node_id, row.duty, row.first): row for row in kept}
    new, changed = [], []
    for result in results:
        fresh = as_state(charge, result)
        row = left.pop((fresh.node_id, fresh.duty, fresh.first), None)
        if row is None:
            new.append(fresh)
        elif differs(row, fresh):
            fresh.pk = row.pk
            changed.append(fresh)
    DutyState.objects.bulk_create(new, batch_size=1000)
    DutyState.objects.bulk_update(changed, DERIVED, batch_size=500)
    if left:
        DutyState.objects.filter(pk__in=[row.pk for row in left.values()]).delete()
    return len(new) + len(changed) + len(left)


def touched(duties: Iterable[Duty], tables: Collection[str], kinds: Collection[str] | None) -> list[str]:
    """The duties that a change in these fact tables can move; of activities only those that ask for these kinds."""
    found = []
    for duty in duties:
        asked = [ref for ref in (duty.measure, duty.excused_without) if ref is not None]
        for ref in asked:
            kind = ref.arguments.get("kind")
            if any(REGISTRY.touched_by(ref.name, table) for table in tables) and (
                kinds is None or kind is None or not isinstance(kind, str) or kind in kinds
            ):
                found.append(duty.id)
                break
    return found


@transaction.atomic
def rejudge(
    node_ids: Collection[int],
    *,
    first: datetime.date | None = None,
    tables: Collection[str] | None = None,
    kinds: Collection[str] | None = None,
    standing: Forest | None = None,
) -> int:
    """Judge again what facts at these nodes can move: their own duties and those of everything above them.

    ``tables`` are the fact tables that changed; without them every duty is judged, and nodes that stand no more owe
    nothing. ``first`` is the earliest day touched. The rows are locked in id order first. Returns how many changed.
    """
    standing = standing or forest(today())
    subjects = set(node_ids)
    subjects |= {above.id for node in node_ids if node in standing for above in standing.ancestors(node)}
    changed = 0
    for charges in by_programme(standing):
        pack = charges[0].pack
        duties = [duty.id for duty in pack.duties] if tables is None else touched(pack.duties, tables, kinds)
        if not duties:
            continue
        rows = DutyState.objects.select_for_update().filter(
            programme=charges[0].programme, node_id__in=subjects, duty__in=duties
        )
        if first is not None:
            rows = rows.filter(last__gte=first)
        kept = list(rows.order_by("pk"))
        results = [
            result
            for charge in charges
            for result in judged(charge, standing, today(), subjects=subjects, first=first, duties=duties)
        ]
        changed += store(charges[0], results, kept)
    return changed


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
