"""Keeping proposed scores and grades equal to what the facts say. People never write them."""

import logging
from collections.abc import Collection, Iterable
from typing import Any

from django.db import transaction

from mulin.assessments.models import JudgementFault, Proposal
from mulin.assessments.queries.judged import Judging, judging_of
from mulin.assessments.queries.kept import stored_items
from mulin.duties.queries import InCharge, in_charge
from mulin.foundation.clock import now, today
from mulin.judgement.explanation import SubjectResult
from mulin.judgement.faults import raise_if_gone
from mulin.judgement.once import put_off
from mulin.judgement.ranking import ranks
from mulin.judgement.registry import REGISTRY
from mulin.judgement.stages import duties_asked, measures_in
from mulin.judgement.subjects import Forest
from mulin.rulebook.schema import Pack
from mulin.tree.queries import forest

logger = logging.getLogger(__name__)

DERIVED = ("total", "grade", "items", "missing", "notices", "judged_on")
Key = tuple[int, str]


@transaction.atomic
def rejudge(
    node_ids: Collection[int],
    *,
    tables: Collection[str] | None = None,
    standing: Forest | None = None,
    tree_changed: bool = False,
) -> int:
    """Judge again what facts at these nodes can move: the nodes themselves, those ranked with them, all above them.

    ``tables`` are the fact tables that changed; a programme that asks none of them is left alone. Each programme in a
    savepoint of its own: a fault is logged and queued, and never refuses the record. Returns how many rows changed.
    """
    if put_off(rejudge, node_ids, tables=tables):
        return 0
    standing = standing or forest(today())
    subjects = {node for node in node_ids if node in standing}
    subjects |= {above.id for node in list(subjects) for above in standing.ancestors(node)}
    if not subjects:
        return 0
    return sum(
        attempt(judging_of(charge, standing, today()), with_ranked(charge, standing, subjects, tree_changed)) or 0
        for charge in in_charge(standing, today())
        if subjects & charge.subjects and asks(charge.pack, tables)
    )


def with_ranked(charge: InCharge, standing: Forest, subjects: set[int], tree_changed: bool) -> set[int]:
    """Of the subjects those a programme is in charge of, with all who are ranked with one of them and those above.

    When the tree changed, everyone who is ranked at all: places are shares of how many there are.
    """
    touched = {standing.subject(one).kind for one in subjects & charge.subjects}
    kinds = {
        kind
        for rubric in charge.pack.rubrics
        if ranks(charge.pack.grading(rubric.id)) and (tree_changed or touched & set(rubric.subjects))
        for kind in rubric.subjects
    }
    ranked = {one.id for one in standing.of_kinds(kinds) if one.id in charge.subjects} if kinds else set[int]()
    above = {one.id for node in ranked for one in standing.ancestors(node)}
    return (subjects | ranked | above) & charge.subjects


def asks(pack: Pack, tables: Collection[str] | None) -> bool:
    """Does a rubric of the pack look at one of these tables, itself or through its duties?"""
    if tables is None:
        return True
    asked = [ref for rubric in pack.rubrics for ref in measures_in(rubric, pack.grading(rubric.id))]
    duties = [pack.duty(name) for name in duties_asked(asked, REGISTRY)]
    asked += [ref for duty in duties for ref in (duty.measure, duty.excused_without) if ref is not None]
    known = [ref.name for ref in asked if ref.name in REGISTRY.measures]
    return any(REGISTRY.touched_by(name, table) for name in known for table in tables)


@transaction.atomic
def follow_tree(node_ids: Collection[int], moved: Collection[int]) -> int:
    """Judge again after the tree changed: these nodes, all above them, and all below those that moved.

    What was judged of nodes that stand no more, or under a programme that is in charge of them no more, goes.
    """
    standing = forest(today())
    subjects = {*node_ids} | {one for node in moved if node in standing for one in standing.below(node)}
    right = {(charge.programme.pk, node) for charge in in_charge(standing, today()) for node in charge.subjects}
    rows = Proposal.objects.filter(subject__in=subjects).values_list("pk", "programme_id", "subject_id")
    gone = [pk for pk, programme, subject in rows if (programme, subject) not in right]
    Proposal.objects.filter(pk__in=gone).delete()
    return len(gone) + rejudge(subjects, standing=standing, tree_changed=True)


def rejudge_subjects(node_ids: Collection[int]) -> int:
    """Judge subjects again after a person scored or vetoed one of them."""
    return rejudge(node_ids)


def attempt(judging: Judging, subjects: Collection[int]) -> int | None:
    """Judge in a savepoint; a fault is logged and queued, and answers nothing."""
    try:
        with transaction.atomic():
            return judge_and_store(judging, subjects)
    except Exception as error:
        raise_if_gone(error)
        logger.exception("Programme %s could not be judged", judging.programme.pk)
        JudgementFault.objects.create(
            programme=judging.programme,
            subject_ids=sorted(subjects),
            message=str(error) or type(error).__name__,
            raised_at=now(),
        )
        return None


def judge_and_store(judging: Judging, subjects: Collection[int]) -> int:
    """Lock the rows of these subjects in id order, judge, and write what differs."""
    keys = [
        (subject.id, rubric.id)
        for rubric in judging.pack.rubrics
        for subject in judging.standing.of_kinds(rubric.subjects)
        if subject.id in subjects
    ]
    if not keys:
        return 0
    kept = lock(judging, keys)
    touched = {subject for subject, _ in keys}
    # Read after the lock: whoever changes a subordinate at the same time holds the rows above it, or waits for ours.
    known = judging.stored_grades(touched)
    results = judging.results(dict.fromkeys(rubric for _, rubric in keys), touched, known)
    return store(judging, kept, results)


def lock(judging: Judging, keys: Iterable[Key]) -> dict[Key, Proposal]:
    """The rows, made where there is none yet, locked in id order until the transaction ends."""
    wanted = sorted(set(keys))
    rows = Proposal.objects.filter(programme=judging.programme, subject__in={subject for subject, _ in wanted})
    known = set(rows.values_list("subject_id", "rubric"))
    Proposal.objects.bulk_create(
        [
            Proposal(programme=judging.programme, subject_id=subject, rubric=rubric)
            for subject, rubric in wanted
            if (subject, rubric) not in known
        ],
        ignore_conflicts=True,
        batch_size=500,
    )
    return {(row.subject_id, row.rubric): row for row in rows.select_for_update().order_by("pk")}


def store(judging: Judging, kept: dict[Key, Proposal], results: Iterable[SubjectResult]) -> int:
    """Write the results into the rows that differ. Returns how many said something else before."""
    touched, changed = [], 0
    for result in results:
        row = kept[result.subject.id, result.rubric.id]
        fresh = as_row(result) | {"judged_on": judging.day}
        differing = [name for name in DERIVED if getattr(row, name) != fresh[name]]
        if differing:
            for name in differing:
                setattr(row, name, fresh[name])
            touched.append(row)
            changed += differing != ["judged_on"]
    Proposal.objects.bulk_update(touched, DERIVED, batch_size=200)
    return changed


def as_row(result: SubjectResult) -> dict[str, Any]:
    """A result as the derived row keeps it."""
    return {
        "total": result.total,
        "grade": result.grade or "",
        "items": stored_items(result),
        "missing": [missing.text for missing in result.missing],
        "notices": list(result.notices),
    }


@transaction.atomic
def rebuild() -> int:
    """Derive every proposed score and grade again from the facts. Returns how many rows were not right."""
    standing = forest(today())
    changed, right = 0, set()
    for charge in in_charge(standing, today()):
        judging = judging_of(charge, standing, today())
        judged = attempt(judging, charge.subjects)
        if judged is not None:
            settle(judging)
        changed += judged or 0
        kinds = {kind for rubric in judging.pack.rubrics for kind in rubric.subjects}
        right |= {
            (charge.programme.pk, subject.id) for subject in standing.of_kinds(kinds) if subject.id in charge.subjects
        }
    rows = Proposal.objects.values_list("pk", "programme_id", "subject_id")
    gone = [pk for pk, programme, subject in rows if (programme, subject) not in right]
    Proposal.objects.filter(pk__in=gone).delete()
    return changed + len(gone)


def settle(judging: Judging) -> None:
    """The programme has been judged whole: earlier faults are made good."""
    JudgementFault.objects.filter(programme=judging.programme, settled_at__isnull=True).update(settled_at=now())


def tick() -> int:
    """Judge again what was judged on an earlier day, and what failed. Safe to repeat. Returns how many rows changed."""
    stale = Proposal.objects.exclude(judged_on=today()).exists()
    failed = JudgementFault.objects.filter(settled_at__isnull=True).exists()
    return rebuild() if stale or failed or not Proposal.objects.exists() else 0
