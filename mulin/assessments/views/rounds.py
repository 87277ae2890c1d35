"""Rounds and their assessors."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mulin.assessments import actions, permissions
from mulin.assessments.forms import AssignForm, RoundForm
from mulin.assessments.models import Round
from mulin.assessments.pages.lists import ASSIGNMENTS, ROUNDS, STATE_LIGHTS
from mulin.assessments.queries.choices_of import assessors, ready_for_round
from mulin.assessments.queries.kept import (
    assigned_to,
    visible,
)
from mulin.assessments.queries.kept import (
    rounds as rounds_in_reach,
)
from mulin.assessments.views.fetching import chosen_programme, trail_of
from mulin.foundation.forms import carried_out
from mulin.foundation.lists import render_list
from mulin.foundation.page_parts import Action
from mulin.foundation.refusals import Refused
from mulin.foundation.submissions import once
from mulin.identity.queries import signed_in
from mulin.tree.pages import printing
from mulin.tree.permissions import has_anywhere, scope


def assignments(request: HttpRequest) -> HttpResponse:
    """What this assessor has to assess, and nothing else."""
    if not has_anywhere(request.user, "assessments.score"):
        raise Refused(_("您没有“评审打分”的权限，请联系组织评审的人员"))
    return render_list(request, ASSIGNMENTS, assigned_to(request.user))


def rounds(request: HttpRequest) -> HttpResponse:
    """The rounds of programmes in reach."""
    buttons = []
    if has_anywhere(request.user, "assessments.organise"):
        buttons.append(Action(title=_("组织评审"), url=reverse("assessments:organise"), icon="plus", primary=True))
    rows = rounds_in_reach(scope(request.user, "assessments.view", "programme__node__"))
    return render_list(request, ROUNDS, rows, extra={"actions": buttons, "trail": trail_of()})


def round_in_reach(request: HttpRequest, pk: int) -> Round:
    """A round this person may see; 404 otherwise."""
    return get_object_or_404(rounds_in_reach(scope(request.user, "assessments.view", "programme__node__")), pk=pk)


def round_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One round: what is assessed, by whom, how far."""
    found = round_in_reach(request, pk)
    rows = visible(permissions.visible_assessments(request.user)).filter(round=found)
    against = permissions.organise_at.reason_against(request.user, found.programme.node)
    assign = Action(
        title=_("指派评审员"),
        url=reverse("assessments:assign", args=[pk]),
        icon="user-plus",
        primary=not against,
        reason=against or "",
    )
    context = {
        "round": found,
        "rows": [
            (one, STATE_LIGHTS[one.state], list(one.assignments.all()))
            for one in rows.prefetch_related("assignments__assessor")
        ],
        "actions": [assign, *printing(request.user, "round", pk)],
        "page_title": found.name,
        "trail": [*trail_of(), (_("评审轮次"), reverse("assessments:rounds"))],
    }
    return render(request, "assessments/round.html", context)


@require_http_methods(["GET", "POST"])
@once
def organise(request: HttpRequest) -> HttpResponse:
    """Organise a round and take assessments into it."""
    programme = chosen_programme(request)
    permissions.organise_at.check(request.user, programme.node)
    ready = ready_for_round(programme, scope(request.user, "assessments.organise", "subject__"))
    form = RoundForm(
        request.POST or None, initial={"assessments": request.GET.getlist("assessment")}, assessments=ready
    )
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        new = actions.NewRound(asked["kind"], asked["name"], asked["begins_on"], asked["ends_on"])
        made: list[Round] = []
        if carried_out(
            request,
            form,
            lambda: made.append(actions.organise_round(programme, new, asked["assessments"], by=signed_in(request))),
        ):
            messages.success(request, _("已组织，请指派评审员"))
            return redirect("assessments:round", made[0].pk)
    context = {
        "form": form,
        "intro": str(programme.edition),
        "page_title": _("组织评审"),
        "submit_label": _("组织"),
        "cancel_url": reverse("assessments:rounds"),
        "trail": [*trail_of(), (_("评审轮次"), reverse("assessments:rounds"))],
    }
    return render(request, "form_page.html", context)


@require_http_methods(["GET", "POST"])
@once
def assign(request: HttpRequest, pk: int) -> HttpResponse:
    """Assign assessors to assessments of a round."""
    found = round_in_reach(request, pk)
    permissions.organise_at.check(request.user, found.programme.node)
    rows = visible(permissions.visible_assessments(request.user)).filter(round=found)
    form = AssignForm(
        request.POST or None,
        initial={"assessments": list(rows.values_list("pk", flat=True))},
        assessments=rows,
        assessors=assessors(found.programme.node),
    )
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        if carried_out(
            request,
            form,
            lambda: actions.assign(asked["assessments"], asked["assessors"], by=signed_in(request)),
        ):
            return redirect("assessments:round", pk)
    context = {
        "form": form,
        "page_title": _("指派评审员"),
        "submit_label": _("指派"),
        "cancel_url": reverse("assessments:round", args=[pk]),
        "trail": [*trail_of(), (found.name, reverse("assessments:round", args=[pk]))],
    }
    return render(request, "form_page.html", context)
