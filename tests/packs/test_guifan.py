"""Pack guifan 2018 says what book J of the catalogue says; its figures are the document's (where that is at hand)."""

from decimal import Decimal
from pathlib import Path

import pytest

from mulin.judgement.registry import REGISTRY
from mulin.members.choices import Category
from mulin.rulebook.linting import lint
from mulin.rulebook.reading import load_stored, pack_text, read_pack
from mulin.rulebook.rendering import render_markdown
from mulin.rulebook.schema import Pack
from mulin.rulebook.schema.base import ParameterRef
from tests.packs.conftest import ROOT, SEEDS

FOLDER = ROOT / "packs" / "guifan" / "2018"


@pytest.fixture(scope="module")
def guifan() -> Pack:
    return read_pack(FOLDER)


@pytest.fixture(scope="module")
def seed(guifan: Pack) -> str:
    """The document; skips when it is not beside the repository."""
    path: Path = SEEDS / guifan.documents[0].file
    if not path.is_file():
        pytest.skip("the documents (../shared/seeds) are not here: the pack is not compared with its source")
    return path.read_text(encoding="utf-8")


def default(pack: Pack, amount: object) -> object:
    assert isinstance(amount, ParameterRef)
    return next(one.default for one in pack.parameters if one.id == amount.parameter)


def cadence(pack: Pack, duty_id: str) -> tuple[tuple[str, ...], str, object]:
    duty = pack.duty(duty_id)
    return duty.subjects, duty.period, duty.times


def test_the_pack_is_clean_and_survives_being_stored(guifan: Pack) -> None:
    assert lint(guifan, REGISTRY.describe()) == []
    assert load_stored(pack_text(guifan)) == guifan
    assert "支部主题党日基本程序" in render_markdown(guifan)


@pytest.mark.row("J05")
def test_the_archive_is_completed_weekly_tidied_monthly_summed_half_yearly_and_sorted_yearly(guifan: Pack) -> None:
    found = {
        one: cadence(guifan, one)
        for one in ("completed", "tidied", "summed_up", "sorted")
        for one in [f"archive_{one}"]
    }
    assert {name.removeprefix("archive_"): period for name, (_, period, _) in found.items()} == {
        "completed": "week",
        "tidied": "month",
        "summed_up": "half_year",
        "sorted": "year",
    }
    assert {(subjects, times) for subjects, _, times in found.values()} == {(("community",), Decimal(1))}
    [archive] = guifan.archives
    assert [one.period for one in archive.rounds] == ["week", "month", "half_year", "year"]


@pytest.mark.row("J05")
def test_four_standards_seven_volumes_of_which_three_are_named_and_four_things_to_have(guifan: Pack, seed: str) -> None:
    [archive] = guifan.archives
    assert [one.name for one in archive.standards] == ["社区党建工作档案", "基础台账", "档案封面样例", "档案目录样例"]
    assert [volume.number for volume in archive.volumes] == list(range(1, 8))
    named = [volume.name for volume in archive.volumes if volume.called is None]
    assert named == ["文件资料", "支部主题党日资料", "日常党务工作资料"]
    assert all(default(guifan, volume.called) is None for volume in archive.volumes if volume.called is not None)
    assert len(archive.requires) == 4
    for words in (*archive.requires, "7个资料卷", "4个标准"):
        assert words in seed
    assert "社区党建工作档案、基础台账、档案封面样例、档案目录样例4个标准" in seed


@pytest.mark.row("J05")
def test_every_record_of_the_pack_that_belongs_into_a_volume_has_one_and_only_one(guifan: Pack) -> None:
    [archive] = guifan.archives
    filed = [kind for volume in archive.volumes for kind in volume.activities]
    assert len(filed) == len(set(filed))
    branch_life = {
        "theme_party_day",
        "member_meeting",
        "committee_meeting",
        "group_meeting",
        "party_lecture",
        "dues_notice",
    }
    assert branch_life <= set(filed)


@pytest.mark.row("J06")
def test_the_theme_day_goes_through_four_steps_in_the_documents_order(guifan: Pack, seed: str) -> None:
    procedure = next(one for one in guifan.procedures if one.id == "theme_party_day")
    names = [step.name for step in procedure.steps]
    assert names == ["确定主题", "组织发动", "现场实践", "实效测评"]
    assert "—".join(names) in seed
    assert (procedure.activity, procedure.editable) == ("theme_party_day", True)


@pytest.mark.row("J07")
def test_dues_are_notified_monthly_and_what_has_no_figure_is_for_the_district(guifan: Pack) -> None:
    assert cadence(guifan, "dues_notice") == (("branch",), "month", Decimal(1))
    for duty_id in ("member_meeting", "committee_meeting", "group_meeting", "party_lecture", "theme_party_day"):
        assert default(guifan, guifan.duty(duty_id).times) is None, duty_id


@pytest.mark.row("J09")
def test_points_have_five_categories_with_a_standard_each_and_three_parts_of_a_hundred(guifan: Pack, seed: str) -> None:
    [scheme] = guifan.points
    assert (scheme.total, scheme.floor) == (100, 0)
    assert {one.id: one.name for one in scheme.categories} == dict(Category.choices)
    assert "在职党员、无职党员、非公党员、流动党员和老弱病残党员5个类别" in seed
    assert [part.id for part in scheme.parts] == ["base", "daily", "appraisal"]
    split = [Decimal(str(default(guifan, part.max))) for part in scheme.parts]
    assert sum(split) == 100
    standards = {
        category.id: {rule.id for rule in scheme.rules if not rule.categories or category.id in rule.categories}
        for category in scheme.categories
    }
    assert len({frozenset(one) for one in standards.values()}) == 5, "no two categories have the same standard"
    parts = {rule.id: rule.part for rule in scheme.rules}
    assert all({parts[rule] for rule in rules} == {"base", "daily", "appraisal"} for rules in standards.values())


@pytest.mark.row("J09")
def test_points_are_registered_monthly_published_quarterly_and_reviewed_yearly(guifan: Pack, seed: str) -> None:
    [scheme] = guifan.points
    assert (scheme.registered, scheme.published, scheme.reviewed) == ("month", "quarter", "year")
    assert [cadence(guifan, f"points_{one}")[1] for one in ("registered", "published", "reviewed")] == [
        "month",
        "quarter",
        "year",
    ]
    assert "一月一登记、一季一公开、一年一评审" in seed
    assert all(rule.source.ours for rule in scheme.rules), "the document names no rule and no amount"


@pytest.mark.row("J03")
def test_organisations_are_surveyed_as_often_as_the_district_says_and_the_figures_stand_in_the_text(
    guifan: Pack, seed: str
) -> None:
    assert default(guifan, guifan.duty("organisation_survey").times) is None
    text = next(one.text for one in guifan.provisions if one.id == "organisation_upkeep")
    for figure in ("9844家", "1995名", "665名", "176个"):
        assert figure in text
        assert figure in seed
    survey = next(one for one in guifan.activities if one.id == "organisation_survey")
    assert {field.id for field in survey.fields} == {"organisations", "founded", "adjusted"}


@pytest.mark.row("J13")
def test_inspection_is_monthly_the_bulletin_quarterly_and_the_study_half_yearly(guifan: Pack, seed: str) -> None:
    assert [cadence(guifan, one)[1] for one in ("inspection", "bulletin", "half_year_study")] == [
        "month",
        "quarter",
        "half_year",
    ]
    assert "月督查、季通报、半年研判" in seed


@pytest.mark.row("J14")
def test_communities_meet_monthly_the_non_public_quarterly_and_all_about_records_yearly(guifan: Pack) -> None:
    meetings = ("community_work_meeting", "non_public_work_meeting", "records_meeting")
    assert [cadence(guifan, one) for one in meetings] == [
        (("street",), "month", Decimal(1)),
        (("street",), "quarter", Decimal(1)),
        (("street",), "year", Decimal(1)),
    ]


@pytest.mark.row("J04")
def test_what_the_five_haves_are_is_for_the_district_to_say(guifan: Pack) -> None:
    room = next(one for one in guifan.premises if one.id == "member_room")
    assert [default(guifan, level.checklist) for level in room.levels if isinstance(level.checklist, ParameterRef)] == [
        None
    ]


@pytest.mark.row("J12")
def test_secretaries_are_reviewed_by_looking_listening_asking_and_judging(guifan: Pack) -> None:
    procedure = next(one for one in guifan.procedures if one.id == "secretary_review")
    assert [step.name for step in procedure.steps] == ["观", "听", "问", "评"]


def test_every_row_of_the_book_has_a_clause(guifan: Pack) -> None:
    words = pack_text(guifan)
    rows = {
        "J01": "party_joint_meeting", "J02": "grid_branch_secretary", "J08": "political_birthday", "J10": "four_forms",
        "J11": "responsibility_lists", "J15": "community_features", "J16": "vanguard_selection",
    }  # fmt: skip
    assert [row for row, clause in rows.items() if f'"{clause}"' not in words] == []
