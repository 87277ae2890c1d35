"""What we ask the log."""

import datetime
from collections.abc import Iterator
from typing import Any

from mulin.audit.models import Entry, Seal


def head() -> str:
    """The value of the newest seal, to be printed and kept elsewhere; empty before the first."""
    newest = Seal.objects.order_by("-number").first()
    return newest.value if newest else ""


def as_written(entry: Entry) -> dict[str, Any]:
    """An entry in the form that is chained and exported."""
    return {
        "id": entry.pk,
        "at": entry.at.astimezone(datetime.UTC).isoformat(timespec="microseconds"),
        "actor_id": entry.actor_id,
        "actor_name": entry.actor_name,
        "verb": entry.verb,
        "object_type": entry.object_type,
        "object_id": entry.object_id,
        "object_name": entry.object_name,
        "node_id": entry.node_id,
        "changes": entry.changes,
    }


def sealed_entries() -> Iterator[dict[str, Any]]:
    """Every sealed entry in the order of the chain, with its digest."""
    for entry in Entry.objects.filter(seal__isnull=False).order_by("seal__number", "id").iterator(2000):
        yield as_written(entry) | {"digest": entry.digest}
