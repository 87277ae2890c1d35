"""Matters on the home page: what waits at one's own nodes one by one, what waits below as a number with its list."""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Count, DateField, F, Min, Model, Q, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.functional import Promise

from mulin.foundation.clock import today
from mulin.foundation.list_waiting import WAITING, declare_waiting
from mulin.tree.permissions import has_anywhere, held_by
from mulin.web.queries.todo import Todo

SHOWN = 6
"""So many of one matter stand one by one; more are one line."""
NOTHING = Cast(Value(None), DateField())
LATE = "overdue"
FAR = datetime.date.max


@dataclass(frozen=True, kw_only=True)
class Matter:
    """One kind of thing that waits for who has ``word``: in words for many (``%(number)d``) and for one (``%(who)s``).

    ``node`` leads to the node whose people see to it, ``who`` to the name, ``due`` to the day; ``detail`` is the
    address of one. A matter without ``one`` is always told as a number.
    """

    word: str
    many: str | Promise
    one: str | Promise = ""
    detail: str = ""
    node: str = ""
    who: str = ""
    due: str | Combinable | None = None
    light: str = "due"
    below: str | Promise = ""
    """What is said instead of ``many`` to who has none of these at the own nodes: others owe it."""
    page: str = ""
    """Where it differs from the page of its group: an address that shows exactly these rows without a filter."""


@dataclass(frozen=True, kw_only=True)
class Group:
    """The matters of one list page; ``conditions`` gives the rows of each for somebody."""

    model: type[Model]
    listed: str
    page: str
    matters: Mapping[str, Matter]
    conditions: Callable[[Any], Mapping[str, Q]]
    rows: Callable[[Any], QuerySet[Any]] | None = None
    """Where the list starts from rows with columns of its own that the conditions ask: those rows."""

    def declare(self) -> "Group":
        """Let the list be narrowed to each matter."""
        declare_waiting(self.listed, self.titles, self.conditions)
        return self

    def titles(self) -> list[tuple[str, str]]:
        """The name and title of each matter."""
        return [(name, title_of(matter)) for name, matter in self.matters.items()]

    def address(self, name: str) -> str:
        """The list with exactly the rows of a matter."""
        own = self.matters[name].page
        return reverse(own) if own else f"{reverse(self.page)}?{WAITING}={name}"


def title_of(matter: Matter) -> str:
    """A matter's words without its number."""
    return str(matter.many).partition("：")[0].partition(" %")[0]


@dataclass(frozen=True)
class Open:
    """A matter that somebody sees to, with its rows."""

    key: str
    group: Group
    name: str
    rows: QuerySet[Any]

    @property
    def matter(self) -> Matter:
        """What is said about it."""
        return self.group.matters[self.name]

    @property
    def due(self) -> Combinable:
        """By when one row is due."""
        due = self.matter.due
        return F(due) if isinstance(due, str) else due or NOTHING


def lines(user: Any, *groups: Group) -> list[Todo]:
    """The lines of these matters: two queries, however many matters and rows."""
    found = list(opened(user, groups))
    own = [held.node_id for held in held_by(user) if held.node_id is not None]
    counted = count(found, own)
    singly = [one for one in found if one.matter.one and fits(counted.get(one.key))]
    told = one_by_one(singly)
    for one in found:
        row = counted.get(one.key)
        if row and row["number"] and one not in singly:
            many = one.matter.many if row["own"] else one.matter.below or one.matter.many
            words = str(many) % {"number": row["number"]}
            told.append(Todo(words, one.group.address(one.name), light_of(one.matter, row["first"]), row["first"]))
    return told


def opened(user: Any, groups: Iterable[Group]) -> Iterator[Open]:
    """The matters that this person sees to."""
    for group in groups:
        mine = [name for name, matter in group.matters.items() if has_anywhere(user, matter.word)]
        if mine:
            conditions = group.conditions(user)
            rows = group.rows(user) if group.rows else group.model._default_manager.all()
            for name in mine:
                yield Open(f"{group.listed}.{name}", group, name, rows.filter(conditions[name]).order_by())


def count(found: Iterable[Open], own: list[int]) -> dict[str, dict[str, Any]]:
    """By matter how many rows there are, how many of them at one's own nodes, and the first day due."""
    parts = []
    for one in found:
        here = Q(**{f"{one.matter.node}__in": own}) if one.matter.node else Q(pk__in=[])
        numbers = {"number": Count("pk"), "own": Count("pk", filter=here), "first": Min(one.due)}
        parts.append(one.rows.values(line_key=text(one.key)).annotate(**numbers))
    return {row["line_key"]: row for row in together(parts)}


def fits(row: Mapping[str, Any] | None) -> bool:
    """Are these so few, and all at one's own nodes, that they are told one by one?"""
    return row is not None and 0 < row["number"] <= SHOWN and row["number"] == row["own"]


def one_by_one(found: list[Open]) -> list[Todo]:
    """A line a row."""
    parts = []
    for one in found:
        who = Cast(F(one.matter.who), CharField()) if one.matter.who else text("")
        parts.append(one.rows.values(line_key=text(one.key), line_id=F("pk"), line_who=who, line_due=one.due))
    known = {one.key: one.matter for one in found}
    rows = sorted(together(parts), key=lambda row: (row["line_key"], row["line_due"] or FAR, row["line_id"]))
    return [one_line(known[row["line_key"]], row["line_id"], row["line_who"], row["line_due"]) for row in rows]


def one_line(matter: Matter, pk: int, who: str | None, due: datetime.date | None) -> Todo:
    """The line of one row."""
    words = str(matter.one) % {"who": who or "—"}
    return Todo(words, reverse(matter.detail, args=[pk]), light_of(matter, due), due)


def together(parts: list[QuerySet[Any, Any]]) -> QuerySet[Any, Any] | list[Any]:
    """The rows of all of these in one query."""
    return parts[0].union(*parts[1:], all=True) if parts else []


def text(words: str) -> Cast:
    """Words as a column; PostgreSQL wants to be told that they are words."""
    return Cast(Value(words), CharField())


def light_of(matter: Matter, due: datetime.date | None) -> str:
    """Late once the first day due is over."""
    return LATE if due is not None and due < today() else matter.light
