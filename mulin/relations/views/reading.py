"""Lists, and one of each."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.foundation.clock import today
from mulin.foundation.lists import ListPage, render_list
from mulin.foundation.page_parts import Action
from mulin.identity.queries import signed_in
from mulin.relations import permissions
from mulin.relations.pages import absences, cases, clocks, lists, stays, transfers
from mulin.relations.queries.floating import stays_within
from mulin.relations.queries.watched import watched, watched_members
from mulin.tree.permissions import check_anywhere, has_anywhere

Buttons = tuple[tuple[Any, str, str, str], ...]


def links(user: Any, buttons: Buttons) -> list[Action]:
    """Buttons for who has their word; the first is the primary one, but never one that only leads to another list."""
    found = [button for button in buttons if has_anywhere(user, button[-1])]
    return [
        Action(
            title=title, url=reverse(f"relations:{name}"), icon=icon, primary=number == 0 and word != permissions.VIEW
        )
        for number, (title, name, icon, word) in enumerate(found)
    ]


def listed(request: HttpRequest, page: ListPage, rows: Any, buttons: Buttons) -> HttpResponse:
    """A list with its buttons."""
    extra = {"actions": links(request.user, buttons), "may_import": has_anywhere(request.user, "relations.manage")}
    return render_list(request, page, rows, extra=extra)


def transfer_list(request: HttpRequest) -> HttpResponse:
    """Transfers that leave or reach an organisation in reach, and one's own."""
    buttons = (
        (_("批量转接"), "start_many", "users", permissions.MANAGE),
        (_("区外转入"), "from_outside", "login", permissions.MANAGE),
        (_("批次"), "batches", "list", permissions.VIEW),
    )
    return listed(request, lists.TRANSFERS, permissions.visible_transfers(request.user), buttons)


def batch_list(request: HttpRequest) -> HttpResponse:
    """Batches in reach."""
    buttons = ((_("发起批量转接"), "start_many", "users", permissions.MANAGE),)
    return listed(request, lists.BATCHES, permissions.visible_batches(request.user), buttons)


def absence_list(request: HttpRequest) -> HttpResponse:
    """Members away."""
    buttons = ((_("六个月提示"), "clocks", "clock", permissions.VIEW),)
    return listed(request, lists.ABSENCES, permissions.visible_absences(request.user), buttons)


def stay_list(request: HttpRequest) -> HttpResponse:
    """Members who came."""
    buttons = (
        (_("接收流入党员"), "receive_stay", "user-plus", permissions.MANAGE),
        (_("全部报备"), "report_stays", "send", permissions.MANAGE),
        (_("登记党费"), "dues", "checklist", permissions.MANAGE),
        (_("年度摸底"), "census", "report-analytics", permissions.VIEW),
    )
    return listed(request, lists.STAYS, permissions.visible_stays(request.user), buttons)


def census(request: HttpRequest) -> HttpResponse:
    """Returns of the yearly census."""
    buttons = ((_("发起摸底"), "open_census", "plus", "relations.census"),)
    return listed(request, lists.RETURNS, permissions.visible_returns(request.user), buttons)


def case_list(request: HttpRequest) -> HttpResponse:
    """Flagged cases that people took up."""
    buttons = ((_("六个月提示"), "clocks", "clock", permissions.VIEW),)
    return listed(request, lists.CASES, permissions.visible_cases(request.user), buttons)


def clock_list(request: HttpRequest) -> HttpResponse:
    """The six-month clocks that are full or nearly so."""
    check_anywhere(request.user, permissions.VIEW)
    found = watched(request.user, today())
    page = clocks.clocks_page(found, request.user)
    return listed(request, page, watched_members(found), ((_("认定台账"), "cases", "list", permissions.VIEW),))


def shown(request: HttpRequest, page: Any) -> HttpResponse:
    """The page of one thing."""
    return render(request, "relations/shown.html", page.context())


def transfer(request: HttpRequest, pk: int) -> HttpResponse:
    """One transfer."""
    found = get_object_or_404(permissions.visible_transfers(request.user), pk=pk)
    return shown(request, transfers.transfer_page(signed_in(request), found))


def batch(request: HttpRequest, pk: int) -> HttpResponse:
    """One batch."""
    found = get_object_or_404(permissions.visible_batches(request.user), pk=pk)
    rows = list(permissions.visible_transfers(request.user).filter(batch=found).order_by("pk"))
    return shown(request, transfers.batch_page(signed_in(request), found, rows))


def absence(request: HttpRequest, pk: int) -> HttpResponse:
    """One member away."""
    found = get_object_or_404(permissions.visible_absences(request.user), pk=pk)
    return shown(request, absences.absence_page(signed_in(request), found))


def stay(request: HttpRequest, pk: int) -> HttpResponse:
    """One member who came."""
    found = get_object_or_404(permissions.visible_stays(request.user), pk=pk)
    return shown(request, stays.stay_page(signed_in(request), found))


def case(request: HttpRequest, pk: int) -> HttpResponse:
    """One flagged case."""
    found = get_object_or_404(permissions.visible_cases(request.user), pk=pk)
    return shown(request, cases.case_page(signed_in(request), found))


def census_return(request: HttpRequest, pk: int) -> HttpResponse:
    """One community's return."""
    found = get_object_or_404(permissions.visible_returns(request.user), pk=pk)
    return shown(request, stays.return_page(signed_in(request), found, stays_within(found.community)))
