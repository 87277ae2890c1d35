from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mulin.judgement.explanation import ItemResult
from mulin.judgement.totals import add_up
from mulin.rulebook.schema.rubrics import Rubric
from tests.judgement.clauses import manual, rubric, section


def scored(made, scores):
    return [
        ItemResult(item, None if score is None else Decimal(score), "assessor", "")
        for item, score in zip(made.items, scores, strict=True)
    ]


def made(sections, **more):
    return Rubric.model_validate(rubric("community", sections, **more))


def two_items(section_id, start, **more):
    return section(section_id, [manual(f"{start:02}.1", "10"), manual(f"{start:02}.2", "10")], **more)


def test_items_add_up_and_unscored_ones_count_nothing():
    plain = made([two_items("one", 1), two_items("two", 2)])
    totals = add_up(plain, scored(plain, ["7.5", None, "10", "0.25"]))
    assert totals.total == Decimal("17.75")
    assert [one.score for one in totals.sections] == [Decimal("7.5"), Decimal("10.25")]


def test_sections_are_weighted_exactly():
    weighted = made([two_items("one", 1, weight="30%"), two_items("two", 2, weight="70%")])
    totals = add_up(weighted, scored(weighted, ["10", "5", "10", "0.5"]))
    assert totals.total == Decimal("11.85")


def test_a_bonus_is_capped_and_a_deduction_too():
    with_both = made(
        [
            two_items("one", 1),
            two_items("more", 2, kind="bonus", cap="5"),
            two_items("less", 3, kind="deduction", cap="3"),
        ]
    )
    totals = add_up(with_both, scored(with_both, ["10", "10", "4", "4", "1", "9"]))
    assert totals.total == Decimal(22)
    assert [(one.counted, one.capped) for one in totals.sections] == [
        (Decimal(20), False),
        (Decimal(5), True),
        (Decimal(-3), True),
    ]


def test_a_bonus_below_its_cap_counts_as_it_is_and_at_its_cap_is_not_cut():
    with_bonus = made([two_items("one", 1), two_items("more", 2, kind="bonus", cap="5")])
    for points, total in (("0", 10), ("3", 13), ("5", 15)):
        totals = add_up(with_bonus, scored(with_bonus, ["10", "0", points, "0"]))
        assert (totals.total, totals.sections[1].capped) == (total, False)


def test_a_total_is_never_below_zero():
    harsh = made([two_items("one", 1), two_items("less", 2, kind="deduction")])
    assert add_up(harsh, scored(harsh, ["1", "0", "9", "9"])).total == 0


def test_a_part_is_carried_over_from_last_years_total():
    carried = made([two_items("one", 1)], carry_over={"share": "20%"})
    totals = add_up(carried, scored(carried, ["10", "5"]), Decimal(90))
    assert totals.total == Decimal(30)
    assert "90" in totals.notices[0]


def test_the_first_year_carries_nothing_over_and_says_so():
    carried = made([two_items("one", 1)], carry_over={"share": "20%"})
    totals = add_up(carried, scored(carried, ["10", "5"]))
    assert totals.total == Decimal(15)
    assert totals.notices == ("没有上年总分，本年总分未作结转。",)


POINTS = st.decimals(min_value=0, max_value=10, places=2)


@pytest.mark.row("Q02")
@given(st.lists(POINTS, min_size=4, max_size=4), st.integers(0, 3), POINTS)
def test_more_points_for_an_item_never_lower_the_total(scores, place, other):
    weighted = made([two_items("one", 1, weight="1/3"), two_items("more", 2, kind="bonus", cap="7")])
    better = list(scores)
    better[place] = max(scores[place], other)
    assert add_up(weighted, scored(weighted, better)).total >= add_up(weighted, scored(weighted, scores)).total
