import datetime
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from mulin.judgement.explanation import Veto
from mulin.judgement.grades import Case, Children, Standing, Words
from mulin.judgement.parameters import Settings
from mulin.judgement.ranking import grade_all
from mulin.rulebook.schema.grades import Grading
from tests.judgement.clauses import KIND_NAMES, level, pack, parameter

ON = datetime.date(2021, 6, 30)
WORDS = Words(
    KIND_NAMES,
    {(kind, "standard"): "标准型" for kind in KIND_NAMES} | {(kind, "demonstration"): "示范型" for kind in KIND_NAMES},
    {"basics": "基础工作"},
)


def grading(*levels):
    return Grading.model_validate({"rubric": "street", "levels": list(levels)})


def case(parameters=(), **settings):
    return Case(Settings(pack(parameters=list(parameters)), settings), WORDS, ON)


def graded(levels, standing, judged_with=None):
    return grade_all(levels, {1: standing}, judged_with or case())[1]


def children(kinds, grade, share, **more):
    return {"when": "children", "kinds": kinds, "grade": grade, "share": share, **more}


TWO_LEVELS = grading(level("standard", 75), level("demonstration", 90, requires="standard"))


@pytest.mark.row("Q03")
@pytest.mark.parametrize(
    ("total", "held"),
    [("74.9999", []), ("75", ["standard"]), ("89.9999", ["standard"]), ("90", ["standard", "demonstration"])],
)
def test_thresholds_are_inclusive(total, held):
    assert graded(TWO_LEVELS, Standing(Decimal(total))).held == held


def test_a_refusal_says_how_many_points_are_missing():
    outcome = graded(TWO_LEVELS, Standing(Decimal("83.5")))
    (missing,) = outcome.next_missing(TWO_LEVELS)
    assert missing.text == "再得 6.5 分（现 83.5 分，示范型须 90 分以上）"
    assert (missing.kind, missing.needed, missing.have) == ("points", 90, Fraction(167, 2))


def test_unscored_items_are_named_only_when_points_are_missing():
    short = graded(TWO_LEVELS, Standing(Decimal(80), unscored={"01.1": "01.1 尚未评分"}))
    assert [(one.text, one.informative) for one in short.next_missing(TWO_LEVELS)][1:] == [("01.1 尚未评分", True)]
    enough = graded(TWO_LEVELS, Standing(Decimal(95), unscored={"01.1": "01.1 尚未评分"}))
    assert enough.next_missing(TWO_LEVELS) == ()


@pytest.mark.row("Q04")
@pytest.mark.parametrize(("number", "needed"), [(1, 1), (3, 1), (4, 2), (6, 2), (7, 3), (10, 3), (11, 4)])
def test_thirty_percent_is_compared_exactly(number, needed):
    levels = grading(level("demonstration", 90, [children(["compound"], "demonstration", "30%")]))
    for have in (needed - 1, needed):
        standing = Standing(Decimal(90), children={"compound": Children(number, {"demonstration": have})})
        assert graded(levels, standing).held == (["demonstration"] if have >= needed else [])


@pytest.mark.row("Q04")
def test_each_kind_counts_by_itself_and_kinds_without_subjects_are_skipped():
    levels = grading(
        level("demonstration", 90, [children(["community", "compound", "building"], "demonstration", "30%")])
    )
    standing = Standing(
        Decimal(90),
        children={
            "community": Children(3, {"demonstration": 3}),
            "compound": Children(4, {"demonstration": 1}),
            "building": Children(0),
        },
    )
    (missing,) = graded(levels, standing).refused["demonstration"]
    assert missing.text == "再有 1 个示范型小区即达标（共 4 个，须 2 个，现 1 个）"
    assert (missing.about, missing.grade) == (("compound",), "demonstration")


def test_kinds_may_be_pooled():
    levels = grading(
        level("demonstration", 90, [children(["community", "compound"], "demonstration", "30%", pooled=True)])
    )
    standing = Standing(Decimal(90), children={"community": Children(3, {"demonstration": 3}), "compound": Children(7)})
    assert graded(levels, standing).held == ["demonstration"]


@pytest.mark.row("Q04")
def test_without_any_subordinate_subject_the_condition_cannot_be_met_and_says_so():
    levels = grading(level("standard", 75, [children(["compound"], "standard", "100%")]))
    (missing,) = graded(levels, Standing(Decimal(100))).refused["standard"]
    assert missing.text == "没有所辖小区，“标准型小区不少于 100%”无从达到"


def test_a_parameter_nobody_has_set_is_named():
    count = {"when": "children_count", "kinds": ["social"], "grade": "standard", "at_least": {"parameter": "socials"}}
    levels = grading(level("standard", 75, [count]))
    standing = Standing(Decimal(80), children={"social": Children(5, {"standard": 2})})
    (missing,) = graded(levels, standing, case([parameter("socials")])).refused["standard"]
    assert (missing.kind, missing.about) == ("parameter", ("socials",))
    assert "名称socials" in missing.text
    assert graded(levels, standing, case([parameter("socials")], socials=2)).held == ["standard"]
    (missing,) = graded(levels, standing, case([parameter("socials", default=4)])).refused["standard"]
    assert missing.text == "再有 2 个标准型社会组织即达标（须 4 个，现 2 个）"


def test_a_section_must_reach_its_own_points():
    levels = grading(level("standard", 75, [{"when": "section", "section": "basics", "at_least": "15"}]))
    (missing,) = graded(levels, Standing(Decimal(80), {"basics": Decimal("14.5")})).refused["standard"]
    assert missing.text == "“基础工作”部分再得 0.5 分（现 14.5 分，须 15 分）"
    assert graded(levels, Standing(Decimal(80), {"basics": Decimal(15)})).held == ["standard"]


VETOED = grading(level("demonstration", 90, [{"when": "no_veto", "kinds": {"parameter": "veto_kinds"}}]))
VETO = Veto("accident", "安全生产事故", datetime.date(2021, 1, 1), datetime.date(2021, 12, 31))


@pytest.mark.row("Q04")
def test_an_empty_veto_list_neither_refuses_nor_passes_silently():
    outcome = graded(VETOED, Standing(Decimal(95)), case([parameter("veto_kinds", kind="list")]))
    assert outcome.held == ["demonstration"]
    assert outcome.notices == ["一票否决事项清单未配置，本项未作审查。"]


def test_a_recorded_veto_blocks_while_it_is_in_effect():
    for listed in ([], ["accident"]):
        judged_with = case([parameter("veto_kinds", kind="list")], veto_kinds=listed)
        outcome = graded(VETOED, Standing(Decimal(95), vetoes=(VETO,)), judged_with)
        assert [one.kind for one in outcome.refused["demonstration"]] == ["veto"]
        over = replace(VETO, until=ON)
        assert graded(VETOED, Standing(Decimal(95), vetoes=(over,)), judged_with).held == ["demonstration"]


def test_an_event_outside_the_veto_list_is_told_and_does_not_block():
    judged_with = case([parameter("veto_kinds", kind="list")], veto_kinds=["fraud"])
    outcome = graded(VETOED, Standing(Decimal(95), vetoes=(VETO,)), judged_with)
    assert outcome.held == ["demonstration"]
    assert outcome.notices == ["“安全生产事故”不在一票否决事项清单内，未予否决。"]


def ranked(totals, quota):
    levels = grading(level("excellent", 60, quota=quota))
    outcome = grade_all(levels, {place: Standing(Decimal(total)) for place, total in enumerate(totals)}, case())
    return levels, outcome


def test_a_quota_goes_to_the_best_and_ties_at_the_edge_fall_out():
    _, outcome = ranked([95, 90, 90, 80], {"number": "2"})
    assert [place for place, one in outcome.items() if one.held] == [0]
    assert outcome[1].refused["excellent"][0].text == "excellent只有 2 个名额，总分须高于 90 分（现 90 分）"


def test_ties_at_the_edge_come_in_where_the_pack_says_so():
    _, outcome = ranked([95, 90, 90, 80], {"number": "2", "ties": "in"})
    assert [place for place, one in outcome.items() if one.held] == [0, 1, 2]


def of_sections(quota, *sections):
    """The best of those with the same total, by a section."""
    standings = {place: Standing(Decimal(90), {"people": Decimal(one)}) for place, one in enumerate(sections)}
    outcome = grade_all(grading(level("excellent", 60, quota=quota)), standings, case())
    return outcome, [place for place, one in outcome.items() if one.held]


def test_the_same_total_is_decided_by_the_section_named_next():
    quota = {"number": "1", "then_by": ["people"]}
    outcome, held = of_sections(quota, 15, 20)
    assert held == [1]
    assert "比下一项得分时靠后" in outcome[0].refused["excellent"][0].text
    assert of_sections(quota, 20, 20)[1] == [], "still the same: nobody"
    assert of_sections(quota | {"ties": "in"}, 20, 20, 15)[1] == [0, 1]


def test_places_are_given_within_each_superior():
    levels = grading(level("excellent", 60, quota={"number": "1", "within": "street"}))
    standings = {place: Standing(Decimal(total)) for place, total in enumerate([95, 90, 70, 60, 65])}
    above = {0: 100, 1: 100, 2: 200, 3: 200, 4: None}
    outcome = grade_all(levels, standings, replace(case(), above=lambda subject, kind: above[subject]))
    assert [place for place, one in outcome.items() if one.held] == [0, 2, 4]


@pytest.mark.parametrize(("rounding", "places"), [("down", 1), ("up", 2)])
def test_a_share_of_all_subjects_is_rounded_as_the_pack_says(rounding, places):
    _, outcome = ranked([95, 90, 85, 80, 70], {"share": "30%", "rounding": rounding})
    assert sum(bool(one.held) for one in outcome.values()) == places


def test_the_grade_required_first_brings_its_own_reasons():
    outcome = graded(TWO_LEVELS, Standing(Decimal(70)))
    assert [one.needed for one in outcome.refused["demonstration"]] == [75, 90]
    assert [one.needed for one in outcome.next_missing(TWO_LEVELS)] == [75]
