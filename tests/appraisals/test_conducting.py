"""A branch appraises its members: layers in order, a limited share of the best grade, examined by somebody above."""

import datetime
from collections.abc import Callable
from types import SimpleNamespace

import pytest

from mulin.appraisals import actions
from mulin.appraisals.choices import State
from mulin.appraisals.models import Appraisal, Appraisee
from mulin.appraisals.queries.appraisals import allowed_best, lines, steps
from mulin.deliberation.actions import cast, close
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.members.actions import correct
from mulin.members.queries.timeline import timelines
from mulin.programmes.queries import Ruling

RULES_2011, RULES_NOW = "shuanglian/2011", "xianxing/2024"
DAY = datetime.date(2022, 6, 1)
pytestmark = pytest.mark.row("D07")


def opened(branch: SimpleNamespace, ruling: Ruling) -> Appraisal:
    return actions.open_appraisal(branch.node, ruling, in_period_of=DAY, by=branch.secretary)


def voted(branch: SimpleNamespace, appraisal: Appraisal, votes: Callable[[str], str]) -> None:
    """Everybody votes the same of each member, by name."""
    poll = actions.open_mutual(appraisal, closes_on=DAY, by=branch.secretary).poll
    answers = {item.pk: votes(item.label) for item in poll.items.all()}
    for member in branch.members:
        cast(poll, answers, by=member.account)
    close(poll, by=branch.secretary)


def graded(branch: SimpleNamespace, appraisal: Appraisal, best: int) -> Appraisal:
    rows = list(appraisal.appraisees.filter(graded=True).order_by("member__name"))
    given = {row.pk: ("优秀" if place < best else "合格", "") for place, row in enumerate(rows)}
    return actions.grade(appraisal, given, version=appraisal.version, by=branch.secretary)


def ready(branch: SimpleNamespace, ruling: Ruling, best: int) -> Appraisal:
    """Every layer done."""
    appraisal = opened(branch, ruling)
    voted(branch, appraisal, lambda name: "合格")
    appraisal.refresh_from_db()
    if any(layer.way == "public" for layer in ruling.clause.layers):
        votes = {row.pk: {"优秀": 3, "合格": 2} for row in appraisal.appraisees.filter(graded=True)}
        actions.count_public(appraisal, votes, by=branch.secretary)
    return graded(branch, appraisal, best)


def test_the_layers_of_2011_are_members_public_and_branch(branch: SimpleNamespace, in_force) -> None:
    appraisal = opened(branch, in_force(RULES_2011))
    assert [one["layer"].name for one in steps(appraisal)] == ["党员互评", "群众评议", "支部评议"]
    with pytest.raises(Refused, match="还没有完成：党员互评、群众评议、支部评议"):
        actions.submit(appraisal, met_on=DAY, by=branch.secretary)
    with pytest.raises(Refused, match="没有个人自评"):
        actions.say_of_oneself(appraisal.appraisees.first(), "我", by=branch.secretary)


def test_votes_of_all_layers_suggest_a_grade_and_a_tie_flatters_nobody(branch: SimpleNamespace, in_force) -> None:
    appraisal = opened(branch, in_force(RULES_2011))
    voted(branch, appraisal, lambda name: "优秀" if name == "党员00" else "合格")
    appraisal.refresh_from_db()
    first, second = appraisal.appraisees.order_by("member__name")[:2]
    actions.count_public(appraisal, {first.pk: {"合格": 11}, second.pk: {"优秀": 12}}, by=branch.secretary)
    found = {line.appraisee.member.name: line for line in lines(appraisal)}
    assert found["党员00"].mutual == {"优秀": 11, "合格": 0, "基本合格": 0, "不合格": 0}
    assert found["党员00"].suggestion == "合格", "11 to 11: the lower one"
    assert found["党员01"].suggestion == "优秀"


def test_results_are_examined_above_by_another_person_and_then_stand_in_the_file(
    branch: SimpleNamespace, in_force, examiner: User
) -> None:
    appraisal = ready(branch, in_force(RULES_2011), best=2)
    submitted = actions.submit(appraisal, met_on=DAY, by=branch.secretary)
    assert submitted.state == State.SUBMITTED
    for wrong in (branch.secretary, branch.deputy):
        with pytest.raises(Refused):
            actions.approve(submitted, by=wrong)
    member = branch.members[0]
    assert not timelines([member.pk], DAY, DAY, ["appraisal"])
    actions.send_back(submitted, opinion="请再核对两名同志", by=examiner)
    graded(branch, Appraisal.objects.get(pk=appraisal.pk), best=1)
    again = actions.submit(appraisal, met_on=DAY, by=branch.secretary)
    actions.approve(again, opinion="同意", by=examiner)
    (entry,) = timelines([member.pk], DAY, DAY, ["appraisal"])[member.pk]
    assert "优秀" in entry.title
    assert entry.private
    with pytest.raises(Refused, match="不能再改"):
        graded(branch, again, best=0)


def test_who_submits_does_not_examine_even_with_the_word_above(
    branch: SimpleNamespace, in_force, examiner: User
) -> None:
    appraisal = ready(branch, in_force(RULES_2011), best=0)
    submitted = actions.submit(appraisal, met_on=DAY, by=examiner)
    with pytest.raises(Refused, match="上报和审议不能是同一个人"):
        actions.approve(submitted, by=examiner)


def test_a_third_of_eleven_is_three_and_more_needs_a_reason(branch: SimpleNamespace, in_force) -> None:
    appraisal = ready(branch, in_force(RULES_NOW), best=4)
    assert allowed_best(appraisal) == 3
    with pytest.raises(Refused, match="“优秀”最多 3 人，现有 4 人；确需超过的请写明理由"):
        actions.submit(appraisal, met_on=DAY, by=branch.secretary)
    done = actions.submit(appraisal, met_on=DAY, over_reason="防汛表现突出", by=branch.secretary)
    assert done.over_reason == "防汛表现突出"


def test_without_a_share_set_by_the_district_nothing_limits(branch: SimpleNamespace, in_force) -> None:
    assert allowed_best(ready(branch, in_force(RULES_2011), best=11)) == 11


def test_the_share_set_by_the_district_limits(branch: SimpleNamespace, in_force) -> None:
    assert allowed_best(opened(branch, in_force(RULES_2011, excellent_share="30%"))) == 3


def test_a_probationary_member_takes_part_without_a_grade_today(branch: SimpleNamespace, in_force, clerk) -> None:
    young = branch.members[5]
    correct(young, {"stage": "probationary"}, by=clerk)
    appraisal = opened(branch, in_force(RULES_NOW))
    row = appraisal.appraisees.get(member=young)
    assert not row.graded
    poll = actions.open_mutual(appraisal, closes_on=DAY, by=branch.secretary).poll
    assert poll.items.count() == 10
    assert not poll.voters.filter(member=young).exists()
    with pytest.raises(Refused, match="不评定等次"):
        actions.grade(appraisal, {row.pk: ("合格", "")}, version=appraisal.version, by=branch.secretary)
    actions.say_of_oneself(row, "认真学习", by=young.account)


def test_the_meeting_is_written_down_once_as_a_record(branch: SimpleNamespace, in_force, examiner: User) -> None:
    appraisal = ready(branch, in_force(RULES_NOW), best=1)
    submitted = actions.submit(appraisal, met_on=DAY, by=branch.secretary)
    meeting = submitted.activity
    assert (meeting.kind, meeting.day, meeting.attendances.count()) == ("member_appraisal", DAY, 11)
    actions.send_back(submitted, opinion="再议", by=examiner)
    assert actions.submit(appraisal, met_on=DAY, by=branch.secretary).activity_id == meeting.pk


def test_two_people_who_grade_at_once_do_not_overwrite_each_other(branch: SimpleNamespace, in_force) -> None:
    appraisal = opened(branch, in_force(RULES_NOW))
    row = appraisal.appraisees.first()
    actions.grade(appraisal, {row.pk: ("合格", "")}, version=1, by=branch.secretary)
    with pytest.raises(Refused, match="别人刚刚改过等次"):
        actions.grade(appraisal, {row.pk: ("优秀", "")}, version=1, by=branch.deputy)
    assert Appraisee.objects.get(pk=row.pk).grade == "合格"


def test_one_appraisal_a_year_and_a_cancelled_one_makes_room(branch: SimpleNamespace, in_force) -> None:
    ruling = in_force(RULES_NOW)
    appraisal = opened(branch, ruling)
    with pytest.raises(Refused, match="2022年的评议已经开始"):
        opened(branch, ruling)
    actions.open_mutual(appraisal, closes_on=DAY, by=branch.secretary)
    actions.cancel_appraisal(appraisal, reason="名单有误", by=branch.secretary)
    assert opened(branch, ruling).pk != appraisal.pk


def test_only_the_own_review_is_ones_own(branch: SimpleNamespace, in_force) -> None:
    appraisal = opened(branch, in_force(RULES_NOW))
    first, second = branch.members[:2]
    row = appraisal.appraisees.get(member=first)
    with pytest.raises(Refused, match="没有“组织民主评议”的权限"):
        actions.say_of_oneself(row, "替人写", by=second.account)
    actions.say_of_oneself(row, "一年来……", by=first.account)
    assert Appraisee.objects.get(pk=row.pk).self_review == "一年来……"
