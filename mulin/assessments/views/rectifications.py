"""Ordered rectifications: report and re-check."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mulin.assessments import actions, permissions
from mulin.assessments.forms import RecheckForm, ReportForm
from mulin.assessments.models import Rectification
from mulin.assessments.pages.buttons import rectification_actions
from mulin.assessments.pages.lists import (
    RECTIFICATION_LIGHTS,
    RECTIFICATIONS,
)
from mulin.assessments.queries import kept
from mulin.assessments.views.fetching import trail_of
from mulin.foundation.forms import carried_out
from mulin.foundation.lists import render_list
from mulin.foundation.submissions import once
from mulin.identity.queries import signed_in


def rectifications(request: HttpRequest) -> HttpResponse:
    """Ordered rectifications in reach."""
    rows = kept.rectifications(permissions.visible_subjects(request.user, "holding__subject__"))
    return render_list(request, RECTIFICATIONS, rows, extra={"trail": trail_of()})


def rectification_in_reach(request: HttpRequest, pk: int) -> Rectification:
    """A rectification this person may see; 404 otherwise."""
    rows = kept.rectifications(permissions.visible_subjects(request.user, "holding__subject__"))
    return get_object_or_404(rows, pk=pk)


def rectification(request: HttpRequest, pk: int) -> HttpResponse:
    """One rectification: what was ordered, reported, found."""
    found = rectification_in_reach(request, pk)
    context = {
        "rectification": found,
        "light": RECTIFICATION_LIGHTS[found.state],
        "days_left": kept.days_left(found),
        "actions": rectification_actions(request.user, found),
        "page_title": str(found),
        "trail": [*trail_of(), (_("责令整改"), reverse("assessments:rectifications"))],
    }
    return render(request, "assessments/rectification.html", context)


@require_http_methods(["GET", "POST"])
@once
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Report what has been mended."""
    found = rectification_in_reach(request, pk)
    permissions.report_rectification.check(request.user, found)
    form = ReportForm(request.POST or None)
    if carried_out(
        request, form, lambda: actions.report_rectification(found, by=signed_in(request), **form.cleaned_data)
    ):
        messages.success(request, _("整改情况已报告，等待复查"))
        return redirect("assessments:rectification", pk)
    return rectification_form(request, found, form, _("报告整改"))


@require_http_methods(["GET", "POST"])
@once
def recheck(request: HttpRequest, pk: int) -> HttpResponse:
    """Re-check: the grade stays or goes."""
    found = rectification_in_reach(request, pk)
    permissions.recheck.check(request.user, found)
    form = RecheckForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        if carried_out(
            request,
            form,
            lambda: actions.recheck(
                found, keep=asked["keep"] == "yes", opinion=asked["opinion"], by=signed_in(request)
            ),
        ):
            messages.success(request, _("复查已办结"))
            return redirect("assessments:rectification", pk)
    return rectification_form(request, found, form, _("复查"))


def rectification_form(
    request: HttpRequest, found: Rectification, form: ReportForm | RecheckForm, title: str
) -> HttpResponse:
    """A form about a rectification, with what was ordered above it."""
    context = {
        "form": form,
        "intro": found.text,
        "page_title": title,
        "submit_label": title,
        "cancel_url": reverse("assessments:rectification", args=[found.pk]),
        "trail": [*trail_of(), (str(found), reverse("assessments:rectification", args=[found.pk]))],
    }
    return render(request, "form_page.html", context)
