"""Pages of duties."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from mulin.duties.models import DutyState
from mulin.duties.pages import DUTIES, MEMBER_DUTIES, doing, duty_name, period_name
from mulin.duties.permissions import members_in_reach
from mulin.duties.queries import activities_behind, of_members, visible
from mulin.foundation.clock import today
from mulin.foundation.lists import render_list
from mulin.programmes.pages import clause_link
from mulin.programmes.queries import Ruling, stored_pack
from mulin.records.permissions import write_records
from mulin.records.queries import AllowedKinds, visible_to
from mulin.tree.permissions import scope


def duties(request: HttpRequest) -> HttpResponse:
    """What everybody in reach owes."""
    return render_list(request, DUTIES, visible(scope(request.user, "duties.view", "node__")))


def member_duties(request: HttpRequest) -> HttpResponse:
    """What the members in reach owe, and oneself."""
    return render_list(request, MEMBER_DUTIES, of_members(members_in_reach(request.user)))


def in_reach(user: Any, pk: int) -> DutyState:
    """A duty of a node or a member that somebody may see; 404 otherwise."""
    state = visible(scope(user, "duties.view", "node__")).filter(pk=pk).first()
    return state or get_object_or_404(of_members(members_in_reach(user)), pk=pk)


def note_url(user: Any, state: DutyState, kind: str) -> str:
    """Where what is still owed is written down; nothing when it is met, or this person may not write there."""
    node = state.node
    if state.status == "met" or node is None or not write_records.allows(user, node):
        return ""
    allowed = AllowedKinds().at(node, today())
    page = reverse("records:note_kind", args=[kind]) if kind in allowed else reverse("records:note")
    return f"{page}?host={node.pk}"


def duty(request: HttpRequest, pk: int) -> HttpResponse:
    """One duty of one subject in one period: the clause, and the facts that count for it."""
    state = in_reach(request.user, pk)
    clause = stored_pack(state.programme.edition_id).duty(state.duty)
    place = doing.place_of(state)
    ids = activities_behind(state.facts)
    facts = visible_to(request.user).filter(pk__in=ids).select_related("host").order_by("day", "pk")
    kind = str(clause.measure.arguments.get("kind", ""))
    context = {
        "state": state,
        "step": doing.step_of(request.user, state, kind) if state.node and state.status != "met" else None,
        "basis": clause_link(request.user, Ruling(state.programme, clause)),
        "note_url": note_url(request.user, state, kind),
        "facts": facts,
        "place": place,
        "address": place.address(request.user, state, clause) if place and state.node and state.status != "met" else "",
        "kept": doing.facts_of(request.user, state),
        "period": period_name(state),
        "page_title": duty_name(state),
    }
    return render(request, "duties/duty.html", context)
