"""Finding what a page speaks of, within reach."""

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from mulin.boards import queries
from mulin.foundation.clock import today
from mulin.members.models import Member
from mulin.tree.models import Node


def board_in_reach(request: HttpRequest, pk: int) -> Any:
    """A board this person may see; 404 otherwise."""
    return get_object_or_404(queries.boards_visible_to(request.user), pk=pk)


def consent_in_reach(request: HttpRequest, pk: int) -> Any:
    """A consent this person may see; 404 otherwise."""
    return get_object_or_404(queries.consents_visible_to(request.user), pk=pk)


def own_place(member: Member, pk: int) -> Node:
    """A place around the member's home; 404 otherwise."""
    for one in queries.own_places(member, today()):
        if one.pk == pk:
            return one
    raise Http404
