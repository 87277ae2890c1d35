"""What judging says about one subject by one rubric, put together."""

from __future__ import annotations

from mulin.judgement.explanation import ItemResult, SubjectResult
from mulin.judgement.grades import Graded
from mulin.judgement.subjects import Subject
from mulin.judgement.totals import Totals
from mulin.rulebook.schema.grades import Grading
from mulin.rulebook.schema.rubrics import Rubric


def result_of(
    subject: Subject,
    rubric: Rubric,
    items: tuple[ItemResult, ...],
    totals: Totals,
    graded: Graded | None,
    grading: Grading | None,
) -> SubjectResult:
    """Items and totals with the grade that is held, what misses to the next one, and what to tell people besides."""
    outcome = graded or Graded()
    grade = outcome.held[-1] if outcome.held else None
    names = {level.id: level.name for level in grading.levels} if grading else {}
    return SubjectResult(
        subject=subject,
        rubric=rubric,
        items=items,
        sections=totals.sections,
        total=totals.total,
        grade=grade,
        grade_name=names.get(grade or "", ""),
        missing=outcome.next_missing(grading) if grading else (),
        refused=outcome.refused,
        notices=(*totals.notices, *outcome.notices),
    )
