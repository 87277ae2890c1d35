"""Relations from beginning to end: a transfer refused and sent anew, a batch, a member away at one of ours, a guest."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from mulin.identity.models import User
from mulin.members.actions import link_account
from mulin.members.models import Member
from mulin.relations.models import Absence, Stay, Transfer
from mulin.tree.actions import NewNode, found
from mulin.tree.models import Node
from tests.journeys.walking import Walk, let_in
from tests.members.factories import a_member, identity
from tests.organisations.factories import person
from tests.relations.conftest import Place, member, place, programme

__all__ = ["member", "place", "programme"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.usefixtures("programme"),
]
WHY = "已调往西苑社区，不在我支部"


@pytest.fixture
def walk(open_page: Callable[[], Page], place: Place) -> Walk:
    """The secretaries of both branches have their passwords."""
    let_in(place.secretary, place.other, place.officer)
    return Walk(open_page)


@pytest.fixture
def building(place: Place, clerk: User) -> Node:
    """A third branch."""
    new = NewNode("branch", "临河大厦党支部", place.street.committee, place.street.building)
    return found(new, reason="建立", by=clerk)


def homes(who: Member) -> list[str]:
    """The organisations a member belongs to today."""
    return list(who.ties.filter(kind="home_organisation", until__isnull=True).values_list("node__name", flat=True))


def start(walk: Walk, place: Place, member: Member, target: Node) -> None:
    """The sender finds the member and writes the letter."""
    walk.enters(place.secretary)
    walk.open_menu("党员")
    walk.follow(member.name)
    walk.follow("转接组织关系")
    walk.fill(target=target.name, reason="工作调动")
    walk.press("发起转接")
    walk.sees("2021-0001", f"现由谁负责{place.home.name}")


def refuse(walk: Walk, by: User, member: Member) -> None:
    """The receiver does not take the member, and must say why."""
    walk.enters(by)
    walk.owes(f"接收{member.name}的组织关系")
    walk.follow("不接收，退回")
    walk.page.locator("[name=because]").evaluate("one => one.required = false")
    walk.sends()
    walk.sees("请填写")
    walk.fill(because=WHY)
    walk.sends()
    walk.sees("已退回", f"退回原因：{WHY}")


def send_anew(walk: Walk, place: Place, member: Member, target: Node) -> None:
    """The sender, who still answers for the member, sends to the right organisation with another letter."""
    walk.enters(place.secretary)
    walk.owes(f"{member.name}的转接已退回，请办理")
    walk.sees(WHY)
    walk.follow("重新开具")
    walk.fill(target=target.name, reason="工作调动")
    walk.press("发起转接")
    walk.sees("2021-0002")
    walk.follow("打印材料")
    letter = walk.printed("PDF 组织关系介绍信（三联）")
    assert all(part in letter for part in ("第一联", "第二联", "第三联", target.name, member.name.replace(" ", "")))


def receive(walk: Walk, by: User, member: Member) -> None:
    """The receiver takes the member; the receipt has a number of its own."""
    walk.enters(by)
    walk.owes(f"接收{member.name}的组织关系")
    walk.follow("接收")
    walk.sends()
    walk.sees("已接收", "H2021-0001")
    walk.owes_no_more(by, member.name)


@pytest.mark.row("D11")
def test_a_refused_transfer_goes_back_with_the_reason_and_out_again_to_the_receipt(
    walk: Walk, place: Place, member: Member, building: Node, clerk: User
) -> None:
    keeper = person("keeper", "unit_secretary", building, clerk)
    let_in(keeper)
    start(walk, place, member, building)
    assert homes(member) == [place.home.name]
    refuse(walk, keeper, member)
    assert homes(member) == [place.home.name]
    send_anew(walk, place, member, place.west)
    receive(walk, place.other, member)
    walk.enters(place.secretary)
    walk.owes_no_more(place.secretary, member.name)
    walk.open_menu("转接")
    walk.follow(member.name)
    walk.sees("H2021-0001", WHY, "2021-0001", "2021-0002")
    assert homes(member) == [place.west.name]
    assert Transfer.objects.get().letters.count() == 2


@pytest.mark.row("D11")
def test_a_batch_goes_together_with_its_letters_in_one_file(
    walk: Walk, place: Place, member: Member, clerk: User
) -> None:
    second = a_member(place.street, clerk, name="王乙", number=2)
    walk.enters(place.secretary)
    walk.open_menu("转接")
    walk.follow("批量转接")
    walk.fill(source=place.home.name, target=place.west.name, reason="支部合并", valid_until="2021-09-01")
    walk.sends()
    walk.sees("王乙", "人数")
    letters = walk.printed("批量打印介绍信")
    assert "王乙" in letters
    assert "2021-0002" in letters
    walk.enters(place.other)
    walk.open_menu("转接")
    walk.follow("批次")
    walk.follow(place.home.name)
    walk.follow("接收（2 人）")
    walk.sends()
    walk.sees("已接收")
    assert homes(member) == homes(second) == [place.west.name]


def go_away(walk: Walk, place: Place, member: Member, own: User) -> None:
    """The member tells where to; the branch issues a permit and hears that it was handed over."""
    walk.enters(own)
    walk.open_menu("我的")
    walk.follow("我的信息")
    walk.follow("登记外出")
    walk.fill(reason="务工", place="西苑工坊", host=place.west.name)
    walk.sends()
    walk.enters(place.secretary)
    walk.open_menu("外出流动党员")
    walk.follow(member.name)
    walk.follow("发活动证")
    walk.sends()
    walk.sees("LD2021-0001")
    walk.follow("打印材料")
    assert "LD2021-0001" in walk.printed("PDF 流动党员活动证")


def be_hosted(walk: Walk, place: Place, member: Member) -> None:
    """The host finds who is expected in its to-dos, receives them, gives them work and reports upward."""
    walk.enters(place.other)
    walk.owes("接收持活动证来的流动党员：1 人")
    walk.follow(member.name)
    walk.follow("接收为流入党员")
    walk.fill(host=place.west.name)
    walk.sends()
    walk.sees("在此", "LD2021-0001")
    walk.follow("分配工作")
    walk.fill(work="楼栋宣传")
    walk.sends()
    walk.sees("楼栋宣传")
    walk.owes_no_more(place.other, "接收持活动证")
    walk.owes("流入党员待报备：1 人")
    walk.follow(member.name)
    walk.follow("报上级备案")
    walk.sends()
    walk.owes_no_more(place.other, "待报备")


def mend(walk: Walk, place: Place, member: Member) -> None:
    """The branch criticises what was neglected, sets a term, and writes down that it was mended."""
    walk.enters(place.secretary)
    walk.open_menu("外出流动党员")
    walk.follow(member.name)
    walk.follow("批评教育、限期改正")
    walk.page.select_option("[name=kind]", label="外出期间不联系")
    walk.fill(cause="忙于工作", mend_by="2021-07-30")
    walk.sends()
    walk.follow("登记改正")
    walk.fill(outcome="已每月汇报")
    walk.sends()
    walk.sees("2021-06-30 已每月汇报")


def come_back(walk: Walk, place: Place, member: Member) -> None:
    """What the permit shows is checked on return; the host's register closes with it."""
    walk.follow("返回查验")
    walk.fill(conduct="按时参加活动", attended="3", dues_until="2021-06-30", host_opinion="表现好")
    walk.sends()
    walk.sees("已返回", "表现好")
    walk.enters(place.other)
    walk.open_menu("流入党员")
    walk.follow(member.name)
    walk.sees("返回原地")


@pytest.mark.row("R10")
def test_a_member_floats_to_another_branch_with_a_permit_and_comes_back(
    walk: Walk, place: Place, member: Member, clerk: User
) -> None:
    own = person("own", "member", place.home, clerk)
    link_account(member, "own", by=clerk)
    let_in(own)
    go_away(walk, place, member, own)
    be_hosted(walk, place, member)
    mend(walk, place, member)
    come_back(walk, place, member)
    assert Absence.objects.get().state == "returned"
    assert Stay.objects.get().ended_on is not None
    assert homes(member) == [place.home.name]


@pytest.mark.row("R10")
def test_a_guest_from_elsewhere_is_received_without_a_permit_and_the_permit_is_mended(walk: Walk, place: Place) -> None:
    walk.enters(place.other)
    walk.open_menu("流入党员")
    walk.follow("接收流入党员")
    walk.fill(name="远客", identity_number=identity(77), from_text="邻省港城党委", host=place.west.name)
    walk.page.select_option("[name=permit_shown]", label="没有带证")
    walk.fill(permit_steps="联系原党组织补证")
    walk.sends()
    walk.sees("活动证待补办：联系原党组织补证")
    walk.enters(place.other)
    walk.owes("流入党员活动证待补办：1 人")
    walk.follow("远客")
    walk.follow("补齐活动证")
    walk.fill(number="GC-2021-9")
    walk.sends()
    walk.sees("GC-2021-9")
    walk.owes_no_more(place.other, "待补办")
    walk.open_menu("流入党员")
    walk.follow("远客")
    walk.follow("登记离开")
    walk.page.select_option("[name=ending]", label="去了别处")
    walk.sends()
    walk.sees("去了别处")
    assert Stay.objects.get().ended_on is not None
