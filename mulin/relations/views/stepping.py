"""One step of one thing, or of a batch: a form, then what it asks."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mulin.foundation.form_pages import answered
from mulin.foundation.submissions import once
from mulin.identity.queries import signed_in
from mulin.relations import permissions
from mulin.relations.actions import floating
from mulin.relations.forms import OutcomeForm
from mulin.relations.pages import steps
from mulin.relations.pages.steps import Step
from mulin.relations.views.fetching import refuse_for


def taken(
    request: HttpRequest, rows: QuerySet[Any], pk: int, known: tuple[Mapping[str, Step], str], page: str
) -> HttpResponse:
    """A step of the thing with this key, among what the person may see."""
    table, name = known
    step = table.get(name)
    if step is None:
        raise Http404
    thing = get_object_or_404(rows, pk=pk)
    refuse_for(step.reason(request.user, thing))
    back = reverse(f"relations:{page}", args=[pk])
    form = step.made(request.POST or None)

    def act() -> str:
        step.act(thing, form.cleaned_data, signed_in(request))
        return back

    context = {"page_title": step.title, "intro": str(thing), "cancel_url": back, "trail": [(str(thing), back)]}
    return answered(request, form, act, context | {"submit_label": step.title})


@require_http_methods(["GET", "POST"])
@once
def transfer_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """A step of a transfer."""
    return taken(request, permissions.visible_transfers(request.user), pk, (steps.TRANSFER, step), "transfer")


@require_http_methods(["GET", "POST"])
@once
def absence_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """A step of a member away."""
    return taken(request, permissions.visible_absences(request.user), pk, (steps.ABSENCE, step), "absence")


@require_http_methods(["GET", "POST"])
@once
def stay_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """A step of a member who came."""
    return taken(request, permissions.visible_stays(request.user), pk, (steps.STAY, step), "stay")


@require_http_methods(["GET", "POST"])
@once
def case_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """A step of a flagged case."""
    return taken(request, permissions.visible_cases(request.user), pk, (steps.CASE, step), "case")


@require_http_methods(["GET", "POST"])
@once
def return_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """A community's return is completed."""
    return taken(request, permissions.visible_returns(request.user), pk, (steps.RETURN, step), "census_return")


@require_http_methods(["GET", "POST"])
@once
def batch_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """A step of all transfers of a batch that are ready for it."""
    if step not in steps.BATCH:
        raise Http404
    batch = get_object_or_404(permissions.visible_batches(request.user), pk=pk)
    known = steps.TRANSFER[step]
    rows = list(permissions.visible_transfers(request.user).filter(batch=batch))
    ready = [one for one in rows if known.at_hand(one)]
    for one in ready[:1] or rows[:1]:
        refuse_for(known.reason(request.user, one))
    back = reverse("relations:batch", args=[pk])
    form = known.made(request.POST or None)

    def act() -> str:
        steps.MANY[step](ready, by=signed_in(request), **form.cleaned_data)
        return back

    intro = _("%(number)d 人") % {"number": len(ready)}
    context = {"page_title": known.title, "intro": intro, "cancel_url": back, "trail": [(str(batch), back)]}
    return answered(request, form, act, context | {"submit_label": known.title})


@require_http_methods(["GET", "POST"])
@once
def mend_lapse(request: HttpRequest, pk: int, lapse: int) -> HttpResponse:
    """A lapse was mended."""
    absence = get_object_or_404(permissions.visible_absences(request.user), pk=pk)
    found = get_object_or_404(absence.lapses.all(), pk=lapse)
    refuse_for(steps.at_home(request.user, absence))
    back = reverse("relations:absence", args=[pk])
    form = OutcomeForm(request.POST or None)

    def act() -> str:
        floating.mend(found, by=signed_in(request), **form.cleaned_data)
        return back

    context = {"page_title": _("登记改正"), "intro": str(found), "cancel_url": back, "trail": [(str(absence), back)]}
    return answered(request, form, act, context)
