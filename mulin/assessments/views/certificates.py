"""Certificates, and the rule by which they are numbered."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mulin.assessments import actions, permissions
from mulin.assessments.forms import CertificateRuleForm
from mulin.assessments.pages.lists import CERTIFICATES
from mulin.assessments.queries.composed import certificate_text, is_valid_on
from mulin.assessments.queries.kept import (
    certificates as certificates_in_reach,
)
from mulin.assessments.views.fetching import chosen_programme, trail_of
from mulin.foundation.clock import today
from mulin.foundation.forms import carried_out
from mulin.foundation.lists import render_list
from mulin.foundation.page_parts import Action
from mulin.foundation.submissions import once
from mulin.identity.models import User
from mulin.identity.queries import signed_in
from mulin.tree.models import Node
from mulin.tree.pages import printing
from mulin.tree.permissions import has_anywhere, scope


def certificates(request: HttpRequest) -> HttpResponse:
    """Certificates in reach."""
    rows = certificates_in_reach(scope(request.user, "assessments.view", "decision__assessment__subject__"))
    buttons = []
    if has_anywhere(request.user, "assessments.decide"):
        buttons.append(Action(title=_("证书规则"), url=reverse("assessments:certificate_rule"), icon="settings"))
    return render_list(request, CERTIFICATES, rows, extra={"actions": buttons, "trail": trail_of()})


def certificate(request: HttpRequest, pk: int) -> HttpResponse:
    """One certificate, and whether it holds today."""
    rows = certificates_in_reach(scope(request.user, "assessments.view", "decision__assessment__subject__"))
    found = get_object_or_404(rows, pk=pk)
    context = {
        "certificate": found,
        "text": certificate_text(found),
        "valid": is_valid_on(found, today()),
        "actions": printing(request.user, "assessment", found.decision.assessment_id),
        "page_title": found.number,
        "trail": [*trail_of(found.decision.assessment), (_("证书"), reverse("assessments:certificates"))],
    }
    return render(request, "assessments/certificate.html", context)


@require_http_methods(["GET", "POST"])
@once
def certificate_rule(request: HttpRequest) -> HttpResponse:
    """How certificates are numbered and how long they hold, where the programme is in force."""
    programme = chosen_programme(request)
    permissions.decide_at.check(request.user, programme.node)
    rule = getattr(programme.node, "certificate_rule", None)
    initial = {"number_prefix": rule.prefix, "years_valid": rule.years_valid} if rule else {}
    form = CertificateRuleForm(request.POST or None, initial=initial)
    if carried_out(request, form, lambda: set_rule(programme.node, form, signed_in(request))):
        messages.success(request, _("证书规则已保存"))
        return redirect("assessments:certificates")
    context = {
        "form": form,
        "intro": _("适用于%(node)s及以下") % {"node": programme.node},
        "page_title": _("证书规则"),
        "submit_label": _("保存"),
        "cancel_url": reverse("assessments:certificates"),
        "trail": [*trail_of(), (_("证书"), reverse("assessments:certificates"))],
    }
    return render(request, "form_page.html", context)


def set_rule(node: Node, form: CertificateRuleForm, by: User) -> None:
    """Set the rule that the form says."""
    asked = form.cleaned_data
    actions.set_certificate_rule(node, prefix=asked["number_prefix"], years_valid=asked["years_valid"], by=by)
