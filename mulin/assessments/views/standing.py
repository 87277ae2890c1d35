"""Where every subject stands now, and opening assessments."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mulin.assessments import actions, permissions
from mulin.assessments.forms import OpenForm
from mulin.assessments.models import Proposal
from mulin.assessments.pages.buttons import fact_url
from mulin.assessments.pages.lists import ASSESSMENTS, STANDINGS
from mulin.assessments.queries import judging_of
from mulin.assessments.queries.choices_of import subjects_of
from mulin.assessments.queries.kept import grade_name, history, proposals, visible
from mulin.assessments.queries.milestones import charge_on
from mulin.assessments.queries.traced import facts_of
from mulin.assessments.views.fetching import chosen_programme, item_or_404, trail_of
from mulin.foundation.clock import today
from mulin.foundation.forms import carried_out
from mulin.foundation.lists import render_list
from mulin.foundation.page_parts import Action
from mulin.foundation.submissions import once
from mulin.identity.queries import signed_in
from mulin.programmes.queries import stored_pack
from mulin.tree.permissions import check_anywhere, has_anywhere, scope
from mulin.tree.queries import forest

OPENING = (permissions.organise_at, permissions.start_self_check)
"""Either of these lets somebody open an assessment of a subject."""


def standings(request: HttpRequest) -> HttpResponse:
    """Score and proposed grade of every subject in reach."""
    user = request.user
    buttons = []
    if has_anywhere(user, "assessments.organise") or has_anywhere(user, "assessments.self_check"):
        buttons.append(Action(title=_("发起评定"), url=reverse("assessments:open"), icon="plus", primary=True))
    for title, name, icon in (
        (_("评定过程"), "running", "list-details"),
        (_("里程碑"), "milestones", "timeline"),
        (_("等级沿革"), "grades", "history"),
    ):
        buttons.append(Action(title=title, url=reverse(f"assessments:{name}"), icon=icon))
    return render_list(request, STANDINGS, proposals(permissions.visible_subjects(user)), extra={"actions": buttons})


def running(request: HttpRequest) -> HttpResponse:
    """Assessments in reach: those at work and those decided."""
    buttons = [
        Action(title=title, url=reverse(f"assessments:{name}"), icon=icon)
        for title, name, icon in (
            (_("评审轮次"), "rounds", "users"),
            (_("责令整改"), "rectifications", "refresh"),
            (_("证书"), "certificates", "certificate"),
        )
    ]
    rows = visible(permissions.visible_assessments(request.user))
    return render_list(request, ASSESSMENTS, rows, extra={"actions": buttons, "trail": trail_of()})


def proposal_in_reach(request: HttpRequest, pk: int) -> Proposal:
    """A standing this person may see; 404 otherwise."""
    return get_object_or_404(proposals(permissions.visible_subjects(request.user)), pk=pk)


def standing(request: HttpRequest, pk: int) -> HttpResponse:
    """One subject: every item with its value and facts, what is missing, the grades it held."""
    proposal = proposal_in_reach(request, pk)
    seen = permissions.visible_subjects(request.user)
    context = {
        "proposal": proposal,
        "may_open": any(one.allows(request.user, proposal.subject) for one in OPENING),
        "grade": grade_name(proposal),
        "holdings": history(seen).filter(subject=proposal.subject, rubric=proposal.rubric),
        "assessments": visible(permissions.visible_assessments(request.user)).filter(subject=proposal.subject)[:10],
        "page_title": proposal.subject.name,
        "trail": trail_of(),
    }
    return render(request, "assessments/standing.html", context)


def standing_facts(request: HttpRequest, pk: int, item: str) -> HttpResponse:
    """The facts behind one item of a subject, as of today."""
    proposal = proposal_in_reach(request, pk)
    judging = judging_of(charge_on(proposal.programme, today()), forest(today()), today())
    clause = item_or_404(judging.pack.rubric(proposal.rubric), item)
    facts = facts_of(judging, proposal.subject_id, clause)
    return render(
        request,
        "assessments/facts.html",
        {
            "item": clause,
            "judged": next((one for one in proposal.items if one["id"] == item), {}),
            "facts": [(fact, fact_url(fact, request.user)) for fact in facts],
            "page_title": f"{item} {clause.text}",
            "trail": [*trail_of(), (proposal.subject.name, reverse("assessments:standing", args=[pk]))],
        },
    )


@require_http_methods(["GET", "POST"])
@once
def open_assessments(request: HttpRequest) -> HttpResponse:
    """Open assessments for several subjects at once."""
    check_anywhere(request.user, "assessments.organise", "assessments.self_check")
    programme = chosen_programme(request)
    may = scope(request.user, "assessments.organise") | scope(request.user, "assessments.self_check")
    initial = {"year": today().year, "subjects": request.GET.getlist("subject")}
    form = OpenForm(request.POST or None, initial=initial, subjects=subjects_of(programme, may))
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        if carried_out(
            request,
            form,
            lambda: actions.open_assessments(
                programme, list(asked["subjects"]), by=signed_in(request), kind=asked["kind"], year=asked["year"]
            ),
        ):
            messages.success(request, _("已发起，各对象可以开始自查"))
            return redirect("assessments:running")
    return render(
        request,
        "assessments/open.html",
        {
            "form": form,
            "programme": programme,
            "pack": stored_pack(programme.edition_id),
            "page_title": _("发起评定"),
            "submit_label": _("发起"),
            "cancel_url": reverse("assessments:assessments"),
            "trail": trail_of(),
        },
    )
