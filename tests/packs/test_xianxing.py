"""Pack xianxing 2024: the rules of today, every clause marked to be checked, and where earlier books give way."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

import pytest

from mulin.judgement.registry import REGISTRY
from mulin.rulebook.linting import lint
from mulin.rulebook.parameters import read_value
from mulin.rulebook.reading import load_stored, pack_text, read_pack
from mulin.rulebook.rendering import render_markdown
from mulin.rulebook.schema import Pack
from mulin.rulebook.schema.base import Source
from mulin.rulebook.schema.procedures import Procedure
from mulin.rulebook.walking import walk
from tests.packs.conftest import ROOT

MARK = "待与正式文本核对"


@pytest.fixture(scope="module")
def xianxing() -> Pack:
    return read_pack(ROOT / "packs" / "xianxing" / "2024")


def sources(pack: Pack) -> Iterator[Source]:
    return (clause for _, clause in walk(pack) if isinstance(clause, Source))


def default(pack: Pack, parameter: str) -> object:
    one = next(one for one in pack.parameters if one.id == parameter)
    return read_value(one.kind, one.default)


def procedure(pack: Pack, name: str) -> Procedure:
    return next(one for one in pack.procedures if one.id == name)


def test_every_clause_says_that_it_is_to_be_checked_against_the_official_text(xianxing: Pack) -> None:
    titles = {document.id: document.title for document in xianxing.documents}
    unmarked = [one for one in sources(xianxing) if MARK not in titles[one.document] + one.section]
    assert unmarked == []
    assert MARK in xianxing.title
    assert MARK in render_markdown(xianxing).splitlines()[0]


def test_it_has_no_mistakes_and_overrides_the_earlier_books(xianxing: Pack) -> None:
    assert [str(one) for one in lint(xianxing, REGISTRY.describe()) if one.level == "error"] == []
    assert load_stored(pack_text(xianxing)) == xianxing
    assert xianxing.overrides == ("shuanglian", "guifan")


@pytest.mark.row("J07")
def test_organisation_life_has_its_rhythm(xianxing: Pack) -> None:
    assert {duty.id: (duty.subjects, duty.period) for duty in xianxing.duties if not duty.of_members} == {
        "member_meeting": (("branch",), "quarter"),
        "committee_meeting": (("branch",), "month"),
        "group_meeting": (("party_group",), "month"),
        "party_lecture": (("branch",), "quarter"),
        "secretary_lecture": (("party_committee", "party_work_committee"), "year"),
        "theme_party_day": (("branch",), "month"),
        "organisation_life_meeting": (("branch",), "year"),
        "heart_talk": (("branch",), "year"),
        "member_appraisal": (("branch",), "year"),
    }


@pytest.mark.row("J07")
def test_what_the_earlier_book_left_blank_is_the_same_duty_here(xianxing: Pack) -> None:
    guifan = read_pack(ROOT / "packs" / "guifan" / "2018")
    replaced = {duty.id for duty in guifan.duties} & {duty.id for duty in xianxing.duties}
    assert replaced == {
        "member_meeting", "committee_meeting", "group_meeting", "party_lecture", "theme_party_day", "member_appraisal",
    }  # fmt: skip
    assert all(guifan.duty(one).subjects == xianxing.duty(one).subjects for one in replaced)


def test_half_of_the_entitled_must_come_and_more_than_half_of_them_agree(xianxing: Pack) -> None:
    [step] = procedure(xianxing, "branch_resolution").steps
    assert step.quorum is not None
    assert step.ballot is not None
    assert (step.quorum.share, step.quorum.more_than) == (Fraction(1, 2), False)
    assert (step.ballot.of, step.ballot.passes, step.ballot.more_than) == ("entitled", Fraction(1, 2), True)
    [committee] = procedure(xianxing, "committee_meeting").steps
    assert committee.quorum is not None
    assert committee.quorum.share == Fraction(1, 2)


@pytest.mark.row("D07")
def test_members_are_appraised_in_four_grades_with_a_third_of_excellent_ones_at_most(xianxing: Pack) -> None:
    assert default(xianxing, "appraisal_grades") == ("优秀", "合格", "基本合格", "不合格")
    assert default(xianxing, "excellent_share") == Fraction(1, 3)
    assert [step.id for step in procedure(xianxing, "member_appraisal").steps] == ["self", "mutual", "test", "grade"]


@pytest.mark.row("R10")
@pytest.mark.parametrize(
    ("months", "fixed", "absent", "silent", "outcome"),
    [
        (6, True, 0, 0, "transfer"),
        (5, True, 5, 0, "stay"),
        (12, False, 6, 0, "floating"),
        (12, False, 5, 5, "stay"),
        (12, True, 12, 6, "flag_out_of_contact"),
    ],
)
def test_six_months_decide_between_transfer_floating_and_a_flag(
    xianxing: Pack, months: int, fixed: bool, absent: int, silent: int, outcome: str
) -> None:
    given = {"months": months, "months_without_meetings": absent, "months_out_of_contact": silent}
    table = next(one for one in xianxing.decisions if one.id == "floating_relation")

    def fits(row: object) -> bool:
        for answer in row.when:  # type: ignore[attr-defined]
            if answer.yes is not None:
                if answer.yes != fixed:
                    return False
            elif given[answer.question] < Decimal(str(default(xianxing, answer.at_least.parameter))):
                return False
        return True

    assert next(row.outcome for row in table.rows if fits(row)) == outcome


def test_the_letter_has_three_parts_and_holds_for_three_months(xianxing: Pack) -> None:
    [letter] = [one for one in xianxing.papers if one.id == "transfer_letter"]
    assert letter.parts == 3
    assert default(xianxing, "letter_months") == 3


def test_every_member_learns_thirty_two_hours_a_year(xianxing: Pack) -> None:
    duty = xianxing.duty("study_hours")
    assert (duty.subjects, duty.period) == (("member",), "year")
    assert default(xianxing, "study_hours_a_year") == 32
    assert duty.measure.name == "activity_total_by_member"
