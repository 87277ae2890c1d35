"""The pages of service, as communities and members use them."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from mulin.service import actions
from mulin.service.models import Deed, Grouping, Need, Pledge, ProposedGroup, Team, UnitContact, VolunteerApplication
from tests.service.world import Town, a_post, account_of, resident


def text(client: Client, address: str) -> str:
    """The page at an address, which must be there."""
    answer = client.get(address)
    assert answer.status_code == 200, f"{address}: {answer.status_code}"
    return answer.content.decode()


def send(client: Client, address: str, **sent: object) -> None:
    """A form that is accepted."""
    assert client.get(address).status_code == 200, address
    answer = client.post(address, sent)
    assert answer.status_code == 302, answer.content.decode()


@pytest.fixture
def worker(town: Town, client: Client) -> Client:
    client.force_login(town.secretary)
    return client


def test_a_community_founds_a_team_lists_needs_hands_them_over_and_writes_down_what_was_done(
    town: Town, worker: Client
) -> None:
    member = resident(town, "王一", account=True)
    here = f"/service/communities/{town.east.pk}"
    send(worker, f"{here}/team/", name="巡楼团组", kind="post_team", field="治安", duty="看楼道", meets="每周六")
    team = Team.objects.get()
    send(worker, f"/service/teams/{team.pk}/join/", names="王一")
    send(worker, f"/service/teams/{team.pk}/leader/", names="王一")
    send(worker, f"{here}/need/", title="楼道杂物", field="治安", spot=town.street.compound.code)
    need = Need.objects.get()
    assert "巡楼团组" in text(worker, f"{here}/hand/")
    send(worker, f"{here}/hand/", **{f"need_{need.pk}": team.pk})
    own = Client()
    own.force_login(account_of(member))
    assert "楼道杂物" in text(own, "/service/mine/")
    assert "楼道杂物" in text(own, f"/service/needs/{need.pk}/")
    assert "巡楼团组" in text(own, f"/service/teams/{team.pk}/")
    send(own, f"/service/needs/{need.pk}/answer/", reply="accepted", note="周六来")
    assert "王一" in text(worker, f"/service/needs/{need.pk}/finish/")
    send(worker, f"/service/needs/{need.pk}/finish/", names="王一", on="2021-06-30", result="清了")
    send(worker, f"/service/needs/{need.pk}/rate/", rating="5", words="好")
    need.refresh_from_db()
    assert (need.rating, need.activity is not None) == (5, True)
    assert "查看纪实" in text(worker, f"/service/needs/{need.pk}/")
    send(worker, f"/service/teams/{team.pk}/change/", name="巡楼队", kind="post_team", field="治安", duty="", meets="")
    send(worker, f"/service/teams/{team.pk}/leave/", names="王一")
    send(worker, f"/service/teams/{team.pk}/disband/", on="2021-06-30", reason="合并")


def test_a_member_pledges_reports_a_deed_and_volunteers_and_the_community_answers(town: Town, worker: Client) -> None:
    member = resident(town, "王一", account=True)
    own = Client()
    own.force_login(account_of(member))
    asked = text(own, "/service/mine/deeds/")
    assert "对应的承诺" not in asked, "nothing was pledged, so nothing is asked"
    assert f'<a class="trail-back" href="{reverse("service:mine")}">' in asked
    send(own, "/service/mine/pledges/", text="教书法")
    assert "没有对应的承诺" in text(own, "/service/mine/deeds/")
    pledge = Pledge.objects.get()
    send(own, "/service/mine/deeds/", title="开课", day="2021-06-01", kept=pledge.pk)
    send(own, "/service/mine/volunteer/", services=["家电维修"], skills="电工")
    page = text(own, "/service/mine/")
    assert "教书法" in page
    assert "开课" in page
    here = f"/service/communities/{town.east.pk}"
    page = text(worker, f"{here}/")
    assert "待确认的实事" in page
    assert "待编队的志愿者" in page
    assert worker.post(f"{here}/confirm-all/").status_code == 302
    assert Deed.objects.get().state == "confirmed"
    assert "查看纪实" in text(worker, f"/service/deeds/{Deed.objects.get().pk}/")
    send(worker, f"{here}/team/", name="维修队", kind="volunteers", field="家电维修")
    application = VolunteerApplication.objects.get()
    send(worker, f"/service/volunteers/{application.pk}/", team=Team.objects.get().pk)
    assert "维修队" in text(own, "/service/mine/")
    resident(town, "王二")
    send(worker, f"{here}/pledge/", names="王二", text="扫楼道")
    send(worker, f"{here}/volunteer/", names="王二", services=["家电维修"])
    assert worker.post(f"{here}/place-all/").status_code == 302
    second = actions.report_deed(
        town.members[1], town.east, day=datetime.date(2021, 6, 2), title="扫地", by=town.worker
    )
    send(worker, f"/service/deeds/{second.pk}/return/", remark="补照片")
    refused = own.post(f"/service/mine/pledges/{pledge.pk}/withdraw/")
    assert "这项承诺已有实事，不能撤回" in refused.content.decode()
    assert Pledge.objects.get(pk=pledge.pk).withdrawn_on is None


def test_the_absent_are_asked_about_and_the_answer_is_entered(town: Town, worker: Client, today_is) -> None:  # type: ignore[no-untyped-def]
    member = resident(town, "王一")
    today_is("2021-07-15")
    here = f"/service/communities/{town.east.pk}"
    assert "1 名党员缺席满期" in text(worker, f"{here}/")
    send(worker, f"{here}/absent/", members=[member.pk])
    contact = UnitContact.objects.get()
    assert "王一" in text(worker, "/service/contacts/")
    send(worker, f"/service/contacts/{contact.pk}/answer/", outcome="moved", answer="已搬走", on="2021-07-15")
    contact.refresh_from_db()
    assert contact.answer == "已搬走"


def test_a_proposal_of_groups_is_changed_and_accepted_on_its_pages(town: Town, worker: Client) -> None:
    post = a_post(town, places=60)
    members = [resident(town, "王" + chr(0x4E01 + number)) for number in range(22)]
    actions.enter_paper(post, members, by=town.worker)
    here = f"/service/communities/{town.east.pk}"
    assert "20—30 名党员" in text(worker, f"{here}/groups/")
    send(worker, f"{here}/groups/", branch=town.street.branch.code)
    grouping, group = Grouping.objects.get(), ProposedGroup.objects.get()
    assert "岗位同属" in text(worker, f"/service/proposed/{group.pk}/")
    send(worker, f"/service/proposed/{group.pk}/move/", members=[members[0].pk], name="第二组")
    send(worker, f"/service/proposed/{group.pk}/name/", name="第一组", leader=members[1].pk)
    second = ProposedGroup.objects.get(name="第二组")
    send(worker, f"/service/proposed/{second.pk}/move/", members=[members[0].pk], into=group.pk)
    assert "第一组" in text(worker, f"/service/groupings/{grouping.pk}/")
    assert worker.post(f"/service/groupings/{grouping.pk}/accept/").status_code == 302
    group.refresh_from_db()
    page = text(worker, f"/service/groups/{group.node_id}/")
    assert members[1].name in page
    assert "带头学习提高" in page
    assert "第一组" in text(worker, "/service/groups/")
    send(worker, f"/service/groups/{group.node_id}/leave/", names=members[1].name)
    send(worker, f"/service/groups/{group.node_id}/join/", names=members[1].name)
    send(worker, f"/service/groups/{group.node_id}/leader/", names=members[1].name)


def test_every_list_opens(town: Town, worker: Client) -> None:
    for name in ("posts", "claims", "teams", "needs", "volunteers", "pledges", "deeds", "contacts", "groups"):
        text(worker, f"/service/{name}/")
    assert worker.get("/service/").status_code == 302  # with only one community, that one


def test_the_workbench_tells_members_and_communities_what_waits(town: Town, worker: Client) -> None:
    member, post = resident(town, "王一", account=True), a_post(town)
    [offered] = actions.assign(post, [member], by=town.worker)
    actions.list_needs(town.east, [actions.NewNeed("修灯")], by=town.worker)
    own = Client()
    own.force_login(account_of(member))
    page = text(own, "/")
    assert "答复岗位安排：楼道巡查岗" in page
    assert f"/service/claims/{offered.pk}/" in page
    assert "把需求交给团组：1 项" in text(worker, "/")
