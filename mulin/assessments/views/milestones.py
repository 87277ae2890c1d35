"""Milestones: target, actual, forecast, and ticking off what no fact can show."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mulin.assessments import actions, permissions
from mulin.assessments.forms import TickForm
from mulin.assessments.pages.words import figure, in_order_of_need, milestone_bars
from mulin.assessments.queries.choices_of import rated_programmes
from mulin.assessments.queries.milestones import milestones_of
from mulin.assessments.views.fetching import chosen_programme, trail_of
from mulin.foundation.clock import today
from mulin.foundation.forms import carried_out
from mulin.foundation.submissions import once
from mulin.identity.queries import signed_in
from mulin.programmes.queries import stored_pack
from mulin.tree.permissions import scope
from mulin.tree.queries import nodes_within


def milestones(request: HttpRequest) -> HttpResponse:
    """Target, actual and forecast at each date: the next one first, then those to come, then the past, latest first."""
    programme = chosen_programme(request)
    kinds = {kind for one in stored_pack(programme.edition_id).milestones for kind in one.subjects}
    subjects = nodes_within(scope(request.user, "assessments.view")).filter(kind__in=kinds).order_by("code")
    asked = request.GET.get("subject", "")
    chosen = subjects.filter(pk=asked).first() if asked.isascii() and asked.isdigit() else None
    subject = chosen or subjects.first()
    rows = milestones_of(programme, subject) if subject else []
    dates = list({row.milestone.id: row.milestone for row in rows}.values())
    parts = []
    for date in in_order_of_need(dates):
        own = [row for row in rows if row.milestone.id == date.id]
        parts.append(
            {
                "milestone": date,
                "rows": [
                    (row, *(figure(value, row.target.unit) for value in (row.needed, row.actual, row.forecast)))
                    for row in own
                ],
                "bars": milestone_bars(own),
                "is_past": date.day < today(),
            }
        )
    context = {
        "programme": programme,
        "subject": subject,
        "subjects": subjects[:50],
        "parts": parts,
        "may_tick": subject is not None and permissions.organise_at.allows(request.user, subject),
        "page_title": _("里程碑"),
        "trail": trail_of(),
    }
    return render(request, "assessments/milestones.html", context)


@require_http_methods(["GET", "POST"])
@once
def tick(request: HttpRequest, programme: int, subject: int, milestone: str, target: str) -> HttpResponse:
    """Tick off a target that no fact can show."""
    found = get_object_or_404(rated_programmes(request.user), pk=programme)
    node = get_object_or_404(nodes_within(scope(request.user, "assessments.view")), pk=subject)
    permissions.organise_at.check(request.user, node)
    named = [
        one
        for stone in stored_pack(found.edition_id).milestones
        if stone.id == milestone
        for one in stone.targets
        if one.id == target
    ]
    if not named:
        raise Http404
    form = TickForm(request.POST or None, initial={"reached_on": today()})
    if carried_out(
        request,
        form,
        lambda: actions.tick_target(found, node, (milestone, target), by=signed_in(request), **form.cleaned_data),
    ):
        return redirect("assessments:milestones")
    context = {
        "form": form,
        "intro": named[0].because,
        "page_title": named[0].name,
        "submit_label": _("认定完成"),
        "cancel_url": reverse("assessments:milestones"),
        "trail": [*trail_of(), (_("里程碑"), reverse("assessments:milestones"))],
    }
    return render(request, "form_page.html", context)
