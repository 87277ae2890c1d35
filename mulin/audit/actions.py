"""Writing the log and sealing it. Every action of every domain logs through ``log``."""

from collections.abc import Mapping
from typing import Any

from django.db import models, transaction

from mulin.audit import rules
from mulin.audit.models import Entry, Seal
from mulin.audit.queries import as_written, head
from mulin.identity.models import User


def log(
    by: User | None,
    verb: str,
    subject: models.Model | None = None,
    *,
    node_id: int | None = None,
    changes: Mapping[str, Any] | None = None,
    name: str | None = None,
) -> Entry:
    """Write one entry, in the caller's transaction.

    ``verb`` is a Chinese word for what was done; ``changes`` maps a field's name to ``[before, after]`` or holds
    what a bulk action did (file hash, counts, ids).
    """
    return Entry.objects.create(
        actor=by,
        actor_name=str(by or "")[:60],
        verb=verb,
        object_type=subject._meta.label_lower if subject is not None else "",
        object_id=str(subject.pk) if subject is not None else "",
        object_name=(name if name is not None else str(subject) if subject is not None else "")[:200],
        node_id=node_id,
        changes=plain(changes or {}),
    )


def plain(value: Any) -> Any:
    """A value as JSON can hold it: dates and numbers as text, exact."""
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set):
        return [plain(item) for item in value]
    if value is None or isinstance(value, bool | int | str):
        return value
    return str(value)


@transaction.atomic
def seal() -> Seal | None:
    """Seal every entry not sealed yet; nothing when there is none. Safe to repeat and to run twice at once."""
    last = Seal.objects.select_for_update().order_by("-number").first()
    entries = list(Entry.objects.filter(seal__isnull=True).order_by("id"))
    if not entries:
        return None
    previous = head()
    for entry in entries:
        previous = entry.digest = rules.chain(previous, as_written(entry))
    made = Seal.objects.create(
        number=(last.number if last else 0) + 1,
        entries=len(entries),
        previous=last.value if last else "",
        value=previous,
    )
    for entry in entries:
        entry.seal = made
    Entry.objects.bulk_update(entries, ["digest", "seal"], batch_size=500)
    return made
