"""Finding what a page speaks of, within reach."""

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from mulin.boards import queries
from mulin.foundation.clock import today
from mulin.foundation.refusals import Refused
from mulin.members.models import Member
from mulin.service.queries import member_of
from mulin.tree.models import Node


def board_in_reach(request: HttpRequest, pk: int) -> Any:
    """A board this person may see; 404 otherwise."""
    return get_object_or_404(queries.boards_visible_to(request.user), pk=pk)


def consent_in_reach(request: HttpRequest, pk: int) -> Any:
    """A consent this person may see; 404 otherwise."""
    return get_object_or_404(queries.consents_visible_to(request.user), pk=pk)


def oneself(request: HttpRequest) -> Member:
    """The member whose account this is. Refused for an account that belongs to no member."""
    member = member_of(request.user)
    if member is None:
        raise Refused("您的账号没有关联党员，请联系所在党组织", status=404)
    return member


def own_place(member: Member, pk: int) -> Node:
    """A place around the member's home; 404 otherwise."""
    for one in queries.own_places(member, today()):
        if one.pk == pk:
            return one
    raise Http404
