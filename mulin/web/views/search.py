"""Search over organisations, units, members and activities, within one's reach."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from mulin.foundation.normalisation import normalise
from mulin.web.pages.finding import lines
from mulin.web.queries.searching import found_by


def search(request: HttpRequest) -> HttpResponse:
    """Groups of what was found."""
    words = normalise(request.GET.get("q", ""))[:60]
    groups = [(title, lines(hits)) for title, hits in (found_by(request.user, words) if words else ())]
    context = {"search_text": words, "groups": groups, "page_title": _("搜索")}
    return render(request, "web/search.html", context)
