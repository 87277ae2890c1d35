"""The self-check: saved at any time, finished once, its gaps become a list."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import transaction

from mulin.assessments import events, permissions, rules
from mulin.assessments.actions.judging import rejudge_subjects
from mulin.assessments.actions.steps import keep_stage, locked
from mulin.assessments.choices import Stage
from mulin.assessments.models import Assessment, CheckedItem, Gap, ItemScore
from mulin.assessments.queries.judged import judge_assessment
from mulin.assessments.queries.kept import newest_scores, rubric_of
from mulin.audit.actions import log
from mulin.foundation.clock import now, today
from mulin.foundation.points import exact
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.judgement.explanation import SubjectResult
from mulin.records.models import Activity, Evidence


@dataclass(frozen=True)
class Given:
    """A score as somebody gives it: the item, the points, why, and what shows it."""

    item: str
    score: Decimal
    reason: str
    activities: tuple[Activity, ...] = field(default=())
    evidence: tuple[Evidence, ...] = field(default=())


def check_given(assessment: Assessment, given: Given) -> None:
    """Refuse an unknown item, one that facts score, points out of range, or a missing reason."""
    items = {item.id: item for item in rubric_of(assessment).items}
    if given.item not in items:
        raise Refused(f"评分表里没有 {given.item} 这一项")
    item = items[given.item]
    if given.item not in rules.manual_items(items.values()):
        raise Refused(f"{given.item} 由记录的事实计分，不能手工打分；认为有误的，请更正相应的记录", field="score")
    if not Decimal(0) <= given.score <= item.max:
        most = exact(item.max)
        raise Refused(f"{given.item} 的得分应在 0 到 {most} 之间", field="score")
    if not given.reason.strip():
        raise Refused(f"请写明 {given.item} 的评分理由", field="reason")


def keep_score(
    assessment: Assessment, stage: Stage, given: Given, *, by: User, confirmed_on: datetime.date | None = None
) -> ItemScore:
    """Add a score to its column; the newest stands. Saving the same again adds nothing."""
    check_given(assessment, given)
    known = newest_scores(assessment).get((stage, given.item))
    evidence = {one.pk for one in given.evidence}
    activities = {one.pk for one in given.activities}
    if (
        known is not None
        and (known.score, known.reason, known.by_id) == (given.score, given.reason.strip(), by.pk)
        and {one.pk for one in known.evidence.all()} == evidence
        and {one.pk for one in known.activities.all()} == activities
        and known.confirmed_on == confirmed_on
    ):
        return known
    row = ItemScore.objects.create(
        assessment=assessment,
        item=given.item,
        stage=stage,
        score=given.score,
        reason=given.reason.strip(),
        by=by,
        at=now(),
        confirmed_on=confirmed_on,
    )
    row.activities.set(activities)
    row.evidence.set(evidence)
    return row


@transaction.atomic
def save_self_check(
    assessment: Assessment, *, by: User, scores: Iterable[Given] = (), checked: Iterable[tuple[str, str]] = ()
) -> Assessment:
    """Save what has been checked so far: scores of manual items, and ticks with a note. May be done at any time."""
    assessment = locked(assessment)
    permissions.self_check.check(by, assessment)
    check_open(assessment)
    for given in scores:
        keep_score(assessment, Stage.SELF, given, by=by)
        tick(assessment, given.item, "", by)
    known = {item.id for item in rubric_of(assessment).items}
    for item, note in checked:
        if item not in known:
            raise Refused(f"评分表里没有 {item} 这一项")
        tick(assessment, item, note, by)
    if assessment.self_checked_at is not None:
        # What was finished is open again: a returned application may be mended.
        assessment.self_checked_at = assessment.self_checked_by = None
        assessment.save(update_fields=["self_checked_at", "self_checked_by"])
    log(by, "保存自查", assessment, node_id=assessment.subject_id)
    return assessment


def tick(assessment: Assessment, item: str, note: str, by: User) -> None:
    """Mark an item as looked at; a note that is already there is not lost to an empty one."""
    values = {"by": by, "at": now()} | ({"note": note.strip()} if note.strip() else {})
    CheckedItem.objects.update_or_create(assessment=assessment, item=item, defaults=values)


def check_open(assessment: Assessment) -> None:
    """Refuse when the self-check is no longer to be written."""
    if not assessment.may_be_self_checked:
        raise Refused(f"这项评定现在是“{assessment.get_state_display()}”，自查内容不能再改")


@transaction.atomic
def finish_self_check(assessment: Assessment, *, by: User) -> list[Gap]:
    """Finish the self-check: its scores count from today, its column is kept, and every item short of its maximum
    becomes a gap.
    """
    assessment = locked(assessment)
    permissions.self_check.check(by, assessment)
    check_open(assessment)
    newest = newest_scores(assessment)
    manual = rules.manual_items(rubric_of(assessment).items)
    lacking = [item for item in manual if (Stage.SELF, item) not in newest]
    if lacking:
        raise Refused(f"还有 {len(lacking)} 项没有自评：{'、'.join(lacking)}")
    standing = [row.pk for (stage, _), row in newest.items() if stage == Stage.SELF]
    ItemScore.objects.filter(pk__in=standing, confirmed_on__isnull=True).update(confirmed_on=today())
    assessment.self_checked_at, assessment.self_checked_by = now(), by
    assessment.save(update_fields=["self_checked_at", "self_checked_by"])
    result = judge_assessment(assessment)
    kept = keep_stage(assessment, Stage.SELF, result, by=by)
    gaps = list_gaps(assessment, result, by) if result else []
    log(
        by,
        "完成自查",
        assessment,
        node_id=assessment.subject_id,
        changes={"自查得分": ["", kept.total], "差距": len(gaps)},
    )
    rejudge_subjects([assessment.subject_id])
    events.self_check_finished.send(Assessment, assessment_id=assessment.pk, gap_ids=[gap.pk for gap in gaps])
    return gaps


def list_gaps(assessment: Assessment, result: SubjectResult, by: User) -> list[Gap]:
    """One gap for each item short of its maximum; what is short no longer is done."""
    known = {gap.item: gap for gap in Gap.objects.select_for_update().filter(assessment=assessment)}
    short = {item.id: item for item in result.items if (item.score or Decimal(0)) < item.max}
    gaps = []
    for item in short.values():
        score = None if item.score is None else exact(item.score)
        gap = known.get(item.id) or Gap(
            assessment=assessment,
            item=item.id,
            text=rules.gap_text(item.item.text, score, exact(item.max)),
        )
        gap.short_by = item.max - (item.score or Decimal(0))
        gap.done_on = gap.done_by = None
        gap.save()
        gaps.append(gap)
    for item_id, gap in known.items():
        if item_id not in short and gap.done_on is None:
            gap.done_on, gap.done_by = today(), by
            gap.save(update_fields=["done_on", "done_by"])
    return gaps


@transaction.atomic
def plan_gap(gap: Gap, *, text: str, due_on: datetime.date | None, by: User) -> Gap:
    """Write what will be done about a gap, and by when."""
    gap = Gap.objects.select_for_update(of=("self",)).select_related("assessment__subject").get(pk=gap.pk)
    permissions.self_check.check(by, gap.assessment)
    if not text.strip():
        raise Refused("请写明差距和补齐的措施", field="text")
    gap.text, gap.due_on = text.strip(), due_on
    gap.save(update_fields=["text", "due_on"])
    log(by, "安排补差", gap, node_id=gap.assessment.subject_id, changes={"期限": ["", due_on]})
    return gap


@transaction.atomic
def close_gap(gap: Gap, *, by: User) -> Gap:
    """Tick a gap off as made good."""
    gap = Gap.objects.select_for_update(of=("self",)).select_related("assessment__subject").get(pk=gap.pk)
    permissions.self_check.check(by, gap.assessment)
    if gap.done_on is None:
        gap.done_on, gap.done_by = today(), by
        gap.save(update_fields=["done_on", "done_by"])
        log(by, "补齐差距", gap, node_id=gap.assessment.subject_id)
    return gap
