"""Home: to-do first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from mulin.tree.permissions import has_anywhere
from mulin.web import queries


def home(request: HttpRequest) -> HttpResponse:
    """What this person owes and by when, then their places."""
    todos = queries.todos(request.user)
    context = {
        "todos": todos,
        "late": sum(todo.light == "overdue" for todo in todos),
        "nodes": queries.own_nodes(request.user),
        "may_write": has_anywhere(request.user, "records.write"),
        "page_title": _("待办"),
    }
    return render(request, "web/home.html", context)
