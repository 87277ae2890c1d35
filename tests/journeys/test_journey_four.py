"""Journey 4 of the product in one walk, from the campaign to the answer, each step by the person whose step it is.

Everybody starts at the first page after signing in and takes what it says they owe; nobody knows an address.
"""

import datetime
import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.management import call_command
from playwright.sync_api import Page

from mulin.demo.packs import put_members_packs_in_force
from mulin.feedback.models import Delivery, Feedback
from mulin.identity.models import User
from mulin.members.actions import link_account
from mulin.members.models import Member
from mulin.records.models import Activity
from mulin.registration.models import Registration
from mulin.service.models import Claim, Deed, Pledge
from tests.journeys.walking import Walk
from tests.journeys.world import COMMUNITY, STREET, World, bring_in, party
from tests.worlds import built_once

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    *(pytest.mark.row(row) for row in ("D01", "D05", "R02", "R07", "R08", "R09")),
]
TODAY, LATER = "2022-06-20", datetime.date(2022, 7, 5)
COMMITTEE, BRANCH = "DW9901", "DZBJG9901"
OPINION, ANSWER = "主动调解邻里纠纷，居民称赞。", "已纳入年度考核，继续支持社区工作。"
VIEW = "认领岗位、兑现承诺，今后多下楼栋。"


@dataclass
class Cast:
    """The street, and those who walk: the member, the unit, the committee above it, the community, the officer."""

    world: World
    member: Member
    unit: User
    committee: User
    own: User

    @property
    def secretary(self) -> User:
        """Who works for the community."""
        return self.world.people["secretary"]

    @property
    def officer(self) -> User:
        """Who runs the campaign."""
        return self.world.people["officer"]


@pytest.fixture
def cast(living: Callable[..., World], clerk: User, person: Callable[..., User]) -> Cast:
    """A cadre in an office with a committee of its own, who lives in a community of the street."""
    world = living(TODAY, until="2022-05-31")
    built_once(put_members_packs_in_force)(clerk)
    organisations = [
        party(COMMITTEE, "party_committee", "云川区机关党委", "DGW9901", STREET),
        party(BRANCH, "branch", "第一机关党支部", COMMITTEE, COMMUNITY),
    ]
    bring_in("organisations", organisations, clerk)
    cadre = {
        "name": "梁知微",
        "gender": "female",
        "born_on": datetime.date(1975, 4, 2),
        "category": "employed",
        "stage": "full",
        "admitted_on": datetime.date(2001, 7, 1),
        "home_organisation": BRANCH,
        "residence": "",
    }
    bring_in("members", [cadre], clerk)
    member = Member.objects.get(name="梁知微")
    own = person("cadre", "member", world.node(BRANCH))
    link_account(member, "cadre", by=clerk)
    unit = person("office", "unit_secretary", world.node(BRANCH))
    return Cast(world, member, unit, person("committee", "unit_secretary", world.node(COMMITTEE)), own)


@pytest.fixture
def walk(open_page: Callable[[], Page]) -> Walk:
    """Nobody has signed in yet."""
    return Walk(open_page)


def open_campaign(walk: Walk, cast: Cast) -> None:
    """The officer opens the campaign of the year."""
    walk.enters(cast.officer)
    walk.open_menu("报到工作")
    walk.follow("启动报到工作")
    walk.fill(node="锦澜街道")
    walk.sends()
    walk.sees("按单位", "第一机关党支部")


def send_member(walk: Walk, cast: Cast) -> None:
    """The unit lists its member, sends them, and prints letter and card."""
    walk.enters(cast.unit)
    walk.owes("填报到名单")
    walk.follow(cast.member.name)
    walk.fill(community="听荷社区", address="听荷花园2幢301室", job="司法科科长", skills="法律咨询")
    walk.page.select_option("[name=rank]", label="副科级及以上干部")
    walk.sends()
    walk.sees("待派遣")
    walk.follow("派遣")
    walk.sends()
    walk.sees("已派遣")
    walk.follow("打印材料")
    assert cast.member.name in walk.printed("PDF 报到函")
    assert "第一联" in walk.printed("PDF 报到登记卡（一式两份）")


def receive_member(walk: Walk, cast: Cast) -> None:
    """The member sees where to go; the community receives; the first slip comes back to the unit."""
    walk.enters(cast.own)
    walk.owes("持报到函到听荷社区报到")
    walk.sees("请持报到函和登记卡到听荷社区报到")
    walk.enters(cast.secretary)
    walk.owes("接收党员报到：1 人")
    walk.page.get_by_role("checkbox", name=cast.member.name).check()
    walk.fill(place="听荷花园")
    walk.press("接收")
    walk.sees("已办理 1 人")
    walk.enters(cast.own)
    walk.owes("把登记卡第一联交回第一机关党支部")
    walk.enters(cast.unit)
    walk.owes("收回登记卡第一联：1 人")
    walk.page.get_by_role("checkbox", name=cast.member.name).check()
    walk.press("已收回")
    walk.sees("已办理 1 人")


def offer_posts(walk: Walk, cast: Cast) -> None:
    """The community offers posts of the catalogue."""
    walk.enters(cast.secretary)
    walk.open_menu("社区服务")
    walk.follow("启用岗位")
    for name in ("民事调解岗", "政策宣传岗"):
        walk.page.get_by_role("checkbox", name=re.compile(name)).check()
    walk.sends()
    walk.sees("民事调解岗")


def claim_and_pledge(walk: Walk, cast: Cast) -> None:
    """The member takes the post that suits and pledges one thing for the year."""
    walk.enters(cast.own)
    walk.open_menu("我的服务")
    walk.follow("认领 民事调解岗")
    walk.sees("年长，便于说和")
    walk.press("确认认领")
    walk.sees("已认领“民事调解岗”")
    walk.follow("承诺")
    walk.fill(text="每月为居民做一次法律咨询")
    walk.sends()
    walk.sees("每月为居民做一次法律咨询", "待兑现")


def take_part(walk: Walk, cast: Cast) -> None:
    """The community writes down who came with the card and who took part; the member reports a deed of their own."""
    walk.enters(cast.own)
    walk.owes("持登记卡到社区报到：2022年第二季度")
    walk.enters(cast.secretary)
    walk.open_menu("持证报到")
    walk.page.get_by_role("checkbox", name=cast.member.name, exact=True).check()
    walk.press("登记持证报到")
    walk.sees("已登记 1 人持证报到")
    walk.enters(cast.secretary)
    walk.follow("记一笔", within="body")
    walk.follow("在职党员社区活动")
    walk.fill(day="2022-06-18", title="听荷花园法律咨询日", names=cast.member.name)
    walk.press("保存并确认")
    walk.sees("已确认")
    walk.enters(cast.own)
    walk.open_menu("我的服务")
    walk.follow("报告实事")
    walk.fill(title="为三户居民代写调解协议", day="2022-06-19")
    walk.page.select_option("[name=kept]", label="每月为居民做一次法律咨询")
    walk.sends()
    walk.sees("已报告，待社区确认")
    walk.enters(cast.secretary)
    walk.owes("确认党员实事：1 项")
    walk.follow("为三户居民代写调解协议")
    walk.press("确认")
    walk.sees("已确认")


def give_own_view(walk: Walk, cast: Cast) -> None:
    """The member's own view, beside the facts that stand on the card already."""
    walk.enters(cast.own)
    walk.owes("写自评：2022年上半年反馈卡")
    walk.fill(text=VIEW)
    walk.sends()
    walk.sees("听荷花园法律咨询日", "为三户居民代写调解协议", "民事调解岗", "在职党员持证报到", VIEW)


def prepare_and_issue(walk: Walk, cast: Cast) -> None:
    """The half-year is over: the cards come by themselves; the community adds its opinion to the member's and sends."""
    call_command("tick", stdout=io.StringIO())
    call_command("tick", stdout=io.StringIO())
    give_own_view(walk, cast)
    walk.enters(cast.secretary)
    walk.owes("听荷社区：评议、发出反馈卡")
    card = Feedback.objects.get(member=cast.member)
    walk.page.fill("textarea[name=opinion]", "遵守社区管理。")
    walk.page.fill(f"input[name=opinion-{card.pk}]", OPINION)
    walk.press("保存并全部发出")
    walk.sees("没有待评议、待发出的反馈卡")


def answer(walk: Walk, cast: Cast) -> None:
    """The unit reads the card and answers."""
    walk.enters(cast.unit)
    walk.owes("答复梁知微的反馈卡")
    walk.sees(OPINION, VIEW, "听荷花园法律咨询日", "民事调解岗")
    walk.follow("答复")
    walk.fill(text=ANSWER)
    walk.sends()
    walk.sees("已答复", ANSWER)
    walk.follow("打印材料")
    card = walk.printed("PDF 社区表现反馈卡")
    assert OPINION in card
    assert ANSWER in card
    walk.owes_no_more(cast.unit, "反馈卡")


def read_elsewhere(walk: Walk, cast: Cast) -> None:
    """The member reads the card; the committee above reads it; to the office it is handed over on paper."""
    walk.enters(cast.own)
    walk.owes("阅读2022年上半年反馈卡")
    walk.sees(OPINION, ANSWER)
    walk.owes_no_more(cast.own, "反馈卡")
    walk.enters(cast.committee)
    walk.owes("阅读梁知微的反馈卡")
    walk.sees(OPINION)
    walk.owes_no_more(cast.committee, "反馈卡")
    walk.enters(cast.secretary)
    walk.owes("送交梁知微的纸质反馈卡")
    walk.sees("县委组织部")
    walk.press("已送交")
    walk.sees("已登记送交")


def see_it_done(walk: Walk, cast: Cast) -> None:
    """The community reads the answer, and who has read the card."""
    walk.owes_no_more(cast.secretary, "反馈卡")
    walk.open_menu("社区表现反馈卡")
    walk.follow(cast.member.name)
    walk.sees(ANSWER, "县委组织部", "云川区机关党委", "已答复")


def kept(walk: Walk, cast: Cast) -> None:
    """What the walk left behind: one of each, and everybody who was to read it did."""
    member = cast.member
    assert Registration.objects.get(member=member).first_slip_on is not None
    assert Claim.objects.get(member=member).post.name == "民事调解岗"
    assert Deed.objects.get(member=member).pledge == Pledge.objects.get(member=member)
    assert Activity.objects.filter(title="听荷花园法律咨询日", attendances__member=member).count() == 1
    rows = Delivery.objects.filter(feedback__member=member)
    assert set(rows.values_list("receiver", flat=True)) == {"home", "member", "office", "committee"}
    assert not rows.filter(opened_at__isnull=True).exists()


def test_from_the_campaign_to_the_answer_everybody_finds_their_step_on_their_first_page(
    walk: Walk, cast: Cast, settings: Any
) -> None:
    open_campaign(walk, cast)
    send_member(walk, cast)
    receive_member(walk, cast)
    offer_posts(walk, cast)
    claim_and_pledge(walk, cast)
    take_part(walk, cast)
    settings.TODAY = LATER
    prepare_and_issue(walk, cast)
    answer(walk, cast)
    read_elsewhere(walk, cast)
    see_it_done(walk, cast)
    kept(walk, cast)
