"""What every action on an assessment does: lock the row, change the state or refuse in words, write the step."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django_fsm import TransitionNotAllowed

from mulin.assessments.choices import Stage, State
from mulin.assessments.models import Assessment, StageResult, Step
from mulin.assessments.queries.kept import missing_texts, stored_items
from mulin.audit.actions import log
from mulin.foundation.clock import now, today
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.judgement.explanation import SubjectResult


def locked(assessment: Assessment) -> Assessment:
    """The assessment as it stands now, its row locked until the transaction ends."""
    return (
        Assessment.objects.select_for_update(of=("self",))
        .select_related("subject__kind", "programme__edition", "programme__node", "edition")
        .get(pk=assessment.pk)
    )


def change_state(
    assessment: Assessment, transition: Callable[..., Any], *arguments: Any, by: User, note: str = ""
) -> Step:
    """Make a transition and write it down; refuse, naming the present state, when it is not open from here."""
    before = assessment.state
    verb = transition._django_fsm.transitions  # type: ignore[attr-defined]
    name = next(one.custom["verb"] for one in verb.values())
    try:
        transition(*arguments)
    except TransitionNotAllowed:
        state = State(before).label
        raise Refused(f"“{assessment.subject}”的评定现在是“{state}”，不能{name}；请刷新页面查看最新进度") from None
    assessment.save()
    step = Step.objects.create(
        assessment=assessment, verb=name, before=before, after=assessment.state, note=note, by=by, at=now()
    )
    log(
        by,
        name,
        assessment,
        node_id=assessment.subject_id,
        changes={"进度": [State(before).label, State(assessment.state).label], "说明": note},
    )
    return step


def keep_stage(assessment: Assessment, stage: Stage, result: SubjectResult | None, *, by: User) -> StageResult:
    """Keep a stage's column whole, as it was known when it was handed in."""
    return StageResult.objects.create(
        assessment=assessment,
        stage=stage,
        on=today(),
        items=stored_items(result) if result else [],
        total=result.total if result else Decimal(0),
        grade=(result.grade or "") if result else "",
        missing=missing_texts(result) if result else [],
        by=by,
        at=now(),
    )


def check_fields(row: Model, exclude: tuple[str, ...] = ()) -> None:
    """Refuse what the fields and constraints of a row forbid, in the words of the first of them."""
    try:
        row.full_clean(exclude=exclude)
    except ValidationError as error:
        name, messages = next(iter(error.message_dict.items()))
        known = {field.name: field for field in row._meta.get_fields()}
        label = getattr(known.get(name), "verbose_name", "")
        raise Refused(f"{label}：{messages[0]}" if label else messages[0], field=name if label else None) from None
