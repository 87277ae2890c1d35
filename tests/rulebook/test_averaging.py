"""A rubric that is the average of another one: the same sections, worked out for every check of a longer window."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from mulin.rulebook.messages import chinese
from mulin.rulebook.schema.itemised import Itemised
from mulin.rulebook.sources import Place
from tests.rulebook.guide import Guide

WEEK, TERM = ("rubrics", 1), ("rubrics", 2)


@pytest.fixture
def guide(tmp_path: Path) -> Guide:
    return Guide(tmp_path)


def test_the_items_are_those_of_the_other_rubric_for_each_check_of_the_longer_window(guide: Guide) -> None:
    week, term = guide.pack.rubric("school_week"), guide.pack.rubric("school_term")
    [item], [other] = term.items, week.items
    assert (item.id, item.text, item.max) == (other.id, other.text, other.max)
    assert isinstance(item.score, Itemised)
    assert isinstance(other.score, Itemised)
    assert (item.score.each, item.score.when) == ("week", term.averages.when if term.averages else None)
    assert (other.score.each, other.score.when) == (None, None)
    assert [count.points for count in item.score.counts] == [count.points for count in other.score.counts]
    assert {count.measure.window for count in item.score.counts} == {"half_year"}
    assert {count.measure.window for count in other.score.counts} == {"week"}


def objections(guide: Guide, place: Place, value: object) -> list[Any]:
    """What the schema objects to, if anything."""
    try:
        guide.written(place, value)
    except ValidationError as error:
        return list(error.errors())
    return []


def refused(guide: Guide, place: Place, value: object) -> list[str]:
    return [chinese(error) for error in objections(guide, place, value)]


def test_a_rubric_of_another_pack_cannot_be_averaged(guide: Guide) -> None:
    assert refused(guide, (*TERM, "averages", "of"), "school_day") == [
        "请写 sections；取另一张评分表平均的写 averages，那张表要写在同一个包里"
    ]


def test_only_what_is_counted_can_be_averaged(guide: Guide) -> None:
    assert refused(guide, (*TERM, "averages", "of"), "community") == [
        "小项“04.1”不是逐项加减（itemised），不能分别按日、周、月算再平均"
    ]


def test_sections_of_its_own_are_kept(guide: Guide) -> None:
    own = deepcopy(guide.values["rubrics"][1]["sections"])
    own[0]["name"] = "自己的"
    assert guide.written((*TERM, "sections"), own).rubric("school_term").sections[0].name == "自己的"


SCORE = (*WEEK, "sections", 0, "indicators", 0, "items", 0, "score")
PLACES = (
    ("rubrics",), WEEK, TERM, (*TERM, "id"), (*TERM, "averages"), (*WEEK, "id"),
    *(SCORE[:length] for length in range(3, len(SCORE) + 1)), (*SCORE, "counts"), (*SCORE, "counts", 0),
)  # fmt: skip


@pytest.mark.parametrize("value", ["?", 3, None, [], {}, ["?"], [None], {"of": []}, [{}]], ids=str)
def test_what_is_written_quite_wrongly_is_told_and_breaks_nothing(guide: Guide, value: object) -> None:
    for place in PLACES:
        assert all(chinese(error) for error in objections(guide, place, value))


def test_an_average_says_over_which_checks(guide: Guide) -> None:
    score = guide.values["rubrics"][1]["sections"][0]["indicators"][0]["items"][0]["score"]
    when = {"name": "activities_held"}
    for more in ({"each": "week"}, {"when": when}):
        assert any("要一起写" in one for one in refused(guide, SCORE, score | more))
    assert guide.written(SCORE, score | {"each": "week", "when": when})
