"""The facts behind a number: which rows of which domain counted for an item."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.apps import apps

from mulin.assessments.queries.judged import Judging
from mulin.judgement.answering import facts_behind
from mulin.judgement.facts import FactTable
from mulin.judgement.parameters import Settings, arguments_of
from mulin.judgement.registry import REGISTRY
from mulin.rulebook.schema.rubrics import Item


@dataclass(frozen=True)
class TracedFact:
    """One fact that counted: which table, its words, and the row itself."""

    table: str
    title: str
    row: Any


def facts_of(judging: Judging, subject_id: int, item: Item) -> list[TracedFact]:
    """The facts behind a measured item of a subject, as of the judging's day; none for a manual item.

    ``UnsetParameterError`` when the clause needs a parameter that is not set.
    """
    references = item.score.behind
    if not references or subject_id not in judging.standing:
        return []
    view = judging.view([subject_id])
    settings = Settings(judging.pack, judging.parameters)
    wanted: dict[str, list[int]] = defaultdict(list)
    for one in references:
        for table, fact_id in facts_behind(one.name, arguments_of(one, settings), subject_id, view, one.window):
            wanted[table].append(fact_id)
    return [fact for table, ids in wanted.items() for fact in stored_rows(table, ids)]


def stored_rows(table: str, ids: list[int]) -> list[TracedFact]:
    """The rows of a fact table by id; one query a table. A derived table has none of its own."""
    declared = REGISTRY.table(table)
    if not isinstance(declared, FactTable):
        return []
    rows = apps.get_model(declared.model)._base_manager.in_bulk(ids)
    return [TracedFact(table, declared.title, rows[pk]) for pk in dict.fromkeys(ids) if pk in rows]
