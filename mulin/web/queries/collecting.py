"""What branches owe about points: months to register, quarters to publish, objections to answer; what members see."""

import datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.foundation.clock import today
from mulin.foundation.list_waiting import WAITING, declare_waiting
from mulin.points.models import Objection, PointsReview
from mulin.points.permissions import manage_points, publish_points
from mulin.points.queries.branches import branches_with_members
from mulin.points.queries.waiting import Waiting, waiting_at
from mulin.tree.models import Node
from mulin.tree.permissions import handled, has_anywhere, held_by, scope
from mulin.web.queries.matters import SHOWN, Group, Matter
from mulin.web.queries.todo import Todo

BRANCHES = 20
"""With more branches in reach than so many, each sees to its own."""


def branches_waiting(user: Any) -> dict[str, Q]:
    """Branches with a month to register, and with a period to publish, as far as somebody sees to few enough."""
    found = waiting_in_reach(user)
    return {
        "register": Q(pk__in=[one.branch.pk for one in found if one.month is not None]),
        "publish": Q(pk__in=[one.branch.pk for one in found if may_publish(user, one)]),
    }


def waiting_in_reach(user: Any) -> list[Waiting]:
    """What waits at the branches somebody registers points for; nothing where these are many. Three queries."""
    nodes = Node.objects.filter(handled(user, manage_points.word))
    branches = list(branches_with_members(nodes, today()).order_by("pk")[: BRANCHES + 1])
    return list(waiting_at(branches, today())) if len(branches) <= BRANCHES else []


def may_publish(user: Any, waiting: Waiting) -> bool:
    """Is there a period to publish, and may this person do it?"""
    return waiting.quarter is not None and publish_points.allows(user, waiting.branch)


declare_waiting("points_branches", lambda: [("register", _("登记积分")), ("publish", _("公示积分"))], branches_waiting)
OBJECTIONS = Group(
    model=Objection,
    listed="points_objections",
    page="points:objections",
    conditions=lambda user: {
        "answer": handled(user, publish_points.word, "sheet__branch__") & Q(answered_on__isnull=True)
    },
    matters={
        "answer": Matter(
            word=publish_points.word,
            many=gettext_lazy("答复积分异议：%(number)d 件"),
            one=gettext_lazy("答复积分异议：%(who)s"),
            detail="points:objection",
            node="sheet__branch",
            who="member__name",
        )
    },
).declare()


def reviewing_todos(user: Any) -> list[Todo]:
    """Yearly reviews that others drew up, to be examined."""
    if not has_anywhere(user, publish_points.word):
        return []
    reviews = PointsReview.objects.filter(scope(user, publish_points.word, "branch__"), examined_on__isnull=True)
    named = reviews.exclude(drawn_up_by=user.pk).order_by("pk").values_list("pk", "branch__name", "drawn_up_on")
    return [
        Todo(_("审定积分评审：%(name)s") % {"name": name}, reverse("points:review", args=[pk]), "due", day)
        for pk, name, day in named[:SHOWN]
    ]


def points_todos(user: Any) -> list[Todo]:
    """Months to register and periods to publish: of one's own branches one by one, of those below their number."""
    if not has_anywhere(user, manage_points.word):
        return []
    own = {held.node_id for held in held_by(user)}
    found = waiting_in_reach(user)
    if any(one.branch.pk not in own for one in found):
        return numbers(user, found)
    return [todo for one in found for todo in branch_todos(user, one)]


def numbers(user: Any, found: list[Waiting]) -> list[Todo]:
    """How many branches wait, each number with the list of them."""
    address = f"{reverse('points:branches')}?{WAITING}="
    months = {one.branch.pk: one.month.last for one in found if one.month is not None}
    quarters = {
        one.branch.pk: one.quarter.last for one in found if one.quarter and publish_points.allows(user, one.branch)
    }
    lines_of = []
    for name, words, days in (
        ("register", _("登记积分：%(number)d 个党支部"), months),
        ("publish", _("公示积分：%(number)d 个党支部"), quarters),
    ):
        if days:
            first = min(days.values())
            light = light_of(first) if name == "register" else "due"
            lines_of.append(Todo(words % {"number": len(days)}, address + name, light, first))
    return lines_of


def branch_todos(user: Any, waiting: Waiting) -> list[Todo]:
    """The oldest month to register and the oldest quarter to publish of one branch under one scheme."""
    found = []
    here = (waiting.branch.pk, waiting.scheme)
    if waiting.month is not None:
        title = _("%(name)s：登记%(month)s积分") % {"name": waiting.branch.name, "month": waiting.month.name}
        url = reverse("points:register", args=[*here, waiting.month.first.year, waiting.month.first.month])
        found.append(Todo(title, url, light_of(waiting.month.last), waiting.month.last))
    if waiting.quarter is not None and may_publish(user, waiting):
        title = _("%(name)s：公示%(quarter)s积分") % {"name": waiting.branch.name, "quarter": waiting.quarter.name}
        url = reverse("points:publish", args=[*here, waiting.quarter.first.year, waiting.quarter.first.month])
        found.append(Todo(title, url, "due", waiting.quarter.last))
    return found


def light_of(last: datetime.date) -> str:
    """A month that is over is late; the running one is due."""
    return "overdue" if last < today() else "due"
