"""Teams with a fixed post, duty and time; the quarterly list of needs; volunteers and residents' requests."""

import datetime

import pytest
from django.db import connection

from mulin.duties.models import DutyState
from mulin.foundation.clock import today
from mulin.foundation.refusals import Refused
from mulin.members.models import Member
from mulin.records.models import Activity
from mulin.service import actions
from mulin.service.choices import NeedState, Reply
from mulin.service.models import Need, Team
from mulin.service.queries import needs as need_queries
from mulin.service.queries import teams as team_queries
from tests.service.world import Town, account_of, resident


def a_team(town: Town, *, name: str = "红色代办团组", kind: str = "post_team", field: str = "政策宣传") -> Team:
    values = {"name": name, "kind": kind, "field": field, "duty": "代办代跑", "meets": "每月第一个周六"}
    return actions.found_team(town.east, values, by=town.worker)


def a_need(town: Town, title: str = "楼道杂物清理", **more: str) -> Need:
    return actions.list_needs(town.east, [actions.NewNeed(title, **more)], by=town.worker)[0]


@pytest.mark.row("Q17")
def test_the_quarterly_list_goes_to_the_teams_and_the_duty_turns_green_with_the_same_press(town: Town) -> None:
    team, helper = a_team(town), resident(town, "王一", account=True)
    actions.join_team(team, [helper], by=town.worker)
    first, second = a_need(town), a_need(town, "老人送餐")
    duty = DutyState.objects.filter(node=town.east, duty="needs_to_teams", first=datetime.date(2021, 4, 1))
    actions.hand_to_teams(town.east, {first.pk: team}, by=town.secretary)
    record = Activity.objects.get(kind="needs_to_teams")
    assert record.fields == {"needs": 2, "matched": 1}
    assert "楼道杂物清理（红色代办团组）" in record.minutes
    assert duty.get().status == "met"
    assert Need.objects.get(pk=second.pk).state == NeedState.OPEN


def test_members_answer_and_what_they_did_is_one_record_with_attendance(town: Town) -> None:
    team, helper = a_team(town), resident(town, "王一", account=True)
    other = resident(town, "王二", account=True)
    actions.join_team(team, [helper], by=town.worker)
    need = a_need(town)
    actions.hand_to_teams(town.east, {need.pk: team}, by=town.secretary)
    assert [one.pk for one, _answer in need_queries.needs_asked_of(helper)] == [need.pk]
    actions.answer_need(need, helper, Reply.ACCEPTED, note="带手套", by=account_of(helper))
    with pytest.raises(Refused, match="只有承办团组的成员"):
        actions.answer_need(need, other, Reply.ACCEPTED, by=account_of(other))
    done = actions.finish(need, [helper], on=today(), result="清理三个楼道", by=town.secretary)
    assert done.activity is not None
    assert done.activity.kind == "team_service"
    assert list(done.activity.attendances.values_list("member_id", flat=True)) == [helper.pk]
    with pytest.raises(Refused):
        actions.finish(need, [helper], on=today(), result="再一次", by=town.secretary)


def test_a_worker_who_may_not_confirm_records_leaves_a_draft_for_the_secretary(town: Town) -> None:
    team, need = a_team(town), a_need(town)
    record = actions.hand_to_teams(town.east, {need.pk: team}, by=town.worker)
    assert record is not None
    assert record.state == "draft"


@pytest.mark.row("R07")
def test_a_volunteer_is_placed_by_wish_skill_and_need(town: Town) -> None:
    medics = a_team(town, name="卫生保健服务队", kind="volunteers", field="卫生保健")
    a_team(town, name="家电维修服务队", kind="volunteers", field="家电维修")
    one, two, three = (resident(town, name, account=True) for name in ("王一", "王二", "王三"))
    actions.volunteer(one, town.east, services=["家电维修", "卫生保健"], skills="医生", by=account_of(one))
    actions.volunteer(two, town.east, services=["民事调解"], skills="电工", by=town.worker)
    actions.volunteer(three, town.east, services=["民事调解"], by=town.worker)
    with pytest.raises(Refused, match="已经提交过"):
        actions.volunteer(one, town.east, services=["家电维修"], by=account_of(one))
    assert actions.place_all(town.east, by=town.worker) == 2
    placed = team_queries.applications_visible_to(town.worker)
    assert placed.get(member=one).team == medics
    assert placed.get(member=one).why == "意愿“卫生保健”；特长“医”"
    assert placed.get(member=two).why == "特长“电工”"
    assert placed.get(member=three).team is None


@pytest.mark.row("R06")
def test_a_resident_asks_is_helped_and_rates(town: Town) -> None:
    team = a_team(town, name="家电维修服务队", kind="volunteers", field="家电维修")
    near = resident(town, "王一", place=town.street.compound)
    far = resident(town, "王二")
    actions.join_team(team, [near, far], by=town.worker)
    asked = actions.NewNeed(
        "修电饭锅", field="家电维修", spot=town.street.compound, resident="李奶奶", phone="13800000001"
    )
    [need] = actions.list_needs(town.east, [asked], by=town.worker)
    assert need_queries.suggested_team(need) == team
    assert [one[0] for one in need_queries.suggested_helpers(need, team, today())] == [near.pk]
    actions.hand_to_teams(town.east, {need.pk: team}, by=town.worker)
    assert not Activity.objects.filter(kind="needs_to_teams").exists()  # a request is no quarterly list
    with pytest.raises(Refused, match="办结以后才能评价"):
        actions.rate(need, 5, by=town.worker)
    done = actions.finish(need, [near], on=today(), result="换了保险丝", by=town.secretary)
    assert done.activity is not None
    assert (done.activity.kind, done.activity.fields) == ("volunteer_service", {"service": "家电维修"})
    assert actions.rate(need, 5, words="很快", by=town.worker).rating == 5
    with connection.cursor() as cursor:
        cursor.execute("SELECT resident FROM service_need")
        assert "李奶奶" not in str(cursor.fetchall())  # who asked is sealed


def test_a_team_with_an_open_need_is_not_disbanded(town: Town) -> None:
    team, need = a_team(town), a_need(town)
    actions.hand_to_teams(town.east, {need.pk: team}, by=town.worker)
    with pytest.raises(Refused, match="未办结的需求"):
        actions.disband(team, on=today(), reason="合并", by=town.worker)
    actions.drop(need, reason="已自行解决", by=town.worker)
    assert actions.disband(team, on=today(), reason="合并", by=town.worker).until == today()


def test_a_team_has_one_leader_of_its_own(town: Town) -> None:
    team = a_team(town)
    one, two, stranger = (resident(town, name) for name in ("王一", "王二", "王三"))
    actions.join_team(team, [one, two], by=town.worker)
    actions.name_leader(team, one, by=town.worker)
    actions.name_leader(team, two, by=town.worker)
    leaders = [row.member for row in team_queries.team_members(team) if row.is_leader]
    assert leaders == [two]
    with pytest.raises(Refused, match="不在这个团组"):
        actions.name_leader(team, stranger, by=town.worker)
    assert isinstance(leaders[0], Member)
