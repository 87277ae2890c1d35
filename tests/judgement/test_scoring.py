from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mulin.judgement.explanation import GivenScore
from mulin.judgement.parameters import Settings, UnsetParameterError
from mulin.judgement.scoring import score_given, score_measured
from tests.judgement.clauses import asked, item, pack, parameter

MEASURE = {"name": "entries_count"}
EMPTY = Settings(pack(), {})


def score(way, value, max_points="10", settings=EMPTY, **more):
    return score_measured(item({"measure": MEASURE, **way}, max_points), asked(value, **more), settings)


@pytest.mark.row("Q02")
@pytest.mark.parametrize(("value", "points"), [("5.999", "0"), ("6", "10"), ("7", "10")])
def test_a_threshold_gives_all_or_nothing_and_is_inclusive(value, points):
    assert score({"way": "threshold", "at_least": "6"}, value).score == Decimal(points)


@pytest.mark.parametrize(("value", "points"), [("3/4", "7.5"), ("1/3", "3.3333"), ("0", "0"), ("3/2", "10")])
def test_a_share_gives_its_share_of_the_points(value, points):
    assert score({"way": "share"}, value).score == Decimal(points)


@pytest.mark.parametrize(("value", "points"), [("0", "0"), ("1", "3"), ("2", "3"), ("3", "10"), ("9", "10")])
def test_the_highest_level_reached_counts(value, points):
    levels = [{"at_least": "3", "points": "10"}, {"at_least": "1", "points": "3"}]
    assert score({"way": "levels", "levels": levels}, value).score == Decimal(points)


@pytest.mark.parametrize(("value", "points"), [("0", "0"), ("2", "5"), ("4", "10"), ("5", "10")])
def test_so_much_for_each_up_to_the_maximum(value, points):
    assert score({"way": "per_unit", "points": "2.5"}, value).score == Decimal(points)


def test_a_lower_cap_holds():
    assert score({"way": "per_unit", "points": "2.5", "cap": "6"}, 9).score == Decimal(6)


@pytest.mark.parametrize(("misses", "points"), [("0", "10"), ("1", "7"), ("3", "1"), ("4", "0")])
def test_misses_are_deducted_and_never_below_zero(misses, points):
    assert score({"way": "deduct", "points": "3"}, misses).score == Decimal(points)


def test_what_is_absent_altogether_gets_nothing_however_few_the_misses():
    result = score({"way": "deduct", "points": "3"}, 0, absent=True)
    assert result.score == 0
    assert "不存在" in result.reason


def test_no_value_gives_no_points_and_the_reason():
    result = score({"way": "share"}, None)
    assert (result.score, result.value, result.by) == (0, None, "measure")
    assert "没有可计的对象" in result.reason


def test_a_threshold_may_be_the_districts():
    way = {"way": "threshold", "at_least": {"parameter": "enough"}}
    with_blank = pack(parameters=[parameter("enough")])
    with pytest.raises(UnsetParameterError, match="名称enough"):
        score(way, 3, settings=Settings(with_blank, {}))
    with pytest.raises(UnsetParameterError):
        score(way, 3, settings=Settings(with_blank, {"enough": ""}))
    assert score(way, 3, settings=Settings(with_blank, {"enough": 3})).score == 10
    assert str(EMPTY.unset("gone")) == "参数“gone”尚未设置", "without a name it is called by its id"


def test_the_reason_is_a_sentence_with_the_value_and_the_points():
    reason = score({"way": "per_unit", "points": "2.5"}, 3, facts=3).reason
    assert reason == "事项：3次，每次 2.5 分，得 7.5 分。"


def test_an_assessors_score_stands_with_stage_and_reason():
    manual = item({"way": "manual", "because": "需要现场查看"})
    result = score_given(manual, GivenScore(Decimal("8.5"), "验收", "评审员甲", "有特色"))
    assert (result.score, result.by) == (Decimal("8.5"), "assessor")
    assert result.reason == "评审员甲（验收）评 8.5 分：有特色"
    assert score_given(manual, None).by == "none"


@pytest.mark.parametrize("given_score", ["-0.5", "10.5"])
def test_an_assessor_cannot_give_more_than_the_item_has(given_score):
    manual = item({"way": "manual", "because": "需要现场查看"})
    with pytest.raises(ValueError, match="超出"):
        score_given(manual, GivenScore(Decimal(given_score), "验收", "评审员甲"))


MONOTONE = [
    {"way": "threshold", "at_least": "0.5"},
    {"way": "share"},
    {"way": "levels", "levels": [{"at_least": "0.25", "points": "4"}, {"at_least": "1", "points": "9"}]},
    {"way": "per_unit", "points": "2.5"},
]
VALUES = st.fractions(min_value=-5, max_value=50)


@given(st.sampled_from(MONOTONE), VALUES, VALUES)
def test_more_never_gives_fewer_points(way, one, other):
    low, high = sorted((one, other))
    assert score(way, low).score <= score(way, high).score


@given(st.sampled_from([*MONOTONE, {"way": "deduct", "points": "3"}]), VALUES)
def test_points_stay_between_zero_and_the_maximum(way, value):
    assert 0 <= score(way, value).score <= 10


@given(VALUES, VALUES)
def test_more_misses_never_give_more_points(one, other):
    low, high = sorted((one, other))
    way = {"way": "deduct", "points": "3"}
    assert score(way, low).score >= score(way, high).score


@given(st.integers(min_value=0, max_value=40), st.integers(min_value=1, max_value=40))
def test_a_share_of_the_points_is_exact_where_four_decimals_can_say_it(part, whole):
    exact = Fraction(min(part, whole), whole) * 10
    result = score({"way": "share"}, Fraction(part, whole), denominator=whole)
    assert abs(Fraction(result.score) - exact) <= Fraction(1, 20_000)
    if (exact * 10_000).denominator == 1:
        assert Fraction(result.score) == exact


def test_the_lowest_and_the_highest_points_can_be_given():
    manual = item({"way": "manual", "because": "需要现场查看"})
    assert [score_given(manual, GivenScore(Decimal(one), "自查", "自评")).score for one in (0, 10)] == [0, 10]
    assert score_given(manual, GivenScore(Decimal(10), "自查", "自评")).reason == "自评（自查）评 10 分"


LEVELS = {"way": "levels", "levels": [{"at_least": "3", "points": "10"}, {"at_least": "1", "points": "3"}]}


@pytest.mark.parametrize(
    ("way", "value", "denominator", "reason"),
    [
        ({"way": "share"}, "3/5", 5, "事项：5 中有 3，占 60%，按比例得 6 分（满分 10 分）。"),
        ({"way": "share"}, "3/2", None, "事项：1.5次，按比例得 10 分（满分 10 分）。"),
        ({"way": "share"}, "-1", None, "事项：-1次，按比例得 0 分（满分 10 分）。"),
        (LEVELS, "0", None, "事项：0次，未达到最低一档（1），得 0 分。"),
        (LEVELS, "2", None, "事项：2次，达到“1 以上”一档，得 3 分。"),
        ({"way": "per_unit", "points": "2.5"}, "0", None, "事项：0次，每次 2.5 分，得 0 分。"),
        ({"way": "per_unit", "points": "2.5"}, "-1", None, "事项：-1次，每次 2.5 分，得 0 分。"),
        ({"way": "per_unit", "points": "2.5"}, "4", None, "事项：4次，每次 2.5 分，得 10 分。"),
        ({"way": "per_unit", "points": "2.5"}, "5", None, "事项：5次，每次 2.5 分，得 10 分（封顶）。"),
        ({"way": "deduct", "points": "3"}, "1", None, "事项：1次，每次扣 3 分，得 7 分。"),
        ({"way": "deduct", "points": "3"}, "4", None, "事项：4次，每次扣 3 分，得 0 分。"),
        ({"way": "threshold", "at_least": "6"}, "5", None, "事项：5次，未达到 6，得 0 分。"),
        ({"way": "threshold", "at_least": "6"}, "6", None, "事项：6次，达到 6，得满分 10 分。"),
    ],
)
def test_the_sentence_says_the_points_that_are_given(way, value, denominator, reason):
    assert score(way, value, denominator=denominator).reason == reason
