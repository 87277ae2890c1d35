"""Judging: scores, proposed grades and reasons, as of a day, from facts and from what people gave."""

import datetime
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from mulin.assessments.models import Assessment, Proposal
from mulin.assessments.queries.given import Given, few, given_scores, last_totals, scores_of, vetoes_on
from mulin.duties.queries import InCharge, in_charge, kind_names
from mulin.foundation.clock import today
from mulin.foundation.workdays import shift
from mulin.judgement.duties import duty_rows, judge_duties
from mulin.judgement.evaluation import evaluate
from mulin.judgement.explanation import SubjectResult
from mulin.judgement.registry import REGISTRY
from mulin.judgement.stages import duties_asked, measures_in
from mulin.judgement.subjects import Forest
from mulin.judgement.view import View
from mulin.programmes.models import Programme
from mulin.programmes.queries import parameters_of, stored_pack
from mulin.rulebook.schema import Pack
from mulin.tree.queries import forest


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
        view = View(
            self.day,
            self.standing,
            since=begin,
            kind_names=kind_names(),
            year_begins=self.pack.year_begins,
            scope=self.subjects,
        )
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
