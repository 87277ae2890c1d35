"""What the workbench asks of the domains below: what a person owes, and what stands at a node."""

import datetime
from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Count

from mulin.foundation.clock import today
from mulin.members.queries import member_of
from mulin.tree.models import Kind, Node
from mulin.tree.permissions import held_by, scope
from mulin.web.queries import relating, serving
from mulin.web.queries.appraising import APPRAISALS, review_todos
from mulin.web.queries.assessing import ASSESSMENTS, RECTIFICATIONS, assignment_todos
from mulin.web.queries.collecting import OBJECTIONS, points_todos, reviewing_todos
from mulin.web.queries.deliberating import POLLS, ballot_todos
from mulin.web.queries.feeding import feedback_todos, own_feedback_todos
from mulin.web.queries.matters import lines
from mulin.web.queries.owing import duty_todos, member_duty_todos, own_duty_todos
from mulin.web.queries.recording import RECORDS
from mulin.web.queries.registering import MISSING, REGISTRATIONS, going_todos
from mulin.web.queries.serving import contact_todos, taking_part_todos
from mulin.web.queries.showing import board_todos
from mulin.web.queries.todo import Todo

Provider = Callable[[Any], Iterable[Todo]]


def own_nodes(user: Any) -> list[Node]:
    """The nodes at which this person holds a role, as far as they may open their pages."""
    ids = [held.node_id for held in held_by(user) if held.node_id is not None]
    return list(Node.objects.filter(scope(user, "nodes.view"), pk__in=ids).select_related("kind").order_by("path"))


OWN: tuple[Provider, ...] = (
    own_duty_todos,
    ballot_todos,
    own_feedback_todos,
    review_todos,
    going_todos,
    taking_part_todos,
)
"""What members owe for themselves; asked only of accounts that belong to one."""
OFFICE: tuple[Provider, ...] = (
    assignment_todos,
    duty_todos,
    member_duty_todos,
    feedback_todos,
    contact_todos,
    reviewing_todos,
    points_todos,
    board_todos,
)
GROUPS = (
    RECORDS,
    ASSESSMENTS,
    RECTIFICATIONS,
    POLLS,
    APPRAISALS,
    REGISTRATIONS,
    MISSING,
    *relating.GROUPS,
    *serving.GROUPS,
    OBJECTIONS,
)
"""Lists whose rows wait for somebody: all counted in one query."""


def todos(user: Any) -> list[Todo]:
    """Everything a person owes, what is late first, then by day."""
    providers = (*OWN, *OFFICE) if member_of(user) is not None else OFFICE
    found = [todo for provider in providers for todo in provider(user)] + lines(user, *GROUPS)
    far = datetime.date.max
    return sorted(found, key=lambda todo: (todo.light not in {"overdue", "returned"}, todo.due or far))


def counted_nodes(user: Any) -> list[tuple[str, str, int]]:
    """How many nodes of each kind are in reach today: (kind, name, number)."""
    kinds = dict(Kind.objects.values_list("code", "name"))
    rows = (
        Node.objects.holding_on(today())
        .filter(scope(user, "nodes.view"))
        .order_by()
        .values_list("kind")
        .annotate(number=Count("pk"))
    )
    numbers = dict(rows)
    return [(code, name, numbers[code]) for code, name in kinds.items() if numbers.get(code)]
