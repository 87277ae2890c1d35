"""Six-month clocks that are full: whom the organisations responsible are told of, once each."""

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mulin.foundation.bulk import chunks
from mulin.members.models import Member
from mulin.notices.models import Notice
from mulin.notices.rules import caught_up_from
from mulin.relations.queries.clocks import full_clocks
from mulin.relations.queries.nodes import party_nodes
from mulin.service.models import Claim
from mulin.service.queries.absences import absences
from mulin.service.queries.inability import spells
from mulin.service.queries.places import COMMUNITY, communities_of
from mulin.tree.models import Node

EARLIER = "earlier"
"""The part of a notice's period that gathers what was full before the product could tell."""


@dataclass(frozen=True)
class Full:
    """A clock that is full: of whom, on which day, and the organisation that has to act."""

    node_id: int
    member_id: int
    on: datetime.date


@dataclass(frozen=True)
class ClockList:
    """One kind of clock. Who has ``word`` at the organisation is told; ``url`` is where it is done."""

    title: Any
    text: Any
    word: str
    read: Callable[[datetime.date], Iterable[Full]]
    url: Callable[[int], str]


def floating(day: datetime.date) -> Iterator[Full]:
    """Members who for as long as the regulation says took no part, paid no dues or were not heard of; each once."""
    told: set[int] = set()
    for one in full_clocks(list(party_nodes()), day):
        if one.member_id not in told:
            told.add(one.member_id)
            yield Full(one.home_id, one.member_id, one.full_on)


def absent(day: datetime.date) -> Iterator[Full]:
    """Residents who took part in nothing for as long as the regulation says, and whose unit is to be asked."""
    for community in Node.objects.holding_on(day).filter(kind_id=COMMUNITY).order_by("pk"):
        for one in absences(community, day):
            yield Full(community.pk, one.member.pk, one.reached)


def able_again(day: datetime.date) -> Iterator[Full]:
    """Residents who were expected to be unable until a day that is over, and hold no post since."""
    over = {one.member_id: one.until for one in spells() if one.until is not None}
    over = {member: until for member, until in over.items() if until < day}
    serving = set(Claim.objects.filter(until__isnull=True, member_id__in=over).values_list("member_id", flat=True))
    waiting = {member: until for member, until in over.items() if member not in serving}
    for member, community in communities_of(waiting, day).items():
        yield Full(community.pk, member, waiting[member] + datetime.timedelta(days=1))


CLOCKS: Mapping[str, ClockList] = {
    "floating": ClockList(
        _("六个月提示：%(number)d 名党员已满期限"),
        _("长期没有参加组织生活、没有交纳党费或没有联系，请查明原因并办理：%(names)s"),
        "relations.manage",
        floating,
        lambda _node: reverse("relations:clocks"),
    ),
    "absent": ClockList(
        _("%(number)d 名党员久未参加社区活动"),
        _("已满制度规定的时间，请与所在单位党组织联系：%(names)s"),
        "service.manage",
        absent,
        lambda node: reverse("service:contact_units", args=[node]),
    ),
    "unable": ClockList(
        _("%(number)d 名党员不能履职的期限已到"),
        _("请联系本人，能履职的安排岗位：%(names)s"),
        "service.manage",
        able_again,
        lambda node: reverse("service:community", args=[node]),
    ),
}
Groups = Mapping[tuple[int, str], list[Member]]
"""Members by organisation and by the period of the notice that tells of them."""


def untold(key: str, day: datetime.date) -> Groups:
    """The members of a kind of clock of whom nobody was told yet: one notice for those full on the same day.

    What was full before the days that are caught up, and of which no notice tells, comes together in one.
    """
    by_day: dict[tuple[int, datetime.date], list[int]] = defaultdict(list)
    for one in CLOCKS[key].read(day):
        if one.on <= day:
            by_day[one.node_id, one.on].append(one.member_id)
    told = set(Notice.objects.filter(kind=kind_of(key)).values_list("period", flat=True).distinct())
    members = members_of(one for people in by_day.values() for one in people)
    found: dict[tuple[int, str], list[Member]] = defaultdict(list)
    for (node_id, on), people in sorted(by_day.items()):
        if f"{node_id} {on}" not in told:
            period = f"{node_id} {on if on >= caught_up_from(day) else EARLIER}"
            found[node_id, period] += [members[one] for one in people]
    return found


def kind_of(key: str) -> str:
    """The kind of notice that tells of a kind of clock."""
    return f"clock_{key}"


def members_of(member_ids: Iterable[int]) -> dict[int, Member]:
    """Members by id, without what is sealed."""
    rows = Member.objects.defer("identity_number", "phone")
    return {one.pk: one for part in chunks(sorted(set(member_ids))) for one in rows.filter(pk__in=part)}
