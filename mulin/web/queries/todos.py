"""What the workbench asks of the domains below: what a person owes, and what stands at a node."""

import datetime
from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Count

from mulin.foundation.clock import today
from mulin.tree.models import Kind, Node
from mulin.tree.permissions import held_by, scope
from mulin.web.queries.appraising import appraisal_todos
from mulin.web.queries.assessing import assessment_todos
from mulin.web.queries.collecting import answer_todos, points_todos
from mulin.web.queries.deliberating import deliberation_todos
from mulin.web.queries.feeding import feedback_todos, own_feedback_todos
from mulin.web.queries.owing import duty_todos, member_duty_todos
from mulin.web.queries.recording import record_todos
from mulin.web.queries.registering import registration_todos
from mulin.web.queries.relating import relation_todos
from mulin.web.queries.serving import contact_todos, service_todos, taking_part_todos
from mulin.web.queries.showing import board_todos
from mulin.web.queries.todo import Todo

Provider = Callable[[Any], Iterable[Todo]]


def own_nodes(user: Any) -> list[Node]:
    """The nodes at which this person holds a role, as far as they may open their pages."""
    ids = [held.node_id for held in held_by(user) if held.node_id is not None]
    return list(Node.objects.filter(scope(user, "nodes.view"), pk__in=ids).select_related("kind").order_by("path"))


PROVIDERS: tuple[Provider, ...] = (
    record_todos,
    assessment_todos,
    duty_todos,
    member_duty_todos,
    deliberation_todos,
    own_feedback_todos,
    feedback_todos,
    appraisal_todos,
    registration_todos,
    relation_todos,
    taking_part_todos,
    service_todos,
    contact_todos,
    answer_todos,
    points_todos,
    board_todos,
)


def todos(user: Any) -> list[Todo]:
    """Everything a person owes, what is late first, then by day."""
    found = [todo for provider in PROVIDERS for todo in provider(user)]
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
