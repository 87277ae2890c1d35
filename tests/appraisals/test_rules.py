"""How many may be the best of a branch, and which grade the votes suggest."""

from fractions import Fraction

import pytest

from mulin.appraisals.rules import against_share, best_allowed, suggested

GRADES = ("优秀", "合格", "基本合格", "不合格")


@pytest.mark.row("D07")
@pytest.mark.parametrize(("graded", "allowed"), [(0, 0), (2, 0), (3, 1), (11, 3), (12, 4)])
def test_a_third_is_never_rounded_up_so_that_the_share_is_kept(graded: int, allowed: int) -> None:
    assert best_allowed(graded, Fraction(1, 3)) == allowed


def test_without_a_share_all_may_be_the_best() -> None:
    assert best_allowed(11, None) == 11


@pytest.mark.row("D07")
def test_the_votes_of_all_layers_count_together() -> None:
    members, public = {"优秀": 3, "合格": 2}, {"合格": 4, "优秀": 1}
    assert suggested([members], GRADES) == "优秀"
    assert suggested([members, public], GRADES) == "合格"


def test_a_tie_flatters_nobody_and_without_votes_nothing_is_suggested() -> None:
    assert suggested([{"优秀": 2, "合格": 2}], GRADES) == "合格"
    assert suggested([{"优秀": 1}], GRADES) == "优秀"
    assert suggested([], GRADES) == ""
    assert suggested([{"弃权": 5}], GRADES) == "", "who abstains suggests no grade"
    assert suggested([{"优秀": 2}], ()) == ""


def test_as_many_as_allowed_may_be_the_best_and_one_more_is_too_many() -> None:
    assert against_share(["优秀", "优秀", "合格"], "优秀", 2) == ""
    assert against_share(["优秀", "优秀", "合格"], "优秀", 1) == "参加评定 3 人，“优秀”最多 1 人，现有 2 人"
