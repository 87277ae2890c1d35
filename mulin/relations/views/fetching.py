"""Fetching what a person may see, who may act for whom, and what a form about a member shows."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from mulin.foundation.refusals import Refused
from mulin.members.models import Member
from mulin.members.permissions import is_oneself, members_visible_to
from mulin.relations import permissions


def member_in_reach(request: HttpRequest, pk: int) -> Member:
    """A member this person may see; 404 otherwise."""
    return get_object_or_404(members_visible_to(request.user), pk=pk)


def refuse_for(reason: str | None) -> None:
    """Refuse with the reason, where there is one."""
    if reason:
        raise Refused(reason)


def about(member: Member, title: Any) -> dict[str, Any]:
    """A form about a member, with the way back."""
    page = reverse("members:member", args=[member.pk])
    return {"page_title": title, "intro": member.name, "cancel_url": page, "trail": [(member.name, page)]}


def own_or_managed(user: Any, member: Member) -> str | None:
    """Why somebody may not act for a member; nothing for the member and for who handles relations at home."""
    if is_oneself(user, member):
        return None
    return permissions.manage_relations.reason_against(user, member)
