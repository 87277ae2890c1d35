"""Turns a refusal into an answer: a message on the page the person came from, or a page that says why."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils.html import escape
from django.utils.http import url_has_allowed_host_and_scheme

from mulin.foundation.refusals import Refused


class RefusalMiddleware:
    """Answers a ``Refused`` raised by a view.

    A form that was sent goes back to its page with the sentence as an error message (htmx: 422 and the
    sentence alone, to be swapped in); a page that was asked for answers ``403.html`` with ``reason``.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Called by Django with whatever the view raised; only refusals are ours."""
        if not isinstance(exception, Refused):
            return None
        if exception.status == 404:
            raise Http404(str(exception)) from exception
        if request.headers.get("HX-Request") == "true":
            return HttpResponse(escape(str(exception)), status=422)
        page = _page_the_form_was_on(request)
        if request.method != "GET" and page:
            messages.error(request, str(exception))
            return HttpResponseRedirect(page)
        return render(request, "403.html", {"reason": str(exception)}, status=exception.status)


def _page_the_form_was_on(request: HttpRequest) -> str | None:
    """The referring page, only when it is one of ours."""
    page = request.headers.get("Referer", "")
    own = url_has_allowed_host_and_scheme(page, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return page if page and own else None
