"""Finding what a page speaks of, within reach."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from mulin.service import queries
from mulin.tree.models import Node


def community_in_reach(request: HttpRequest, pk: int) -> Node:
    """A community whose service this person may see; 404 otherwise."""
    return get_object_or_404(queries.communities(request.user), pk=pk)


def row_in_reach(rows: QuerySet[Any], pk: int) -> Any:
    """A row among those that this person may see; 404 otherwise."""
    return get_object_or_404(rows, pk=pk)
