"""A community's service on one page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from mulin.foundation.lists import render_list
from mulin.service import pages, queries
from mulin.service.views.fetching import community_in_reach


def communities(request: HttpRequest) -> HttpResponse:
    """The communities in reach; with only one, that one."""
    rows = queries.communities(request.user)
    only = list(rows[:2])
    if len(only) == 1:
        return redirect("service:community", pk=only[0].pk)
    return render_list(request, pages.COMMUNITIES, rows)


def community(request: HttpRequest, pk: int) -> HttpResponse:
    """Posts, teams, needs, what waits for the community."""
    found = community_in_reach(request, pk)
    return render(request, "parts_page.html", pages.community_page(found, request.user))
