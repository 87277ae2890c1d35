"""Which members owe a duty, and from when to when: by their ties, asked for all of them at once."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from mulin.duties.queries.charges import InCharge
from mulin.duties.queries.excusing import Spells, by_member
from mulin.foundation.bulk import chunks
from mulin.judgement.duties import Term
from mulin.judgement.subjects import Forest
from mulin.members.models import Tie
from mulin.members.queries.categories import Categories, former_categories
from mulin.records.models import Attendance
from mulin.rulebook.schema.duties import Duty
from mulin.service.queries.inability import spells


@dataclass(frozen=True, slots=True)
class Tied:
    """A tie with what a duty asks about the member."""

    member_id: int
    node_id: int
    since: datetime.date
    until: datetime.date | None
    category: str
    left_on: datetime.date | None


@dataclass
class Whose:
    """Whose duties are asked for: those of these nodes and of these members; ``None``: of all of them.

    The members' ties are read once for all duties, programmes and periods.
    """

    nodes: Collection[int] | None = None
    members: Collection[int] | None = None
    _ties: dict[str, list[Tied]] = field(default_factory=dict, repr=False)
    _categories: Categories | None = field(default=None, repr=False)
    _unable: Spells | None = field(default=None, repr=False)

    def ties(self, kind: str) -> list[Tied]:
        """Every tie of a kind these members ever had, oldest first."""
        if kind not in self._ties:
            self._ties[kind] = read_ties(kind, self.members)
        return self._ties[kind]

    def categories(self) -> Categories:
        """The former categories of these members."""
        if self._categories is None:
            self._categories = former_categories(self.members)
        return self._categories

    def category(self, tie: Tied, day: datetime.date) -> str:
        """The category that the member of a tie was of on a day."""
        return self.categories().on(tie.member_id, tie.category, day)

    def unable(self) -> Spells:
        """From when to when these members were unable to serve."""
        if self._unable is None:
            self._unable = by_member(spells(self.members))
        return self._unable


def read_ties(kind: str, member_ids: Collection[int] | None) -> list[Tied]:
    """Every tie of a kind of these members (``None``: of all), oldest first."""
    columns = ("member_id", "node_id", "since", "until", "member__category", "member__left_on")
    ties = Tie.objects.filter(kind=kind).order_by("since", "pk").values_list(*columns)
    if member_ids is None:
        return [Tied(*row) for row in ties]
    return [Tied(*row) for chunk in chunks(member_ids) for row in ties.filter(member_id__in=chunk)]


def attendees(activity_ids: Collection[int]) -> set[int]:
    """Ids of the members who were at these activities by name."""
    there = Attendance.objects.filter(member__isnull=False)
    return {
        member
        for chunk in chunks(activity_ids)
        for member in there.filter(activity_id__in=chunk).values_list("member_id", flat=True).distinct()
    }


def tied_ever(node_ids: Collection[int]) -> set[int]:
    """Ids of the members who are or were tied to these nodes."""
    return {
        member
        for chunk in chunks(node_ids)
        for member in Tie.objects.filter(node_id__in=chunk).values_list("member_id", flat=True).distinct()
    }


def terms_of(duty: Duty, charge: InCharge, standing: Forest, whose: Whose) -> Mapping[int, list[Term]]:
    """From when to when each member owes a duty under a programme.

    A tie to a node that has ended since counts where the member stands now: with a merger nothing is forgotten.
    """
    among = duty.members
    ties = whose.ties(among.tie)
    latest = {tie.member_id: tie.node_id for tie in ties}
    there = {node: stands_within(node, duty, charge, standing) for node in {tie.node_id for tie in ties}}
    found: dict[int, list[Term]] = defaultdict(list)
    for tie in ties:
        node = tie.node_id if tie.node_id in standing else latest[tie.member_id]
        if there[node]:
            found[tie.member_id] += owing_terms(tie, among.categories, whose)
    return found


def owing_terms(tie: Tied, categories: Collection[str], whose: Whose) -> list[Term]:
    """From when to when a tie makes its member owe: while the member was of one of these categories (empty: of any)."""
    if not categories:
        return [Term(tie.since, tie.until, tie.left_on)]
    found = []
    for since, until, category in whose.categories().spans(tie.member_id, tie.category):
        begin, end = max(since, tie.since), min((day for day in (until, tie.until) if day is not None), default=None)
        if category in categories and (end is None or begin < end):
            found.append(Term(begin, end, tie.left_on))
    return found


def stands_within(node_id: int, duty: Duty, charge: InCharge, standing: Forest) -> bool:
    """Do members tied to this node owe the duty under this programme?"""
    if node_id not in standing or node_id not in charge.subjects:
        return False
    if node_id in charge.gives_way.get(duty.id, frozenset()):
        return False
    kinds = {standing.subject(node_id).kind, *(above.kind for above in standing.ancestors(node_id))}
    return not duty.members.within or bool(kinds.intersection(duty.members.within))
