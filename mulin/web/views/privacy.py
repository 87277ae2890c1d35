"""What we keep about people: a page everybody who signs in may read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.members.queries import member_of
from mulin.web.queries.privacy import register


def privacy(request: HttpRequest) -> HttpResponse:
    """Every personal field with its purpose and how long it is kept."""
    classes, kept = register()
    own_url = reverse("web:mine") if member_of(request.user) else ""
    context = {"classes": classes.values(), "kept": kept, "own_url": own_url, "page_title": _("个人信息清单")}
    return render(request, "web/privacy.html", context)
