"""Search over organisations, units, members and activities, within one's reach."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from mulin.foundation.models import SearchEntry
from mulin.foundation.normalisation import normalise
from mulin.web.queries.searching import found_by


def address(entry: SearchEntry) -> str:
    """Where an entry leads."""
    try:
        return reverse(entry.url_name, args=[entry.url_argument or entry.object_id])
    except NoReverseMatch:
        return ""


def search(request: HttpRequest) -> HttpResponse:
    """Groups of what was found."""
    words = normalise(request.GET.get("q", ""))[:60]
    groups = [
        (title, [(entry, address(entry)) for entry in entries])
        for title, entries in (found_by(request.user, words) if words else ())
    ]
    context = {"search_text": words, "groups": groups, "page_title": _("搜索")}
    return render(request, "web/search.html", context)
