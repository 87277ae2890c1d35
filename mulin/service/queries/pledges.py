"""Pledges and deeds; the year-end list; texts of pledges for the supervision board."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from mulin.members.models import Member
from mulin.service.choices import DeedState
from mulin.service.models import Deed, DeedFile, Pledge
from mulin.tree.models import Node
from mulin.tree.permissions import scope

STANDING = Q(withdrawn_on__isnull=True)


def pledges_visible_to(user: Any, word: str = "service.view") -> QuerySet[Any]:
    """Pledges to communities in reach, with how many deeds of each are confirmed."""
    rows = Pledge.objects.filter(scope(user, word, "community__")).filter(STANDING)
    done = Count("deeds", filter=Q(deeds__state=DeedState.CONFIRMED))
    return rows.select_related("member", "community").annotate(done=done)


def deeds_visible_to(user: Any, word: str = "service.view") -> QuerySet[Deed]:
    """Deeds at communities in reach."""
    rows = Deed.objects.filter(scope(user, word, "community__"))
    return rows.select_related("member", "community", "pledge")


def own_or_visible_deeds(user: Any) -> QuerySet[Deed]:
    """Deeds of the person's own, and those at communities in reach."""
    rows = Deed.objects.filter(scope(user, "service.view", "community__") | Q(member__account_id=user.pk))
    return rows.select_related("member", "community", "pledge", "activity")


def files_of(user: Any) -> QuerySet[DeedFile]:
    """Files of the deeds this person may see."""
    return DeedFile.objects.filter(deed__in=own_or_visible_deeds(user)).select_related("deed")


def pledges_of(member: Member, year: int | None = None) -> QuerySet[Any]:
    """What a member pledged and did not take back, the latest year first."""
    rows = Pledge.objects.filter(STANDING, member=member).select_related("community")
    rows = rows.filter(year=year) if year else rows
    done = Count("deeds", filter=Q(deeds__state=DeedState.CONFIRMED))
    return rows.annotate(done=done).order_by("-year", "number")


def deeds_of(member: Member) -> QuerySet[Deed]:
    """What a member did, the last first."""
    return Deed.objects.filter(member=member).select_related("community", "pledge").order_by("-day", "-pk")


def returned_deeds(user: Any, year: int) -> QuerySet[Deed]:
    """A person's own deeds that the community returned this year and that were not reported anew since.

    Reported anew is a later deed of the same name, on the same day or for the same pledge.
    """
    again = Q(title=OuterRef("title")) | Q(day=OuterRef("day")) | Q(pledge_id=OuterRef("pledge_id"))
    later = Deed.objects.filter(again, member_id=OuterRef("member_id"), pk__gt=OuterRef("pk"))
    rows = Deed.objects.filter(member__account_id=user.pk, state=DeedState.RETURNED, settled_on__year=year)
    return rows.exclude(Exists(later)).order_by("settled_on", "pk")


def deeds_waiting(community: Node) -> QuerySet[Deed]:
    """Deeds that wait for the community."""
    rows = Deed.objects.filter(community=community, state=DeedState.REPORTED)
    return rows.select_related("member", "pledge").order_by("day", "pk")


def pledge_texts(member_ids: Iterable[int], community: Node, year: int) -> dict[int, list[str]]:
    """What members pledged to a community for a year, by member, for whoever shows it with their consent. One query."""
    found: dict[int, list[str]] = {}
    rows = Pledge.objects.filter(STANDING, member_id__in=list(member_ids), community=community, year=year)
    for member_id, text in rows.order_by("number").values_list("member_id", "text"):
        found.setdefault(member_id, []).append(text)
    return found


def year_list(community: Node, year: int) -> list[tuple[Member, list[str], list[Deed]]]:
    """The year-end list of a community: who pledged or did something, what they pledged, confirmed deeds."""
    pledges = Pledge.objects.filter(STANDING, community=community, year=year).select_related("member")
    deeds = Deed.objects.filter(community=community, day__year=year, state=DeedState.CONFIRMED).select_related("member")
    found: dict[int, tuple[Member, list[str], list[Deed]]] = {}
    for pledge in pledges.order_by("number"):
        found.setdefault(pledge.member_id, (pledge.member, [], []))[1].append(pledge.text)
    for deed in deeds.order_by("day", "pk"):
        found.setdefault(deed.member_id, (deed.member, [], []))[2].append(deed)
    return sorted(found.values(), key=lambda one: (one[0].name, one[0].pk))
