"""Pages of members: fetch, act, answer."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mulin.foundation.clock import today
from mulin.foundation.form_pages import answered, read_in_clear
from mulin.foundation.lists import render_list
from mulin.foundation.page_parts import Action
from mulin.foundation.refusals import Refused
from mulin.foundation.submissions import once
from mulin.identity.queries import signed_in
from mulin.members import actions, permissions
from mulin.members.forms import (
    CorrectForm,
    LeaveForm,
    LinkAccountForm,
    MemberForm,
    MoveTieForm,
    RegisterForm,
)
from mulin.members.models import Member
from mulin.members.pages import LISTED, SEALED, field_title, member_page, searchable
from mulin.members.pages.file import file_page
from mulin.members.queries import with_all_ties, with_tie_names
from mulin.tree.permissions import has_anywhere, own_organisation, scope
from mulin.tree.queries import nodes_within


def in_reach(request: HttpRequest, pk: int) -> Member:
    """A member this person may see through one of the ties; 404 otherwise."""
    return get_object_or_404(with_all_ties(permissions.members_visible_to(request.user)), pk=pk)


def asked(
    request: HttpRequest, form: forms.BaseForm, act: Callable[[], Any], member: Member, title: str
) -> HttpResponse:
    """Do what a sent and valid form asks and go to the member; else show the form with what is to be mended."""
    page = reverse("members:member", args=[member.pk])

    def onward() -> str:
        act()
        return reverse("members:members") if member.left_on else page

    trail = [(_("党员"), reverse("members:members")), (member.name, page)]
    context = {"page_title": title, "intro": member.name, "cancel_url": page, "trail": trail}
    return answered(request, form, onward, context)


def members(request: HttpRequest) -> HttpResponse:
    """Members in reach, by either tie."""
    rows = with_tie_names(permissions.members_visible_to(request.user), today()).values(*LISTED)
    buttons = []
    if has_anywhere(request.user, "members.manage"):
        url = reverse("members:register")
        buttons.append(Action(title=_("登记党员"), url=url, icon="user-plus", primary=True))
    extra = {"actions": buttons, "may_import": has_anywhere(request.user, "sheets.import")}
    return render_list(request, searchable(request), rows, extra=extra)


def member(request: HttpRequest, pk: int) -> HttpResponse:
    """One member, with the fields of the side from which this person looks."""
    return render(request, "members/member.html", member_page(request, in_reach(request, pk)))


def member_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The factual file of one member, as far as this side reads it."""
    return render(request, "members/file.html", file_page(request, in_reach(request, pk)))


@require_http_methods(["GET", "POST"])
@once
def register(request: HttpRequest) -> HttpResponse:
    """A new member with both ties."""
    if not has_anywhere(request.user, "members.manage"):
        raise Refused(_("您没有“管理党员”的权限，请联系上级管理员"))
    organisations = nodes_within(scope(request.user, "members.manage")).select_related("kind")
    places = nodes_within(scope(request.user, "nodes.view")).select_related("kind")
    form = RegisterForm(
        request.POST or None,
        organisations=organisations,
        places=places,
        initial={"home": own_organisation(request.user, "members.manage")},
    )
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        homes = actions.Homes(given.pop("home"), given.pop("residence"), given.pop("since"))
        try:
            made = actions.register(given, homes, by=signed_in(request))
            return redirect("members:member", pk=made.pk)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    context = {"form": form, "page_title": _("登记党员"), "cancel_url": reverse("members:members")}
    return render(request, "form_page.html", context)


@require_http_methods(["GET", "POST"])
@once
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Put fields of a member right."""
    found = in_reach(request, pk)
    permissions.manage_members.check(request.user, found)
    initial = {name: getattr(found, name) for name in MemberForm.base_fields if name not in SEALED}
    form = CorrectForm(request.POST or None, initial=initial, masked_phone=found.masked_phone)

    def act() -> None:
        since = form.cleaned_data["category_since"]
        actions.correct(found, form.changes(), by=signed_in(request), category_since=since)

    return asked(request, form, act, found, _("更正党员信息"))


@require_http_methods(["GET", "POST"])
@once
def move_tie(request: HttpRequest, pk: int) -> HttpResponse:
    """Another organisation or another community."""
    found = in_reach(request, pk)
    permissions.manage_members.check(request.user, found)
    nodes = nodes_within(scope(request.user, "nodes.view")).select_related("kind")
    form = MoveTieForm(request.POST or None, nodes=nodes)

    def act() -> None:
        given = dict(form.cleaned_data)
        actions.move_tie(found, given.pop("kind"), given.pop("node"), by=signed_in(request), **given)

    return asked(request, form, act, found, _("调整党员关系"))


@require_http_methods(["GET", "POST"])
@once
def link_account(request: HttpRequest, pk: int) -> HttpResponse:
    """The member's own account."""
    found = in_reach(request, pk)
    permissions.manage_members.check(request.user, found)
    form = LinkAccountForm(request.POST or None, initial={"username": found.account.username if found.account else ""})

    def act() -> None:
        actions.link_account(found, form.cleaned_data["username"], by=signed_in(request))

    return asked(request, form, act, found, _("关联本人账号"))


@require_http_methods(["GET", "POST"])
@once
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """A member is no longer one of ours."""
    found = in_reach(request, pk)
    permissions.manage_members.check(request.user, found)
    form = LeaveForm(request.POST or None)

    def act() -> None:
        found.left_on = actions.leave(found, by=signed_in(request), **form.cleaned_data).left_on

    return asked(request, form, act, found, _("党员离开"))


@require_http_methods(["GET", "POST"])
def read_clear(request: HttpRequest, pk: int, field: str) -> HttpResponse:
    """One sealed field in clear, after saying why. The answer is shown once and kept nowhere."""
    if field not in SEALED:
        raise Http404
    found = in_reach(request, pk)
    reason = permissions.reason_against_clear(request.user, found, field)
    if reason:
        raise Refused(reason)
    title, page = field_title(field), reverse("members:member", args=[pk])
    context = {"page_title": _("查看完整%(what)s") % {"what": title}, "cancel_url": page, "trail": [(found.name, page)]}

    def read(why: str) -> str:
        return actions.read_clear(found, field, reason=why, by=signed_in(request))

    if permissions.side_of(request.user, found) != "own":
        return read_in_clear(request, read, title, context)
    context["intro"] = _("这是您自己的信息，不用说明原因；查看会留下记录。")
    return read_in_clear(request, read, title, context, reason=_("本人查看"))
