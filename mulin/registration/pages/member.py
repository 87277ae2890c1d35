"""The part of a member's page about registration."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from mulin.foundation.clock import today
from mulin.members.choices import TieKind
from mulin.members.models import Member
from mulin.registration import permissions, queries
from mulin.registration.models import RegionRegistration
from mulin.tree.permissions import has_anywhere


def member_section(request: HttpRequest, member: Member) -> tuple[str, dict[str, Any]] | None:
    """The registrations of a member that this person may see, newest first, and the region."""
    rows = permissions.registrations_visible_to(request.user).filter(member=member)
    found = list(queries.with_nodes(rows).order_by("-pk"))
    region = RegionRegistration.objects.filter(member=member, ended_on=None).select_related("region").first()
    listing = ""
    if not any(row.is_live for row in found) and may_list(request.user, member):
        listing = reverse("registration:list_one", args=[member.pk])
    if not found and region is None and not listing:
        return None
    return "registration/_member.html", {"rows": found, "region": region, "listing": listing}


def may_list(user: Any, member: Member) -> bool:
    """May this person list the member, for a campaign that is running where the member belongs?"""
    if not has_anywhere(user, permissions.send_members.word):
        return False
    unit = member.tied_on(TieKind.HOME_ORGANISATION, today())
    if unit is None or not permissions.send_members.allows(user, unit):
        return False
    return queries.current_campaign(unit) is not None
