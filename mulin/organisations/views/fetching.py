"""Finding what a page speaks of, within reach; and carrying out what a form asks."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from mulin.foundation.form_pages import answered
from mulin.organisations import queries
from mulin.tree.models import Node
from mulin.tree.permissions import scope
from mulin.tree.queries import nodes_within


def node_in_reach(request: HttpRequest, pk: int) -> Node:
    """A node this person may see; 404 otherwise."""
    return get_object_or_404(nodes_within(scope(request.user, "nodes.view")).select_related("kind"), pk=pk)


def row_in_reach(request: HttpRequest, name: str, pk: int) -> Any:
    """Premises, a person in a post or a brand that this person may see, also an ended one; 404 otherwise."""
    return get_object_or_404(queries.kept(name, scope(request.user, "units.view", "node__")), pk=pk)


def node_trail(node: Node) -> list[tuple[str, str]]:
    """The way back to a node's page."""
    return [(node.name, reverse("web:node", args=[node.pk]))]


def asked(
    request: HttpRequest, form: forms.BaseForm, act: Callable[[], Any], node: Node, page: dict[str, Any]
) -> HttpResponse:
    """Do what a sent and valid form asks and go to the node; else show the form with what is to be mended."""
    back = reverse("web:node", args=[node.pk])
    return answered(request, form, act, {"cancel_url": back, "trail": node_trail(node), "intro": node.name, **page})
