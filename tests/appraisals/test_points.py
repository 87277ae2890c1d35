"""The grade of an appraisal gives points by itself, once; sent back, the points go with it."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from mulin.appraisals import actions
from mulin.appraisals.models import Appraisal
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.points.actions import award_grades, register_month, reverse
from mulin.points.models import PointsEntry
from mulin.points.queries import balances, schemes_at
from mulin.programmes.actions import adopt, install, publish, set_parameters
from mulin.programmes.models import Programme
from mulin.programmes.queries import Ruling
from mulin.rulebook.reading import read_pack
from mulin.tree.models import Node
from mulin.web.actions.keeping import tick
from tests.appraisals.conftest import ROOT
from tests.appraisals.test_conducting import DAY, RULES_2011, graded, ready
from tests.worlds import built_once

POINTS = "guifan/2018"
pytestmark = [pytest.mark.row("D07"), pytest.mark.row("J09")]


@pytest.fixture
def handed_in(branch: SimpleNamespace, in_force: Callable[..., Ruling]) -> Appraisal:
    """Results with two excellent members, under a scheme of points that asks for them."""
    ruling = in_force(RULES_2011)
    in_force(POINTS, appraisal_points="15", appraised_qualified="1/3")
    return submitted(branch, ruling)


@built_once
def submitted(branch: SimpleNamespace, ruling: Ruling) -> Appraisal:
    """Results that wait for their examination, two of them excellent."""
    return actions.submit(ready(branch, ruling, best=2), met_on=DAY, by=branch.secretary)


def standing() -> dict[str, tuple[Decimal, str]]:
    """What stands in the ledger: points and their reason, by name."""
    rows = PointsEntry.objects.standing().select_related("member")
    return {one.member.name: (one.points, one.why) for one in rows}


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_approving_enters_what_each_grade_is_worth_in_the_year_of_the_appraisal(
    branch: SimpleNamespace, handed_in: Appraisal, examiner: User
) -> None:
    assert not PointsEntry.objects.exists()
    answer = browser(examiner).post(f"/appraisals/{handed_in.pk}/approve/", {"opinion": "同意"})
    assert answer.status_code == 302
    found = standing()
    assert len(found) == len(branch.members)
    assert found["党员00"] == (15, "2022年民主评议：优秀")
    assert found["党员05"] == (5, "2022年民主评议：合格")
    assert set(PointsEntry.objects.values_list("origin", "part", "day", "by")) == {
        ("awarded", "appraisal", DAY, examiner.pk)
    }
    [scheme] = schemes_at(branch.node, DAY)
    member = branch.members[0]
    assert balances(scheme.terms, scheme.id, [member.pk], 2022)[member.pk].parts["appraisal"] == 15
    assert "2022年民主评议：优秀" in browser(member.account).get(f"/points/members/{member.pk}/").content.decode()


def test_sent_back_after_the_examination_the_points_are_reversed_and_entered_anew_once(
    branch: SimpleNamespace, handed_in: Appraisal, examiner: User
) -> None:
    actions.approve(handed_in, by=examiner)
    page = browser(examiner).get(f"/appraisals/{handed_in.pk}/").content.decode()
    assert "退回复议" in page
    assert "审议通过</" not in page
    with pytest.raises(Refused, match="权限"):
        actions.send_back(Appraisal.objects.get(pk=handed_in.pk), opinion="改", by=branch.secretary)
    assert browser(examiner).post(f"/appraisals/{handed_in.pk}/return/", {"opinion": "漏了一票"}).status_code == 302
    assert standing() == {}
    assert PointsEntry.objects.filter(why="2022年民主评议退回复议：漏了一票").count() == len(branch.members)
    again = Appraisal.objects.get(pk=handed_in.pk)
    assert (again.state, again.examined_on) == ("returned", None)
    graded(branch, again, best=1)
    actions.approve(actions.submit(again, met_on=DAY, by=branch.secretary), by=examiner)
    assert [standing()[f"党员0{number}"][0] for number in (0, 1)] == [15, 5]
    assert len(standing()) == len(branch.members)
    balance = sum(PointsEntry.objects.filter(member=branch.members[1]).values_list("points", flat=True))
    assert balance == 5


def test_awarding_the_same_grades_again_changes_nothing(
    branch: SimpleNamespace, handed_in: Appraisal, examiner: User
) -> None:
    actions.approve(handed_in, by=examiner)
    before = PointsEntry.objects.count()
    grades = dict(handed_in.appraisees.values_list("member_id", "grade"))
    terms = {"day": DAY, "reference": f"appraisal:{handed_in.pk}", "by": examiner, "why": "再来一次"}
    for _ in range(10):
        assert award_grades(branch.node, grades, **terms) == 0
    assert PointsEntry.objects.count() == before


def test_nobody_registers_by_hand_what_the_grade_gives(branch: SimpleNamespace, handed_in: Appraisal) -> None:
    [scheme] = schemes_at(branch.node, DAY)
    assert "appraised" not in [rule.id for rule in scheme.by_hand()]
    with pytest.raises(Refused, match="按等次自动折算"):
        register_month(branch.node, scheme.id, DAY, {(branch.members[0].pk, "appraised"): 1}, by=branch.secretary)


@pytest.fixture
def examined(branch: SimpleNamespace, in_force: Callable[..., Ruling], examiner: User) -> Appraisal:
    """An appraisal that was examined while no scheme asked for grades."""
    appraisal = ready(branch, in_force(RULES_2011), best=2)
    actions.approve(actions.submit(appraisal, met_on=DAY, by=branch.secretary), by=examiner)
    return appraisal


def test_where_no_scheme_asks_for_grades_nothing_is_entered(examined: Appraisal) -> None:
    assert not PointsEntry.objects.exists()


def test_a_scheme_published_after_the_examination_gives_its_points_by_itself_and_once(
    branch: SimpleNamespace, in_force: Callable[..., Ruling], examined: Appraisal
) -> None:
    assert not PointsEntry.objects.exists()
    in_force(POINTS, appraisal_points="15", appraised_qualified="1/3")
    assert len(standing()) == len(branch.members)
    assert standing()["党员00"] == (15, "2022年民主评议：优秀")
    for _ in range(3):
        assert actions.award_missing_points(by=User.objects.command_line()) == 0
    assert PointsEntry.objects.count() == len(branch.members)


def test_a_scheme_that_begins_later_gives_its_points_on_the_morning_it_is_in_force(
    branch: SimpleNamespace,
    in_force: Callable[..., Ruling],
    examiner: User,
    clerk: User,
    today_is: Callable[[str], Any],
) -> None:
    appraisal = ready(branch, in_force(RULES_2011), best=2)
    actions.approve(actions.submit(appraisal, met_on=DAY, by=branch.secretary), by=examiner)
    later = DAY + timedelta(days=10)
    edition, _new = install(read_pack(ROOT / "packs" / POINTS), by=clerk)
    committee = Node.objects.get(pk=branch.committee.pk)
    publish(adopt(edition, committee, since=later, legal_basis="测试依据", by=clerk), by=clerk)
    today_is(str(later - timedelta(days=1)))
    assert tick(later - timedelta(days=1))["评议折算积分"] == 0
    today_is(str(later))
    assert tick(later)["评议折算积分"] == len(branch.members)
    assert set(PointsEntry.objects.values_list("day", flat=True)) == {later}
    assert tick(later)["评议折算积分"] == 0


def test_a_number_set_later_gives_what_was_missing_and_moves_nothing_that_was_given(
    branch: SimpleNamespace, in_force: Callable[..., Ruling], examiner: User, clerk: User
) -> None:
    appraisal = ready(branch, in_force(RULES_2011), best=2)
    in_force(POINTS, appraisal_points="15", appraised_qualified="1/3")
    actions.approve(actions.submit(appraisal, met_on=DAY, by=branch.secretary), by=examiner)
    taken = PointsEntry.objects.get(member=branch.members[0])
    reverse(taken, why="弄错了", by=branch.secretary)
    before = PointsEntry.objects.count()
    programme = Programme.objects.get(edition__pack="guifan")
    set_parameters(programme, {"appraised_qualified": "1/5"}, by=clerk)
    assert PointsEntry.objects.count() == before
    assert standing()["党员05"][0] == 5
    assert "党员00" not in standing()
