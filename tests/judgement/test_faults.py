"""A faulty clause is named, and breaks nothing else."""

from decimal import Decimal

from mulin.judgement.evaluation import evaluate
from mulin.judgement.explanation import GivenScore
from tests.judgement.clauses import entry, level, manual, measured, pack, parameter, rubric, section
from tests.judgement.test_evaluation import PER_ENTRY, WHOLE, view


def test_a_faulty_clause_breaks_nothing_else(caplog):
    faulty = pack(
        rubrics=[
            rubric(
                "community",
                [
                    section(
                        "all",
                        [
                            measured("01.1", "50", {**PER_ENTRY, "measure": {"name": "no_such_measure"}}),
                            measured(
                                "01.2", "20", {**PER_ENTRY, "measure": {"name": "entries_count", "arguments": {"a": 1}}}
                            ),
                            measured(
                                "01.3",
                                "10",
                                {
                                    "way": "threshold",
                                    "measure": {"name": "entries_count"},
                                    "at_least": {"parameter": "blank"},
                                },
                            ),
                            measured("01.4", "20", PER_ENTRY),
                        ],
                    )
                ],
            )
        ],
        parameters=[parameter("blank")],
    )
    result = evaluate(faulty, ["community"], view=view([entry(10)]))[0]
    assert [one.by for one in result.items] == ["none", "none", "none", "measure"]
    assert [one.reason for one in result.items[:3]] == [
        "01.1 无法评判：没有度量“no_such_measure”",
        "01.2 无法评判：度量“entries_count”没有参数“a”",
        "01.3 无法评判：参数“名称blank”尚未设置",
    ]
    assert result.total == Decimal(10)
    assert "could not be judged" in caplog.text


def test_a_fact_condition_is_asked_for_every_subject_and_names_what_it_lacks(caplog):
    def with_measure(**reference):
        fact = {"when": "facts", "name": "参与", "measure": reference, "at_least": "2"}
        graded = {"rubric": "compound", "levels": [level("standard", 0, [fact])]}
        return pack(
            rubrics=[rubric("compound", [section("all", [manual("01.1", "100")])])],
            gradings=[graded],
            parameters=[parameter("topic", kind="text")],
        )

    def missing(made):
        results = evaluate(made, ["compound"], view=view([entry(11), entry(12), entry(12)]), only=[11, 12])
        return [[(one.kind, one.text, one.about) for one in result.missing] for result in results]

    asked = ("entries_count",)
    assert missing(with_measure(name="entries_count")) == [[("facts", "参与：须达到 2，现 1", asked)], []]
    blank = with_measure(name="entries_count", arguments={"topic": {"parameter": "topic"}})
    assert missing(blank)[1] == [("parameter", "参数“名称topic”尚未设置，条件无法判断", ("topic",))]
    assert caplog.text == ""
    faulty = missing(with_measure(name="no_such_measure"))[1]
    assert faulty == [("facts", "参与：无法判断，没有度量“no_such_measure”", ("no_such_measure",))]


def test_a_score_out_of_bounds_is_refused_for_that_subject_only():
    given_scores = {
        (10, "01.2"): GivenScore(Decimal(11), "验收", "评审员甲"),
        (20, "01.2"): GivenScore(Decimal(9), "验收", "评审员甲"),
    }
    results = evaluate(WHOLE, ["community"], view=view([]), given=given_scores)
    assert [one.items[1].by for one in results] == ["none", "assessor"]


def test_a_fault_is_told_once_and_a_blank_of_the_district_is_no_fault(caplog):
    too_much = {(host, "01.2"): GivenScore(Decimal(11), "验收", "评审员甲") for host in (10, 20)}
    evaluate(WHOLE, ["community"], view=view([]), given=too_much)
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    caplog.clear()
    blank = {"way": "threshold", "measure": {"name": "entries_count"}, "at_least": {"parameter": "blank"}}
    made = pack(
        rubrics=[rubric("community", [section("all", [measured("01.1", "100", blank)])])],
        parameters=[parameter("blank")],
    )
    results = evaluate(made, ["community"], view=view([]))
    assert ["尚未设置" in one.items[0].reason for one in results] == [True, True]
    assert caplog.records == []
