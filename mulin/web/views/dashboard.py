"""The street at a glance."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from mulin.web.queries import dashboard as figures


def dashboard(request: HttpRequest) -> HttpResponse:
    """Figures, grades, the tree with its lights; every number leads to its rows."""
    context = {
        "tiles": figures.tiles(request.user),
        "places": figures.places(request.user),
        "chart": figures.grade_chart(request.user),
        "tree": figures.tree(request.user),
        "page_title": _("看板"),
    }
    return render(request, "web/dashboard.html", context)
