"""The veto register."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mulin.assessments import actions, permissions
from mulin.assessments.choices import VETO_WORDS
from mulin.assessments.forms import ReasonForm, VetoForm
from mulin.assessments.pages.lists import (
    VETOES,
)
from mulin.assessments.queries import kept
from mulin.assessments.queries.choices_of import subjects_of
from mulin.assessments.views.fetching import chosen_programme, trail_of
from mulin.foundation.clock import today
from mulin.foundation.forms import carried_out
from mulin.foundation.lists import render_list
from mulin.foundation.page_parts import Action
from mulin.foundation.submissions import once
from mulin.identity.queries import signed_in
from mulin.tree.permissions import check_anywhere, has_anywhere, scope


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
        "light": kept.veto_state(found),
        "words": VETO_WORDS[kept.veto_state(found)],
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
        if carried_out(request, form, lambda: actions.record_veto(programme, subject, new, by=signed_in(request))):
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
    if carried_out(request, form, lambda: actions.lift_veto(found, by=signed_in(request), **form.cleaned_data)):
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
