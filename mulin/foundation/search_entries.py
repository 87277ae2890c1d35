"""What can be found: put into the search and taken out of it, one by one or by the hundred thousand."""

from collections.abc import Collection, Iterable, Sequence
from operator import attrgetter
from typing import Any, NamedTuple

from django.db import connection, models, transaction

from mulin.foundation.bulk import insert_rows, reserve_ids
from mulin.foundation.models import SearchEntry
from mulin.foundation.search_words import terms_of

_COPIED_FROM = 500
_ANALYSED_FROM = 0.1


class Findable(NamedTuple):
    """The columns of a ``SearchEntry`` that are given; a twentieth of what a model costs, for those with many."""

    kind: str
    object_id: int
    title: str
    subtitle: str = ""
    url_name: str = ""
    url_argument: str = ""
    node_id: int | None = None
    second_node_id: int | None = None


_given = attrgetter(*Findable._fields)
_Row = tuple[Any, ...]


def index(entries: Iterable[SearchEntry | Findable]) -> None:
    """Make these findable; an entry of the same kind and object is replaced. Any number, in one
    transaction.
    """
    by_key = {(given[0], given[1]): given for given in map(_given, entries)}
    with_places = connection.vendor == "postgresql"
    rows = [(*given, terms_of(given[2:4], with_places=with_places)) for given in by_key.values()]
    if not rows:
        return
    with transaction.atomic():
        if connection.vendor == "postgresql" and len(rows) < _COPIED_FROM:
            _upsert(rows)
            return
        for kind in {kind for kind, _ in by_key}:
            if SearchEntry.objects.filter(kind=kind).exists():
                remove(kind, [object_id for one, object_id in by_key if one == kind])
        _insert(rows)


def remove(kind: str, object_ids: Collection[int]) -> None:
    """Make these no longer findable."""
    if not object_ids:
        return
    with transaction.atomic():
        entries = SearchEntry.objects.filter(kind=kind, object_id__among=set(object_ids))
        if connection.vendor == "sqlite":
            _forget(entries)
        entries.delete()


def _upsert(rows: Sequence[_Row]) -> None:
    SearchEntry.objects.bulk_create(
        [SearchEntry(**dict(zip(_COLUMNS, row, strict=True))) for row in rows],
        update_conflicts=True,
        unique_fields=["kind", "object_id"],
        update_fields=[name for name in _COLUMNS if name not in ("kind", "object_id")],
    )


_COLUMNS = (*Findable._fields, "terms")


def _insert(rows: Sequence[_Row]) -> None:
    if connection.vendor == "postgresql":
        insert_rows(SearchEntry, _COLUMNS, rows)
        _analyse(len(rows))
        return
    ids = reserve_ids(SearchEntry, len(rows))
    insert_rows(SearchEntry, ["id", *_COLUMNS], ((key, *row) for key, row in zip(ids, rows, strict=True)))
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO foundation_search(rowid, terms) "
            "SELECT id, terms FROM foundation_searchentry WHERE id BETWEEN %s AND %s",
            [ids[0], ids[-1]],
        )


def _analyse(added: int) -> None:
    """Without fresh statistics the planner reads the whole table for a rare word: where the table has grown by as
    much as would bring autovacuum, it is not waited for.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE oid = 'foundation_searchentry'::regclass")
        if added >= _ANALYSED_FROM * cursor.fetchone()[0]:
            cursor.execute("ANALYZE foundation_searchentry")


def _forget(entries: models.QuerySet[SearchEntry]) -> None:
    """FTS5 with outside content must be told the old text of what it forgets."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO foundation_search(foundation_search, rowid, terms) VALUES ('delete', %s, %s)",
            list(entries.values_list("id", "terms")),
        )
