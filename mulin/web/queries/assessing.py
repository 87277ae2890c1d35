"""What people owe in certification: checks to write, applications to review, rounds to organise, grades to decide."""

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.assessments.choices import RectificationState, State
from mulin.assessments.models import Assessment, Rectification
from mulin.assessments.queries.kept import assigned_to, rectifications, visible
from mulin.tree.permissions import scope
from mulin.web.queries.todo import Todo

SHOWN = 6
STEPS = (
    ("assessments.self_check", (State.OPEN, State.RETURNED), "自查", "assessments:assessment"),
    ("assessments.review", (State.APPLIED,), "审核", "assessments:review"),
    ("assessments.organise", (State.REVIEWED,), "组织验收", "assessments:assessment"),
    ("assessments.decide", (State.IN_ACCEPTANCE,), "认定", "assessments:decide"),
)


def assessment_todos(user: Any) -> list[Todo]:
    """One line an assessment when they are few, one line a step when they are many."""
    found: list[Todo] = []
    for word, states, verb, page in STEPS:
        rows = visible(scope(user, word, "subject__")).filter(state__in=states)
        if word == "assessments.decide":
            rows = ready(rows)
        if word in {"assessments.review", "assessments.decide"}:
            rows = rows.exclude(self_checked_by=user.pk)
        found += lines(list(rows.order_by("opened_on", "pk")[: SHOWN + 1]), verb, page, states[0], rows)
    return found + assignment_todos(user) + rectification_todos(user)


def ready(rows: QuerySet[Assessment]) -> QuerySet[Assessment]:
    """Those whose every assessor has handed in an opinion, or has scored."""
    return rows.exclude(
        Q(assignments__isnull=False) & Q(assignments__handed_in_at__isnull=True) & Q(scores__isnull=True)
    )


def lines(some: list[Assessment], verb: str, page: str, state: str, rows: QuerySet[Assessment]) -> list[Todo]:
    """The assessments themselves, or their number."""
    if len(some) > SHOWN:
        url = f"{reverse('assessments:running')}?state={state}"
        return [Todo(_("%(verb)s：%(number)d 个对象") % {"verb": verb, "number": rows.count()}, url, "in_progress")]
    light = {State.RETURNED: "returned"}
    return [
        Todo(
            f"{verb}：{one.subject.name}",
            reverse(page, args=[one.pk]),
            light.get(State(one.state), "in_progress"),
            None,
            _("%(year)d %(kind)s") % {"year": one.year, "kind": one.get_kind_display()},
        )
        for one in some
    ]


def assignment_todos(user: Any) -> list[Todo]:
    """What an assessor has not handed in."""
    return [
        Todo(
            _("评审：%(name)s") % {"name": one.assessment.subject.name},
            reverse("assessments:assessment", args=[one.assessment_id]),
            "in_progress",
            one.assessment.round.ends_on if one.assessment.round else None,
        )
        for one in assigned_to(user).filter(handed_in_at__isnull=True, assessment__state=State.IN_ACCEPTANCE)[:SHOWN]
    ]


def rectification_todos(user: Any) -> list[Todo]:
    """Rectifications to report, and those to check again."""
    found = []
    for word, state, verb in (
        ("assessments.apply", RectificationState.ORDERED, _("整改")),
        ("assessments.decide", RectificationState.REPORTED, _("复查整改")),
    ):
        rows: QuerySet[Rectification] = rectifications(scope(user, word, "holding__subject__")).filter(state=state)
        found += [
            Todo(
                f"{verb}：{one.holding.subject.name}",
                reverse("assessments:rectification", args=[one.pk]),
                "rectifying",
                one.deadline,
            )
            for one in rows.order_by("deadline", "pk")[:SHOWN]
        ]
    return found
