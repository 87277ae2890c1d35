"""Finding what a page speaks of, within reach."""

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from mulin.feedback import permissions
from mulin.feedback.models import Consultation, Delivery, Feedback
from mulin.members.models import Member
from mulin.members.permissions import members_visible_to
from mulin.service.queries.places import COMMUNITY
from mulin.tree.models import Node
from mulin.tree.permissions import scope
from mulin.tree.queries import nodes_within


def card_in_reach(request: HttpRequest, pk: int) -> Feedback:
    """A card this person may see; 404 otherwise."""
    return get_object_or_404(permissions.feedbacks_visible_to(request.user), pk=pk)


def delivery_in_reach(request: HttpRequest, pk: int) -> Delivery:
    """A delivery this person may see; 404 otherwise."""
    return get_object_or_404(permissions.deliveries_visible_to(request.user), pk=pk)


def received(request: HttpRequest, card: int) -> Delivery:
    """The standing delivery of a card that this person may see; 404 where there is none."""
    found = permissions.deliveries_visible_to(request.user).live().filter(feedback=card).order_by("pk").first()
    if found is None:
        raise Http404
    return found


def consultation_in_reach(request: HttpRequest, pk: int) -> Consultation:
    """A consultation this person may see; 404 otherwise."""
    return get_object_or_404(permissions.consultations_visible_to(request.user), pk=pk)


def member_in_reach(request: HttpRequest, pk: int) -> Member:
    """A member this person may see; 404 otherwise."""
    return get_object_or_404(members_visible_to(request.user), pk=pk)


def node_in_reach(request: HttpRequest, pk: int) -> Node:
    """A node whose feedback this person may see; 404 otherwise."""
    rows = nodes_within(scope(request.user, permissions.view_feedback.word)).select_related("kind")
    return get_object_or_404(rows, pk=pk)


def community_in_reach(request: HttpRequest, pk: int) -> Node:
    """A community whose feedback this person may see; 404 otherwise."""
    found = node_in_reach(request, pk)
    if found.kind_id != COMMUNITY:
        raise Http404
    return found


def nothing(_request: HttpRequest, _pk: int) -> Any:
    """A page that speaks of no one thing."""
    return None


def asked_number(request: HttpRequest, name: str, otherwise: int) -> int:
    """A number of the address, or another one when none, or nonsense, was given."""
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else otherwise
