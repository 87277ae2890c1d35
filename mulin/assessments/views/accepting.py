"""Rounds, assessors, decisions and certificates."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mulin.assessments import actions, permissions
from mulin.assessments.forms import (
    NO_GRADE,
    AssignForm,
    CertificateRuleForm,
    DecisionForm,
    OpinionForm,
    RoundForm,
    carried_out,
)
from mulin.assessments.models import Round
from mulin.assessments.pages.buttons import print_buttons
from mulin.assessments.pages.lists import ASSIGNMENTS, CERTIFICATES, ROUNDS, STATE_LIGHTS
from mulin.assessments.pages.words import item_tasks
from mulin.assessments.queries import judge_assessment
from mulin.assessments.queries.choices_of import assessors, ready_for_round
from mulin.assessments.queries.composed import certificate_text, check_rows, difference_report, is_valid_on
from mulin.assessments.queries.kept import (
    assigned_to,
    level_names,
    pack_of,
    visible,
)
from mulin.assessments.queries.kept import (
    certificates as certificates_in_reach,
)
from mulin.assessments.queries.kept import (
    rounds as rounds_in_reach,
)
from mulin.assessments.views.fetching import assessment_in_reach, chosen_programme, person, trail_of
from mulin.foundation.clock import today
from mulin.foundation.lists import render_list
from mulin.foundation.page_parts import Action
from mulin.foundation.refusals import Refused
from mulin.foundation.submissions import once
from mulin.identity.models import User
from mulin.tree.models import Node
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
        "actions": [assign, *print_buttons(request.user, "round", pk)],
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
        if carried_out(
            request,
            form,
            lambda: actions.organise_round(programme, new, asked["assessments"], by=person(request)),
        ):
            messages.success(request, _("已组织，请指派评审员"))
            return redirect("assessments:rounds")
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
            lambda: actions.assign(asked["assessments"], asked["assessors"], by=person(request)),
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


@require_http_methods(["GET", "POST"])
@once
def hand_in(request: HttpRequest, pk: int) -> HttpResponse:
    """An assessor hands in the opinion."""
    found = assessment_in_reach(request, pk)
    permissions.score.check(request.user, found)
    form = OpinionForm(request.POST or None)
    if carried_out(
        request, form, lambda: actions.hand_in(found, opinion=form.cleaned_data["opinion"], by=person(request))
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
    if carried_out(request, form, lambda: actions.decide(found, by=person(request), **form.cleaned_data)):
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
    certificate = actions.issue_certificate(found.decision, by=person(request))
    return redirect("assessments:certificate", certificate.pk)


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
        "actions": print_buttons(request.user, "assessment", found.decision.assessment_id),
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
    if carried_out(request, form, lambda: set_rule(programme.node, form, person(request))):
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
