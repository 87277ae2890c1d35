"""How papers word what they print, and whose words they are; without a database."""

import datetime
from decimal import Decimal
from typing import Any

import pytest

from mulin.papers.rules import GAP, Pen, Reuse, closed, worded, worded_iso, worded_moment


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (datetime.date(2021, 6, 30), "2021年6月30日"),
        (datetime.datetime(2021, 6, 30, 9, 15), "2021年6月30日 09:15"),  # noqa: DTZ001 - the clock on the wall
        (True, "是"),
        (False, "否"),
        (12_216, "12,216"),
        (Decimal("7.50"), "7.5"),
        (Decimal("1E+1"), "10"),
        (Decimal(100), "100"),
        (["甲", 3, None], "甲、3、"),
        (("甲", "乙"), "甲、乙"),
        (None, ""),
        ("  一句话 ", "一句话"),
    ],
)
def test_a_paper_says_values_as_people_write_them(value: Any, said: str) -> None:
    assert worded(value) == said


def test_what_has_no_wording_of_its_own_says_what_it_says() -> None:
    class Place:
        def __str__(self) -> str:
            return " 东社区 "

    assert worded(Place()) == "东社区"


def test_frozen_days_are_worded_and_what_is_no_day_stays() -> None:
    assert worded_iso("2021-06-30") == "2021年6月30日"
    assert worded_iso("长期") == "长期"
    assert worded_moment(datetime.datetime(2021, 1, 2, 3, 4)) == "2021年1月2日 03:04"  # noqa: DTZ001


@pytest.mark.parametrize(("sentence", "said"), [("完成", "完成。"), ("好！", "好！"), ("完成。", "完成。"), ("", "")])
def test_a_sentence_has_one_full_stop_and_an_empty_one_none(sentence: str, said: str) -> None:
    assert closed(sentence) == said


def test_a_filled_paper_counts_each_field_by_where_it_comes_from() -> None:
    pen = Pen()
    assert [pen.held("甲"), pen.given("好"), pen.typed("谢谢"), pen.typed("谢谢")] == ["甲", "好", "谢谢", "谢谢"]
    pen.count(held=10, given=1, typed=2)
    assert pen.reuse == Reuse(held=11, given=2, typed=4)


def test_what_is_empty_is_no_field_and_leaves_room_to_write() -> None:
    pen = Pen()
    assert [pen.held(""), pen.given(None, 2), pen.typed("", 3)] == ["", GAP * 2, GAP * 3]
    assert pen.reuse.fields == 0
    assert (pen.reuse.ratio, pen.reuse.strict_ratio) == (None, None)
    pen.count()
    assert pen.reuse == Reuse()


def test_what_the_product_knew_already_is_held_though_it_was_asked_again() -> None:
    pen = Pen()
    assert pen.known("东社区", "东社区", 4) == "东社区"
    assert pen.known(12_216, 12_216, 4) == "12,216"
    assert pen.known("东社区筹建处", "东社区", 4) == "东社区筹建处"
    assert pen.known("", "", 4) == GAP * 4
    assert pen.known(None, "东社区", 4) == GAP * 4
    assert pen.reuse == Reuse(held=2, typed=1)


def test_on_a_blank_sheet_nothing_is_written_and_rows_are_left_empty() -> None:
    blank = Pen(blank=True, rows=12)
    assert [blank.held("甲", 3), blank.given("好"), blank.typed("谢谢", 1)] == [GAP * 3, "", GAP]
    assert [blank.held("甲"), blank.typed("谢谢")] == ["", ""], "outside a sentence no gap is left"
    assert blank.known("东社区", "东社区", 2) == GAP * 2
    assert (blank.reuse, blank.rows_by_hand()) == (Reuse(), 12)
    assert Pen(rows=12).rows_by_hand() == 0
    assert not Pen().clear, "phones are covered unless somebody may see them"


def test_the_ratio_counts_judgements_as_needed_anyway_and_the_strict_one_does_not() -> None:
    together = Reuse(4, 1, 1) + Reuse(2, 1, 1)
    assert together == Reuse(6, 2, 2)
    assert (together.fields, together.ratio, together.strict_ratio) == (10, Decimal("0.8"), Decimal("0.6"))
