"""Pages of duties."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from mulin.duties.pages import DUTIES, duty_name, period_name
from mulin.duties.queries import visible
from mulin.foundation.lists import render_list
from mulin.programmes.queries import stored_pack
from mulin.records.queries import visible_to
from mulin.tree.permissions import scope


def duties(request: HttpRequest) -> HttpResponse:
    """What everybody in reach owes."""
    return render_list(request, DUTIES, visible(scope(request.user, "duties.view", "node__")))


def duty(request: HttpRequest, pk: int) -> HttpResponse:
    """One duty of one subject in one period: the clause, and the facts that count for it."""
    state = get_object_or_404(visible(scope(request.user, "duties.view", "node__")), pk=pk)
    clause = stored_pack(state.programme.edition_id).duty(state.duty)
    ids = [number for table, number in state.facts if table == "activities"]
    facts = visible_to(request.user).filter(pk__in=ids).select_related("host").order_by("day", "pk")
    context = {
        "state": state,
        "clause": clause,
        "kind": clause.measure.arguments.get("kind", ""),
        "facts": facts,
        "period": period_name(state),
        "page_title": duty_name(state),
    }
    return render(request, "duties/duty.html", context)
