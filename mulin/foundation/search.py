"""Finding things by words of two characters and more, on both databases.

Most Chinese words have two characters, and neither database's own index finds them. So every text is kept as
its overlapping pairs of characters (纠纷调解 → 纠纷 纷调 调解), and a word is a phrase of pairs: what is
found contains the word as typed. SQLite keeps the pairs in an FTS5 table, PostgreSQL in an index over a
tsvector that we write out ourselves, because its parser knows no Chinese in most locales.
"""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from django.db import connection, models
from django.db.models import Q

from mulin.foundation.models import SearchEntry
from mulin.foundation.normalisation import normalise
from mulin.foundation.search_entries import Findable, index, remove
from mulin.foundation.search_words import pairs_of, words_of

__all__ = ["Findable", "Hit", "index", "remove", "search"]


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
    runs = words_of(words)
    if not runs:
        return []
    entries = SearchEntry.objects.all()
    if kinds is not None:
        entries = _of_kinds(entries, list(kinds))
    if scope is not None:
        entries = entries.filter(scope)
    text = normalise(words)
    phrases = [pairs_of(run) for run in runs if len(run) > 1]
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
