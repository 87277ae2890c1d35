"""Pages with one form that do one thing: found within reach, allowed, asked, done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.views.decorators.http import require_http_methods, require_POST

from mulin.foundation.refusals import Refused
from mulin.foundation.submissions import once

Find = Callable[[HttpRequest, int], Any]
View = Callable[..., HttpResponseBase]


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


def free_for_all(_request: HttpRequest, _thing: Any) -> None:
    """The action itself says who may: the member, or the community."""


def no_intro(_thing: Any) -> str:
    """Nothing is said above the form."""
    return ""


@dataclass(frozen=True, kw_only=True)
class Doing:
    """One thing people do with a form.

    ``find`` gives the thing within reach, ``form`` the form for it, ``act`` does what a valid form says, ``back`` is
    where one goes afterwards; ``allow`` refuses before the form is shown.
    """

    title: str | Promise
    find: Find
    form: Callable[[HttpRequest, Any], Any]
    act: Callable[[HttpRequest, Any, dict[str, Any]], Any]
    back: Callable[[HttpRequest, Any], str]
    allow: Callable[[HttpRequest, Any], None] = free_for_all
    intro: Callable[[Any], str] = no_intro
    words: str | Promise = ""


def form_view(doing: Doing) -> View:
    """The view of it."""

    @require_http_methods(["GET", "POST"])
    @once
    def view(request: HttpRequest, pk: int = 0) -> HttpResponse:
        thing = doing.find(request, pk)
        doing.allow(request, thing)
        form = doing.form(request, thing)
        page = {"page_title": doing.title, "intro": doing.intro(thing), "done": doing.words}
        return asked(
            request,
            form,
            lambda: doing.act(request, thing, form.cleaned_data),
            lambda: doing.back(request, thing),
            page,
        )

    return view


def press_view(
    find: Find,
    act: Callable[[HttpRequest, Any], Any],
    back: Callable[[HttpRequest, Any], str],
    words: str | Promise,
    allow: Callable[[HttpRequest, Any], None] = free_for_all,
) -> View:
    """The view of a button that asks nothing more."""

    @require_POST
    @once
    def view(request: HttpRequest, pk: int = 0) -> HttpResponse:
        thing = find(request, pk)
        allow(request, thing)
        return done(request, lambda: act(request, thing), back(request, thing), words)

    return view
