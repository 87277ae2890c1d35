"""Rubrics that average another one: its sections are copied when the pack is read, before anything is checked."""

from __future__ import annotations

import copy
from typing import Any


def with_averages(values: Any) -> Any:
    """The values of a pack in which every rubric that ``averages`` another has its sections.

    What is not as it should be is left alone, for the checks that follow to say so. ``ValueError`` for an item that
    has no average.
    """
    rubrics = values.get("rubrics") if isinstance(values, dict) else None
    if not isinstance(rubrics, list | tuple) or not all(isinstance(one, dict) for one in rubrics):
        return values
    by_id = {str(one.get("id")): one for one in rubrics}
    return values | {"rubrics": [averaged(one, by_id) for one in rubrics]}


def averaged(rubric: dict[str, Any], by_id: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The rubric with the sections of the one it averages; itself when it averages none or has sections already."""
    asked = rubric.get("averages")
    if not isinstance(asked, dict) or rubric.get("sections"):
        return rubric
    sections = copy.deepcopy(by_id.get(str(asked.get("of")), {}).get("sections"))
    if not isinstance(sections, list | tuple):
        return rubric
    for section in sections:
        for indicator in mappings(section, "indicators"):
            for item in mappings(indicator, "items"):
                average(item, asked)
    return rubric | {"sections": sections}


def average(item: dict[str, Any], asked: dict[str, Any]) -> None:
    """Work an item out for each day, week or month of the longer window."""
    score = item.get("score")
    if not isinstance(score, dict) or score.get("way") != "itemised":
        raise ValueError(f"小项“{item.get('id')}”不是逐项加减（itemised），不能分别按日、周、月算再平均")
    score |= {"each": asked.get("each"), "when": asked.get("when")}
    for count in mappings(score, "counts"):
        if isinstance(count.get("measure"), dict):
            count["measure"] |= {"window": asked.get("window")}


def mappings(value: Any, word: str) -> list[dict[str, Any]]:
    """The mappings that a mapping lists under a word; what an author wrote otherwise is passed over."""
    listed = value.get(word) if isinstance(value, dict) else None
    return [one for one in listed if isinstance(one, dict)] if isinstance(listed, list | tuple) else []
