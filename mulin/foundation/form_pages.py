"""A page with one form that does one thing, and a button that does one thing: what every domain's views share."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.foundation.forms import Form, carried_out
from mulin.foundation.refusals import Refused


def answered(
    request: HttpRequest,
    form: forms.BaseForm,
    act: Callable[[], Any],
    page: Mapping[str, Any],
    template: str = "form_page.html",
) -> HttpResponse:
    """Do what a sent and valid form asks and go on; else show the form with what is to be mended.

    Going on leads to the address that ``act`` gives, or to ``cancel_url`` of the page. ``page``: ``page_title``,
    ``cancel_url``, and where they help ``intro``, ``submit_label``, ``trail``, and ``done``, what is said once it is
    done; empty where ``act`` says it.
    """
    outcome: list[Any] = []
    if carried_out(request, form, lambda: outcome.append(act())):
        words = page.get("done", _("已保存"))
        if words:
            messages.success(request, str(words))
        return redirect(outcome[0] if isinstance(outcome[0], str) else str(page["cancel_url"]))
    return render(request, template, {"form": form, **page})


def pressed(request: HttpRequest, act: Callable[[], Any], back: str, words: Any) -> HttpResponse:
    """Do what a button asks and go back; what is refused is told there."""
    try:
        act()
        messages.success(request, str(words))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(back)


class ReadClearForm(Form):
    """Why a sealed field is to be read in clear; kept in the audit log."""

    reason = forms.CharField(label=gettext_lazy("查看原因"), max_length=200, help_text=gettext_lazy("会记入审计日志"))


def read_in_clear(
    request: HttpRequest, read: Callable[[str], str], title: Any, page: Mapping[str, Any], reason: Any = ""
) -> HttpResponse:
    """A sealed field in clear, after saying why. The answer is shown once and kept nowhere.

    ``read`` takes the reason, logs it and gives the content; ``title`` names the field; ``page`` as in ``answered``.
    ``reason``: known before, as for one's own number; then nothing is asked, a button is pressed.
    """
    form = Form(request.POST if request.method == "POST" else None) if reason else ReadClearForm(request.POST or None)
    context = {"submit_label": _("查看"), "form": form, **page}
    if request.method != "POST" or not form.is_valid():
        return render(request, "form_page.html", context)
    shown = {"title": title, "clear": read(form.cleaned_data.get("reason", str(reason))), "form": None}
    response = render(request, "clear_page.html", context | shown)
    response["Cache-Control"] = "no-store"
    return response
