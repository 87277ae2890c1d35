"""What every page about a record begins with."""

from typing import cast

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from mulin.identity.models import User
from mulin.records import queries
from mulin.records.models import Activity, Evidence


def acting(request: HttpRequest) -> User:
    """Who acts: middleware lets nobody in who has not signed in."""
    return cast("User", request.user)


def seen(request: HttpRequest, pk: int) -> Activity:
    """A record this person may read; 404 otherwise."""
    rows = queries.visible_to(request.user).select_related("host__kind", "entered_by", "confirmed_by")
    return get_object_or_404(rows, pk=pk)


def seen_evidence(request: HttpRequest, pk: int) -> Evidence:
    """A file of a record this person may read; 404 otherwise."""
    return get_object_or_404(queries.evidence_visible_to(request.user), pk=pk)
