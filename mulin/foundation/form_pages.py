"""A page with one form that does one thing, and a button that does one thing: what every domain's views share."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from mulin.foundation.forms import carried_out
from mulin.foundation.refusals import Refused


def form_page(request: HttpRequest, form: forms.BaseForm, act: Callable[[], Any], **page: Any) -> HttpResponse:
    """Do what a sent and valid form asks and go to ``cancel_url``; else show the form with what is to be mended.

    ``page``: ``page_title``, ``cancel_url``, and where they help ``intro``, ``submit_label``, ``trail``, ``done``.
    """
    if carried_out(request, form, act):
        messages.success(request, str(page.get("done") or _("已保存")))
        return redirect(str(page["cancel_url"]))
    return render(request, "form_page.html", {"form": form, **page})


def pressed(request: HttpRequest, act: Callable[[], Any], back: str, words: Any) -> HttpResponse:
    """Do what a button asks and go back; what is refused is told there."""
    try:
        act()
        messages.success(request, str(words))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(back)
