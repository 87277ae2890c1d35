"""What the facts say that the ledger should hold: for each rule with a measure, an entry for each fact."""

import datetime
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from mulin.duties.queries import InCharge, Whose, ever_in_charge
from mulin.foundation.bulk import chunks
from mulin.foundation.clock import today
from mulin.judgement.answering import ask, facts
from mulin.judgement.measures import Measure
from mulin.judgement.parameters import Settings, arguments_of
from mulin.judgement.questions import Fact
from mulin.judgement.registry import REGISTRY
from mulin.judgement.view import View
from mulin.judgement.windows import Window
from mulin.points.queries.terms import Scheme
from mulin.programmes.queries import Ruling, parameters_of, published, stored_pack
from mulin.records.models import Attendance
from mulin.rulebook.schema.points import PointsRule
from mulin.tree.queries import forest

ATTENDANCES = "attendances"
ACTIVITIES = "activities"


@dataclass(frozen=True, slots=True)
class Key:
    """What an entry stands for: one rule of one scheme, one member, one fact."""

    scheme: str
    rule: str
    member: int
    reference: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """An entry that the ledger should hold: so many points of a day, under which programme, behind it which fact."""

    key: Key
    programme: int
    part: str
    points: Decimal
    day: datetime.date
    times: int = 1
    fact_table: str = ""
    fact_id: int | None = None


@dataclass
class Asked:
    """What is asked for: every fact, or those of some activities or members; ``posted`` are kept whatever else
    changed, as long as the fact stands.
    """

    activities: Collection[int] | None = None
    members: Collection[int] | None = None
    kinds: Collection[str] | None = None
    first: datetime.date | None = None
    last: datetime.date = field(default_factory=today)
    posted: Collection[Key] = ()


def measured(scheme_rules: Iterable[PointsRule], kinds: Collection[str] | None) -> list[PointsRule]:
    """The rules that follow facts; of these kinds of activity only, where kinds are named."""
    found = []
    for rule in scheme_rules:
        if rule.measure is None:
            continue
        kind = rule.measure.arguments.get("kind")
        named = kind if isinstance(kind, list | tuple) else [kind]
        if kinds is None or not all(isinstance(one, str) for one in named) or not set(named).isdisjoint(kinds):
            found.append(rule)
    return found


def follows_facts(kinds: Collection[str] | None) -> bool:
    """Does any programme that was ever published give points for such facts? One query."""
    packs = (stored_pack(edition) for edition in published().values_list("edition_id", flat=True))
    return any(measured(scheme.rules, kinds) for pack in packs for scheme in pack.points)


def may_collect(member_ids: Collection[int]) -> bool:
    """Were any of these members ever at something that gives points? Two queries, before anything costly is asked.

    Most people whose ties change were not: they are new. Measures of other facts than attendance wait for a rebuild.
    """
    packs = [stored_pack(edition) for edition in set(published().values_list("edition_id", flat=True))]
    rules = [rule for pack in packs for scheme in pack.points for rule in measured(scheme.rules, None)]
    if not rules:
        return False
    kinds: set[str] = set()
    for rule in rules:
        named = rule.measure.arguments.get("kind") if rule.measure else None
        kinds.update([named] if isinstance(named, str) else named if isinstance(named, list | tuple) else ())
    there = Attendance.objects.filter(activity__kind__in=kinds)
    return any(there.filter(member_id__in=chunk).exists() for chunk in chunks(sorted(member_ids)))


def wanted(asked: Asked) -> dict[Key, Wanted]:
    """The entries that the facts ask for. One query a rule, whatever the number of members."""
    standing = forest(today())
    found: dict[Key, Wanted] = {}
    activity_of = activities_behind(asked.activities)
    members = set(asked.members) if asked.members is not None else None
    if asked.activities is not None:
        members = set(activity_of.attendees)
    whose = Whose(members=members)
    for charge in ever_in_charge(standing, today()):
        for scheme in charge.pack.points:
            if scheme.subjects != "members":
                continue
            ruled = Scheme(Ruling(charge.programme, scheme))
            for rule in measured(scheme.rules, asked.kinds):
                reading = Reading(charge, ruled, rule, asked, activity_of, whose)
                view = View(asked.last, standing, since=charge.programme.since)
                for one in reading.entries(view, members):
                    found.setdefault(one.key, one)
    return found


@dataclass(frozen=True)
class Behind:
    """Which activity stands behind each attendance, and who was there."""

    activity: Mapping[int, int]
    attendees: frozenset[int] = frozenset()


def activities_behind(activity_ids: Collection[int] | None) -> Behind:
    """The attendances of members at these activities, or at all."""
    rows = Attendance.objects.filter(member__isnull=False).order_by()
    columns = ("pk", "activity_id", "member_id")
    if activity_ids is None:
        return Behind(dict(rows.values_list("pk", "activity_id").iterator(5000)))
    found = [row for chunk in chunks(activity_ids) for row in rows.filter(activity_id__in=chunk).values_list(*columns)]
    return Behind({pk: activity for pk, activity, _ in found}, frozenset(member for _, _, member in found))


@dataclass(frozen=True)
class Reading:
    """One rule of a programme, asked for its facts."""

    charge: InCharge
    scheme: Scheme
    rule: PointsRule
    asked: Asked
    behind: Behind
    whose: Whose

    def entries(self, view: View, members: set[int] | None) -> Iterator[Wanted]:
        """The entries this rule asks for."""
        reference = self.rule.measure
        if reference is None or (members is not None and not members):
            return
        measure = REGISTRY.measure(reference.name)
        if not isinstance(measure, Measure) or not measure.about_members:
            raise ValueError(f"度量“{measure.name}”问的不是党员，不能用于党员积分")
        programme = self.charge.programme
        settings = Settings(stored_pack(programme.edition_id), parameters_of(programme))
        bound = measure.bind(arguments_of(reference, settings))
        ties = self.ties()
        everyone = members if members is not None else set(ties)
        window = Window(self.first(), min(self.asked.last, self.charge.last))
        if window.first is not None and window.first > window.last:
            return
        question = ask(measure, bound, {one: (one,) for one in everyone}, view, window)
        for fact in facts(question, view):
            entry = self.entry(measure, fact)
            if entry is not None and (entry.key in self.asked.posted or self.is_due(fact, ties)):
                yield entry

    def first(self) -> datetime.date:
        """From which day facts count."""
        begins = max(self.charge.programme.since, self.charge.first)
        return max(begins, self.asked.first) if self.asked.first else begins

    def ties(self) -> Mapping[int, list]:
        """The members' ties that decide who collects under this scheme."""
        found: dict[int, list] = {}
        for tie in self.whose.ties(self.scheme.clause.tie):
            found.setdefault(tie.member_id, []).append(tie)
        return found

    def entry(self, measure: Measure, fact: Fact) -> Wanted | None:
        """The entry for a fact; nothing for a fact that was not asked for."""
        table, number = fact.table, fact.id
        if table == ATTENDANCES:
            activity = self.behind.activity.get(fact.id)
            if activity is None:
                return None
            table, number = ACTIVITIES, activity
        worth = Fraction(fact.value or 0) if measure.aggregate == "sum" else Fraction(1)
        points = Fraction(self.rule.points) * worth
        if fact.day is None or not points:
            return None
        return Wanted(
            key=Key(self.scheme.id, self.rule.id, fact.host, f"{table}:{number}"),
            programme=self.charge.programme.pk,
            part=self.rule.part,
            points=Decimal(points.numerator) / Decimal(points.denominator),
            day=fact.day,
            fact_table=table,
            fact_id=number,
        )

    def is_due(self, fact: Fact, ties: Mapping[int, list]) -> bool:
        """Did the member belong to this programme on that day, and was then of a category that the rule names?"""
        if fact.day is None:
            return False
        for tie in ties.get(fact.host, ()):
            holds = tie.since <= fact.day and (tie.until is None or fact.day < tie.until)
            if holds and tie.node_id in self.charge.subjects:
                return not self.rule.categories or self.whose.category(tie, fact.day) in self.rule.categories
        return False
