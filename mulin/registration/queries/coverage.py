"""How many are registered, by unit, by community, by region. Exact, in one or two queries each."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from mulin.foundation.clock import today
from mulin.members.choices import TieKind
from mulin.members.models import Tie
from mulin.registration.choices import IN_FORCE, LIVE, State
from mulin.registration.models import Campaign, RegionRegistration, Registration
from mulin.registration.queries.campaigns import area_of
from mulin.registration.rules import Tally
from mulin.tree.models import Node, holding

REGION_FIGURES = ("registered", "badges", "demonstrations")


def expected_ties(campaign: Campaign, within: Q | None = None) -> QuerySet[Tie]:
    """The home ties of everybody the campaign asks to register: of its categories, below its place, today.

    ``within``: a further condition on ``node``, such as a person's reach.
    """
    ties = Tie.objects.filter(holding("", today()), area_of(campaign, "node__"), kind=TieKind.HOME_ORGANISATION)
    categories = campaign.ruling.clause.categories
    if categories:
        ties = ties.filter(member__category__in=categories)
    return ties.filter(within) if within is not None else ties


def live_of_member(**conditions: Any) -> Exists:
    """Has the member of the tie around it a live registration of this sort?"""
    return Exists(Registration.objects.filter(member_id=OuterRef("member_id"), **conditions))


def by_unit(campaign: Campaign, within: Q | None = None) -> list[tuple[Node, Tally]]:
    """The tally of every organisation with members whom the campaign asks, by name."""
    rows = (
        expected_ties(campaign, within)
        .annotate(
            is_listed=live_of_member(state__in=LIVE),
            is_sent=live_of_member(state=State.SENT),
            is_received=live_of_member(state__in=IN_FORCE),
            is_back=live_of_member(state__in=IN_FORCE, first_slip_on__isnull=False),
        )
        .order_by()
        .values("node_id")
        .annotate(
            members=Count("pk"),
            listed=Count("pk", filter=Q(is_listed=True)),
            sent=Count("pk", filter=Q(is_sent=True)),
            received=Count("pk", filter=Q(is_received=True)),
            slips=Count("pk", filter=Q(is_back=True)),
        )
    )
    return named((row["node_id"], tally_of(row, row["members"])) for row in rows)


def tally_of(row: Mapping[str, Any], members: int) -> Tally:
    """The figures of one row."""
    return Tally(members, row["listed"], row["sent"], row["received"], row["slips"])


def by_community(campaign: Campaign, within: Q | None = None) -> list[tuple[Node, Tally]]:
    """The tally of every community of the campaign's place: those known to live or to be sent there."""
    communities = Node.objects.filter(area_of(campaign), kind_id="community", until__isnull=True)
    if within is not None:
        communities = communities.filter(within)
    found: dict[int, Tally] = {node.pk: Tally() for node in communities}
    rows = (
        Registration.objects.live()
        .filter(community_id__in=list(found))
        .values("community_id")
        .annotate(
            listed=Count("pk"),
            sent=Count("pk", filter=Q(state=State.SENT)),
            received=Count("pk", filter=Q(state__in=IN_FORCE)),
            slips=Count("pk", filter=Q(state__in=IN_FORCE, first_slip_on__isnull=False)),
        )
        .order_by()
    )
    for row in rows:
        found[row["community_id"]] += tally_of(row, row["listed"])
    for key, count in unregistered_residents(campaign, list(found)).items():
        found[key] += Tally(members=count)
    return named(found.items())


def unregistered_residents(campaign: Campaign, community_ids: Iterable[int]) -> dict[int, int]:
    """How many members of the campaign's categories live in each community without any live registration."""
    wanted = set(community_ids)
    ties = Tie.objects.filter(holding("", today()), area_of(campaign, "node__"), kind=TieKind.RESIDENCE)
    categories = campaign.ruling.clause.categories
    if categories:
        ties = ties.filter(member__category__in=categories)
    found: dict[int, int] = defaultdict(int)
    rows = ties.exclude(live_of_member(state__in=LIVE)).order_by().values_list("node__place_path").annotate(Count("pk"))
    for path, count in rows:
        for key in wanted.intersection(int(part) for part in path.strip("/").split("/")):
            found[key] += count
    return found


def by_region(within: Q) -> list[tuple[Node, dict[str, int]]]:
    """Of every region: how many are registered, show the badge, run a demonstration shop."""
    rows = (
        RegionRegistration.objects.filter(within, ended_on__isnull=True)
        .order_by()
        .values("region_id")
        .annotate(
            registered=Count("pk"),
            badges=Count("pk", filter=Q(badge_on__isnull=False)),
            demonstrations=Count("pk", filter=Q(demonstration_on__isnull=False)),
        )
    )
    figures: Iterable[Any] = rows
    return named((row["region_id"], {name: row[name] for name in REGION_FIGURES}) for row in figures)


def named(rows: Iterable[tuple[int, Any]]) -> list[tuple[Node, Any]]:
    """Figures with their nodes instead of ids, by name."""
    figures = dict(rows)
    nodes = Node.objects.in_bulk(list(figures))
    return sorted(((nodes[key], one) for key, one in figures.items()), key=lambda pair: (pair[0].name, pair[0].pk))
