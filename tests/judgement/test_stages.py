import pytest

from mulin.judgement.parameters import Settings
from mulin.judgement.stages import CircularRubricsError, duties_asked, in_stages
from mulin.rulebook.schema.base import MeasureRef
from tests.judgement.clauses import level, manual, measured, pack, parameter, registry, rubric, section


def of_children(kind):
    return level("standard", 1, [{"when": "children", "kinds": [kind], "grade": "standard", "share": "1"}])


def stages(made, rubric_id):
    return [one.id for one in in_stages(made, [rubric_id], Settings(made, {}), registry())]


def rubrics(*kinds):
    return [rubric(kind, [section("all", [manual("01.1", "100")])]) for kind in kinds]


def test_rubrics_that_wait_for_each_other_are_refused():
    circular = pack(
        rubrics=rubrics("community", "compound"),
        gradings=[
            {"rubric": "community", "levels": [of_children("compound")]},
            {"rubric": "compound", "levels": [of_children("community")]},
        ],
    )
    with pytest.raises(CircularRubricsError, match="community→compound→community"):
        stages(circular, "community")


def test_a_rubric_waits_for_the_grades_its_conditions_name_and_for_no_others():
    made = pack(
        rubrics=rubrics("street", "community", "compound", "building"),
        gradings=[
            {"rubric": "street", "levels": [of_children("community")]},
            {"rubric": "community", "levels": [of_children("compound")]},
        ],
    )
    assert stages(made, "street") == ["compound", "community", "street"]
    assert stages(made, "building") == ["building"]


def test_an_item_about_grades_of_children_waits_for_them_too():
    asking = {"name": "children_graded_share", "arguments": {"kind": "building", "grade": "standard"}}
    item = measured("01.1", "100", {"way": "share", "measure": asking})
    made = pack(rubrics=[rubric("street", [section("all", [item])]), *rubrics("building")])
    assert stages(made, "street") == ["building", "street"]


def test_an_item_whose_kind_of_children_nobody_has_set_waits_for_nothing():
    asking = {
        "name": "children_graded_share",
        "arguments": {"kind": {"parameter": "kind"}, "grade": "standard"},
    }
    item = measured("01.1", "100", {"way": "share", "measure": asking})
    made = pack(
        rubrics=[rubric("street", [section("all", [item])]), *rubrics("building")],
        parameters=[parameter("kind", kind="text")],
    )
    assert stages(made, "street") == ["street"]


@pytest.mark.parametrize(
    ("measure", "duty", "asked"),
    [
        ("duty_kept_share", "meeting", ["meeting"]),
        ("duty_kept_share", ["meeting", "visit", "meeting"], ["meeting", "visit"]),
        ("children_duty_kept_share", ["visit"], ["visit"]),
        ("duty_kept_share", {"parameter": "which"}, []),
        ("entries_count", "meeting", []),
        ("gone", "meeting", []),
    ],
)
def test_only_duties_that_a_measure_looks_at_are_judged_before_it(measure, duty, asked):
    reference = MeasureRef.model_validate({"name": measure, "arguments": {"duty": duty}})
    assert duties_asked([reference, reference], registry()) == asked
