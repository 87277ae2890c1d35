"""Pages of service with one form: refused, unless they say otherwise, to who may not manage the community's service."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise

from mulin.foundation import doings
from mulin.foundation.doings import Find, View, form_view, free_for_all, no_intro
from mulin.service.permissions import manage_service

__all__ = ["Doing", "Find", "View", "checked", "form_view", "free_for_all", "no_intro", "press_view"]


def checked(request: HttpRequest, thing: Any) -> None:
    """Refuse whoever may not manage the service of the community the thing belongs to."""
    manage_service.check(request.user, thing)


@dataclass(frozen=True, kw_only=True)
class Doing(doings.Doing):
    """One thing people do with a form, by default for who manages the community's service."""

    allow: Callable[[HttpRequest, Any], None] = checked


def press_view(
    find: Find,
    act: Callable[[HttpRequest, Any], Any],
    back: Callable[[HttpRequest, Any], str],
    words: str | Promise,
    allow: Callable[[HttpRequest, Any], None] = checked,
) -> View:
    """The view of a button that asks nothing more, by default for who manages the community's service."""
    return doings.press_view(find, act, back, words, allow)
