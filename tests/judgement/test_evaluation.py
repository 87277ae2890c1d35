import datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mulin.judgement.evaluation import evaluate
from mulin.judgement.explanation import GivenScore
from mulin.judgement.tracing import facts_of_item
from mulin.judgement.view import View
from tests.judgement.clauses import (
    KIND_NAMES,
    entry,
    level,
    manual,
    measured,
    pack,
    registry,
    rubric,
    section,
    street,
)

AS_OF = datetime.date(2021, 6, 30)
PER_ENTRY = {"way": "per_unit", "measure": {"name": "entries_count"}, "points": "10"}


def view(rows, forest=None):
    return View(
        AS_OF,
        forest or street(),
        derived={"entries": rows},
        registry=registry(),
        kind_names=KIND_NAMES,
    )


def compounds_only(grade="standard", share="100%"):
    return {"when": "children", "kinds": ["compound"], "grade": grade, "share": share}


LEVELS = [level("standard", 75), level("demonstration", 90, requires="standard")]
COMMUNITY_LEVELS = [
    level("standard", 75, [compounds_only()]),
    level("demonstration", 90, [compounds_only("demonstration", "30%")], requires="standard"),
]
STREET_LEVELS = [
    level(
        "standard",
        75,
        [{"when": "children", "kinds": ["community", "compound"], "grade": "standard", "share": "100%"}],
    )
]
WHOLE = pack(
    rubrics=[
        rubric(kind, [section("all", [measured("01.1", "90", PER_ENTRY), manual("01.2", "10")])])
        for kind in ("street", "community", "compound")
    ],
    gradings=[
        {"rubric": "street", "levels": STREET_LEVELS},
        {"rubric": "community", "levels": COMMUNITY_LEVELS},
        {"rubric": "compound", "levels": LEVELS},
    ],
)


def enough(*hosts):
    return [entry(host) for host in hosts for _ in range(9)]


ALL_COMPOUNDS = (11, 12, 13, 21, 22, 23)


@pytest.mark.row("Q03")
def test_grades_rise_from_the_leaves_to_the_street():
    rows = enough(1, 10, 20, *ALL_COMPOUNDS)
    (result,) = evaluate(WHOLE, ["street"], view=view(rows))
    assert (result.grade, result.grade_name, result.total) == ("standard", "标准型", Decimal(90))
    (result,) = evaluate(WHOLE, ["street"], view=view([row for row in rows if row["host"] != 23]))
    assert result.grade is None
    assert [one.text for one in result.missing] == [
        "再有 1 个标准型社区即达标（共 2 个，须 2 个，现 1 个）",
        "再有 1 个标准型小区即达标（共 6 个，须 6 个，现 5 个）",
    ]


@pytest.mark.row("Q04")
def test_the_community_says_what_is_missing_for_the_next_grade():
    results = evaluate(WHOLE, ["community"], view=view(enough(10, 11, 12, 13)))
    assert [(one.subject.id, one.grade) for one in results] == [(10, "demonstration"), (20, None)]
    assert results[0].missing == ()
    fewer = [entry(host) for host in (11, 12, 13) for _ in range(8)]
    results = evaluate(WHOLE, ["community"], view=view(enough(10) + fewer))
    assert [one.text for one in results[0].missing] == ["再有 1 个示范型小区即达标（共 3 个，须 1 个，现 0 个）"]


def test_an_item_carries_value_facts_and_reason():
    (result,) = evaluate(WHOLE, ["community"], view=view([entry(10), entry(10)]), only=[10])
    printed = result.as_json("sample", "2021", AS_OF)
    assert printed["items"][0] == {
        "id": "01.1",
        "max": "90",
        "score": "20",
        "by": "measure",
        "value": "2",
        "facts": 2,
        "reason": "事项：2次，每次 10 分，得 20 分。",
    }
    assert printed["items"][1]["score"] is None
    assert printed["missing"][1] == "01.2 尚未评分"
    assert printed["subject"] == {"kind": "community", "code": "C010", "name": "社区1"}
    named = [printed[key] for key in ("rubric", "edition", "as_of", "total", "grade", "notices")]
    assert named == ["sample/community", "2021", "2021-06-30", "20", None, []]
    assert result.grade_name == ""


def test_an_assessors_score_counts_for_its_subject_only():
    given_scores = {(10, "01.2"): GivenScore(Decimal("7.5"), "验收", "评审员甲")}
    results = evaluate(WHOLE, ["community"], view=view([]), given=given_scores)
    assert [one.total for one in results] == [Decimal("7.5"), Decimal(0)]
    assert results[0].items[1].by == "assessor"


def test_only_some_subjects_get_the_same_answer_as_among_all():
    rows = enough(1, 10, *ALL_COMPOUNDS)
    everyone = evaluate(WHOLE, ["community", "compound"], view=view(rows))
    alone = evaluate(WHOLE, ["community", "compound"], view=view(rows), only=[10, 22])
    assert alone == [one for one in everyone if one.subject.id in {10, 22}]


def test_a_quota_ranks_only_those_the_programme_is_in_force_for():
    whole = pack(
        rubrics=[rubric("community", [section("all", [measured("01.1", "100", PER_ENTRY)])])],
        gradings=[{"rubric": "community", "levels": [level("standard", 10, quota={"number": "1"})]}],
    )
    rows = [entry(10), entry(20), entry(20)]
    everywhere = evaluate(whole, ["community"], view=view(rows))
    assert [one.grade for one in everywhere] == [None, "standard"]
    here = view(rows)
    here.scope = frozenset({10})
    [result] = evaluate(whole, ["community"], view=here, only={10})
    assert result.grade == "standard", "another street's communities take no place here"


def test_a_quota_ranks_everyone_even_when_only_one_is_asked_about():
    sample = [section("all", [measured("01.1", "90", PER_ENTRY), manual("01.2", "10")])]
    first_only = {"number": "1"}
    ranking = pack(
        rubrics=[rubric(kind, sample) for kind in ("community", "compound")],
        gradings=[
            {"rubric": "community", "levels": [level("standard", 75, [compounds_only()], quota=first_only)]},
            {"rubric": "compound", "levels": LEVELS},
        ],
    )
    rows = [*enough(10, 20, *ALL_COMPOUNDS), entry(20)][1:]
    (result,) = evaluate(ranking, ["community"], view=view(rows), only=[10])
    assert [one.text for one in result.missing] == ["标准型只有 1 个名额，总分须高于 90 分（现 80 分）"]


def test_an_item_may_ask_for_the_grades_of_children():
    graded = {
        "way": "share",
        "measure": {"name": "children_graded_share", "arguments": {"kind": "compound", "grade": "standard"}},
    }
    asking = pack(
        rubrics=[
            rubric("community", [section("all", [measured("01.1", "100", graded)])]),
            rubric("compound", [section("all", [measured("01.1", "90", PER_ENTRY), manual("01.2", "10")])]),
        ],
        gradings=[{"rubric": "compound", "levels": LEVELS}],
    )
    results = evaluate(asking, ["community"], view=view(enough(11, 12)))
    assert [one.total for one in results] == [Decimal("66.6667"), Decimal(0)]
    assert results[0].items[0].value == Fraction(2, 3)


def test_the_facts_behind_an_item_can_be_opened():
    seen = view([entry(10), entry(20), entry(10)])
    item = WHOLE.rubric("community").items[0]
    assert facts_of_item(WHOLE, item, 10, view=seen) == [("entries", 0), ("entries", 2)]
    assert facts_of_item(WHOLE, WHOLE.rubric("community").items[1], 10, view=seen) == []


@given(st.dictionaries(st.sampled_from([10, 20, *ALL_COMPOUNDS]), st.integers(0, 12)))
def test_one_more_fact_never_lowers_a_total_or_a_grade(counts):
    rows = [entry(host) for host, number in counts.items() for _ in range(number)]
    ranks = {None: 0, "standard": 1, "demonstration": 2}
    before = evaluate(WHOLE, ["community", "compound"], view=view(rows))
    after = evaluate(WHOLE, ["community", "compound"], view=view([*rows, entry(11), entry(10)]))
    for old, new in zip(before, after, strict=True):
        assert new.total >= old.total
        assert ranks[new.grade] >= ranks[old.grade]


@pytest.mark.row("Q04")
@given(st.dictionaries(st.sampled_from([10, *ALL_COMPOUNDS[:3]]), st.integers(0, 9)))
def test_doing_in_the_street_what_is_missing_gives_the_community_its_grade(counts):
    rows = [entry(host) for host, number in counts.items() for _ in range(number)]
    while (result := evaluate(WHOLE, ["community"], view=view(rows), only=[10])[0]).missing:
        next_level = "demonstration" if result.grade else "standard"
        for missing in result.missing:
            if missing.kind == "points":
                rows += [entry(10)] * -((missing.have - missing.needed) // 10)
            elif missing.kind == "children":
                lacking = [one for one in (11, 12, 13) if not _holds(rows, one, missing.grade)]
                for host in lacking[: int(missing.needed - missing.have)]:
                    rows += enough(host)
        (after,) = evaluate(WHOLE, ["community"], view=view(rows), only=[10])
        assert after.grade in {next_level, "demonstration"}


def _holds(rows, host, grade):
    return sum(row["host"] == host for row in rows) >= (9 if grade == "demonstration" else 8)


def test_grades_that_are_known_need_not_be_judged_again():
    rows = enough(*range(1, 30))
    whole = evaluate(WHOLE, ["street", "community", "compound"], view=view(rows))
    known = {(one.subject.id, one.rubric.id): one.grade or "" for one in whole}
    asked = View(AS_OF, street(), derived={"entries": rows}, registry=registry(), kind_names=KIND_NAMES)
    (top,) = [one for one in whole if one.rubric.id == "street"]
    (again,) = evaluate(WHOLE, ["street"], view=asked, only={top.subject.id}, known=known)
    assert again == top
    (answers,) = asked.answers.values()
    assert set(answers) == {top.subject.id}


def test_a_known_grade_counts_as_it_is_said():
    whole = evaluate(WHOLE, ["street"], view=view(enough(*range(1, 30))))
    known = {(one.id, one.kind): "" for one in street().of_kinds(["community", "compound"])}
    (top,) = evaluate(WHOLE, ["street"], view=view(enough(*range(1, 30))), only={whole[0].subject.id}, known=known)
    assert top.grade is None
    assert top.missing
