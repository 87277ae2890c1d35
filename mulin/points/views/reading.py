"""The ledger, accounts, sheets and objections."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mulin.foundation.form_pages import answered
from mulin.foundation.lists import render_list
from mulin.foundation.refusals import Refused
from mulin.foundation.submissions import once
from mulin.identity.queries import signed_in
from mulin.members.permissions import members_visible_to, oneself, side_of
from mulin.points import actions, forms, pages, permissions
from mulin.points.actions.reversing import branch_of
from mulin.points.models import PointsEntry
from mulin.points.queries.terms import scheme_under


def entries(request: HttpRequest) -> HttpResponse:
    """The ledger as far as this person sees it."""
    return render_list(request, pages.ENTRIES, permissions.entries_visible_to(request.user))


def mine(request: HttpRequest) -> HttpResponse:
    """One's own points."""
    return render(request, "parts_page.html", pages.account_page(request.user, oneself(request.user)))


def account(request: HttpRequest, pk: int) -> HttpResponse:
    """A member's points, for the member and the side that leads."""
    member = get_object_or_404(members_visible_to(request.user), pk=pk)
    if side_of(request.user, member) not in ("own", "home"):
        raise Refused("积分由所在党组织管理，居住地一方不能查看")
    return render(request, "parts_page.html", pages.account_page(request.user, member))


def entry(request: HttpRequest, pk: int) -> HttpResponse:
    """One entry with where it comes from."""
    found = one_entry(request, pk)
    scheme = scheme_under(found.programme_id, found.scheme)
    return render(request, "parts_page.html", pages.entry_page(request.user, found, scheme))


def one_entry(request: HttpRequest, pk: int) -> PointsEntry:
    """An entry in reach."""
    found: PointsEntry = get_object_or_404(permissions.entries_visible_to(request.user), pk=pk)
    return found


@require_http_methods(["GET", "POST"])
@once
def reverse_entry(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an entry back, with a reason."""
    found = one_entry(request, pk)
    permissions.manage_points.check(request.user, branch_of(found))
    form = forms.WhyForm(request.POST or None)
    page = {
        "page_title": _("冲正积分"),
        "intro": _("原记录保留，另记一笔相反的。"),
        "cancel_url": reverse("points:entry", args=[pk]),
        "done": _("已冲正"),
    }
    return answered(request, form, lambda: actions.reverse(found, by=signed_in(request), **form.cleaned_data), page)


def sheets(request: HttpRequest) -> HttpResponse:
    """Published sheets: of branches in reach, and of one's own."""
    return render_list(request, pages.SHEETS, permissions.sheets_visible_to(request.user))


def one_sheet(request: HttpRequest, pk: int) -> Any:
    """A sheet in reach, or of one's own branch."""
    return get_object_or_404(permissions.sheets_visible_to(request.user), pk=pk)


def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """One sheet."""
    return render(request, "parts_page.html", pages.sheet_page(request.user, one_sheet(request, pk)))


@require_http_methods(["GET", "POST"])
@once
def object_to(request: HttpRequest, pk: int) -> HttpResponse:
    """Object to a sheet of one's own branch."""
    found = one_sheet(request, pk)
    member = permissions.check_may_object(request.user, found)
    choices = pages.entry_choices(found, member.pk)
    form = forms.ObjectForm(request.POST or None, entries=choices)

    def act() -> str:
        said = form.cleaned_data["entry"]
        own = permissions.entries_visible_to(request.user).filter(member=member)
        chosen = own.get(pk=int(said)) if said else None
        made = actions.object_to(found, text=form.cleaned_data["text"], entry=chosen, by=signed_in(request))
        return reverse("points:objection", args=[made.pk])

    back = reverse("points:sheet", args=[pk])
    page = {"page_title": _("提出异议"), "cancel_url": back, "done": _("已提出，支部将答复")}
    return answered(request, form, act, page)


def objections(request: HttpRequest) -> HttpResponse:
    """Objections in reach, and one's own."""
    return render_list(request, pages.OBJECTIONS, permissions.objections_visible_to(request.user))


def one_objection(request: HttpRequest, pk: int) -> Any:
    """An objection in reach, or one's own."""
    return get_object_or_404(permissions.objections_visible_to(request.user), pk=pk)


def objection(request: HttpRequest, pk: int) -> HttpResponse:
    """One objection with its answer."""
    return render(request, "parts_page.html", pages.objection_page(request.user, one_objection(request, pk)))


@require_http_methods(["GET", "POST"])
@once
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer an objection; what is right is put right by reversal and a new entry."""
    found = one_objection(request, pk)
    permissions.publish_points.check(request.user, found)
    scheme = scheme_under(found.sheet.programme_id, found.sheet.scheme)
    rules = [(one.id, one.name) for one in scheme.clause.rules]
    form = forms.AnswerForm(request.POST or None, rules=rules)

    def act() -> None:
        given = form.cleaned_data
        owed = actions.Owed(given["rule"], given["times"] or 1) if given["rule"] else None
        actions.answer(found, upheld=given["upheld"], text=given["text"], owed=owed, by=signed_in(request))

    back = reverse("points:objection", args=[pk])
    page = {"page_title": _("答复异议"), "intro": found.text, "cancel_url": back, "done": _("已答复")}
    return answered(request, form, act, page)
