"""What we ask records; lists start from what the person may see."""

import datetime
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Exists, Min, OuterRef, Q, QuerySet, Subquery

from mulin.foundation.clock import today
from mulin.foundation.refusals import Refused
from mulin.foundation.search import search
from mulin.members.models import Member, Tie
from mulin.programmes.queries import activity_kinds, all_activity_kinds, ids_above, nearest, published
from mulin.records.models import Activity, Evidence
from mulin.records.rules import Attendee, IsUnit, looks_like_organisation, words_behind_names, written
from mulin.rulebook.schema.duties import ActivityKind
from mulin.tree.models import Node
from mulin.tree.permissions import held_by, scope

SEARCHED_AS = "activity"
MOST_FOUND = 2000
MOST_OFFERED = 600
MOST_NAMES = 5000


def visible_to(user: Any) -> QuerySet[Activity]:
    """The records at nodes whose records this person may read."""
    return Activity.objects.filter(scope(user, "records.view", "host__"))


def narrowed(rows: QuerySet[Activity], conditions: Mapping[str, Any]) -> QuerySet[Activity]:
    """Those that meet the conditions of the list's address; unknown conditions are ignored.

    kind, host (id, with all below), state, day_from, day_until, q.
    """
    lookups = {"kind": "kind", "state": "state", "day_from": "day__gte", "day_until": "day__lte"}
    wanted = {lookup: conditions[name] for name, lookup in lookups.items() if conditions.get(name)}
    try:
        rows = rows.filter(**wanted)
    except (ValueError, ValidationError):
        return rows.none()
    rows = hosted_within(rows, conditions["host"]) if conditions.get("host") else rows
    return found_by(rows, str(conditions["q"])) if conditions.get("q") else rows


def hosted_within(rows: QuerySet[Activity], host_id: Any) -> QuerySet[Activity]:
    """Those hosted by a node or by anything that belongs to it or is located in it."""
    node = Node.objects.filter(pk=host_id).first() if str(host_id).isdecimal() else None
    if node is None:
        return rows.none()
    return rows.filter(Q(host__path__within=node.path) | Q(host__place_path__within=node.place_path))


def found_by(rows: QuerySet[Activity], words: str) -> QuerySet[Activity]:
    """Those whose title, host or place holds every word, by the index of words."""
    return rows.filter(pk__in=[entry.object_id for entry in search(words, kinds=[SEARCHED_AS], limit=MOST_FOUND)])


def hosts_recorded(user: Any) -> list[tuple[int, str]]:
    """The nodes with records this person may read, to choose from in a filter: id and name."""
    recorded = Activity.objects.filter(host_id=OuterRef("pk"))
    nodes = Node.objects.filter(scope(user, "records.view")).filter(Exists(recorded))
    return list(nodes.order_by("kind__order", "name", "pk").values_list("pk", "name")[:MOST_OFFERED])


def evidence_visible_to(user: Any) -> QuerySet[Evidence]:
    """The files of records this person may read."""
    return Evidence.objects.filter(activity__in=visible_to(user)).select_related("activity")


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


def likely_host(user: Any, hosts: Collection[Node]) -> Node | None:
    """The host a person most likely means: where they hold a role, else the one they wrote for last, else the only
    one.
    """
    by_id = {node.pk: node for node in hosts}
    used = Activity.objects.filter(entered_by_id=user.pk, host_id__in=by_id).order_by("-pk")
    candidates = [held.node_id for held in held_by(user)]
    candidates += list(used.values_list("host_id", flat=True)[:1])
    candidates += list(by_id) if len(by_id) == 1 else []
    return next((by_id[one] for one in candidates if one in by_id), None)


class Roster:
    """Members by name, as ties of a day at or below a host show them. Reads once: for one host, or for all of an
    import.
    """

    def __init__(self, host: Node | None = None) -> None:
        ties = Tie.objects.all()
        if host is not None:
            ties = ties.filter(Q(node__path__within=host.path) | Q(node__place_path__within=host.place_path))
        self._ties: dict[str, list[tuple[int, str, str, datetime.date, datetime.date | None]]] = defaultdict(list)
        columns = ("member__name", "member_id", "node__path", "node__place_path", "since", "until")
        for name, *tie in ties.order_by().values_list(*columns).iterator(5000):
            self._ties[name].append(tuple(tie))

    def find(self, name: str, host: Node, day: datetime.date) -> set[int]:
        """The ids of the members of this name within the host's reach on the day."""
        return {
            member_id
            for member_id, path, place_path, since, until in self._ties.get(name, ())
            if since <= day and (until is None or day < until)
            if path.startswith(host.path) or place_path.startswith(host.place_path)
        }

    def finder(self, host: Node, day: datetime.date) -> Callable[[str], set[int]]:
        """A function name → member ids for one host and day."""
        return lambda name: self.find(name, host, day)


def units_among(texts: Iterable[str]) -> IsUnit:
    """Which words behind a name are its unit: the name of a node, or what looks like an organisation.

    Never a word that a member bears as a name. Two queries, and none for lists without such words.
    """
    words = {word for text in texts for word in words_behind_names(text)}
    if not words:
        return looks_like_organisation
    known = names_among(Node.objects.all(), words)
    members = names_among(Member.objects.all(), words)
    return lambda word: word not in members and (word in known or looks_like_organisation(word))


def names_among(rows: QuerySet[Any], words: Collection[str]) -> set[str]:
    """Which of these words are names of some of these rows; asked in portions, as a workbook holds many."""
    ordered = sorted(words)
    portions = (ordered[start : start + MOST_NAMES] for start in range(0, len(ordered), MOST_NAMES))
    return {name for one in portions for name in rows.filter(name__in=one).values_list("name", flat=True)}


def members_to_pick(user: Any, day: datetime.date, activity: Activity | None = None) -> list[tuple[int, str]]:
    """The members this person may see, by name, to pick from; none of them when they are too many for a list.

    Those who are noted with the record already are always among them.
    """
    nodes = Node.objects.filter(scope(user, "members.view"))
    found = labelled(Member.objects.present_on(day).tied_to(nodes, day).order_by("name", "pk")[: MOST_OFFERED + 1])
    found = found if len(found) <= MOST_OFFERED else []
    if activity is None:
        return found
    there = labelled(Member.objects.filter(attendances__activity=activity).order_by("name", "pk"))
    return list(dict.fromkeys((*there, *found)))


def labelled(members: QuerySet[Member]) -> list[tuple[int, str]]:
    """Members as people tell them apart: 张三（第一支部）."""
    home = Tie.objects.filter(member=OuterRef("pk"), until__isnull=True).order_by("kind").values("node__name")[:1]
    rows = members.annotate(at=Subquery(home)).values_list("pk", "name", "at")
    return [(pk, f"{name}（{at}）" if at else name) for pk, name, at in rows]


def text_of(activity: Activity) -> dict[str, Any]:
    """What the record itself says, as JSON can keep it (people apart)."""
    return {
        "kind": activity.kind,
        "host": activity.host.code,
        "title": activity.title,
        "day": activity.day.isoformat(),
        "begins_at": activity.begins_at.isoformat("minutes") if activity.begins_at else None,
        "place": activity.place,
        "notice_on": activity.notice_on.isoformat() if activity.notice_on else None,
        "agenda": activity.agenda,
        "minutes": activity.minutes,
        "headcount": activity.headcount,
        "fields": dict(activity.fields),
    }


def people_of(activity: Activity) -> list[Attendee]:
    """Those who were there, as the rules know them."""
    rows = activity.attendances.values_list("name", "unit", "member_id")
    return [Attendee(name, unit, member_id) for name, unit, member_id in rows]


def whole_text(activity: Activity) -> dict[str, Any]:
    """Everything the record says, its people among it, as JSON can keep it."""
    members = activity.attendances.filter(member__isnull=False).values_list("member__code", flat=True)
    return text_of(activity) | {"attendance": written(people_of(activity)), "members": list(members)}
