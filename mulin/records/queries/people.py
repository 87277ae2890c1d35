"""Members and units behind the names of a list."""

import datetime
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from mulin.members.models import Member, Tie
from mulin.records.models import Activity
from mulin.records.queries.reading import MOST_OFFERED
from mulin.records.rules import Attendee, IsUnit, looks_like_organisation, words_behind_names
from mulin.tree.models import Node
from mulin.tree.permissions import scope

MOST_NAMES = 5000


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


def people_of(activity: Activity) -> list[Attendee]:
    """Those who were there, as the rules know them."""
    rows = activity.attendances.values_list("name", "unit", "member_id")
    return [Attendee(name, unit, member_id) for name, unit, member_id in rows]
