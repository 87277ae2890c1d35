"""Pages of restricted records: a reason first, then the page, which no browser keeps."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mulin.foundation.form_pages import answered
from mulin.foundation.forms import carried_out
from mulin.foundation.refusals import Refused
from mulin.foundation.submissions import once
from mulin.identity.queries import signed_in
from mulin.members.models import Member
from mulin.restricted import actions, queries
from mulin.restricted.actions import NewRecord
from mulin.restricted.forms import ReasonForm, RecordForm, StrikeForm
from mulin.restricted.permissions import keep_restricted
from mulin.tree.permissions import check_anywhere, has_anywhere


def unkept(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """A page that no browser keeps."""
    response = render(request, "restricted/records.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "POST"])
def shelf(request: HttpRequest) -> HttpResponse:
    """The list of records in reach, after a reason."""
    check_anywhere(request.user, "restricted.view")
    form, found = ReasonForm(request.POST or None), []

    def act() -> None:
        found.extend(actions.open_shelf(reason=form.cleaned_data["reason"], by=signed_in(request)))

    page = {"page_title": _("限定范围的记录"), "may_write": has_anywhere(request.user, "restricted.keep")}
    if carried_out(request, form, act):
        return unkept(request, page | {"records": found})
    page["after_url"] = reverse("restricted:write") if page["may_write"] else ""
    intro = _("批评教育、谈话、处分等记录只限指定的人查看，每次查看都会留痕。")
    more = {"form": form, "intro": intro, "submit_label": _("查看"), "cancel_url": reverse("web:home")}
    return render(request, "restricted/reason.html", page | more)


@require_http_methods(["GET", "POST"])
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """One record, after a reason."""
    found = get_object_or_404(queries.records_in_reach(request.user), pk=pk)
    form = ReasonForm(request.POST or None)
    page = {"page_title": str(found), "trail": [(_("限定范围的记录"), reverse("restricted:shelf"))]}

    def act() -> None:
        actions.read(found, reason=form.cleaned_data["reason"], by=signed_in(request))

    if carried_out(request, form, act):
        may_strike = keep_restricted.allows(request.user, found)
        return unkept(request, page | {"records": [found], "open": True, "may_strike": may_strike})
    more = {"form": form, "submit_label": _("查看"), "cancel_url": reverse("restricted:shelf")}
    return render(request, "restricted/reason.html", page | more)


@require_http_methods(["GET", "POST"])
@once
def write(request: HttpRequest) -> HttpResponse:
    """Put a record on the shelf."""
    check_anywhere(request.user, "restricted.keep")
    form = RecordForm(request.POST or None, members=queries.members_to_write_about(request.user))

    def act() -> None:
        given = dict(form.cleaned_data)
        member: Member = given.pop("member")
        actions.write(member, NewRecord(**given), by=signed_in(request))

    return answered(
        request,
        form,
        act,
        {
            "page_title": _("登记限定范围的记录"),
            "intro": _("内容加密保存，不进入搜索、写实档案和导出；本人可以看到。取消预备党员资格会同时办理离开。"),
            "cancel_url": reverse("restricted:shelf"),
        },
    )


@require_http_methods(["GET", "POST"])
@once
def strike(request: HttpRequest, pk: int) -> HttpResponse:
    """Strike out what was entered by mistake."""
    found = get_object_or_404(queries.records_in_reach(request.user), pk=pk)
    keep_restricted.check(request.user, found)
    form = StrikeForm(request.POST or None)
    return answered(
        request,
        form,
        lambda: actions.strike(found, because=form.cleaned_data["because"], by=signed_in(request)),
        {
            "page_title": _("作废记录"),
            "intro": _("作废只改变这条记录；已经办理的离开等手续须另行更正。"),
            "cancel_url": reverse("restricted:shelf"),
        },
    )


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What is written about oneself."""
    member = queries.member_of(request.user)
    if member is None:
        raise Refused(_("您的账号没有关联党员，请联系所在党组织"), status=404)
    found = actions.read_own(member, by=signed_in(request))
    return unkept(request, {"page_title": _("限定范围的记录"), "records": found, "open": True, "own": True})
