"""Handing in an opinion, deciding, issuing the certificate."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mulin.assessments import actions, permissions
from mulin.assessments.forms import NO_GRADE, DecisionForm, OpinionForm
from mulin.assessments.pages.words import item_tasks
from mulin.assessments.queries import judge_assessment
from mulin.assessments.queries.composed import check_rows, difference_report
from mulin.assessments.queries.kept import (
    level_names,
    pack_of,
)
from mulin.assessments.views.fetching import assessment_in_reach, trail_of
from mulin.foundation.clock import today
from mulin.foundation.forms import carried_out
from mulin.foundation.refusals import Refused
from mulin.foundation.submissions import once
from mulin.identity.queries import signed_in


@require_http_methods(["GET", "POST"])
@once
def hand_in(request: HttpRequest, pk: int) -> HttpResponse:
    """An assessor hands in the opinion."""
    found = assessment_in_reach(request, pk)
    permissions.score.check(request.user, found)
    form = OpinionForm(request.POST or None)
    if carried_out(
        request, form, lambda: actions.hand_in(found, opinion=form.cleaned_data["opinion"], by=signed_in(request))
    ):
        messages.success(request, _("评审意见已提交"))
        return redirect("assessments:assignments")
    context = {
        "form": form,
        "assessment": found,
        "tasks": item_tasks(found, check_rows(found)),
        "page_title": _("提交评审意见"),
        "submit_label": _("提交"),
        "cancel_url": reverse("assessments:assessment", args=[pk]),
        "trail": trail_of(found),
    }
    return render(request, "assessments/review.html", context)


@require_http_methods(["GET", "POST"])
@once
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide: what is reached, what is missing, and why so."""
    found = assessment_in_reach(request, pk)
    permissions.decide.check(request.user, found)
    names = level_names(pack_of(found), found.rubric)
    result = judge_assessment(found, today())
    reached = result.grade if result else None
    form = DecisionForm(request.POST or None, initial={"grade": reached or NO_GRADE}, grades=names)
    if carried_out(request, form, lambda: actions.decide(found, by=signed_in(request), **form.cleaned_data)):
        messages.success(request, _("认定已作出"))
        return redirect("assessments:course", pk)
    lacking = (
        [(names[level], [one.text for one in missing]) for level, missing in result.refused.items()] if result else []
    )
    context = {
        "form": form,
        "assessment": found,
        "result": result,
        "reached": names.get(reached or "", ""),
        "lacking": lacking,
        "differences": difference_report(found),
        "level": names.get(found.level, ""),
        "page_title": _("作出认定"),
        "submit_label": _("作出认定"),
        "cancel_url": reverse("assessments:assessment", args=[pk]),
        "trail": trail_of(found),
    }
    return render(request, "assessments/decide.html", context)


@require_POST
@once
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Issue the certificate of a granted grade."""
    found = assessment_in_reach(request, pk)
    if not hasattr(found, "decision"):
        raise Refused(_("还没有作出认定，不能签发证书"))
    certificate = actions.issue_certificate(found.decision, by=signed_in(request))
    return redirect("assessments:certificate", certificate.pk)
