"""Self-check, review and acceptance side by side, and where they differ."""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from mulin.assessments import rules
from mulin.assessments.choices import Stage
from mulin.assessments.models import Assessment, ItemScore, StageResult
from mulin.assessments.queries.kept import (
    newest_scores,
    newest_scores_of,
    rubric_of,
    stage_results,
    stage_results_of,
)

Scores = Mapping[tuple[str, str], ItemScore]
Results = Mapping[str, StageResult]


def side_by_side(assessment: Assessment) -> dict[str, Any]:
    """The three columns of one assessment, see ``compared``."""
    return compared(assessment, stage_results(assessment), newest_scores(assessment))


def each_side_by_side(assessments: Sequence[Assessment]) -> Iterator[tuple[Assessment, dict[str, Any]]]:
    """The three columns of many assessments, in the same few queries for any number."""
    results, scores = stage_results_of(assessments), newest_scores_of(assessments)
    for one in assessments:
        yield one, compared(one, results.get(one.pk, {}), scores.get(one.pk, {}))


def compared(assessment: Assessment, kept: Results, newest: Scores) -> dict[str, Any]:
    """The three columns: for each item the score of each stage with its reason and evidence, and the totals.

    ``rows``: ``id, text, max, cells`` (per stage: ``stage, score, reason, by, activities, evidence``), ``differs``.
    ``totals``: per stage; ``sums``: the same with the stage's name; ``stages``: (id, name, handed in on).
    """
    stages = [(stage, str(Stage(stage).label), kept[stage].on if stage in kept else None) for stage in Stage.values]
    columns = {stage: {item["id"]: item for item in kept[stage].items} for stage in kept}
    rows = []
    for item in rubric_of(assessment).items:
        cells = [
            cell(columns.get(stage, {}).get(item.id), newest.get((stage, item.id))) | {"stage": stage}
            for stage in Stage
        ]
        given = {one["score"] for one in cells if one["score"] is not None}
        rows.append({"id": item.id, "text": item.text, "max": item.max, "cells": cells, "differs": len(given) > 1})
    totals = [kept[stage].total if stage in kept else None for stage in Stage.values]
    return {"stages": stages, "rows": rows, "totals": totals, "sums": list(zip(Stage.labels, totals, strict=True))}


def cell(judged: Mapping[str, Any] | None, given: Any) -> dict[str, Any]:
    """One stage's view of one item; a score given since the stage was handed in shows at once."""
    score = Decimal(judged["score"]) if judged and judged.get("score") is not None else None
    if given is not None and given.confirmed_on is not None:
        score = given.score
    return {
        "score": score,
        "reason": given.reason if given is not None else (judged or {}).get("reason", ""),
        "by": str(given.by) if given is not None else "",
        "activities": list(given.activities.all()) if given is not None else [],
        "evidence": list(given.evidence.all()) if given is not None else [],
    }


def difference_report(assessment: Assessment) -> list[dict[str, Any]]:
    """Where review or acceptance differ from the stage before: ``item, text, before, after, change, stages``."""
    kept = stage_results(assessment)
    texts = {item.id: item.text for item in rubric_of(assessment).items}
    present = [stage for stage in Stage.values if stage in kept]
    return [
        {
            "item": one.item,
            "text": texts.get(one.item, ""),
            "before": one.before,
            "after": one.after,
            "change": one.change,
            "stages": f"{Stage(first).label} → {Stage(second).label}",
        }
        for first, second in itertools.pairwise(present)
        for one in rules.differences(kept[first].items, kept[second].items)
    ]
