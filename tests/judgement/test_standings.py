"""What a grade depends on, gathered for every subject: subordinates are counted once, whoever judged them."""

import datetime
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest

from mulin.judgement.evaluation import evaluate
from mulin.judgement.explanation import Veto
from mulin.judgement.subjects import Forest, Subject
from tests.judgement.clauses import entry, level, manual, measured, pack, parameter, rubric, section, street
from tests.judgement.test_evaluation import LEVELS, PER_ENTRY, WHOLE, compounds_only, enough, view


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


def test_places_of_a_quota_are_counted_within_the_superior_that_the_clause_names():
    nodes = [Subject(1, "street", "S1", "东街道"), Subject(2, "street", "S2", "西街道")]
    nodes += [Subject(number, "community", f"C{number}", f"社区{number}") for number in (10, 11, 20)]
    parents = [(10, 1, "belongs"), (11, 1, "belongs"), (20, 2, "belongs")]
    best = level("standard", 10, quota={"number": "1", "within": "street"})
    made = pack(
        rubrics=[rubric("community", [section("all", [measured("01.1", "100", PER_ENTRY)])])],
        gradings=[{"rubric": "community", "levels": [best]}],
    )
    rows = [entry(10), entry(10), entry(11), entry(20)]
    results = evaluate(made, ["community"], view=view(rows, Forest(nodes, parents)))
    assert [(one.subject.id, one.grade) for one in results] == [(10, "standard"), (11, None), (20, "standard")]


def test_a_grade_said_to_be_known_gives_way_to_one_that_is_judged_now():
    rows = enough(10, 11, 12, 13)
    known = {(11, "compound"): "", (21, "compound"): "standard", (10, "weekly"): "standard"}
    results = evaluate(WHOLE, ["community", "compound"], view=view(rows), only={10, 11}, known=known)
    assert [(one.subject.id, one.grade) for one in results] == [(10, "demonstration"), (11, "demonstration")]


SHARE_GRADED = {
    "way": "share",
    "measure": {"name": "children_graded_share", "arguments": {"kind": "compound", "grade": "standard"}},
}
ASKING_GRADES = pack(
    rubrics=[
        rubric("community", [section("all", [measured("01.1", "100", SHARE_GRADED)])]),
        rubric("compound", [section("all", [measured("01.1", "90", PER_ENTRY), manual("01.2", "10")])]),
    ],
    gradings=[{"rubric": "compound", "levels": LEVELS}],
)


def test_an_item_about_grades_of_subordinates_takes_those_that_are_known():
    known = {(11, "compound"): "standard", (12, "compound"): "demonstration", (13, "compound"): ""}
    (result,) = evaluate(ASKING_GRADES, ["community"], view=view([]), only={10}, known=known)
    assert result.items[0].value == Fraction(2, 3)


def test_where_there_is_nothing_to_grade_the_share_is_said_to_be_of_nobody():
    alone = Forest([Subject(10, "community", "C10", "社区")], [])
    (result,) = evaluate(ASKING_GRADES, ["community"], view=view([], alone))
    assert (result.total, result.items[0].by) == (0, "measure")
    assert "没有这种所辖对象" in result.items[0].reason


def test_last_years_total_is_carried_over_and_can_be_asked_about():
    kept = {"way": "threshold", "measure": {"name": "last_total"}, "at_least": "80"}
    made = pack(
        rubrics=[
            rubric("community", [section("all", [measured("01.1", "100", kept)])], carry_over={"share": "20%"}),
            rubric("compound", [section("all", [measured("01.1", "100", kept)])]),
        ]
    )
    last = {10: Decimal(90), 20: Decimal("79.5"), 11: Decimal(95)}
    results = evaluate(made, ["community", "compound"], view=view([]), last_totals=last, only={10, 20, 11, 12})
    assert [(one.subject.id, one.total) for one in results] == [
        (10, Decimal(98)),
        (20, Decimal("15.9")),
        (11, Decimal(100)),
        (12, Decimal(0)),
    ], "a rubric that carries nothing over has its own points alone"
    assert "没有上年总分" in results[3].items[0].reason


def test_what_is_to_be_spotless_gets_nothing_where_it_does_not_exist():
    counted = {"name": "entries_count", "arguments": {"topic": "complaint"}}
    spotless = {
        "way": "deduct",
        "points": "10",
        "measure": counted,
        "zero_without": {"name": "entries_count", "arguments": {"topic": "team"}},
    }
    made = pack(rubrics=[rubric("community", [section("all", [measured("01.1", "100", spotless)])])])
    rows = [entry(10, topic="team"), entry(10, topic="complaint")]
    assert [one.total for one in evaluate(made, ["community"], view=view(rows))] == [90, 0]


@pytest.mark.row("Q04")
def test_vetoes_and_sections_are_those_of_the_subject_itself():
    conditions = [
        {"when": "section", "section": "people", "at_least": "20"},
        {"when": "no_veto", "kinds": {"parameter": "veto_kinds"}},
    ]
    made = pack(
        rubrics=[
            rubric(
                "community",
                [
                    section("people", [measured("01.1", "50", PER_ENTRY)]),
                    section("place", [manual("02.1", "50")]),
                ],
            )
        ],
        gradings=[{"rubric": "community", "levels": [level("standard", 0, conditions)]}],
        parameters=[parameter("veto_kinds", kind="list")],
    )
    rows = [entry(10), entry(10), entry(20), entry(20)]
    veto = Veto("accident", "安全生产事故")
    results = evaluate(made, ["community"], view=view(rows[1:]), vetoes={20: [veto]})
    assert [[missing.kind for missing in one.missing] for one in results] == [["section"], ["veto"]]
    assert [one.grade for one in evaluate(made, ["community"], view=view(rows))] == ["standard", "standard"]


def test_of_subordinates_whom_no_rubric_grades_none_holds_a_grade():
    made = pack(rubrics=[rubric("community", [section("all", [measured("01.1", "100", SHARE_GRADED)])])])
    results = evaluate(made, ["community"], view=view([]))
    assert [(one.items[0].by, one.items[0].value) for one in results] == [("measure", 0), ("measure", 0)]


def test_duties_that_the_caller_has_judged_are_taken_as_they_are():
    kept = {"way": "share", "measure": {"name": "duty_kept_share", "arguments": {"duty": "meeting"}}}
    made = pack(rubrics=[rubric("community", [section("all", [measured("01.1", "100", kept)])])])
    quarters = [datetime.date(2021, month, 1) for month in (1, 4, 7)]
    seen = view([])
    seen.leave(
        "duty_periods",
        [
            {
                "host": 10,
                "duty": "meeting",
                "since": first,
                "until": until,
                "counted": True,
                "kept": first == quarters[0],
            }
            for first, until in pairwise(quarters)
        ],
    )
    results = evaluate(made, ["community"], view=seen)
    assert [(one.items[0].score, one.items[0].value) for one in results] == [(50, Fraction(1, 2)), (0, None)]
    assert "尚无到期周期" in results[1].items[0].reason
