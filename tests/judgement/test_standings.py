"""What a grade depends on, gathered for every subject: subordinates are counted once, whoever judged them."""

import pytest

from mulin.judgement.evaluation import evaluate
from tests.judgement.clauses import level, manual, measured, pack, rubric, section, street
from tests.judgement.test_evaluation import LEVELS, PER_ENTRY, compounds_only, enough, view


@pytest.mark.row("Q03")
def test_who_holds_a_grade_by_two_rubrics_is_one_subordinate_all_the_same():
    sections = [section("all", [measured("01.1", "90", PER_ENTRY), manual("01.2", "10")])]
    twice = pack(
        rubrics=[
            rubric("street", sections),
            rubric("compound", sections),
            rubric("by_residents", sections, ["compound"]),
        ],
        gradings=[
            {"rubric": "street", "levels": [level("standard", 75, [compounds_only()])]},
            {"rubric": "compound", "levels": LEVELS},
            {"rubric": "by_residents", "levels": LEVELS},
        ],
    )
    (result,) = evaluate(twice, ["street"], view=view(enough(1, 11), street(communities=1, compounds=2)))
    assert [one.text for one in result.missing] == ["再有 1 个标准型小区即达标（共 2 个，须 2 个，现 1 个）"]
