"""Duties people answer for: their own and those of their own nodes one by one, all others summed up by duty.

What members owe is never told by person to those who lead them.
"""

import datetime
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Min, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.duties.models import DutyState
from mulin.duties.pages import duty_name, period_name
from mulin.duties.permissions import members_in_reach
from mulin.duties.queries import of_members, open_on, visible
from mulin.foundation.clock import today
from mulin.foundation.list_waiting import WAITING, declare_waiting
from mulin.programmes.queries import all_duties
from mulin.rulebook.schema.duties import Duty
from mulin.tree.models import Node
from mulin.tree.permissions import has_anywhere, held_by, scope
from mulin.web.queries.collecting import told_with_points
from mulin.web.queries.matters import SHOWN as MOST
from mulin.web.queries.todo import Todo

SOON = datetime.timedelta(days=31)
LATE = datetime.timedelta(days=183)
"""What fell due longer ago can hardly be made good: it stays in the list of duties and off the home page."""
SHOWN = 12
MANY = 200
"""So many open duties are looked at to say what is owed first."""


def current(day: datetime.date) -> Q:
    """What is still owed on a day, neither long past nor far ahead."""
    still_open = Q(met_on__isnull=True) | Q(met_on__gt=day)
    return still_open & Q(excused=False, first__lte=day, due__lte=day + SOON, due__gte=day - LATE)


def own_of(user: Any) -> Q:
    """Duties of the nodes at which this person holds a role."""
    return Q(node__in=[held.node_id for held in held_by(user) if held.node_id is not None])


def of_nodes(user: Any, duties: Mapping[str, Duty] | None = None) -> dict[str, Q]:
    """What one's own nodes owe now, and what those below owe; without what points tell by the page where it is done."""
    duties = all_duties() if duties is None else duties
    owed, own = current(today()) & ~told_with_points(user, duties), own_of(user)
    return {"own": owed & own, "below": owed & ~own}


def of_others(user: Any) -> dict[str, Q]:
    """What members other than oneself owe now."""
    return {"others": current(today()) & ~Q(member__account=user.pk)}


declare_waiting(
    "duties",
    lambda: [("own", _("本级近期应办事项")), ("below", _("下级近期应办事项"))],
    of_nodes,
)
declare_waiting("member_duties", lambda: [("others", _("党员近期应尽事项"))], of_others)


def duty_todos(user: Any) -> list[Todo]:
    """Duties this person can answer for: of their own nodes by duty, of those below summed up by duty."""
    if not has_anywhere(user, "records.write"):
        return []
    states = visible(scope(user, "duties.view", "node__"))
    duties = all_duties()
    waiting = of_nodes(user, duties)
    own = states.filter(waiting["own"]).order_by("due", "id")
    found = by_duty(list(own), f"{reverse('duties:duties')}?{WAITING}=own", named=has_several_nodes(user))
    address = f"{reverse('duties:duties')}?{WAITING}=below"
    return found[:SHOWN] + summed_up(states.filter(waiting["below"]), address, _("下级应办事项"), duties)


def kinds_owed(user: Any) -> list[str]:
    """The kinds of activity by which one's own nodes keep what they owe now, most urgent first."""
    own = visible(scope(user, "records.write", "node__")).filter(current(today()) & own_of(user))
    duties = all_duties()
    asked = dict.fromkeys(own.order_by("due", "id").values_list("duty", flat=True)[:MANY])
    return [str(kind) for one in asked if one in duties and (kind := duties[one].measure.arguments.get("kind"))]


def has_several_nodes(user: Any) -> bool:
    """Does this person hold roles at more than one node, so that a line must say which?"""
    return len({held.node_id for held in held_by(user)}) > 1


def by_duty(states: list[DutyState], address: str, *, named: bool) -> list[Todo]:
    """A line a duty: of one period by its name, of several as a number with its list; ``named`` with the node's."""
    alike: dict[tuple[str, str], list[DutyState]] = {}
    for state in states:
        alike.setdefault((state.duty, state.status), []).append(state)
    found = []
    for (duty, status), group in alike.items():
        first = group[0]
        if len(group) == 1:
            found.append(one_duty(first, f"{first.node}：{duty_name(first)}" if named else duty_name(first)))
            continue
        where = f"{first.node}：" if named and all(one.node_id == first.node_id for one in group) else ""
        title = _("%(name)s：%(number)d 项") % {"name": f"{where}{duty_name(first)}", "number": len(group)}
        found.append(Todo(title, f"{address}&{urlencode({'duty': duty, 'state': status})}", status, first.due))
    return found


def one_duty(state: DutyState, title: str) -> Todo:
    """A duty of one's own, or of one's own node."""
    return Todo(title, reverse("duties:duty", args=[state.pk]), state.status, state.due, period_name(state))


def owed_at(node: Node, states: QuerySet[DutyState]) -> list[Todo]:
    """What a node still owes: a line a duty of what is late, then one for each period that still runs."""
    open_now = list(open_on(states.filter(node=node), today()))
    late = [state for state in open_now if state.status == "overdue"]
    found = by_duty(late, f"{reverse('duties:duties')}?{urlencode({'q': node.code})}", named=False)
    return found + [one_duty(state, duty_name(state)) for state in open_now if state.status != "overdue"]


def own_duty_todos(user: Any) -> list[Todo]:
    """One's own duties as a member, one by one."""
    own = of_members(Q(member__account=user.pk)).filter(current(today())).order_by("due", "id")
    return [one_duty(state, duty_name(state)) for state in own[:SHOWN]]


def member_duty_todos(user: Any) -> list[Todo]:
    """Duties of the members one leads or receives, summed up by duty."""
    if not has_anywhere(user, "records.write"):
        return []
    others = of_members(members_in_reach(user)).filter(of_others(user)["others"])
    address = f"{reverse('duties:member_duties')}?{WAITING}=others"
    return summed_up(others, address, _("党员应尽事项"))


def summed_up(
    states: QuerySet[DutyState], address: str, words: str, duties: Mapping[str, Duty] | None = None
) -> list[Todo]:
    """Open duties of many, one line a duty and state; with more than six lines one line a state."""
    rows = [row for row in counted(states) if row[2]]
    if len(rows) > MOST:
        return [line for state in ("overdue", "due") for line in all_in(rows, state, address, words)]
    known = (all_duties() if duties is None else duties) if rows else {}
    names = {key: duty.name for key, duty in known.items()}
    found = []
    for duty, state, number, due in rows:
        title = _("%(name)s：%(number)d 项") % {"name": names.get(duty, duty), "number": number}
        found.append(Todo(title, f"{address}&{urlencode({'duty': duty, 'state': state})}", state, due))
    return sorted(found, key=lambda todo: (todo.light != "overdue", todo.due or today()))


Row = tuple[str, str, int, datetime.date | None]


def counted(states: QuerySet[Any]) -> list[Row]:
    """Duty, state, how many, the first day due. One query."""
    late, soon = Q(due__lt=today()), Q(due__gte=today())
    numbers = {
        "late": Count("pk", filter=late),
        "soon": Count("pk", filter=soon),
        "late_due": Min("due", filter=late),
        "soon_due": Min("due", filter=soon),
    }
    found: list[Row] = []
    rows: Any = states.order_by().values("duty").annotate(**numbers)
    for row in rows:
        found.append((row["duty"], "overdue", row["late"], row["late_due"]))
        found.append((row["duty"], "due", row["soon"], row["soon_due"]))
    return found


def all_in(rows: list[Row], state: str, address: str, words: str) -> list[Todo]:
    """One line for all duties in a state; none where there are none."""
    found = [(number, due) for _duty, its_state, number, due in rows if its_state == state]
    if not found:
        return []
    title = _("%(words)s：%(number)d 项（%(kinds)d 类）")
    told = title % {"words": words, "number": sum(number for number, _due in found), "kinds": len(found)}
    return [Todo(told, f"{address}&state={state}", state, min(due for _number, due in found if due))]
