"""A member's own page: my posts, my needs, my pledges."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mulin.members.permissions import oneself
from mulin.service import pages


def mine(request: HttpRequest) -> HttpResponse:
    """What the member holds, is asked, pledged and did; and the posts that are free."""
    return render(request, "parts_page.html", pages.own_page(oneself(request.user)))
