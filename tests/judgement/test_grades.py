import datetime
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from mulin.judgement.explanation import Missing, Veto
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
    assert short.next_missing(TWO_LEVELS)[1:] == (Missing("score", "01.1 尚未评分", about=("01.1",), informative=True),)
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
    too_few = Standing(Decimal(90), children={"community": Children(3, {"demonstration": 2}), "compound": Children(7)})
    (missing,) = graded(levels, too_few).refused["demonstration"]
    assert missing.text == "再有 1 个示范型社区、小区即达标（共 10 个，须 3 个，现 2 个）"
    nobody = Standing(Decimal(90), children={"compound": Children(7)})
    assert [(one.kind, one.needed, one.have) for one in graded(levels, nobody).refused["demonstration"]] == [
        ("children", 3, 0)
    ]


@pytest.mark.row("Q04")
def test_without_any_subordinate_subject_the_condition_cannot_be_met_and_says_so():
    levels = grading(level("standard", 75, [children(["compound"], "standard", "100%")]))
    (missing,) = graded(levels, Standing(Decimal(100))).refused["standard"]
    assert missing.text == "没有所辖小区，“标准型小区不少于 100%”无从达到"
    assert (missing.needed, missing.have, missing.about, missing.grade) == (1, 0, ("compound",), "standard")


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
    (missing,) = graded(levels, Standing(Decimal(80)), case([parameter("socials", default=4)])).refused["standard"]
    assert (missing.kind, missing.needed, missing.have) == ("children", 4, 0)


def test_a_section_must_reach_its_own_points():
    levels = grading(level("standard", 75, [{"when": "section", "section": "basics", "at_least": "15"}]))
    (missing,) = graded(levels, Standing(Decimal(80), {"basics": Decimal("14.5")})).refused["standard"]
    assert missing.text == "“基础工作”部分再得 0.5 分（现 14.5 分，须 15 分）"
    assert graded(levels, Standing(Decimal(80), {"basics": Decimal(15)})).held == ["standard"]
    (missing,) = graded(levels, Standing(Decimal(80))).refused["standard"]
    assert missing.text == "“基础工作”部分再得 15 分（现 0 分，须 15 分）"


def test_of_what_was_never_written_down_there_is_nothing():
    fact = {"when": "facts", "name": "参与", "measure": {"name": "entries_count"}, "at_least": "2"}
    levels = grading(level("standard", 75, [fact]))
    for facts in ({}, {("standard", 0): None}):
        (missing,) = graded(levels, Standing(Decimal(80), facts=facts)).refused["standard"]
        assert missing.text == "参与：须达到 2，现 0"
    assert graded(levels, Standing(Decimal(80), facts={("standard", 0): Fraction(2)})).held == ["standard"]


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
        assert [(one.kind, one.about) for one in outcome.refused["demonstration"]] == [("veto", ("accident",))]
        over = replace(VETO, until=ON)
        assert graded(VETOED, Standing(Decimal(95), vetoes=(over,)), judged_with).held == ["demonstration"]


@pytest.mark.parametrize(
    ("veto", "until"),
    [
        (VETO, "（影响期至 2021-12-31 前）"),
        (replace(VETO, document="通报第3号"), "（通报第3号，影响期至 2021-12-31 前）"),
        (replace(VETO, document="通报第3号", until=None), "（通报第3号）"),
        (Veto("accident", "安全生产事故"), ""),
        (replace(VETO, since=ON), "（影响期至 2021-12-31 前）"),
    ],
)
def test_a_veto_says_by_which_document_and_until_when_it_blocks(veto, until):
    outcome = graded(VETOED, Standing(Decimal(95), vetoes=(veto,)), case([parameter("veto_kinds", kind="list")]))
    (missing,) = outcome.refused["demonstration"]
    assert missing.text == f"一票否决事项“安全生产事故”解除后方可评定{until}"


def test_a_veto_that_is_not_yet_in_effect_blocks_nothing():
    later = replace(VETO, since=ON + datetime.timedelta(days=1))
    judged_with = case([parameter("veto_kinds", kind="list")])
    assert graded(VETOED, Standing(Decimal(95), vetoes=(later,)), judged_with).held == ["demonstration"]


def test_an_event_outside_the_veto_list_is_told_and_does_not_block():
    judged_with = case([parameter("veto_kinds", kind="list")], veto_kinds=["fraud"])
    outcome = graded(VETOED, Standing(Decimal(95), vetoes=(VETO,)), judged_with)
    assert outcome.held == ["demonstration"]
    assert outcome.notices == ["“安全生产事故”不在一票否决事项清单内，未予否决。"]


def test_the_grade_required_first_brings_its_own_reasons():
    outcome = graded(TWO_LEVELS, Standing(Decimal(70)))
    assert [one.needed for one in outcome.refused["demonstration"]] == [75, 90]
    assert [one.needed for one in outcome.next_missing(TWO_LEVELS)] == [75]


def test_what_is_missing_is_said_of_the_next_level_not_of_the_highest():
    three = grading(level("one", 60), level("two", 75), level("three", 90))
    assert [one.needed for one in graded(three, Standing(Decimal(70))).next_missing(three)] == [75]
    assert graded(three, Standing(Decimal(95))).next_missing(three) == ()
