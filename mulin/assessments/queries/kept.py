"""Reading what is kept: one assessment with its rubric, its stages, its lists."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from mulin.assessments.choices import RUNNING, Stage
from mulin.assessments.models import (
    Assessment,
    Assignment,
    Certificate,
    Decision,
    Gap,
    GradeHolding,
    ItemScore,
    Proposal,
    Rectification,
    Round,
    StageResult,
    Veto,
)
from mulin.foundation.clock import today
from mulin.judgement.explanation import SubjectResult
from mulin.programmes.models import Programme
from mulin.programmes.queries import parameters_of, stored_pack
from mulin.rulebook.schema import Pack
from mulin.rulebook.schema.rubrics import Rubric


def pack_of(assessment: Assessment) -> Pack:
    """The pack as it stood when the assessment was opened."""
    return stored_pack(assessment.edition_id)


def rubric_of(assessment: Assessment) -> Rubric:
    """The rubric as it stood when the assessment was opened."""
    return pack_of(assessment).rubric(assessment.rubric)


def level_names(pack: Pack, rubric: str) -> dict[str, str]:
    """The names of a rubric's grades by id, lowest first."""
    grading = pack.grading(rubric)
    return {level.id: level.name for level in grading.levels} if grading else {}


def rubric_for(pack: Pack, kind: str) -> Rubric | None:
    """The rubric by which a kind of subject is judged, or nothing."""
    return next((rubric for rubric in pack.rubrics if kind in rubric.subjects), None)


def grade_name(proposal: Proposal) -> str:
    """The proposed grade by the words of its pack."""
    return level_names(stored_pack(proposal.programme.edition_id), proposal.rubric).get(proposal.grade, "未达标")


def veto_state(veto: Veto) -> str:
    """Is it in effect today (``vetoed``), over (``none``), or lifted (``done``)?"""
    if veto.lifted_on is not None:
        return "done"
    over = veto.until is not None and veto.until <= today()
    return "none" if over else "vetoed"


def visible(condition: Q) -> QuerySet[Assessment]:
    """Assessments in somebody's reach (``condition`` from ``permissions.visible_assessments``)."""
    return Assessment.objects.filter(condition).select_related(
        "subject__kind", "programme__edition", "programme__node", "edition", "round", "application", "decision"
    )


def proposals(condition: Q) -> QuerySet[Proposal]:
    """Proposed scores in somebody's reach (``condition`` from ``permissions.visible_subjects``)."""
    return Proposal.objects.filter(condition).select_related("subject__kind", "programme__edition")


def live_holdings(condition: Q) -> QuerySet[GradeHolding]:
    """Grades held today, in somebody's reach."""
    return GradeHolding.objects.filter(condition, until__isnull=True).select_related("subject__kind")


def history(condition: Q) -> QuerySet[GradeHolding]:
    """All grades ever held, oldest first, in somebody's reach."""
    found = GradeHolding.objects.filter(condition).select_related("subject__kind", "decision__assessment")
    return found.order_by("subject__name", "since", "id")


def vetoes(condition: Q) -> QuerySet[Veto]:
    """The veto register, in somebody's reach."""
    return Veto.objects.filter(condition).select_related("subject__kind", "programme__edition", "lifted_by")


def rectifications(condition: Q) -> QuerySet[Rectification]:
    """Ordered rectifications, in somebody's reach (``condition`` with the prefix ``holding__subject__``)."""
    return Rectification.objects.filter(condition).select_related(
        "holding__subject__kind", "holding__programme__edition", "ordered_by", "reported_by", "rechecked_by"
    )


def certificates(condition: Q) -> QuerySet[Certificate]:
    """Certificates, in somebody's reach (``condition`` with the prefix ``decision__assessment__subject__``)."""
    return Certificate.objects.filter(condition).select_related(
        "street", "decision__assessment__subject__kind", "decision__assessment__programme__edition"
    )


def decisions(condition: Q) -> QuerySet[Decision]:
    """Decisions, in somebody's reach (``condition`` with the prefix ``assessment__subject__``)."""
    return Decision.objects.filter(condition).select_related("assessment__subject__kind", "by")


def assigned_to(user: Any) -> QuerySet[Assignment]:
    """What is assigned to an assessor: the open ones first."""
    return (
        Assignment.objects.filter(assessor=user)
        .select_related("assessment__subject__kind", "assessment__round", "assessment__edition")
        .order_by("handed_in_at", "assessment__subject__code")
    )


def newest_scores(assessment: Assessment) -> dict[tuple[str, str], ItemScore]:
    """The newest score of each stage and item, by (stage, item); also those not handed in yet."""
    return newest_scores_of([assessment]).get(assessment.pk, {})


def newest_scores_of(assessments: Iterable[Assessment]) -> dict[int, dict[tuple[str, str], ItemScore]]:
    """The same for many assessments, by their id."""
    rows = ItemScore.objects.filter(assessment__in=[one.pk for one in assessments]).select_related("by")
    found: dict[int, dict[tuple[str, str], ItemScore]] = {}
    for row in rows.order_by("id").prefetch_related("activities", "evidence"):
        found.setdefault(row.assessment_id, {})[row.stage, row.item] = row
    return found


def stage_results(assessment: Assessment) -> dict[str, StageResult]:
    """The newest handed-in result of each stage: the columns that stand side by side."""
    return stage_results_of([assessment]).get(assessment.pk, {})


def stage_results_of(assessments: Iterable[Assessment]) -> dict[int, dict[str, StageResult]]:
    """The same for many assessments, by their id."""
    rows = StageResult.objects.filter(assessment__in=[one.pk for one in assessments]).select_related("by")
    found: dict[int, dict[str, StageResult]] = {}
    for row in rows.order_by("id"):
        found.setdefault(row.assessment_id, {})[row.stage] = row
    return found


def stored_items(result: SubjectResult) -> list[dict[str, Any]]:
    """The items of a result as they are stored and shown: exact numbers as text, with text and source."""
    return [
        item.as_json()
        | {
            "text": item.item.text,
            "way": item.way,
            "source": " ".join(part for part in (item.source.section, item.source.number) if part),
        }
        for item in result.items
    ]


def missing_texts(result: SubjectResult, level: str = "") -> list[str]:
    """What is missing for a level, or for the next one."""
    lacking = result.refused.get(level, ()) if level else result.missing
    return [one.text for one in lacking]


def running(programme: Programme, subject_ids: Iterable[int], kind: str, year: int) -> set[int]:
    """Which of these subjects have such an assessment running already."""
    return set(
        Assessment.objects.filter(
            programme=programme, subject_id__in=list(subject_ids), kind=kind, year=year, state__in=RUNNING
        ).values_list("subject_id", flat=True)
    )


def frozen_parameters(programme: Programme) -> dict[str, Any]:
    """The parameters as an assessment keeps them from its opening."""
    return parameters_of(programme)


def live_holding(assessment: Assessment) -> GradeHolding | None:
    """The grade that the subject of an assessment holds by its rubric today."""
    return GradeHolding.objects.filter(
        subject_id=assessment.subject_id,
        rubric=assessment.rubric,
        programme__edition__pack=assessment.programme.edition.pack,
        until__isnull=True,
    ).first()


def days_left(rectification: Rectification) -> int:
    """Days until the deadline; negative when it has passed."""
    return (rectification.deadline - today()).days


def columns(assessment: Assessment) -> list[tuple[str, str, StageResult | None]]:
    """Self-check, review and acceptance, each with what was handed in."""
    kept = stage_results(assessment)
    return [(stage.value, str(stage.label), kept.get(stage.value)) for stage in Stage]


def veto_kinds(programme: Programme) -> list[str]:
    """The veto events that the district has listed, over all rubrics of the pack; empty: not configured."""
    pack, parameters = stored_pack(programme.edition_id), parameters_of(programme)
    named = {
        condition.kinds.parameter
        for grading in pack.gradings
        for level in grading.levels
        for condition in level.conditions
        if condition.when == "no_veto"
    }
    return [str(kind) for name in sorted(named) for kind in parameters.get(name) or ()]


def gaps_visible(condition: Q) -> QuerySet[Gap]:
    """Gaps of assessments in somebody's reach (``condition`` from ``permissions.visible_assessments``)."""
    seen = Assessment.objects.filter(condition).values("pk")
    return Gap.objects.filter(assessment__in=seen).select_related("assessment__subject")


def rounds(condition: Q) -> QuerySet[Round]:
    """Rounds of programmes at nodes in somebody's reach (``condition`` with the prefix ``programme__node__``)."""
    return Round.objects.filter(condition).select_related("programme__edition", "programme__node")
