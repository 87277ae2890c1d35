"""Every state people can meet has words of its own, and a moment is shown by the clock on the wall."""

import datetime
from decimal import Decimal

import pytest
from django.utils.html import strip_tags

from mulin.foundation.lights import LIGHTS, light_html
from mulin.foundation.list_rows import shown
from mulin.foundation.page_parts import Milestone
from mulin.foundation.tables import is_numeric, laid_out
from mulin.foundation.templatetags.look import day, or_dash
from mulin.records.choices import State

EVENING_IN_LONDON = datetime.datetime(2022, 6, 29, 22, 30, tzinfo=datetime.UTC)


@pytest.mark.parametrize("write", [day, shown], ids=["in a template", "in a list"])
def test_a_moment_is_shown_in_shanghai_where_it_is_already_the_next_day(write):
    assert strip_tags(write(EVENING_IN_LONDON)) == "2022-06-30 06:30"


@pytest.mark.parametrize("write", [day, shown], ids=["in a template", "in a list"])
def test_a_day_stays_the_day_it_is(write):
    assert strip_tags(write(datetime.date(2022, 6, 29))) == "2022-06-29"


def test_a_day_within_a_sentence_is_never_broken_in_two():
    assert day(datetime.date(2022, 6, 29)) == '<span class="text-nowrap">2022-06-29</span>'
    assert or_dash(datetime.date(2022, 6, 29)) == day(datetime.date(2022, 6, 29))
    assert (day(None), or_dash(""), or_dash("其他")) == ("—", "—", "其他")


def test_a_table_within_a_page_looks_like_a_list():
    rows = [[datetime.date(2022, 6, 29), 12, "通报一季度事项和下一步安排", Decimal("7.50")], [None, "", "两位", None]]
    table = laid_out(["日期", "人数", "内容"], rows)
    assert table.heads == [("日期", ""), ("人数", "end"), ("内容", "")]
    assert [(cell.value, cell.css_class) for cell in table.rows[0]] == [
        ("2022-06-29", "nowrap"), (12, "end nowrap"), ("通报一季度事项和下一步安排", ""), ("7.5", "end nowrap"),
    ]  # fmt: skip
    assert laid_out(["编号", "地址"], [["2022-0005", "a long sentence"]]).rows[0][0].css_class == "nowrap"
    assert laid_out(["编号", "地址"], [["2022-0005", "a long sentence"]]).rows[0][1].css_class == ""
    assert [cell.head for cell in table.rows[0]] == ["日期", "人数", "内容", ""]
    assert [len(row) for row in laid_out([], [[1], [1, 2]]).rows] == [1, 2]
    assert laid_out(["日期"], []).heads == [("日期", "")]


def test_what_is_no_number_throughout_stands_to_the_left():
    assert not any(is_numeric(column) for column in ([True, 1], ["3 次", 3], [None, ""], []))


@pytest.mark.parametrize("state", State.values)
def test_every_state_of_a_record_has_a_light_that_says_it_in_chinese(state):
    assert state in LIGHTS
    assert f"<span>{State(state).label}</span>" in light_html(state)


def test_what_is_to_be_reached_is_compared_as_a_number_not_as_words() -> None:
    assert not Milestone(title="示范型社区", target="11", actual="9").is_reached
    assert Milestone(title="示范型小区", target="9.5", actual="10").is_reached
