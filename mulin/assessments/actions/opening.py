"""Opening assessments, and taking them back."""

from collections.abc import Sequence

from django.db import transaction

from mulin.assessments import events, permissions
from mulin.assessments.actions.steps import change_state, locked
from mulin.assessments.choices import RoundKind
from mulin.assessments.models import Assessment, GradeHolding
from mulin.assessments.queries.kept import frozen_parameters, rubric_for, running
from mulin.audit.actions import log
from mulin.foundation.clock import today
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.programmes.models import Programme
from mulin.programmes.queries import stored_pack
from mulin.tree.models import Node


def check_may_open(by: User, programme: Programme, subjects: Sequence[Node], kind: str) -> None:
    """The street opens any kind; who may check a subject opens its yearly self-check."""
    if not programme.is_published:
        raise Refused("这项制度还没有发布实施，请先填写依据文件并发布")
    for subject in subjects:
        against = permissions.organise_at.reason_against(by, subject)
        if against and not (kind == RoundKind.YEARLY and permissions.start_self_check.allows(by, subject)):
            raise Refused(against)


@transaction.atomic
def open_assessments(
    programme: Programme, subjects: Sequence[Node], *, by: User, kind: str = RoundKind.YEARLY, year: int | None = None
) -> list[Assessment]:
    """Open an assessment for each subject that has none of this kind and year running.

    Each keeps the edition and the parameters of this moment. Subjects of kinds without a rubric are refused by name.
    """
    programme = Programme.objects.select_for_update(of=("self",)).select_related("edition").get(pk=programme.pk)
    check_may_open(by, programme, subjects, kind)
    pack, parameters = stored_pack(programme.edition_id), frozen_parameters(programme)
    year = year or today().year
    at_work = running(programme, [subject.pk for subject in subjects], kind, year)
    opened = []
    for subject in subjects:
        rubric = rubric_for(pack, subject.kind_id)
        if rubric is None:
            raise Refused(f"“{subject.name}”没有适用的评分表")
        if subject.pk not in at_work:
            opened.append(
                Assessment(
                    programme=programme,
                    edition=programme.edition,
                    parameters=parameters,
                    rubric=rubric.id,
                    subject=subject,
                    year=year,
                    kind=kind,
                    opened_on=today(),
                    opened_by=by,
                )
            )
    if not opened:
        raise Refused("这些对象本年度的同类评定都在进行中，不用重复发起")
    opened = Assessment.objects.bulk_create(opened)
    log(
        by,
        "发起评定",
        programme,
        node_id=programme.node_id,
        changes={"类别": RoundKind(kind).label, "年度": year, "评定": [one.pk for one in opened]},
    )
    events.assessments_opened.send(Assessment, assessment_ids=[one.pk for one in opened])
    return opened


@transaction.atomic
def open_re_evaluation(programme: Programme, *, by: User, year: int | None = None) -> list[Assessment]:
    """The yearly re-evaluation (复评): one assessment for every subject that holds a grade today."""
    held = GradeHolding.objects.filter(programme=programme, until__isnull=True).select_related("subject__kind")
    subjects = list({holding.subject_id: holding.subject for holding in held.order_by("subject_id")}.values())
    if not subjects:
        raise Refused("还没有持有等级的对象，不需要复评")
    return open_assessments(programme, subjects, by=by, kind=RoundKind.RE_EVALUATION, year=year)


@transaction.atomic
def withdraw(assessment: Assessment, *, reason: str, by: User) -> Assessment:
    """Take an assessment back before its acceptance begins, with a reason."""
    assessment = locked(assessment)
    permissions.apply.check(by, assessment)
    if not reason.strip():
        raise Refused("请写明撤回的原因", field="reason")
    change_state(assessment, assessment.withdraw, by=by, note=reason.strip())
    return assessment
