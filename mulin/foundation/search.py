"""Finding things by words of two characters and more, on both databases.

Most Chinese words have two characters, and neither database's own index finds them. So every text is kept as
its overlapping pairs of characters (纠纷调解 → 纠纷 纷调 调解), and a word is a phrase of pairs: what is
found contains the word as typed. SQLite keeps the pairs in an FTS5 table, PostgreSQL in an index over a
tsvector that we write out ourselves, because its parser knows no Chinese in most locales.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from itertools import islice, pairwise
from typing import NamedTuple

from django.db import connection, models, transaction
from django.db.models import Q

from mulin.foundation.bulk import insert_rows, reserve_ids
from mulin.foundation.models import SearchEntry
from mulin.foundation.normalisation import normalise

_CHUNK = 2000
_COPIED_FROM = 500
_BREAK = "x"
_WORD = re.compile(r"[^\W_]+")
_COLUMNS = (
    "kind",
    "object_id",
    "title",
    "subtitle",
    "url_name",
    "url_argument",
    "node_id",
    "second_node_id",
    "terms",
)


def index(entries: Iterable[SearchEntry]) -> None:
    """Make these findable; an entry of the same kind and object is replaced. Any number, in one
    transaction.
    """
    by_key = {(entry.kind, entry.object_id): entry for entry in entries}
    wanted = list(by_key.values())
    for entry in wanted:
        entry.terms = _terms(f"{entry.title} {entry.subtitle}")
    if not wanted:
        return
    with transaction.atomic():
        if connection.vendor == "postgresql" and len(wanted) < _COPIED_FROM:
            _upsert(wanted)
            return
        for kind in {entry.kind for entry in wanted}:
            if SearchEntry.objects.filter(kind=kind).exists():
                remove(kind, [entry.object_id for entry in wanted if entry.kind == kind])
        _insert(wanted)


def remove(kind: str, object_ids: Collection[int]) -> None:
    """Make these no longer findable."""
    ids = iter(object_ids)
    with transaction.atomic():
        while chunk := list(islice(ids, _CHUNK)):
            entries = SearchEntry.objects.filter(kind=kind, object_id__in=chunk)
            if connection.vendor == "sqlite":
                _forget(entries)
            entries.delete()


class Hit(NamedTuple):
    """What was found, with all that a page shows of it: an entry without its terms, four times as cheap as a model."""

    id: int
    kind: str
    object_id: int
    title: str
    subtitle: str
    url_name: str
    url_argument: str
    node_id: int | None
    second_node_id: int | None


def search(words: str, *, kinds: Collection[str] | None = None, scope: Q | None = None, limit: int = 20) -> list[Hit]:
    """Entries that contain every word, those whose title begins with the words first; at most ``limit``.

    ``scope`` is what the person may see, as a condition on ``node_id`` and ``second_node_id``. A single
    character finds titles that begin with it.
    """
    runs = _runs(words)
    if not runs:
        return []
    entries = SearchEntry.objects.all()
    if kinds is not None:
        entries = _of_kinds(entries, list(kinds))
    if scope is not None:
        entries = entries.filter(scope)
    text = normalise(words)
    phrases = [_pairs(run) for run in runs if len(run) > 1]
    if not phrases:
        return _hits(entries.filter(_begins_with(text))[:limit])
    for run in (run for run in runs if len(run) == 1):
        entries = entries.filter(title__icontains=run)
    matches = _hits(_matching(entries, phrases)[: limit + 1])
    if len(matches) > limit:
        # Only now may one that begins with the words be among those left out.
        first = _hits(entries.filter(_begins_with(text))[:limit])
        known = {hit.id for hit in first}
        return [*first, *(hit for hit in matches if hit.id not in known)][:limit]
    return sorted(matches, key=lambda hit: not hit.title.startswith(text))


def _hits(entries: models.QuerySet[SearchEntry]) -> list[Hit]:
    return [Hit._make(row) for row in entries.values_list(*Hit._fields)]


def _of_kinds(entries: models.QuerySet[SearchEntry], kinds: list[str]) -> models.QuerySet[SearchEntry]:
    """The plus keeps SQLite from walking a whole kind by its index before it has looked at the words."""
    if connection.vendor != "sqlite" or not kinds:
        return entries.filter(kind__in=kinds)
    places = ", ".join(["%s"] * len(kinds))
    return entries.extra(where=[f"+foundation_searchentry.kind IN ({places})"], params=kinds)  # noqa: S610 - only %s


def _runs(text: str) -> list[str]:
    """The words of a text: unbroken letters and digits of any script, in capitals."""
    return _WORD.findall(normalise(text).upper())


def _pairs(run: str) -> list[str]:
    return [first + second for first, second in pairwise(run)] or [run]


def _terms(text: str) -> str:
    """The pairs of a text as the database in use wants them; a break keeps words from running together."""
    tokens: list[str] = []
    for run in _runs(text):
        tokens += [*_pairs(run), _BREAK]
    if connection.vendor == "postgresql":
        return " ".join(f"{token}:{place}" for place, token in enumerate(tokens, 1))
    return " ".join(tokens)


def _begins_with(text: str) -> Q:
    """A prefix as a condition that the index on titles answers on both databases."""
    if connection.vendor == "sqlite":
        return Q(title__gte=text, title__lt=text + chr(0x10FFFF))
    return Q(title__startswith=text)


def _matching(entries: models.QuerySet[SearchEntry], phrases: Sequence[Sequence[str]]) -> models.QuerySet[SearchEntry]:
    """``extra`` because only a join lets SQLite stop at the limit, and both operators are the databases'
    own.
    """
    if connection.vendor == "sqlite":
        question = " AND ".join('"' + " ".join(phrase) + '"' for phrase in phrases)
        return entries.extra(
            tables=["foundation_search"],
            where=["foundation_search.rowid = foundation_searchentry.id", "foundation_search MATCH %s"],
            params=[question],
        )
    question = " & ".join("(" + " <-> ".join(phrase) + ")" for phrase in phrases)
    return entries.extra(where=["foundation_searchentry.terms::tsvector @@ %s::tsquery"], params=[question])


def _upsert(entries: Sequence[SearchEntry]) -> None:
    SearchEntry.objects.bulk_create(
        entries,
        update_conflicts=True,
        unique_fields=["kind", "object_id"],
        update_fields=[name for name in _COLUMNS if name not in ("kind", "object_id")],
    )


def _insert(entries: Sequence[SearchEntry]) -> None:
    ids = reserve_ids(SearchEntry, len(entries))
    insert_rows(
        SearchEntry,
        ["id", *_COLUMNS],
        [(key, *(getattr(entry, name) for name in _COLUMNS)) for key, entry in zip(ids, entries, strict=True)],
    )
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "INSERT INTO foundation_search(rowid, terms) "
                "SELECT id, terms FROM foundation_searchentry WHERE id BETWEEN %s AND %s",
                [ids[0], ids[-1]],
            )
        else:
            # without fresh statistics the planner reads the whole table for a rare word
            cursor.execute("ANALYZE foundation_searchentry")


def _forget(entries: models.QuerySet[SearchEntry]) -> None:
    """FTS5 with outside content must be told the old text of what it forgets."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO foundation_search(foundation_search, rowid, terms) VALUES ('delete', %s, %s)",
            list(entries.values_list("id", "terms")),
        )
