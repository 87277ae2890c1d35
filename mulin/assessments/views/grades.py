"""Grades held, and ordering a rectification of one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mulin.assessments import actions, permissions
from mulin.assessments.forms import OrderForm
from mulin.assessments.pages.lists import (
    HISTORY,
    RECTIFICATION_LIGHTS,
)
from mulin.assessments.queries import kept
from mulin.assessments.views.fetching import trail_of
from mulin.foundation.forms import carried_out
from mulin.foundation.lists import render_list
from mulin.foundation.page_parts import Action
from mulin.foundation.submissions import once
from mulin.identity.queries import signed_in


def grades(request: HttpRequest) -> HttpResponse:
    """The dated history of grades."""
    rows = kept.history(permissions.visible_subjects(request.user))
    return render_list(request, HISTORY, rows, extra={"trail": trail_of()})


def holding(request: HttpRequest, pk: int) -> HttpResponse:
    """One grade held: its decision, its rectifications."""
    found = get_object_or_404(kept.history(permissions.visible_subjects(request.user)), pk=pk)
    against = permissions.order_rectification.reason_against(request.user, found)
    if found.until is not None:
        against = _("这个等级已经终止，不用再责令整改")
    order = Action(
        title=_("责令整改"),
        url=reverse("assessments:order", args=[pk]),
        icon="refresh",
        primary=not against,
        reason=against or "",
    )
    context = {
        "holding": found,
        "decision": found.decision,
        "rectifications": [(one, RECTIFICATION_LIGHTS[one.state]) for one in found.rectifications.all()],
        "actions": [order],
        "page_title": str(found),
        "trail": [*trail_of(), (_("等级沿革"), reverse("assessments:grades"))],
    }
    return render(request, "assessments/holding.html", context)


@require_http_methods(["GET", "POST"])
@once
def order(request: HttpRequest, pk: int) -> HttpResponse:
    """Order a rectification."""
    found = get_object_or_404(kept.history(permissions.visible_subjects(request.user)), pk=pk)
    permissions.order_rectification.check(request.user, found)
    form = OrderForm(request.POST or None)
    if carried_out(
        request, form, lambda: actions.order_rectification(found, by=signed_in(request), **form.cleaned_data)
    ):
        messages.success(request, _("整改通知已下达"))
        return redirect("assessments:holding", pk)
    context = {
        "form": form,
        "intro": str(found),
        "page_title": _("责令整改"),
        "submit_label": _("下达"),
        "cancel_url": reverse("assessments:holding", args=[pk]),
        "trail": [*trail_of(), (str(found), reverse("assessments:holding", args=[pk]))],
    }
    return render(request, "form_page.html", context)
