"""Who has reported with the card this quarter, and who has not."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Count, Q, QuerySet

from mulin.feedback.queries.clauses import feedback_rule
from mulin.foundation.bulk import chunks
from mulin.foundation.periods import Period, period_of
from mulin.members.choices import TieKind
from mulin.members.models import Member, MemberQuerySet, Tie
from mulin.programmes.queries import Ruling, ids_above, in_force_at, rulings_among
from mulin.records.choices import State
from mulin.records.models import Attendance
from mulin.rulebook.schema.feedback import Reporting
from mulin.service.queries.places import community_of, residents
from mulin.tree.models import Node, holding

Reported = tuple[int, str, str, str, int]
"""To which community, living where (both paths), of which category, how many."""
COMMUNITIES = 100
"""So many communities are named in one query."""


def reporting_rule(community: Node, day: datetime.date) -> Reporting | None:
    """What the clause in force at a community says about reporting; nothing where it says nothing."""
    ruling = feedback_rule(community, day)
    found: Reporting | None = ruling.clause.reporting if ruling else None
    return found


def reported_in(community: Node, period: Period) -> set[int]:
    """The members who reported to a community in a period."""
    rule = reporting_rule(community, period.last)
    if rule is None:
        return set()
    rows = Attendance.objects.filter(
        activity__host=community, activity__kind=rule.activity, activity__day__range=(period.first, period.last)
    )
    found = rows.exclude(activity__state=State.VOID).exclude(member=None)
    return set(found.values_list("member_id", flat=True))


def unreported(community: Node, day: datetime.date) -> MemberQuerySet:
    """The residents who owe a report in the period of this day; none where no clause asks for it."""
    ruling = feedback_rule(community, day)
    if ruling is None or ruling.clause.reporting is None:
        return Member.objects.none()
    members = residents(community, day)
    if ruling.clause.categories:
        members = members.filter(category__in=ruling.clause.categories)
    known = reported_in(community, period_of(ruling.clause.reporting.period, day))
    return members.exclude(pk__in=known).order_by("name", "pk")


def unreported_numbers(communities: Sequence[Node], day: datetime.date) -> Mapping[int, int]:
    """How many residents of each community still owe a report in the period of this day, by the community's key.

    The same few queries however many communities and residents there are; counted by the database.
    """
    owed: dict[int, int] = {one.pk: 0 for one in communities}
    rules = reporting_rulings(communities, day) if communities else {}
    for part in chunks([one for one in communities if one.pk in rules], COMMUNITIES):
        for pk, number in owing_in(part, {one.pk: rules[one.pk] for one in part}, day).items():
            owed[pk] += number
    return owed


def reporting_rulings(communities: Sequence[Node], day: datetime.date) -> dict[int, Ruling]:
    """The clauses in force that ask for reports, by the community's key. One query."""
    found: dict[int, Ruling] = {}
    for pk, programmes in in_force_at(communities, day).items():
        clauses = rulings_among(programmes, "feedback")
        if clauses and clauses[min(clauses)].clause.reporting is not None:
            found[pk] = clauses[min(clauses)]
    return found


def owing_in(communities: Sequence[Node], rules: Mapping[int, Ruling], day: datetime.date) -> Mapping[int, int]:
    """Residents less those who reported, by the community's key. Two queries."""
    ties = Tie.objects.filter(holding("", day), kind=TieKind.RESIDENCE, node__in=Node.objects.below(communities))
    ties = ties.filter(member_id__in=Member.objects.present_on(day).values("pk")).order_by()
    owed: dict[int, int] = defaultdict(int)

    def count(host: int | None, path: str, place: str, category: str, number: int) -> None:
        for pk in ids_above(path, place) & rules.keys():
            categories = rules[pk].clause.categories
            if host in (None, pk) and (not categories or category in categories):
                owed[pk] += number if host is None else -number

    where = ("node__path", "node__place_path", "member__category")
    for row in ties.values_list(*where).annotate(number=Count("pk")):
        count(None, *row)
    for row in reports(rules, ties, day):
        count(*row)
    return owed


def reports(rules: Mapping[int, Ruling], ties: QuerySet[Tie], day: datetime.date) -> Iterable[Reported]:
    """How many of those with these ties have reported: to which community, living where, of which category."""
    attended = Q(pk__in=[])
    for pk, ruling in rules.items():
        asked = ruling.clause.reporting
        days = period_of(asked.period, day)
        attended |= Q(activity__host=pk, activity__kind=asked.activity, activity__day__range=(days.first, days.last))
    rows = Attendance.objects.filter(attended, member__ties__in=ties).exclude(activity__state=State.VOID).order_by()
    where = ("activity__host", "member__ties__node__path", "member__ties__node__place_path", "member__category")
    return rows.values_list(*where).annotate(number=Count("member", distinct=True))


def report_due(member: Member, day: datetime.date) -> Period | None:
    """The period in which a member still has to report; nothing when they have, or need not."""
    community = community_of(member, day)
    if community is None or not unreported(community, day).filter(pk=member.pk).exists():
        return None
    rule = reporting_rule(community, day)
    return period_of(rule.period, day) if rule else None
