"""Fetching what a person may see; 404 for everything else."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from mulin.points.permissions import nodes_in_reach
from mulin.tree.models import Node


def node_in_reach(request: HttpRequest, pk: int) -> Node:
    """A branch or community whose points this person may see; 404 otherwise."""
    return get_object_or_404(nodes_in_reach(request.user), pk=pk)
