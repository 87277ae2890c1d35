"""Adding people and files to a record that stands."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from mulin.foundation.refusals import Refused
from mulin.foundation.submissions import once
from mulin.records import actions, pages, permissions
from mulin.records.forms import EvidenceForm, NamesForm, tell
from mulin.records.models import Activity
from mulin.records.views.fetching import acting, seen


@once
def names(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter a paper list of names at once."""
    found = seen(request, pk)
    permissions.changing(found).check(request.user, found)
    form = NamesForm(request.POST or None)
    matching = named(request, found, form) if form.is_valid() else None
    if matching:
        messages.success(request, pages.named_words(matching))
        return redirect("records:activity", pk)
    return render(request, "form_page.html", pages.naming(found, form))


def named(request: HttpRequest, found: Activity, form: NamesForm) -> Any:
    """Enter the names of a valid form, unless one is still open, which the form then asks."""
    said = form.said()
    form.ask_who(actions.resolve_people(said, found.host, found.day, form.chosen()).ambiguous)
    if form.errors:
        return None
    try:
        return actions.enter_attendance(
            found,
            form.cleaned_data["names"],
            chosen=form.chosen(),
            reason=form.cleaned_data["reason"],
            by=acting(request),
        )
    except Refused as refusal:
        return tell(form, refusal)


@once
def attach(request: HttpRequest, pk: int) -> HttpResponse:
    """Add files to a record."""
    found = seen(request, pk)
    permissions.write_records.check(request.user, found)
    form = EvidenceForm(request.POST or None, request.FILES or None)
    if form.is_valid() and attached(request, found, form):
        messages.success(request, _("文件已保存"))
        return redirect("records:activity", pk)
    return render(request, "form_page.html", pages.attaching(found, form))


def attached(request: HttpRequest, found: Activity, form: EvidenceForm) -> bool:
    """Keep the files of a valid form, all or none."""
    try:
        actions.attach_all(
            found,
            form.cleaned_data["attachments"],
            speaks_for=form.cleaned_data["speaks_for"],
            by=acting(request),
        )
    except Refused as refusal:
        tell(form, refusal)
    return not form.errors
