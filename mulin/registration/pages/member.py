"""The part of a member's page about registration."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

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
    if not any(row.is_live for row in found) and has_anywhere(request.user, "registrations.send"):
        listing = reverse("registration:list_one", args=[member.pk])
    if not found and region is None and not listing:
        return None
    return "registration/_member.html", {"rows": found, "region": region, "listing": listing}
