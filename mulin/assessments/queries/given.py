"""What people gave that judging reads: scores of assessors, vetoes, last year's totals."""

import datetime
from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Q

from mulin.assessments.choices import STAGE_ORDER, Stage, State
from mulin.assessments.models import Assessment, Decision, ItemScore, Veto
from mulin.judgement.explanation import GivenScore
from mulin.judgement.explanation import Veto as JudgedVeto
from mulin.programmes.models import Programme
from mulin.programmes.queries import stored_pack
from mulin.rulebook.schema import Pack
from mulin.rulebook.schema.rubrics import Item

FEW = 400
"""Up to so many subjects are named in a query; beyond, everything of the programme is read."""


Given = dict[tuple[int, str], GivenScore]


def few(path: str, subjects: Collection[int] | None) -> Q:
    """A condition for a few subjects; none for many."""
    return Q() if subjects is None or len(subjects) > FEW else Q(**{f"{path}__in": sorted(subjects)})


SCORE_COLUMNS = ("assessment__subject_id", "item", "stage", "score", "reason", "by__display_name", "by__username")


ORDER_COLUMNS = ("assessment__opened_on", "assessment_id", "id")


CLAUSE_COLUMNS = ("assessment__edition_id", "assessment__rubric")


def given_scores(programme: Programme, day: datetime.date, subjects: Collection[int] | None = None) -> Given:
    """What assessors gave by a day: the newest assessment's, acceptance before review before self-check.

    What was given under another edition of the pack counts as long as that clause reads the same now.
    """
    rows = (
        ItemScore.objects.filter(
            few("assessment__subject_id", subjects),
            assessment__programme__edition__pack=programme.edition.pack,
            confirmed_on__lte=day,
        )
        .exclude(assessment__state=State.WITHDRAWN)
        .values_list(*CLAUSE_COLUMNS, *ORDER_COLUMNS, *SCORE_COLUMNS)
    )
    now = stored_pack(programme.edition_id)
    return standing_scores(
        row[2:] for row in rows if row[0] == programme.edition_id or same_clause(now, row[0], row[1], row[6])
    )


def same_clause(now: Pack, edition_id: int, rubric: str, item: str) -> bool:
    """Does an item of an earlier (or later) edition ask the same for the same points as it does now?"""
    then, here = clause_of(stored_pack(edition_id), rubric, item), clause_of(now, rubric, item)
    return then is not None and here is not None and (then.text, then.max) == (here.text, here.max)


def clause_of(pack: Pack, rubric: str, item: str) -> Item | None:
    """An item of a rubric by its id, or nothing."""
    found = (one for known in pack.rubrics if known.id == rubric for one in known.items)
    return next((one for one in found if one.id == item), None)


def scores_of(assessment: Assessment) -> Given:
    """What was given in one assessment and handed in."""
    rows = ItemScore.objects.filter(assessment=assessment, confirmed_on__isnull=False)
    return standing_scores(rows.values_list(*ORDER_COLUMNS, *SCORE_COLUMNS))


def standing_scores(rows: Iterable[tuple[Any, ...]]) -> Given:
    """Of many scores the one that stands for each subject and item."""
    best: dict[tuple[int, str], tuple[Any, GivenScore]] = {}
    for opened_on, assessment_id, row_id, subject, item, stage, score, reason, name, username in rows:
        rank = (opened_on, assessment_id, -STAGE_ORDER.index(Stage(stage)), row_id)
        known = best.get((subject, item))
        if known is None or rank > known[0]:
            given = GivenScore(score, str(Stage(stage).label), name or username, reason)
            best[subject, item] = (rank, given)
    return {key: given for key, (_, given) in best.items()}


def vetoes_on(programme: Programme, subjects: Collection[int] | None = None) -> dict[int, Sequence[JudgedVeto]]:
    """The vetoes recorded against subjects, each until its period ends or it was lifted."""
    found: dict[int, list[JudgedVeto]] = {}
    rows = Veto.objects.filter(few("subject_id", subjects), programme__edition__pack=programme.edition.pack)
    for veto in rows.order_by("since", "id"):
        ends = [day for day in (veto.until, veto.lifted_on) if day is not None]
        judged = JudgedVeto(veto.kind, veto.kind, veto.since, min(ends, default=None), veto.document)
        found.setdefault(veto.subject_id, []).append(judged)
    return dict(found)


def last_totals(programme: Programme, year: int, subjects: Collection[int] | None = None) -> dict[int, Decimal]:
    """Last year's decided totals by subject; the newest decision of that year counts."""
    rows = (
        Decision.objects.filter(
            few("assessment__subject_id", subjects),
            assessment__programme__edition__pack=programme.edition.pack,
            assessment__year=year - 1,
        )
        .order_by("on", "id")
        .values_list("assessment__subject_id", "total")
    )
    return dict(rows)
