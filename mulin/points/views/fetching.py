"""Fetching what a person may see, and doing what a form asks."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from mulin.foundation.forms import Form
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.points.permissions import nodes_in_reach
from mulin.tree.models import Node


def person(request: HttpRequest) -> User:
    """Who is signed in; no page here opens without a sign-in."""
    return cast("User", request.user)


def node_in_reach(request: HttpRequest, pk: int) -> Node:
    """A branch or community whose points this person may see; 404 otherwise."""
    return get_object_or_404(nodes_in_reach(request.user), pk=pk)


def answered(
    request: HttpRequest, form: Form, act: Callable[[], Any], page: dict[str, Any], template: str = "form_page.html"
) -> HttpResponse:
    """Do what a sent and valid form asks and go to ``cancel_url`` of the page, or where ``act`` says; else show the
    form with what is to be mended. ``page`` may hold ``done``, what is said once it is done.
    """
    if request.method == "POST" and form.is_valid():
        try:
            there = act()
            messages.success(request, str(page.get("done") or "已保存"))
            return redirect(there if isinstance(there, str) else page["cancel_url"])
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    return render(request, template, {"form": form, **page})


def pressed(request: HttpRequest, act: Callable[[], Any], back: str, words: Any) -> HttpResponse:
    """Do what a button asks and go back; what is refused is told there."""
    try:
        act()
        messages.success(request, str(words))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(back)
