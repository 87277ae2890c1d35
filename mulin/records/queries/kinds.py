"""Which kinds of activity may be written down where, and by whom."""

import datetime
from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import Min, QuerySet

from mulin.foundation.clock import today
from mulin.foundation.refusals import Refused
from mulin.programmes.queries import activity_kinds, all_activity_kinds, ids_above, nearest, published
from mulin.records.models import Activity
from mulin.rulebook.schema.duties import ActivityKind
from mulin.tree.models import Node
from mulin.tree.permissions import held_by, scope


def writable_hosts(user: Any) -> QuerySet[Node]:
    """The nodes that exist today at which this person may write records."""
    return Node.objects.holding_on(today()).filter(scope(user, "records.write"))


class AllowedKinds:
    """Which kinds of activity a node may write down on a day; one query, for asking about thousands of rows."""

    def __init__(self) -> None:
        self._programmes = list(published())
        self._nodes = {one.node_id for one in self._programmes}
        self._turns = sorted({day for one in self._programmes for day in (one.since, one.until) if day})
        self._known: dict[Any, dict[str, ActivityKind]] = {}

    def at(self, host: Node, day: datetime.date) -> Mapping[str, ActivityKind]:
        """The kinds by id. Worked out once for hosts of a kind under the same programmes in the same span of days."""
        above = tuple(sorted(ids_above(host.path, host.place_path) & self._nodes))
        key = (host.kind_id, above, sum(turn <= day for turn in self._turns))
        if key not in self._known:
            here = (one for one in self._programmes if one.node_id in above and one.holds_on(day))
            self._known[key] = activity_kinds(host, nearest(here))
        return self._known[key]

    def kind(self, kind_id: str, host: Node, day: datetime.date) -> ActivityKind:
        """The kind as it stood at the host on the day. Refuses, saying why, when the host may not write it down."""
        if not host.holds_on(day):
            raise Refused(f"“{host.name}”在 {day} 还没有成立或已经撤销，请检查日期或举办组织", field="day")
        allowed = self.at(host, day)
        if kind_id not in allowed:
            name = kind_name(kind_id)
            raise Refused(
                f"{day} 没有实施中的制度规定“{host.name}”（{host.kind.name}）登记“{name}”，"
                "请检查活动类型、日期或举办组织",
                field="kind",
            )
        return allowed[kind_id]


def kind_name(kind_id: str) -> str:
    """The name people know a kind by; its id when no installed edition has it any more."""
    kind = all_activity_kinds().get(kind_id)
    return kind.name if kind else kind_id


def kinds_for(user: Any, host: str = "") -> dict[str, ActivityKind]:
    """The kinds this person may write down today at some node, or at the host with this key, by id."""
    writable = writable_hosts(user)
    if host.isdecimal():
        writable = writable.filter(pk=host)
    examples = writable.order_by().values("kind_id").annotate(first=Min("pk")).values("first")
    found: dict[str, ActivityKind] = {}
    allowed = AllowedKinds()
    for example in Node.objects.filter(pk__in=examples).order_by("kind_id"):
        found |= {key: kind for key, kind in allowed.at(example, today()).items() if key not in found}
    return found


def kinds_used(user: Any) -> list[str]:
    """The ids of the kinds this person wrote down lately, the last one first."""
    used = Activity.objects.filter(entered_by_id=user.pk).order_by("-pk").values_list("kind", flat=True)[:50]
    return list(dict.fromkeys(used))


def hosts_for(user: Any, kind: ActivityKind) -> list[Node]:
    """The nodes at which this person may write down an activity of this kind today."""
    nodes = writable_hosts(user).filter(kind_id__in=kind.hosts).select_related("kind")
    allowed = AllowedKinds()
    ordered = nodes.order_by("kind__order", "name", "pk")
    return [node for node in ordered if kind.id in allowed.at(node, today())]


def likely_host(user: Any, hosts: Collection[Node], asked: str = "") -> Node | None:
    """The host a person most likely means: the one with the key they come with, else where they hold a role, else the
    one they wrote for last, else the only one.
    """
    by_id = {node.pk: node for node in hosts}
    if asked.isdecimal() and int(asked) in by_id:
        return by_id[int(asked)]
    used = Activity.objects.filter(entered_by_id=user.pk, host_id__in=by_id).order_by("-pk")
    candidates = [held.node_id for held in held_by(user)]
    candidates += list(used.values_list("host_id", flat=True)[:1])
    candidates += list(by_id) if len(by_id) == 1 else []
    return next((by_id[one] for one in candidates if one in by_id), None)
