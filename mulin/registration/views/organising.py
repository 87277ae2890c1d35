"""Opening and ending campaigns; batches of many registrations."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mulin.foundation.form_pages import answered
from mulin.foundation.forms import Form
from mulin.foundation.refusals import Refused
from mulin.foundation.submissions import once
from mulin.identity.queries import signed_in
from mulin.registration import actions, pages, queries
from mulin.registration.actions import NewCampaign
from mulin.registration.forms import BatchForm, InboxForm, NamesForm, OpenCampaignForm
from mulin.registration.views.fetching import campaign_in_reach, places_of
from mulin.tree.permissions import check_anywhere, own_name, scope
from mulin.tree.queries import nodes_within


@require_http_methods(["GET", "POST"])
@once
def open_campaign(request: HttpRequest) -> HttpResponse:
    """Open a campaign by the clause in force at the chosen place."""
    check_anywhere(request.user, "registrations.organise")
    form = OpenCampaignForm(
        request.POST or None,
        nodes=nodes_within(scope(request.user, "registrations.organise")),
        initial={"node": own_name(request.user, "registrations.organise")},
    )

    def act() -> str:
        given = dict(form.cleaned_data)
        node = given.pop("node")
        clause = queries.only_clause(node)
        made = actions.open_campaign(node, clause, NewCampaign(**given), by=signed_in(request))
        return reverse("registration:campaign", args=[made.pk])

    back = reverse("registration:campaigns")
    page = {"page_title": _("启动报到工作"), "cancel_url": back, "trail": [(_("报到工作"), back)]}
    return answered(request, form, act, page)


@require_http_methods(["GET", "POST"])
@once
def end_campaign(request: HttpRequest, pk: int) -> HttpResponse:
    """End a campaign, after a look at what that means."""
    found = campaign_in_reach(request, pk)
    page = reverse("registration:campaign", args=[pk])
    context = {
        "page_title": _("结束报到工作"),
        "intro": _("结束以后不再列入新的党员；已列入、已派遣的照常办完。"),
        "cancel_url": page,
        "trail": [(found.name, page)],
    }
    form = Form(request.POST if request.method == "POST" else None)
    return answered(request, form, lambda: actions.end_campaign(found, by=signed_in(request)), context)


@require_http_methods(["GET", "POST"])
@once
def batch(request: HttpRequest, name: str) -> HttpResponse:
    """Send, take slips back or receive: those who are ticked, or all who wait."""
    kind = pages.BATCHES[name]
    check_anywhere(request.user, kind.word)
    form = batch_form(name, request)
    if request.method == "POST" and form.is_valid():
        try:
            done = carry_out(request, name, form.cleaned_data)
            messages.success(request, _("已办理 %(number)d 人。") % {"number": len(done)})
            return redirect(request.get_full_path())
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    context = pages.batch_page(name, request.user, form, lambda rows: narrowed(request, rows))
    return render(request, "registration/batch.html", context)


def batch_form(name: str, request: HttpRequest) -> Any:
    """The day, and for the community the place and the reason."""
    given = request.POST or None
    return InboxForm(given, places=places_of(request.user)) if name == "inbox" else BatchForm(given)


def narrowed(request: HttpRequest, rows: Any) -> Any:
    """Only those of one unit, community or campaign, where the address says so."""
    for key in ("unit", "community", "campaign"):
        value = request.GET.get(key, "")
        if value.isascii() and value.isdigit():
            rows = rows.filter(**{f"{key}_id": int(value)})
    return rows


def carry_out(request: HttpRequest, name: str, given: dict[str, Any]) -> list[Any]:
    """What was asked for those who are ticked, or for all."""
    rows = narrowed(request, pages.BATCHES[name].rows(request.user))
    if not given["everybody"]:
        chosen = [int(one) for one in request.POST.getlist("chosen") if one.isascii() and one.isdigit()]
        rows = rows.filter(pk__in=chosen)
    rows = list(rows)
    if not rows:
        raise Refused(_("请先勾选要办理的党员"))
    by, on = signed_in(request), given["on"]
    if name == "outbox":
        return actions.send(rows, on=on, by=by)
    if name == "slips":
        return actions.return_first_slips(rows, on=on, by=by)
    if request.POST.get("verb") == "refuse":
        return actions.refuse(rows, because=given["because"], on=on, by=by)
    return actions.receive(rows, on=on, place=given["place"], by=by)


@require_http_methods(["GET", "POST"])
@once
def names(request: HttpRequest) -> HttpResponse:
    """Receive everybody whom a list names; lines that fit nobody, or several, come back."""
    check_anywhere(request.user, "registrations.receive")
    communities = nodes_within(scope(request.user, "registrations.receive")).filter(kind_id="community")
    form = NamesForm(request.POST or None, communities=communities)
    if request.method != "POST" and communities.count() == 1:
        form.initial["community"] = communities.get().code

    def act() -> None:
        given = form.cleaned_data
        lines = given["names"].splitlines()
        done = actions.receive_named(given["community"], lines, on=given["on"], by=signed_in(request))
        if done.unknown or done.ambiguous:
            raise Refused(name_problems(done.unknown, done.ambiguous), field="names")
        messages.success(request, _("已接收 %(number)d 人。") % {"number": len(done.received)})

    inbox = reverse("registration:inbox")
    page = {"page_title": _("按名单接收"), "cancel_url": inbox, "trail": [(_("接收党员报到"), inbox)], "done": ""}
    return answered(request, form, act, page)


def name_problems(unknown: list[str], ambiguous: list[str]) -> str:
    """Which lines nobody was received for, and why nobody at all was."""
    said = []
    if unknown:
        said.append(_("待接收名单中没有：%(names)s") % {"names": "、".join(unknown)})
    if ambiguous:
        said.append(_("有重名，请在姓名后加报到函编号：%(names)s") % {"names": "、".join(ambiguous)})
    return "；".join(said) + _("。改好后再提交，这次没有接收任何人。")
