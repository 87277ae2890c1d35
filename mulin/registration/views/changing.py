"""Steps of one registration."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mulin.foundation.clock import today
from mulin.foundation.form_pages import answered
from mulin.foundation.forms import Form
from mulin.foundation.refusals import Refused
from mulin.foundation.submissions import once
from mulin.identity.queries import signed_in
from mulin.members.permissions import members_visible_to
from mulin.registration import actions, permissions, queries
from mulin.registration.actions import Listed
from mulin.registration.choices import WITH_THE_UNIT
from mulin.registration.forms import BecauseForm, DayForm, LeavingForm, ProfileForm, ReceiveForm
from mulin.registration.models.registration import profile_of
from mulin.registration.views.fetching import about, places_of, registration_in_reach

STEP = require_http_methods(["GET", "POST"])


@STEP
@once
def list_one(request: HttpRequest, member: int) -> HttpResponse:
    """List one member with the community where they live."""
    found = get_object_or_404(members_visible_to(request.user), pk=member)
    unit = found.tied_on("home_organisation", today())
    if unit is None:
        raise Refused(_("“%(name)s”没有所在党组织，不能列入名单") % {"name": found.name})
    permissions.send_members.check(request.user, unit)
    campaign = queries.current_campaign(unit)
    if campaign is None:
        raise Refused(_("“%(name)s”所在区域没有正在开展的报到工作") % {"name": unit.name})
    form = ProfileForm(request.POST or None, communities=queries.communities())

    def act() -> str:
        row = Listed(found.pk, unit.pk, form.cleaned_data["community"], form.profile)
        listed = actions.list_members(campaign, [row], on=today(), by=signed_in(request))
        return reverse("registration:registration", args=listed[:1])

    back = reverse("members:member", args=[member])
    page = {"page_title": _("列入报到名单"), "intro": found.name, "cancel_url": back, "trail": [(found.name, back)]}
    return answered(request, form, act, page)


@STEP
@once
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Send one member."""
    row = registration_in_reach(request, pk)
    permissions.send_members.check(request.user, row)
    form = DayForm(request.POST or None)
    return about(
        request, row, form, lambda: actions.send([row], by=signed_in(request), **form.cleaned_data), _("派遣报到")
    )


@STEP
@once
def receive(request: HttpRequest, pk: int) -> HttpResponse:
    """Receive one member, as from the QR code of the card."""
    row = registration_in_reach(request, pk)
    permissions.receive_members.check(request.user, row)
    form = ReceiveForm(request.POST or None, places=places_of(request.user))
    return about(
        request, row, form, lambda: actions.receive([row], by=signed_in(request), **form.cleaned_data), _("接收报到")
    )


@STEP
@once
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Send one member back to the unit."""
    row = registration_in_reach(request, pk)
    permissions.receive_members.check(request.user, row)
    form = BecauseForm(request.POST or None)
    return about(
        request, row, form, lambda: actions.refuse([row], by=signed_in(request), **form.cleaned_data), _("退回单位")
    )


@STEP
@once
def slip(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one first slip back."""
    row = registration_in_reach(request, pk)
    permissions.send_members.check(request.user, row)
    form = DayForm(request.POST or None)
    return about(
        request,
        row,
        form,
        lambda: actions.return_first_slips([row], by=signed_in(request), **form.cleaned_data) or [row],
        _("收回登记卡第一联"),
    )


@STEP
@once
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the basic form right."""
    row = registration_in_reach(request, pk)
    permissions.send_members.check(request.user, row)
    initial = {"community": row.community.code, "version": row.version, **profile_of(row)}
    fixed = row.state not in WITH_THE_UNIT or row.state == "sent"
    form = ProfileForm(request.POST or None, initial=initial, communities=queries.communities(), fixed=fixed)

    def act() -> Any:
        given = form.cleaned_data
        return actions.correct(
            row,
            form.profile,
            community=given.get("community"),
            version=given.get("version") or 0,
            by=signed_in(request),
        )

    return about(request, row, form, act, _("更正基本情况登记"))


@STEP
@once
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one member off the list."""
    row = registration_in_reach(request, pk)
    permissions.send_members.check(request.user, row)
    form = BecauseForm(request.POST or None)
    return about(
        request, row, form, lambda: actions.withdraw(row, by=signed_in(request), **form.cleaned_data), _("撤销报到")
    )


@STEP
@once
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Report that a member moves away: the member, or either side."""
    row = registration_in_reach(request, pk)
    reason = permissions.reason_against_reporting(request.user, row)
    if reason:
        raise Refused(reason)
    form = LeavingForm(request.POST or None, communities=queries.communities())
    return about(
        request,
        row,
        form,
        lambda: actions.report_leaving(row, by=signed_in(request), **form.cleaned_data),
        _("报告搬离"),
    )


@STEP
@once
def stay(request: HttpRequest, pk: int) -> HttpResponse:
    """The member stays after all."""
    row = registration_in_reach(request, pk)
    reason = permissions.reason_against_reporting(request.user, row)
    if reason:
        raise Refused(reason)
    form = Form(request.POST if request.method == "POST" else None)
    return about(request, row, form, lambda: actions.stay(row, by=signed_in(request)), _("撤回搬离报告"))


@STEP
@once
def anew(request: HttpRequest, pk: int) -> HttpResponse:
    """Register anew with the community moved to; the old file is closed."""
    row = registration_in_reach(request, pk)
    permissions.send_members.check(request.user, row)
    to = row.destination_community.code if row.destination_community else ""
    initial = {**profile_of(row), "community": to, "address": ""}
    form = ProfileForm(request.POST or None, initial=initial, communities=queries.communities())

    def act() -> Any:
        community = form.cleaned_data["community"]
        return actions.register_anew(row, community, form.profile, on=today(), by=signed_in(request))

    return about(request, row, form, act, _("到新社区重新报到"))


@STEP
@once
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close the file of a member who moved out of the district."""
    row = registration_in_reach(request, pk)
    permissions.receive_members.check(request.user, row)
    form = BecauseForm(request.POST or None, initial={"because": _("迁往%(where)s") % {"where": row.destination_words}})
    return about(request, row, form, lambda: actions.close(row, by=signed_in(request), **form.cleaned_data), _("结档"))
