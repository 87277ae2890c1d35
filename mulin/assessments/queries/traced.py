"""The facts behind a number: which rows of which domain counted for an item."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps

from mulin.assessments.queries.judged import Judging
from mulin.judgement.answering import facts_behind
from mulin.judgement.facts import FactTable
from mulin.judgement.parameters import Settings, arguments_of
from mulin.judgement.registry import REGISTRY
from mulin.judgement.view import View
from mulin.records.models import Activity
from mulin.rulebook.schema import Pack
from mulin.rulebook.schema.base import MeasureRef
from mulin.rulebook.schema.rubrics import Item, Rubric

RECORDED = frozenset({"activities", "attendances"})
"""The fact tables of records."""


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
    if not item.score.behind or subject_id not in judging.standing:
        return []
    wanted: dict[str, list[int]] = defaultdict(list)
    for table, fact_id in behind(judging, judging.view([subject_id]), subject_id, item):
        wanted[table].append(fact_id)
    return [fact for table, ids in wanted.items() for fact in stored_rows(table, ids)]


def behind(judging: Judging, view: View, subject_id: int, item: Item) -> Iterator[tuple[str, int]]:
    """The facts behind a measured item of a subject, as (table, id)."""
    settings = Settings(judging.pack, judging.parameters)
    for one in item.score.behind:
        yield from facts_behind(one.name, arguments_of(one, settings), subject_id, view, one.window)


def items_moved(judging: Judging, subject_id: int, rubric: Rubric, activity: Activity) -> list[Item]:
    """The items of a subject whose points rest on a record, among other facts.

    ``UnsetParameterError`` when a clause needs a parameter that is not set.
    """
    near = [
        item for item in rubric.items if any(may_ask(judging.pack, one, activity.kind) for one in item.score.behind)
    ]
    if not near or subject_id not in judging.standing:
        return []
    facts = {
        ("activities", activity.pk),
        *(("attendances", pk) for pk in activity.attendances.values_list("pk", flat=True)),
    }
    view = judging.view([subject_id])
    return [item for item in near if not facts.isdisjoint(behind(judging, view, subject_id, item))]


def may_ask(pack: Pack, reference: MeasureRef, kind: str) -> bool:
    """May a measure, as a clause names it, count activities of a kind: by itself, or through a duty?"""
    duty = reference.arguments.get("duty")
    if isinstance(duty, str):
        return may_ask(pack, pack.duty(duty).measure, kind)
    if not RECORDED & REGISTRY.tables_of(reference.name):
        return False
    kinds = reference.arguments.get("kind")
    return kinds == kind if isinstance(kinds, str) else not isinstance(kinds, list | tuple) or kind in kinds


def stored_rows(table: str, ids: list[int]) -> list[TracedFact]:
    """The rows of a fact table by id; one query a table. A derived table has none of its own."""
    declared = REGISTRY.table(table)
    if not isinstance(declared, FactTable):
        return []
    rows = apps.get_model(declared.model)._base_manager.in_bulk(ids)
    return [TracedFact(table, declared.title, rows[pk]) for pk in dict.fromkeys(ids) if pk in rows]
