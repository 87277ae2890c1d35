"""记一笔: writing an activity down."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from mulin.foundation.clock import today
from mulin.foundation.refusals import Refused
from mulin.foundation.submissions import once
from mulin.identity.models import User
from mulin.records import actions, pages, queries
from mulin.records.forms import RecordForm, tell
from mulin.records.models import Activity
from mulin.records.views.fetching import acting
from mulin.tree.permissions import check_anywhere, has_anywhere


@require_safe
def note(request: HttpRequest) -> HttpResponse:
    """记一笔: pick the kind."""
    check_anywhere(request.user, "records.write")
    kinds = queries.kinds_for(request.user, request.GET.get("host", ""))
    used = queries.kinds_used(request.user)
    return render(request, "records/pick_kind.html", pages.picking(request.user, kinds, used, request.GET.dict()))


@once
def note_kind(request: HttpRequest, kind: str) -> HttpResponse:
    """记一笔: one short form."""
    asked = queries.kinds_for(request.user).get(kind)
    if asked is None:
        raise Http404
    hosts = queries.hosts_for(request.user, asked)
    form = RecordForm(
        request.POST or None,
        request.FILES or None,
        kind=asked,
        hosts=hosts,
        members=queries.members_to_pick(request.user, today()),
        complete=request.POST.get("then") != "draft",
        initial={"host": getattr(queries.likely_host(request.user, hosts, request.GET.get("host", "")), "pk", None)},
    )
    made = written_down(request, form) if form.is_valid() else None
    if made:
        messages.success(request, pages.saved_words(made))
        return redirect("records:activity", made.pk)
    return render(request, "records/form.html", pages.noting(form, may_confirm=may_confirm(request)))


def may_confirm(request: HttpRequest) -> bool:
    """Does the button that saves and confirms show?"""
    return has_anywhere(request.user, "records.confirm")


def written_down(request: HttpRequest, form: RecordForm) -> Activity | None:
    """Write down what a valid form says; what is refused or open is shown in the form."""
    try:
        people = people_of_form(form, by=acting(request))
        if people is None:
            return None
        content = form.content()
        content["headcount"] = form.headcount(len(people))
        return actions.record(
            form.host,
            form.kind.id,
            form.cleaned_data["day"],
            people=people,
            files=form.cleaned_data["attachments"],
            at_once=request.POST.get("then") == "confirm",
            by=acting(request),
            **content,
        )
    except Refused as refusal:
        tell(form, refusal)
        return None


def people_of_form(form: RecordForm, *, by: User) -> tuple[Any, ...] | None:
    """Who the form says was there; nothing when a name is still open, which the form then asks."""
    members, names = form.said_people()
    place = (form.host, form.cleaned_data["day"])
    found = actions.people_said(members, names, at=place, by=by, chosen=form.chosen(), activity=form.activity)
    form.ask_who(found.ambiguous)
    return None if form.errors else found.people
