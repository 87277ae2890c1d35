"""Search over organisations, units, members and activities, within one's reach."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from mulin.foundation.models import SearchEntry
from mulin.foundation.normalisation import normalise
from mulin.foundation.search import search as find
from mulin.tree.permissions import search_scope

LIMIT = 50
GROUPS = (
    (("node",), "nodes.view", "组织与区域"),
    (("unit",), "units.view", "单位"),
    (("member",), "members.view", "党员"),
    (("activity",), "records.view", "活动"),
)


def address(entry: SearchEntry) -> str:
    """Where an entry leads."""
    try:
        return reverse(entry.url_name, args=[entry.url_argument or entry.object_id])
    except NoReverseMatch:
        return ""


def search(request: HttpRequest) -> HttpResponse:
    """Groups of what was found, each within the reach of its own permission word."""
    words = normalise(request.GET.get("q", ""))[:60]
    groups = []
    for kinds, word, title in GROUPS if words else ():
        scope: Q = search_scope(request.user, word)
        found = find(words, kinds=kinds, scope=scope, limit=LIMIT)
        if found:
            groups.append((title, [(entry, address(entry)) for entry in found]))
    context = {"search_text": words, "groups": groups, "page_title": _("搜索")}
    return render(request, "web/search.html", context)
