"""Grades held, rectifications, vetoes, milestones."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mulin.assessments import actions, permissions
from mulin.assessments.forms import (
    OrderForm,
    ReasonForm,
    RecheckForm,
    ReportForm,
    TickForm,
    VetoForm,
    carried_out,
)
from mulin.assessments.models import Rectification
from mulin.assessments.pages.buttons import rectification_actions
from mulin.assessments.pages.lists import (
    HISTORY,
    RECTIFICATION_LIGHTS,
    RECTIFICATIONS,
    VETO_WORDS,
    VETOES,
    veto_state,
)
from mulin.assessments.pages.words import figure, milestone_bars, milestone_chart
from mulin.assessments.queries import kept
from mulin.assessments.queries.choices_of import rated_programmes, subjects_of
from mulin.assessments.queries.milestones import milestones_of
from mulin.assessments.views.fetching import chosen_programme, person, trail_of
from mulin.foundation.clock import today
from mulin.foundation.lists import render_list
from mulin.foundation.page_parts import Action
from mulin.foundation.submissions import once
from mulin.programmes.queries import stored_pack
from mulin.tree.permissions import check_anywhere, has_anywhere, scope
from mulin.tree.queries import nodes_within


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
    if carried_out(request, form, lambda: actions.order_rectification(found, by=person(request), **form.cleaned_data)):
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
    if carried_out(request, form, lambda: actions.report_rectification(found, by=person(request), **form.cleaned_data)):
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
            lambda: actions.recheck(found, keep=asked["keep"] == "yes", opinion=asked["opinion"], by=person(request)),
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


def vetoes(request: HttpRequest) -> HttpResponse:
    """The veto register."""
    buttons = []
    if has_anywhere(request.user, "vetoes.manage"):
        url = reverse("assessments:record_veto")
        buttons.append(Action(title=_("登记"), url=url, icon="plus", primary=True))
    rows = kept.vetoes(permissions.visible_subjects(request.user))
    return render_list(request, VETOES, rows, extra={"actions": buttons, "trail": trail_of()})


def veto(request: HttpRequest, pk: int) -> HttpResponse:
    """One veto event, and who lifted it."""
    found = get_object_or_404(kept.vetoes(permissions.visible_subjects(request.user)), pk=pk)
    against = permissions.lift_veto.reason_against(request.user, found)
    if found.lifted_on is not None:
        against = _("这项一票否决已经解除")
    lift = Action(
        title=_("解除"),
        url=reverse("assessments:lift_veto", args=[pk]),
        icon="check",
        primary=not against,
        reason=against or "",
    )
    context = {
        "veto": found,
        "light": veto_state(found),
        "words": VETO_WORDS[veto_state(found)],
        "actions": [lift],
        "page_title": str(found),
        "trail": [*trail_of(), (_("一票否决登记"), reverse("assessments:vetoes"))],
    }
    return render(request, "assessments/veto.html", context)


@require_http_methods(["GET", "POST"])
@once
def record_veto(request: HttpRequest) -> HttpResponse:
    """Record a veto event."""
    check_anywhere(request.user, "vetoes.manage")
    programme = chosen_programme(request)
    listed = kept.veto_kinds(programme)
    form = VetoForm(
        request.POST or None,
        initial={"since": today()},
        subjects=subjects_of(programme, scope(request.user, "vetoes.manage")),
        kinds=listed,
    )
    if request.method == "POST" and form.is_valid():
        asked = dict(form.cleaned_data)
        subject = asked.pop("subject")
        new = actions.NewVeto(**asked)
        if carried_out(request, form, lambda: actions.record_veto(programme, subject, new, by=person(request))):
            messages.success(request, _("已登记，测算等级已更新"))
            return redirect("assessments:vetoes")
    context = {
        "form": form,
        "listed": listed,
        "page_title": _("登记一票否决"),
        "submit_label": _("登记"),
        "cancel_url": reverse("assessments:vetoes"),
        "trail": [*trail_of(), (_("一票否决登记"), reverse("assessments:vetoes"))],
    }
    return render(request, "assessments/record_veto.html", context)


@require_http_methods(["GET", "POST"])
@once
def lift_veto(request: HttpRequest, pk: int) -> HttpResponse:
    """Lift a veto, with a reason."""
    found = get_object_or_404(kept.vetoes(permissions.visible_subjects(request.user)), pk=pk)
    permissions.lift_veto.check(request.user, found)
    form = ReasonForm(request.POST or None)
    if carried_out(request, form, lambda: actions.lift_veto(found, by=person(request), **form.cleaned_data)):
        messages.success(request, _("已解除，测算等级已更新"))
        return redirect("assessments:veto", pk)
    context = {
        "form": form,
        "intro": f"{found.kind}：{found.document}",
        "page_title": _("解除一票否决"),
        "submit_label": _("解除"),
        "cancel_url": reverse("assessments:veto", args=[pk]),
        "trail": [*trail_of(), (str(found), reverse("assessments:veto", args=[pk]))],
    }
    return render(request, "form_page.html", context)


def milestones(request: HttpRequest) -> HttpResponse:
    """Target, actual and forecast at each date."""
    programme = chosen_programme(request)
    kinds = {kind for one in stored_pack(programme.edition_id).milestones for kind in one.subjects}
    subjects = nodes_within(scope(request.user, "assessments.view")).filter(kind__in=kinds).order_by("code")
    asked = request.GET.get("subject", "")
    chosen = subjects.filter(pk=asked).first() if asked.isascii() and asked.isdigit() else None
    subject = chosen or subjects.first()
    rows = milestones_of(programme, subject) if subject else []
    dates = list({row.milestone.id: row.milestone for row in rows}.values())
    parts = []
    for number, date in enumerate(dates):
        own = [row for row in rows if row.milestone.id == date.id]
        parts.append(
            {
                "milestone": date,
                "rows": [
                    (row, *(figure(value, row.target.unit) for value in (row.needed, row.actual, row.forecast)))
                    for row in own
                ],
                "bars": milestone_bars(own),
                "chart": milestone_chart(own, f"milestone{number}"),
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
        lambda: actions.tick_target(found, node, (milestone, target), by=person(request), **form.cleaned_data),
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
