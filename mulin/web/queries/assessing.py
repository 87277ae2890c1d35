"""What people owe in certification: checks to write, applications to review, rounds to organise, grades to decide."""

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.assessments.choices import RectificationState, State
from mulin.assessments.models import Assessment, Assignment, ItemScore, Rectification
from mulin.assessments.queries.kept import assigned_to
from mulin.tree.permissions import handled, has_anywhere
from mulin.web.queries.matters import SHOWN, Group, Matter
from mulin.web.queries.todo import Todo

SELF_CHECK, REVIEW, ORGANISE = "assessments.self_check", "assessments.review", "assessments.organise"
DECIDE, APPLY = "assessments.decide", "assessments.apply"
SUBJECT = {"node": "subject", "who": "subject__name", "light": "in_progress"}
ORDERED = {"node": "holding__subject", "who": "holding__subject__name", "due": "deadline", "light": "rectifying"}


def assessments_waiting(user: Any) -> dict[str, Q]:
    """By step; nobody reviews or decides what they checked themselves."""
    by_another = ~Q(self_checked_by=user.pk)
    return {
        "check": handled(user, SELF_CHECK, "subject__") & Q(state__in=[State.OPEN, State.RETURNED]),
        "review": handled(user, REVIEW, "subject__") & Q(state=State.APPLIED) & by_another,
        "organise": handled(user, ORGANISE, "subject__") & Q(state=State.REVIEWED),
        "decide": handled(user, DECIDE, "subject__") & Q(state=State.IN_ACCEPTANCE) & by_another & ready(),
    }


def ready() -> Q:
    """Those whose every assessor has handed in an opinion, or has scored."""
    open_ones = Assignment.objects.filter(assessment=OuterRef("pk"), handed_in_at__isnull=True)
    return ~Q(Exists(open_ones)) | Q(Exists(ItemScore.objects.filter(assessment=OuterRef("pk"))))


def rectifications_waiting(user: Any) -> dict[str, Q]:
    """To report, and to check again."""
    return {
        "report": handled(user, APPLY, "holding__subject__") & Q(state=RectificationState.ORDERED),
        "recheck": handled(user, DECIDE, "holding__subject__") & Q(state=RectificationState.REPORTED),
    }


ASSESSMENTS = Group(
    model=Assessment,
    listed="assessments",
    page="assessments:running",
    conditions=assessments_waiting,
    matters={
        "check": Matter(
            word=SELF_CHECK,
            many=gettext_lazy("自查：%(number)d 个对象"),
            one=gettext_lazy("自查：%(who)s"),
            detail="assessments:assessment",
            **SUBJECT,
        ),
        "review": Matter(
            word=REVIEW,
            many=gettext_lazy("审核：%(number)d 个对象"),
            one=gettext_lazy("审核：%(who)s"),
            detail="assessments:review",
            **SUBJECT,
        ),
        "organise": Matter(
            word=ORGANISE,
            many=gettext_lazy("组织验收：%(number)d 个对象"),
            one=gettext_lazy("组织验收：%(who)s"),
            detail="assessments:assessment",
            **SUBJECT,
        ),
        "decide": Matter(
            word=DECIDE,
            many=gettext_lazy("认定：%(number)d 个对象"),
            one=gettext_lazy("认定：%(who)s"),
            detail="assessments:decide",
            **SUBJECT,
        ),
    },
).declare()
RECTIFICATIONS = Group(
    model=Rectification,
    listed="rectifications",
    page="assessments:rectifications",
    conditions=rectifications_waiting,
    matters={
        "report": Matter(
            word=APPLY,
            many=gettext_lazy("整改：%(number)d 个对象"),
            one=gettext_lazy("整改：%(who)s"),
            detail="assessments:rectification",
            **ORDERED,
        ),
        "recheck": Matter(
            word=DECIDE,
            many=gettext_lazy("复查整改：%(number)d 个对象"),
            one=gettext_lazy("复查整改：%(who)s"),
            detail="assessments:rectification",
            **ORDERED,
        ),
    },
).declare()


def assignment_todos(user: Any) -> list[Todo]:
    """What an assessor has not handed in."""
    if not has_anywhere(user, "assessments.score"):
        return []
    rows = assigned_to(user).filter(handed_in_at__isnull=True, assessment__state=State.IN_ACCEPTANCE)
    named = rows.values_list("assessment_id", "assessment__subject__name", "assessment__round__ends_on")
    return [
        Todo(_("评审：%(name)s") % {"name": name}, reverse("assessments:assessment", args=[pk]), "in_progress", ends_on)
        for pk, name, ends_on in named[:SHOWN]
    ]
