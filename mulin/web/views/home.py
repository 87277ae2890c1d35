"""Home: to-do first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from mulin.foundation.clock import today
from mulin.tree.permissions import has_anywhere
from mulin.web import pages, queries
from mulin.web.queries.at_hand import at_hand
from mulin.web.queries.beginning import first_steps
from mulin.web.queries.dashboard import tiles


def home(request: HttpRequest) -> HttpResponse:
    """What this person owes and by when, then their places and the pages of their office."""
    user = request.user
    may_write = has_anywhere(user, "records.write")
    looks_on = has_anywhere(user, "assessments.view") and not may_write
    todos = queries.todos(user)
    context = {
        "todos": pages.by_urgency(todos, today()),
        "first_steps": [] if todos else first_steps(user),
        "waiting_words": pages.waiting_words(user),
        "tiles": tiles(user) if looks_on else [],
        "nodes": queries.own_nodes(user),
        "shortcuts": at_hand(user),
        "may_write": may_write,
        "page_title": _("待办"),
    }
    return render(request, "web/home.html", context)
