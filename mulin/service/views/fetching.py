"""Finding what a page speaks of, within reach; and carrying out what a form asks."""

from collections.abc import Callable
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.members.models import Member
from mulin.service import queries
from mulin.tree.models import Node


def signed_in(request: HttpRequest) -> User:
    """Who acts: the login middleware lets nobody else through."""
    return cast("User", request.user)


def community_in_reach(request: HttpRequest, pk: int) -> Node:
    """A community whose service this person may see; 404 otherwise."""
    return get_object_or_404(queries.communities(request.user), pk=pk)


def row_in_reach(rows: QuerySet[Any], pk: int) -> Any:
    """A row among those that this person may see; 404 otherwise."""
    return get_object_or_404(rows, pk=pk)


def oneself(request: HttpRequest) -> Member:
    """The member whose account this is. Refused for an account that belongs to no member."""
    member = queries.member_of(request.user)
    if member is None:
        raise Refused("您的账号没有关联党员，请联系所在党组织", status=404)
    return member


def asked(
    request: HttpRequest,
    form: forms.BaseForm,
    act: Callable[[], Any],
    back: str | Callable[[], str],
    page: dict[str, Any],
) -> HttpResponse:
    """Do what a sent and valid form asks and go back; else show the form with what is to be mended.

    ``page`` may hold ``done``, what is said once it is done. ``back`` may be a function, asked when it is done.
    """
    address = back if callable(back) else lambda: str(back)
    if request.method == "POST" and form.is_valid():
        try:
            act()
            messages.success(request, str(page.get("done") or "已保存"))
            return redirect(address())
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    return render(request, "form_page.html", {"form": form, "cancel_url": address(), **page})


def done(request: HttpRequest, act: Callable[[], Any], back: str, words: Any) -> HttpResponse:
    """Do what a button asks and go back; what is refused is told there."""
    try:
        act()
        messages.success(request, str(words))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(back)
