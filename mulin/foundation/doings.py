"""Pages with one form that do one thing: found within reach, allowed, asked, done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.functional import Promise
from django.views.decorators.http import require_http_methods, require_POST

from mulin.foundation.form_pages import answered, pressed
from mulin.foundation.submissions import once

Find = Callable[[HttpRequest, int], Any]
View = Callable[..., HttpResponseBase]


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

        def act() -> str:
            doing.act(request, thing, form.cleaned_data)
            return doing.back(request, thing)

        page = {"page_title": doing.title, "intro": doing.intro(thing), "cancel_url": doing.back(request, thing)}
        return answered(request, form, act, page | {"done": doing.words} if doing.words else page)

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
        return pressed(request, lambda: act(request, thing), back(request, thing), words)

    return view
