"""What the workbench asks of the domains below: what a person owes, and what stands at a node."""

import datetime
from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.duties.models import DutyState
from mulin.duties.pages import duty_name, period_name
from mulin.duties.queries import open_on, visible
from mulin.foundation.clock import today
from mulin.records.queries import visible_to
from mulin.tree.models import Kind, Node
from mulin.tree.permissions import has_anywhere, held_by, scope
from mulin.web.queries.appraising import appraisal_todos
from mulin.web.queries.assessing import assessment_todos
from mulin.web.queries.collecting import points_todos
from mulin.web.queries.deliberating import deliberation_todos
from mulin.web.queries.feeding import feedback_todos
from mulin.web.queries.owing import LATE, SOON, member_duty_todos, summed_up
from mulin.web.queries.registering import registration_todos
from mulin.web.queries.relating import relation_todos
from mulin.web.queries.serving import service_todos
from mulin.web.queries.showing import board_todos
from mulin.web.queries.todo import Todo

SHOWN = 12


Provider = Callable[[Any], Iterable[Todo]]


def own_nodes(user: Any) -> list[Node]:
    """The nodes at which this person holds a role, as far as they may open their pages."""
    ids = [held.node_id for held in held_by(user) if held.node_id is not None]
    return list(Node.objects.filter(scope(user, "nodes.view"), pk__in=ids).select_related("kind").order_by("path"))


def duty_todos(user: Any) -> list[Todo]:
    """Duties this person can answer for: of their own nodes one by one, of those below summed up by duty."""
    if not has_anywhere(user, "records.write"):
        return []
    day = today()
    states = open_on(visible(scope(user, "duties.view", "node__")), day).filter(
        due__lte=day + SOON, due__gte=day - LATE
    )
    own = {node.pk for node in own_nodes(user)}
    found = [one_duty(state, day) for state in states.filter(node_id__in=own)[:SHOWN]]
    return found + summed_up(states.exclude(node_id__in=own), day, reverse("duties:duties"))


def one_duty(state: DutyState, day: datetime.date) -> Todo:
    """A duty of one's own node."""
    title = f"{state.node}：{duty_name(state)}"
    return Todo(title, reverse("duties:duty", args=[state.pk]), state.status, state.due, period_name(state))


def record_todos(user: Any) -> list[Todo]:
    """Records that wait for this person's confirmation."""
    if not has_anywhere(user, "records.confirm"):
        return []
    drafts = visible_to(user).filter(scope(user, "records.confirm", "host__"), state="draft").order_by("day", "pk")
    return [
        Todo(
            _("确认纪实：%(title)s") % {"title": record.title},
            reverse("records:activity", args=[record.pk]),
            "draft",
            record.day,
        )
        for record in drafts.select_related("host")[:SHOWN]
    ]


PROVIDERS: tuple[Provider, ...] = (
    record_todos,
    assessment_todos,
    duty_todos,
    member_duty_todos,
    deliberation_todos,
    feedback_todos,
    appraisal_todos,
    registration_todos,
    relation_todos,
    service_todos,
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
