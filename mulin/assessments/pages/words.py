"""Task lists and timelines of an assessment, in words."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.assessments.models import Assessment
from mulin.foundation.clock import today
from mulin.foundation.page_parts import Happening, Milestone, Task
from mulin.foundation.points import exact, for_the_eye, is_rounded
from mulin.judgement.numbers import percent, plain
from mulin.rulebook.schema.tasks import Milestone as MilestoneDate


def item_tasks(assessment: Assessment, rows: Sequence[Mapping[str, Any]]) -> list[Task]:
    """The self-check as a task list: what facts score is done by itself, what people score waits for them."""
    return [
        Task(
            title=f"{row['id']} {row['text']}",
            url=reverse("assessments:item", args=[assessment.pk, row["id"]]),
            state=state_of(row),
            words=words_of(row),
            hint=hint_of(row),
        )
        for row in rows
    ]


def state_of(row: Mapping[str, Any]) -> str:
    """Full points, some, none, or not scored yet."""
    if row["score"] is None:
        return "not_started"
    if row["score"] >= row["max"]:
        return "good"
    return "attention" if row["score"] else "bad"


def words_of(row: Mapping[str, Any]) -> str:
    """7.5 / 10 分."""
    most = exact(row["max"])
    if row["score"] is None:
        return _("未评，满分 %(most)s 分") % {"most": most}
    return _("%(score)s / %(most)s 分") % {"score": for_the_eye(row["score"]), "most": most}


def hint_of(row: Mapping[str, Any]) -> str:
    """Where the points come from, with their exact value where the eye sees a rounded one."""
    said = str(row["reason"] or row["because"])
    if row["score"] is None or not is_rounded(row["score"]) or exact(row["score"]) in said:
        return said
    return _("%(said)s 精确值 %(score)s 分") % {"said": said, "score": exact(row["score"])}


def happenings(assessment: Assessment) -> list[Happening]:
    """What happened to an assessment, oldest first."""
    found = [
        Happening(at=assessment.opened_on, title=_("发起"), by=str(assessment.opened_by or "")),
    ]
    if assessment.self_checked_at:
        found.append(
            Happening(
                at=timezone.localdate(assessment.self_checked_at),
                title=_("完成自查"),
                by=str(assessment.self_checked_by),
            )
        )
    found += [
        Happening(at=timezone.localdate(step.at), title=step.verb, text=step.note, by=str(step.by or ""))
        for step in assessment.steps.select_related("by")
    ]
    found += [
        Happening(at=timezone.localdate(one.handed_in_at), title=_("评审意见"), text=one.opinion, by=str(one.assessor))
        for one in assessment.assignments.select_related("assessor")
        if one.handed_in_at
    ]
    return sorted(found, key=lambda one: one.at)


def figure(value: Any, unit: str) -> str:
    """A milestone's number as people read it."""
    if value is None:
        return "—"
    if unit == "share":
        return percent(value)
    if unit == "yes":
        return _("是") if value >= 1 else _("否")
    return plain(value)


def milestone_bars(rows: Sequence[Any]) -> list[Milestone]:
    """Counted targets of one date as progress bars."""
    return [
        Milestone(
            title=row.target.name,
            target=plain(row.needed),
            actual=plain(row.actual),
            forecast=None if row.forecast is None else plain(row.forecast),
            unit=_("个"),
        )
        for row in rows
        if row.target.unit == "count" and row.needed and row.actual is not None
    ]


def in_order_of_need(dates: Iterable[MilestoneDate]) -> list[MilestoneDate]:
    """Dates as people need them: those to come, the nearest first; then the past, the latest first."""
    day = today()
    known = sorted(dates, key=lambda date: date.day)
    return [date for date in known if date.day >= day] + [date for date in reversed(known) if date.day < day]
