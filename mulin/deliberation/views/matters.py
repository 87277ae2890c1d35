"""Matters on the web: opened, taken step by step, made public, objections answered."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mulin.deliberation import actions, permissions
from mulin.deliberation.forms import (
    AnswerForm,
    DiscloseForm,
    ObjectionForm,
    OpenMatterForm,
    ReasonForm,
    StepForm,
    StepPollForm,
)
from mulin.deliberation.models import Disclosure, Matter
from mulin.deliberation.pages import MATTERS, matter_page
from mulin.deliberation.queries import matters as queries
from mulin.deliberation.queries.terms import entitled_at
from mulin.foundation.clock import today
from mulin.foundation.form_pages import answered
from mulin.foundation.forms import Form, carried_out
from mulin.foundation.lists import render_list
from mulin.foundation.refusals import Refused
from mulin.foundation.submissions import once
from mulin.identity.queries import signed_in
from mulin.records.queries import visible_to
from mulin.tree.permissions import scope
from mulin.tree.queries import nodes_within


def matters(request: HttpRequest) -> HttpResponse:
    """Matters in reach."""
    return render_list(request, MATTERS, permissions.matters_visible_to(request.user))


def in_reach(request: HttpRequest, pk: int) -> Matter:
    """A matter this person may see; 404 otherwise."""
    return get_object_or_404(permissions.matters_visible_to(request.user), pk=pk)


def managed(request: HttpRequest, pk: int) -> Matter:
    """A matter this person takes through its steps."""
    found = in_reach(request, pk)
    permissions.manage_deliberation.check(request.user, found)
    return found


def matter(request: HttpRequest, pk: int) -> HttpResponse:
    """One matter with every step."""
    return render(request, "deliberation/matter.html", matter_page(request.user, in_reach(request, pk)))


@require_http_methods(["GET", "POST"])
@once
def open_matter(request: HttpRequest, node_pk: int) -> HttpResponse:
    """Open a matter at a node, under one of the procedures in force there."""
    node = get_object_or_404(nodes_within(scope(request.user, permissions.VIEW)).select_related("kind"), pk=node_pk)
    permissions.manage_deliberation.check(request.user, node)
    procedures = queries.procedures_at(node, today())
    if not procedures:
        raise Refused(_("这里没有实施中的议事程序，请先发布含有议事程序的制度"))
    names = [(key, ruling.clause.name) for key, ruling in procedures.items()]
    form = OpenMatterForm(request.POST or None, procedures=names)

    def act() -> None:
        given = dict(form.cleaned_data)
        ruling = procedures[given.pop("procedure")]
        form.made = actions.open_matter(node, ruling, by=signed_in(request), **given)  # type: ignore[attr-defined]

    if carried_out(request, form, act):
        return redirect("deliberation:matter", form.made.pk)  # type: ignore[attr-defined]
    context = {"form": form, "page_title": _("提出议题"), "intro": node.name, "submit_label": _("提出")}
    context |= {"cancel_url": reverse("web:node", args=[node.pk])}
    return render(request, "form_page.html", context)


def asked(
    request: HttpRequest, matter: Matter, form: Form, act: Callable[[], Any], words: tuple[str, str]
) -> HttpResponse:
    """Do what a form about a matter asks and go to the matter; ``words`` are the page's title and its introduction."""
    page = reverse("deliberation:matter", args=[matter.pk])
    trail = [(_("议题"), reverse("deliberation:matters")), (matter.title, page)]
    context = {"page_title": words[0], "intro": words[1], "cancel_url": page, "trail": trail}
    return answered(request, form, act, context)


def open_name(matter: Matter) -> str:
    """What people call the step that is going on."""
    run = queries.open_run(matter)
    return queries.step_of(matter, run.step).name if run else ""


@require_http_methods(["GET", "POST"])
@once
def open_step_poll(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the open step be decided by a ballot of the members of an organisation."""
    found = managed(request, pk)
    organisations = nodes_within(scope(request.user, permissions.MANAGE)).filter(kind__family="party")
    form = StepPollForm(request.POST or None, nodes=organisations)

    def act() -> None:
        voters = entitled_at(form.cleaned_data["node"], today())
        actions.open_step_poll(found, voters, closes_on=form.cleaned_data["closes_on"], by=signed_in(request))

    return asked(request, found, form, act, (_("发起表决"), open_name(found)))


@require_http_methods(["GET", "POST"])
@once
def disclose(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the open step public."""
    found = managed(request, pk)
    form = DiscloseForm(request.POST or None, initial={"text": found.text})

    def act() -> None:
        actions.disclose(found, text=form.cleaned_data["text"], by=signed_in(request))

    return asked(request, found, form, act, (_("公示"), open_name(found)))


@require_http_methods(["GET", "POST"])
@once
def finish_step(request: HttpRequest, pk: int) -> HttpResponse:
    """End the open step."""
    found = managed(request, pk)
    run = queries.open_run(found)
    if run is None:
        raise Refused(_("这个议题已经办结"))
    procedure, said = queries.ruling_of(found).clause, queries.step_of(found, run.step)
    parties = [party for party in procedure.parties if party.id in said.who]
    meetings = visible_to(request.user).filter(host=found.node, day__gte=run.began_on).order_by("-day")
    form = StepForm(request.POST or None, parties=parties, activities=meetings)

    def act() -> None:
        actions.finish_step(found, form.result(), by=signed_in(request))

    return asked(request, found, form, act, (said.name, said.text or _("填写各方到场人数和结论")))


@require_http_methods(["GET", "POST"])
@once
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a matter back."""
    found = managed(request, pk)
    form = ReasonForm(request.POST or None)

    def act() -> None:
        actions.withdraw(found, reason=form.cleaned_data["reason"], by=signed_in(request))

    return asked(request, found, form, act, (_("撤回议题"), found.title))


@require_http_methods(["GET", "POST"])
@once
def object_to(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down an objection to what is public now."""
    found = managed(request, pk)
    disclosure = get_object_or_404(Disclosure, run=queries.open_run(found))
    form = ObjectionForm(request.POST or None)

    def act() -> None:
        actions.object_to(disclosure, by=signed_in(request), **form.cleaned_data)

    return asked(request, found, form, act, (_("登记异议"), disclosure.what))


@require_http_methods(["GET", "POST"])
@once
def answer_objection(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer an objection."""
    objection = get_object_or_404(permissions.objections_visible_to(request.user), pk=pk)
    found = managed(request, objection.disclosure.run.matter_id)
    form = AnswerForm(request.POST or None)

    def act() -> None:
        actions.answer_objection(objection, answer=form.cleaned_data["answer"], by=signed_in(request))

    return asked(request, found, form, act, (_("答复异议"), objection.text))
