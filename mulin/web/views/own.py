"""What members see of themselves, and take out."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from mulin.identity.models import User
from mulin.members.permissions import oneself
from mulin.web.actions.own import take_out_own
from mulin.web.pages.own import own_page, readings_page
from mulin.web.queries.own import readings

SHOWN = 200


def mine(request: HttpRequest) -> HttpResponse:
    """Where everything about oneself is."""
    return render(request, "web/mine.html", own_page(oneself(request.user)))


def own_readings(request: HttpRequest) -> HttpResponse:
    """Who read one's sealed fields in clear."""
    return render(request, "web/readings.html", readings_page(list(readings(oneself(request.user))[:SHOWN])))


@require_POST
def own_export(request: HttpRequest) -> HttpResponse:
    """Everything that is kept of oneself, as a file."""
    member = oneself(request.user)
    content = take_out_own(member, by=cast("User", request.user))
    response = HttpResponse(content, content_type="application/zip")
    response["Content-Disposition"] = content_disposition_header(True, f"本人信息-{member.name}.zip")
    response["Cache-Control"] = "private, no-store"
    return response
