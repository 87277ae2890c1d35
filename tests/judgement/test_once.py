"""What one action touches several times is judged once, no narrower than any of its events asked."""

import datetime
from typing import Any

import pytest

from mulin.judgement.once import judging_once, put_off

EARLY, LATE = datetime.date(2021, 1, 1), datetime.date(2021, 6, 1)


@pytest.fixture
def judged() -> list[tuple[set[int], dict[str, Any]]]:
    return []


@pytest.fixture
def judge(judged: list[tuple[set[int], dict[str, Any]]]) -> Any:
    """Judges at once, or puts it off where that is asked."""

    def now_or_later(node_ids: Any, **narrowed: Any) -> None:
        if not put_off(now_or_later, node_ids, **narrowed):
            judged.append((set(node_ids), narrowed))

    return now_or_later


def test_outside_it_everything_is_judged_at_once(judge: Any, judged: Any) -> None:
    judge([1], tables=("a",))
    assert judged == [({1}, {"tables": ("a",)})]


def test_within_it_all_nodes_are_judged_once_as_widely_as_the_widest_asked(judge: Any, judged: Any) -> None:
    with judging_once():
        judge([1], first=LATE, tables=("a",), kinds={"x"})
        with judging_once():
            judge([2], first=EARLY, tables=("b",), kinds=None)
        assert judged == []
    assert judged == [({1, 2}, {"first": EARLY, "tables": {"a", "b"}, "kinds": None})]


def test_one_event_that_is_not_narrowed_lets_everything_be_judged(judge: Any, judged: Any) -> None:
    with judging_once():
        judge([1], first=None, tables=None)
        judge([1], first=LATE, tables=("a",))
    assert judged == [({1}, {"first": None, "tables": None})]


def test_what_only_one_event_narrows_is_not_narrowed(judge: Any, judged: Any) -> None:
    with judging_once():
        judge([1], first=LATE, tables=("a",))
        judge([2], tables=("b",))
    assert judged == [({1, 2}, {"tables": {"a", "b"}})]


def test_what_fails_is_not_judged_and_leaves_nothing_waiting(judge: Any, judged: Any) -> None:
    def refused() -> None:
        with judging_once():
            judge([1])
            raise ValueError("nothing is kept of this")

    with pytest.raises(ValueError, match="nothing"):
        refused()
    assert judged == []
    judge([2])
    assert judged == [({2}, {})]
