"""What branches owe about points: months to register, quarters to publish, objections to answer; what members see."""

import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.foundation.clock import today
from mulin.points.permissions import manage_points, objections_visible_to, publish_points, reviews_visible_to
from mulin.points.queries.branches import branches_with_members
from mulin.points.queries.waiting import Waiting, waiting_at
from mulin.tree.models import Node
from mulin.tree.permissions import has_anywhere, scope
from mulin.web.queries.todo import Todo

BRANCHES = 20
"""With more branches in reach than so many, each sees to its own."""


def points_todos(user: Any) -> list[Todo]:
    """What waits for the branches one works for."""
    if not has_anywhere(user, manage_points.word) and not has_anywhere(user, publish_points.word):
        return []
    found = answer_todos(user)
    nodes = branches_with_members(Node.objects.filter(scope(user, manage_points.word)), today())
    branches = list(nodes.order_by("pk")[: BRANCHES + 1])
    if len(branches) <= BRANCHES:
        found += [todo for waiting in waiting_at(branches, today()) for todo in branch_todos(user, waiting)]
    return found


def branch_todos(user: Any, waiting: Waiting) -> list[Todo]:
    """The oldest month to register and the oldest quarter to publish of one branch under one scheme."""
    found = []
    here = (waiting.branch.pk, waiting.scheme)
    if waiting.month is not None:
        title = _("%(name)s：登记%(month)s积分") % {"name": waiting.branch.name, "month": waiting.month.name}
        url = reverse("points:register", args=[*here, waiting.month.first.year, waiting.month.first.month])
        found.append(Todo(title, url, light_of(waiting.month.last), waiting.month.last))
    if waiting.quarter is not None and publish_points.allows(user, waiting.branch):
        title = _("%(name)s：公示%(quarter)s积分") % {"name": waiting.branch.name, "quarter": waiting.quarter.name}
        url = reverse("points:publish", args=[*here, waiting.quarter.first.year, waiting.quarter.first.month])
        found.append(Todo(title, url, "due", waiting.quarter.last))
    return found


def light_of(last: datetime.date) -> str:
    """A month that is over is late; the running one is due."""
    return "overdue" if last < today() else "due"


def answer_todos(user: Any) -> list[Todo]:
    """Objections to answer, and reviews of others to examine."""
    found = []
    if has_anywhere(user, publish_points.word):
        open_ones = objections_visible_to(user).filter(
            scope(user, publish_points.word, "sheet__branch__"), answered_on__isnull=True
        )
        for one in open_ones.order_by("raised_on", "pk")[:BRANCHES]:
            title = _("答复积分异议：%(name)s") % {"name": one.member.name}
            found.append(Todo(title, reverse("points:objection", args=[one.pk]), "due", one.raised_on))
        reviews = reviews_visible_to(user).filter(examined_on__isnull=True).exclude(drawn_up_by=user.pk)
        for review in reviews.filter(scope(user, publish_points.word, "branch__")).order_by("pk")[:BRANCHES]:
            title = _("审定积分评审：%(name)s") % {"name": review.branch.name}
            found.append(Todo(title, reverse("points:review", args=[review.pk]), "due", review.drawn_up_on))
    return found
