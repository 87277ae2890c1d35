"""What stands on cards, made from facts for many members at once: the same queries however many they are."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Q

from mulin.feedback.models import Feedback
from mulin.feedback.queries.clauses import aspects_due, switched_on
from mulin.feedback.queries.points import points_of
from mulin.members.choices import TieKind
from mulin.members.models import Tie
from mulin.members.queries import timeline
from mulin.members.queries.timeline import Entry
from mulin.programmes.queries import Ruling, ids_above
from mulin.registration.choices import Rank
from mulin.registration.models import Registration
from mulin.service.choices import ClaimState, Ending
from mulin.service.models import Claim, Deed, Pledge
from mulin.tree.models import Node, holding

AT_A_TIME = 1000
DONE = ("attendance", "deed", "need")
"""The kinds of entries that say what a member did; others say what the member became or promised."""


Lived = Mapping[int, set[int]]
Days = tuple[datetime.date, datetime.date]


@dataclass
class Facts:
    """What a member did before the community: entries, posts, pledges with how many deeds each had, points."""

    entries: list[Entry] = field(default_factory=list)
    posts: list[str] = field(default_factory=list)
    pledges: list[tuple[str, int]] = field(default_factory=list)
    deeds: int = 0

    @property
    def done(self) -> list[Entry]:
        """What the member took part in and did."""
        return [one for one in self.entries if one.kind in DONE]


def facts_of(member_ids: Sequence[int], first: datetime.date, last: datetime.date) -> dict[int, Facts]:
    """The facts of these members before the communities they lived in between two days, both included."""
    found = {one: Facts() for one in member_ids}
    ordered = sorted(found)
    for start in range(0, len(ordered), AT_A_TIME):
        portion = ordered[start : start + AT_A_TIME]
        lived = communities_between(portion, first, last)
        add_entries(found, portion, lived, (first, last))
        add_posts(found, portion, lived, (first, last))
        add_pledges(found, portion, lived, (first, last))
    return found


def communities_between(member_ids: Sequence[int], first: datetime.date, last: datetime.date) -> dict[int, set[int]]:
    """The communities in which each member lived on some day of a span: both of somebody who moved."""
    lines = lines_between(TieKind.RESIDENCE, member_ids, (first, last))
    above = {one for ids in lines.values() for one in ids}
    known = set(Node.objects.filter(pk__in=above, kind_id="community").values_list("pk", flat=True))
    return {member_id: ids & known for member_id, ids in lines.items()}


def lines_between(kind: str, member_ids: Sequence[int], days: Days) -> dict[int, set[int]]:
    """The nodes to which a tie of this kind led on some day of a span, and all above them, by member."""
    first, last = days
    ties = Tie.objects.filter(kind=kind, member_id__in=member_ids, since__lte=last)
    rows = ties.filter(Q(until__isnull=True) | Q(until__gt=first)).values_list("member_id", "node__path")
    found: dict[int, set[int]] = defaultdict(set)
    for member_id, path in rows:
        found[member_id] |= ids_above(path)
    return found


def add_entries(found: dict[int, Facts], portion: Sequence[int], lived: Lived, days: Days) -> None:
    """The entries of timelines that belong to a community the member lived in.

    What the member's own organisation did, though it may stand in the same community, is not the community's to tell.
    """
    lines = timeline.timelines(portion, *days)
    nodes = {entry.node_id for entries in lines.values() for entry in entries if entry.node_id}
    rows = Node.objects.filter(pk__in=nodes).values_list("pk", "path", "place_path")
    above = {pk: ids_above(path, place_path) for pk, path, place_path in rows}
    led = lines_between(TieKind.HOME_ORGANISATION, portion, days)
    for member_id, entries in lines.items():
        own, leading = lived.get(member_id, set()), led.get(member_id, set())
        found[member_id].entries = [
            one
            for one in entries
            if not one.private and one.node_id and one.node_id not in leading and own & above.get(one.node_id, set())
        ]


def add_posts(found: dict[int, Facts], portion: Sequence[int], lived: Lived, days: Days) -> None:
    """The posts held on some day of the span."""
    first, last = days
    held = Claim.objects.filter(member_id__in=portion, since__lte=last, state__in=[ClaimState.HELD, ClaimState.ENDED])
    held = held.filter(Q(until__isnull=True) | Q(until__gte=first)).exclude(ending=Ending.DECLINED)
    rows = held.order_by("since", "pk").values_list("member_id", "post__name", "post__community_id")
    for member_id, name, community_id in rows:
        if community_id in lived.get(member_id, ()) and name not in found[member_id].posts:
            found[member_id].posts.append(name)


def add_pledges(found: dict[int, Facts], portion: Sequence[int], lived: Lived, days: Days) -> None:
    """The pledges of the year, and how often deeds kept them; how many deeds there were in the span."""
    first, last = days
    kept: dict[int, int] = defaultdict(int)
    deeds = Deed.objects.filter(member_id__in=portion, state="confirmed", day__lte=last)
    for member_id, pledge_id, day, community_id in deeds.values_list("member_id", "pledge_id", "day", "community_id"):
        if pledge_id is not None:
            kept[pledge_id] += 1
        if day >= first and community_id in lived.get(member_id, ()):
            found[member_id].deeds += 1
    rows = Pledge.objects.filter(member_id__in=portion, year=last.year, withdrawn_on__isnull=True, made_on__lte=last)
    for pk, member_id, text, community_id in rows.values_list("pk", "member_id", "text", "community_id"):
        if community_id in lived.get(member_id, ()):
            found[member_id].pledges.append((text, kept[pk]))


def people_of(member_ids: Sequence[int], day: datetime.date) -> dict[int, dict[str, str]]:
    """Home organisation, job and rank of these members on a day, in words."""
    found: dict[int, dict[str, str]] = defaultdict(lambda: {"home": "", "job": "", "rank": ""})
    ordered = sorted(member_ids)
    for start in range(0, len(ordered), AT_A_TIME):
        portion = ordered[start : start + AT_A_TIME]
        ties = Tie.objects.filter(holding("", day), kind=TieKind.HOME_ORGANISATION, member_id__in=portion)
        for member_id, name in ties.values_list("member_id", "node__name"):
            found[member_id]["home"] = name
        for member_id, job, rank in told(portion):
            found[member_id] |= {"job": job, "rank": rank}
    return found


def told(member_ids: Iterable[int]) -> Iterator[tuple[int, str, str]]:
    """Job and rank as the newest registration says, oldest first."""
    rows = Registration.objects.filter(member_id__in=member_ids).exclude(state="withdrawn")
    yield from rows.order_by("pk").values_list("member_id", F("job"), F("rank"))


def facts_now(cards: Sequence[Feedback]) -> dict[int, Facts]:
    """The facts of each card's span as they are now, by the card's key."""
    found: dict[int, Facts] = {}
    for (first, last), rows in by_span(cards).items():
        facts = facts_of([one.member_id for one in rows], first, last)
        found |= {one.pk: facts[one.member_id] for one in rows}
    return found


def contents_of(feedbacks: Sequence[Feedback], facts: Mapping[int, Facts] | None = None) -> dict[int, dict[str, Any]]:
    """What each of these cards says now, by the card's key, as it would be issued; ``facts``: when they are known."""
    facts = facts_now(feedbacks) if facts is None else facts
    found: dict[int, dict[str, Any]] = {}
    for (_first, last), rows in by_span(feedbacks).items():
        people = people_of([one.member_id for one in rows], last)
        rulings: dict[tuple[int, str], Ruling] = {}
        wanted = []
        for one in rows:
            key = (one.programme_id, one.clause)
            rulings.setdefault(key, one.ruling)
            if switched_on(rulings[key], rulings[key].clause.shows_points):
                wanted.append(one.member_id)
        points = points_of(wanted, last)
        for one in rows:
            ruling = rulings[one.programme_id, one.clause]
            found[one.pk] = content(one, ruling, facts[one.pk], people[one.member_id])
            found[one.pk]["points"] = points.get(one.member_id, "")
    return found


def by_span(feedbacks: Sequence[Feedback]) -> dict[Days, list[Feedback]]:
    """Cards by the days of which they speak."""
    found: dict[Days, list[Feedback]] = defaultdict(list)
    for one in feedbacks:
        found[one.first, one.last].append(one)
    return found


def done_lines(facts: Facts) -> list[list[str]]:
    """What the member took part in and did, as a card keeps it: day and title."""
    return [[one.day.isoformat(), one.title] for one in facts.done]


def content(card: Feedback, ruling: Ruling, facts: Facts, person: Mapping[str, str]) -> dict[str, Any]:
    """One card, as plain values that will read the same in ten years."""
    return {
        "title": ruling.clause.title,
        "name": card.member.name,
        "home": person["home"],
        "job": person["job"],
        "rank": str(Rank(person["rank"]).label) if person["rank"] else "",
        "community": card.community.name,
        "period": card.period.name,
        "is_yearly": card.is_yearly,
        "done": done_lines(facts),
        "posts": facts.posts,
        "pledges": [[text, number] for text, number in facts.pledges],
        "deeds": facts.deeds,
        "own_view": card.own_view,
        "aspects": [[name, card.marks.get(code, "")] for code, name in aspects_due(card, ruling)],
        "opinion": card.opinion,
    }
