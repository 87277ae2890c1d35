"""What begins for members away and here: an absence, a stay, dues, a census, a flagged case."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mulin.foundation.clock import today
from mulin.foundation.form_pages import answered
from mulin.foundation.submissions import once
from mulin.identity.queries import signed_in
from mulin.members.permissions import is_oneself
from mulin.relations import forms, permissions
from mulin.relations.actions import floating, withdrawals
from mulin.relations.pages.steps import spot_of
from mulin.relations.queries.nodes import members_at, party_nodes, places
from mulin.relations.views.fetching import about, member_in_reach, own_or_managed, refuse_for
from mulin.tree.permissions import check_anywhere, own_organisation

MANAGE = permissions.MANAGE


@require_http_methods(["GET", "POST"])
@once
def tell_absence(request: HttpRequest, member: int) -> HttpResponse:
    """A member goes away."""
    found = member_in_reach(request, member)
    refuse_for(own_or_managed(request.user, found))
    own = is_oneself(request.user, found)
    form = forms.DepartureForm(request.POST or None, hosts=party_nodes(), own=own)

    def act() -> str:
        given = form.cleaned_data
        told = {name: given[name] for name in ("reason", "left_on", "expected_until")}
        told["told_on"] = given.get("told_on", today())
        made = floating.tell_absence(found, floating.Departure(spot=spot_of(given), **told), by=signed_in(request))
        return reverse("relations:absence", args=[made.pk])

    return answered(request, form, act, about(found, _("报告外出") if own else _("登记外出")))


@require_http_methods(["GET", "POST"])
@once
def receive_stay(request: HttpRequest) -> HttpResponse:
    """A member who came is received, whatever the papers are like."""
    check_anywhere(request.user, MANAGE)
    hosts = party_nodes(request.user, MANAGE)
    form = forms.ArrivalForm(
        request.POST or None, hosts=hosts, initial={"host": own_organisation(request.user, MANAGE)}
    )

    def act() -> str:
        given = form.cleaned_data
        names = ("from_text", "permit_shown", "permit_number", "permit_steps", "reason", "came_on")
        arrival = floating.Arrival(**{name: given[name] for name in names})
        made = floating.receive_floating(form.person(), arrival, given["host"], by=signed_in(request))
        return reverse("relations:stay", args=[made.pk])

    back = reverse("relations:stays")
    return answered(request, form, act, {"page_title": _("接收流入党员"), "cancel_url": back})


@require_http_methods(["GET", "POST"])
@once
def host_absence(request: HttpRequest, pk: int) -> HttpResponse:
    """A host of ours receives a member of another organisation of ours."""
    absence = get_object_or_404(permissions.visible_absences(request.user), pk=pk)
    check_anywhere(request.user, MANAGE)
    form = forms.HostForm(request.POST or None, hosts=party_nodes(request.user, MANAGE))

    def act() -> str:
        given = dict(form.cleaned_data)
        number = absence.permit.number if absence.permit is not None else ""
        arrival = floating.Arrival(absence.home.name, permit_number=number, reason=absence.reason, **without(given))
        made = floating.receive_known(absence.member, arrival, given["host"], by=signed_in(request))
        return reverse("relations:stay", args=[made.pk])

    back = reverse("relations:absence", args=[pk])
    return answered(request, form, act, {"page_title": _("接收流动党员"), "intro": str(absence), "cancel_url": back})


def without(given: dict[str, Any]) -> dict[str, Any]:
    """The answers about the permit and the day."""
    return {name: value for name, value in given.items() if name != "host"}


@require_http_methods(["GET", "POST"])
@once
def report_stays(request: HttpRequest) -> HttpResponse:
    """Report all members received and not yet reported."""
    check_anywhere(request.user, MANAGE)
    form = forms.OnForm(request.POST or None)
    rows = permissions.manageable_stays(request.user).filter(reported_on__isnull=True, ended_on__isnull=True)

    def act() -> str:
        number = floating.report_upward(list(rows), by=signed_in(request), **form.cleaned_data)
        messages.success(request, _("已报备 %(number)d 人") % {"number": number})
        return reverse("relations:stays")

    back = reverse("relations:stays")
    number = rows.count()
    intro = _("尚未报备 %(number)d 人") % {"number": number} if number else _("流入党员都已报备，没有要办的。")
    return answered(request, form, act, {"page_title": _("报上级备案"), "intro": intro, "cancel_url": back, "done": ""})


@require_http_methods(["GET", "POST"])
@once
def dues(request: HttpRequest) -> HttpResponse:
    """Note dues of a month."""
    check_anywhere(request.user, MANAGE)
    form = forms.DuesForm(
        request.POST or None,
        nodes=party_nodes(request.user, MANAGE),
        initial={"at": own_organisation(request.user, MANAGE)},
    )

    def act() -> str:
        given = dict(form.cleaned_data)
        members = members_at(given["at"], given.pop("names"))
        number = floating.note_dues(members, by=signed_in(request), **given)
        messages.success(request, _("已登记 %(number)d 人") % {"number": number})
        return reverse("relations:stays")

    back = reverse("relations:stays")
    return answered(request, form, act, {"page_title": _("登记党费"), "cancel_url": back, "done": ""})


@require_http_methods(["GET", "POST"])
@once
def open_census(request: HttpRequest) -> HttpResponse:
    """Ask every community to count those who came."""
    check_anywhere(request.user, "relations.census")
    nodes = places(request.user)
    form = forms.CensusForm(request.POST or None, nodes=nodes, initial={"year": today().year})

    def act() -> str:
        given = dict(form.cleaned_data)
        floating.open_census(given.pop("node"), by=signed_in(request), **given)
        return reverse("relations:census")

    back = reverse("relations:census")
    return answered(request, form, act, {"page_title": _("发起流入党员摸底"), "cancel_url": back})


@require_http_methods(["GET", "POST"])
@once
def open_case(request: HttpRequest, member: int) -> HttpResponse:
    """Take up what the facts flag for a member."""
    found = member_in_reach(request, member)
    permissions.manage_relations.check(request.user, found)

    def act() -> str:
        made = withdrawals.open_case(found, by=signed_in(request))
        return reverse("relations:case", args=[made.pk])

    context = about(found, _("立案核实")) | {"submit_label": _("立案核实")}
    return answered(request, forms.ConfirmForm(request.POST or None), act, context)


@require_http_methods(["GET", "POST"])
@once
def excuse(request: HttpRequest, member: int) -> HttpResponse:
    """Note a known cause why a member takes no part for a time."""
    found = member_in_reach(request, member)
    permissions.manage_relations.check(request.user, found)
    form = forms.ExcuseForm(request.POST or None)

    def act() -> str:
        withdrawals.excuse(found, by=signed_in(request), **form.cleaned_data)
        return reverse("members:member", args=[found.pk])

    return answered(request, form, act, about(found, _("登记正当理由")))
