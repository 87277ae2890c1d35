"""What branches owe about points: months to register, quarters to publish, objections to answer; what members see."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.duties.models import DutyState
from mulin.duties.pages import doing
from mulin.foundation.clock import today
from mulin.foundation.list_waiting import WAITING, declare_waiting
from mulin.foundation.periods import Period
from mulin.points.choices import MONTHS, SHEETS
from mulin.points.models import Objection, PointsReview
from mulin.points.permissions import manage_points, publish_points
from mulin.points.queries.branches import branches_with_members
from mulin.points.queries.waiting import Waiting, waiting_at
from mulin.programmes.queries import all_duties
from mulin.rulebook.schema.duties import Duty
from mulin.tree.models import Node
from mulin.tree.permissions import handled, has_anywhere, held_by, scope
from mulin.web.queries.matters import SHOWN, Group, Matter
from mulin.web.queries.todo import Todo

Dues = Mapping[tuple[str, int, datetime.date], datetime.date]
"""When something is due, by fact table, branch and first day of the period."""
Due = tuple[datetime.date, str]
"""A day and a light."""
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


def duties_asking(duties: Mapping[str, Duty], table: str) -> list[str]:
    """Those of these duties that count facts of this table."""
    return [duty.id for duty in duties.values() if doing.asking(duty, table)]


def told_with_points(user: Any, duties: Mapping[str, Duty]) -> Q:
    """Duties that this module tells by the page where they are done; the list of duties has them all the same.

    A month tells of all later ones, and of the periods that cannot be published before it is registered; what is not
    over yet cannot be published at all.
    """
    registering, publishing = duties_asking(duties, MONTHS), duties_asking(duties, SHEETS)
    told = Q(pk__in=[])
    if not registering + publishing or not has_anywhere(user, manage_points.word):
        return told
    for one in waiting_in_reach(user):
        month, quarter = one.month, one.quarter
        if month is not None:
            told |= Q(node=one.branch, duty__in=registering, first__gte=month.first)
        if publish_points.allows(user, one.branch):
            later = Q(last__gte=today())
            later |= Q(last__gte=month.first) if month is not None else Q()
            later |= Q(first__gte=quarter.first) if quarter is not None else Q()
            told |= Q(node=one.branch, duty__in=publishing) & later
    return told


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
    dues = due_days(found)
    if any(one.branch.pk not in own for one in found):
        return numbers(user, found, dues)
    return [todo for one in found for todo in branch_todos(user, one, dues, named=len(own) > 1)]


def due_days(found: list[Waiting]) -> Dues:
    """When duties of regulations want these branches to register and publish. Two queries; none where nothing waits."""
    if all(one.month is None and one.quarter is None for one in found):
        return {}
    duties = all_duties()
    tables = {duty: table for table in (MONTHS, SHEETS) for duty in duties_asking(duties, table)}
    states = DutyState.objects.filter(node__in=[one.branch for one in found], duty__in=tables)
    rows = states.order_by("-due").values_list("duty", "node_id", "first", "due")
    return {(tables[duty], node, first): due for duty, node, first, due in rows}


def due(dues: Dues, table: str, branch: Node, period: Period) -> Due:
    """The day on which a period of a branch is due, and its light.

    Where no duty says it, the last day of the period; then publishing, which follows that day, is never late.
    """
    day = dues.get((table, branch.pk, period.first))
    is_late = (day or period.last) < today() and (day is not None or table == MONTHS)
    return day or period.last, "overdue" if is_late else "due"


def numbers(user: Any, found: list[Waiting], dues: Dues) -> list[Todo]:
    """How many branches wait, each number with the list of them."""
    address = f"{reverse('points:branches')}?{WAITING}="
    months = {one.branch.pk: due(dues, MONTHS, one.branch, one.month) for one in found if one.month is not None}
    quarters = {
        one.branch.pk: due(dues, SHEETS, one.branch, one.quarter)
        for one in found
        if one.quarter is not None and may_publish(user, one)
    }
    lines_of = []
    for name, words, days in (
        ("register", _("登记积分：%(number)d 个党支部"), months),
        ("publish", _("公示积分：%(number)d 个党支部"), quarters),
    ):
        if days:
            light = "overdue" if any(light == "overdue" for _day, light in days.values()) else "due"
            first = min(day for day, _light in days.values())
            lines_of.append(Todo(words % {"number": len(days)}, address + name, light, first))
    return lines_of


def branch_todos(user: Any, waiting: Waiting, dues: Dues, *, named: bool) -> list[Todo]:
    """The oldest month to register and the oldest quarter to publish of one branch under one scheme."""
    found = []
    where = f"{waiting.branch.name}：" if named else ""
    here = (waiting.branch.pk, waiting.scheme)
    if waiting.month is not None:
        title = where + _("登记%(month)s积分") % {"month": waiting.month.name}
        url = reverse("points:register", args=[*here, waiting.month.first.year, waiting.month.first.month])
        day, light = due(dues, MONTHS, waiting.branch, waiting.month)
        found.append(Todo(title, url, light, day))
    if waiting.quarter is not None and may_publish(user, waiting):
        title = where + _("公示%(quarter)s积分") % {"quarter": waiting.quarter.name}
        url = reverse("points:publish", args=[*here, waiting.quarter.first.year, waiting.quarter.first.month])
        day, light = due(dues, SHEETS, waiting.branch, waiting.quarter)
        found.append(Todo(title, url, light, day))
    return found
