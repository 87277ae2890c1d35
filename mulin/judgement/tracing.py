"""From an item's points back to the facts behind them, for people to open."""

from __future__ import annotations

from mulin.foundation.periods import period_of
from mulin.judgement.answering import facts_behind
from mulin.judgement.duties import duty_rows, judge_duties
from mulin.judgement.parameters import Parameters, Settings, arguments_of
from mulin.judgement.stages import duties_asked
from mulin.judgement.view import View
from mulin.rulebook.schema.base import MeasureRef
from mulin.rulebook.schema.pack import Pack
from mulin.rulebook.schema.rubrics import Item


def facts_of_item(
    pack: Pack, item: Item, subject_id: int, *, view: View, parameters: Parameters | None = None
) -> list[tuple[str, int]]:
    """The facts behind one item's value as (fact table, id), each once; none for an item an assessor scores.

    The view must be that of an evaluation when the item asks for grades of subordinate subjects.
    """
    settings = Settings(pack, parameters or {})
    found = [
        facts_of_measure(pack, reference, subject_id, view=view, settings=settings) for reference in item.score.behind
    ]
    return list(dict.fromkeys(fact for one in found for fact in one))


def facts_of_measure(
    pack: Pack, reference: MeasureRef, subject_id: int, *, view: View, settings: Settings
) -> list[tuple[str, int]]:
    """The facts behind one answer to a measure as a pack names it."""
    duties = duties_asked([reference], view.registry)
    if duties and "duty_periods" not in view.derived:
        first = view.since or period_of("year", view.as_of).previous().first
        last = max(first, period_of("year", view.as_of).last)
        results = judge_duties(pack, duties, view.forest.below(subject_id), view, first, last, settings)
        view.leave("duty_periods", duty_rows(results, view.as_of), own=True)
    arguments = arguments_of(reference, settings)
    found = facts_behind(reference.name, arguments, subject_id, view, reference.window)
    return list(dict.fromkeys(found))
