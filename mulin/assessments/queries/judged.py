"""Judging: scores, proposed grades and reasons, as of a day, from facts and from what people gave."""

import datetime
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Q

from mulin.assessments.choices import STAGE_ORDER, Stage, State
from mulin.assessments.models import Assessment, Decision, ItemScore, Proposal, Veto
from mulin.duties.queries import InCharge, in_charge, kind_names
from mulin.foundation.clock import today
from mulin.foundation.workdays import shift
from mulin.judgement.duties import duty_rows, judge_duties
from mulin.judgement.evaluation import evaluate
from mulin.judgement.explanation import GivenScore, SubjectResult
from mulin.judgement.explanation import Veto as JudgedVeto
from mulin.judgement.registry import REGISTRY
from mulin.judgement.stages import duties_asked, measures_in
from mulin.judgement.subjects import Forest
from mulin.judgement.view import View
from mulin.programmes.models import Programme
from mulin.programmes.queries import parameters_of, stored_pack
from mulin.rulebook.schema import Pack
from mulin.rulebook.schema.rubrics import Item
from mulin.tree.queries import forest

FEW = 400
"""Up to so many subjects are named in a query; beyond, everything of the programme is read."""

Given = dict[tuple[int, str], GivenScore]


@dataclass(frozen=True)
class Judging:
    """One judging: a pack with its parameters, the day, the tree of that day, and the subjects in charge.

    ``assessment``: its own subject is judged by its own scores alone.
    """

    programme: Programme
    pack: Pack
    parameters: Mapping[str, Any]
    day: datetime.date
    standing: Forest
    subjects: frozenset[int]
    assessment: Assessment | None = None

    def results(
        self,
        rubric_ids: Iterable[str] | None = None,
        only: Collection[int] | None = None,
        known: Mapping[tuple[int, str], str] | None = None,
    ) -> list[SubjectResult]:
        """Results in the order of the rubrics, then of the subjects' codes. The number of queries does not depend on
        the number of subjects. ``known``: grades of subordinates that need not be judged again, see ``stored_grades``.
        """
        ids = list(rubric_ids) if rubric_ids is not None else [rubric.id for rubric in self.pack.rubrics]
        wanted = self.subjects if only is None else self.subjects.intersection(only)
        near = self._with_those_below(wanted)
        return evaluate(
            self.pack,
            ids,
            view=self.view(near),
            parameters=self.parameters,
            given=self._given(near),
            vetoes=vetoes_on(self.programme, near),
            last_totals=last_totals(self.programme, self.day.year, near),
            only=wanted,
            known=known,
        )

    def stored_grades(self, subjects: Collection[int]) -> dict[tuple[int, str], str]:
        """The proposed grades, judged today, of those below these subjects that nothing has touched since."""
        below = self._with_those_below(subjects) - set(subjects)
        rows = Proposal.objects.filter(few("subject_id", below), programme=self.programme, judged_on=self.day)
        found = rows.values_list("subject_id", "rubric", "grade")
        return {(subject, rubric): grade for subject, rubric, grade in found if subject in below}

    def view(self, subjects: Collection[int]) -> View:
        """The look at the facts, with the periods of the duties that rubrics ask about."""
        begin = max(self.programme.since, self.pack.since)
        view = View(self.day, self.standing, since=begin, kind_names=kind_names())
        asked = [
            reference for rubric in self.pack.rubrics for reference in measures_in(rubric, self.pack.grading(rubric.id))
        ]
        duties = duties_asked(asked, REGISTRY)
        everyone = sorted(self._with_those_below(subjects))
        judged = judge_duties(self.pack, duties, everyone, view, begin, max(begin, self.day), self.parameters, shift)
        view.leave("duty_periods", duty_rows(judged, self.day))
        return view

    def _with_those_below(self, subjects: Collection[int]) -> set[int]:
        return {node for one in subjects if one in self.standing for node in self.standing.below(one)}

    def _given(self, subjects: Collection[int]) -> Given:
        given = given_scores(self.programme, self.day, subjects)
        if self.assessment is not None:
            own = self.assessment.subject_id
            given = {key: score for key, score in given.items() if key[0] != own}
            given |= scores_of(self.assessment)
        return given


def judging_of(charge: InCharge, standing: Forest, day: datetime.date) -> Judging:
    """The judging of a programme in force."""
    return Judging(charge.programme, charge.pack, parameters_of(charge.programme), day, standing, charge.subjects)


def judging_for(assessment: Assessment, day: datetime.date | None = None) -> Judging:
    """The judging of an assessment: by the edition and the parameters of its opening, whatever is in force now."""
    on = day or assessment.as_of or today()
    standing = forest(on)
    node = assessment.programme.node_id
    below = frozenset(standing.below(node)) if node in standing else frozenset({assessment.subject_id})
    return Judging(
        assessment.programme,
        stored_pack(assessment.edition_id),
        assessment.parameters,
        on,
        standing,
        below,
        assessment,
    )


def judge_assessment(assessment: Assessment, day: datetime.date | None = None) -> SubjectResult | None:
    """The result of an assessment as it stands; nothing when its subject did not exist on that day."""
    found = judging_for(assessment, day).results([assessment.rubric], {assessment.subject_id})
    return found[0] if found else None


def evaluate_rubric(
    programme: Programme,
    rubric: str,
    as_of: datetime.date,
    *,
    subjects: Collection[int] | None = None,
    parameters: Mapping[str, Any] | None = None,
) -> list[SubjectResult]:
    """A programme's subjects judged by one rubric as of a day, with its own parameters unless others are given."""
    standing = forest(as_of)
    charge = next(iter(in_charge(standing, as_of, [programme])), None)
    if charge is None:
        return []
    judging = Judging(
        programme,
        charge.pack,
        parameters_of(programme) if parameters is None else parameters,
        as_of,
        standing,
        charge.subjects,
    )
    return judging.results([rubric], subjects)


def evaluate_pack(
    pack_id: str, rubric: str, as_of: datetime.date, subjects: Collection[int] | None = None
) -> list[tuple[Programme, SubjectResult]]:
    """Every subject judged by a pack's rubric as of a day, each by the programme in force there, by code.

    ``KeyError`` when an edition in force has no such rubric.
    """
    standing = forest(as_of)
    found = [
        (charge.programme, result)
        for charge in in_charge(standing, as_of)
        if charge.programme.edition.pack == pack_id
        for result in judging_of(charge, standing, as_of).results([rubric], subjects)
    ]
    return sorted(found, key=lambda one: one[1].subject.code)


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
