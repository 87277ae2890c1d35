"""Posts, teams and needs of a community, in the browser: each step by the person whose step it is."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from mulin.identity.models import User
from mulin.members.models import Member
from mulin.records.models import Activity
from mulin.service.models import Claim, Need, UnitContact
from tests.journeys.walking import Walk, let_in
from tests.organisations.factories import person
from tests.service.world import Town, a_town, account_of, resident

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
DAY, LATER = "2021-06-30", datetime.date(2021, 7, 12)
POST, OTHER = "民事调解岗", "政策宣传岗"


@pytest.fixture
def town(clerk: User, today_is: Callable[[str], object]) -> Town:
    """The small street at the end of June; four members have accounts, so has the secretary of their branch."""
    today_is(DAY)
    made = a_town(clerk)
    for name, born in (("王一", 1970), ("王二", 1992), ("王三", 1988), ("王四", 1985)):
        resident(made, name, account=True, born_on=datetime.date(born, 3, 1))
    let_in(made.secretary, *(account_of(one) for one in made.members))
    let_in(person("unit", "unit_secretary", made.street.branch, clerk))
    return made


@pytest.fixture
def walk(open_page: Callable[[], Page]) -> Walk:
    """Nobody has signed in yet."""
    return Walk(open_page)


def named(town: Town, name: str) -> Member:
    """A member by name."""
    return next(one for one in town.members if one.name == name)


def own(town: Town, name: str) -> User:
    """A member's account."""
    return account_of(named(town, name))


def switch_on(walk: Walk, town: Town) -> None:
    """The community switches two posts of the catalogue on."""
    walk.enters(town.secretary)
    walk.open_menu("社区服务")
    walk.follow("启用岗位")
    for name in (POST, OTHER):
        walk.tick(name)
    walk.sends()
    walk.sees(POST, OTHER)


def take_suggested(walk: Walk, town: Town) -> None:
    """A member takes the post that is suggested, and sees why it was."""
    walk.enters(own(town, "王一"))
    walk.open_menu("我的服务")
    walk.follow(f"认领 {POST}")
    walk.sees("年长，便于说和")
    walk.press("确认认领")
    walk.sees(f"已认领“{POST}”", "在岗")


def be_asked(walk: Walk, town: Town) -> None:
    """The community asks another member, who says yes."""
    walk.enters(town.secretary)
    walk.open_menu("服务岗位")
    walk.follow(OTHER)
    walk.follow("安排党员")
    walk.fill(names="王二")
    walk.sends()
    walk.sees("待本人确认")
    walk.enters(own(town, "王二"))
    walk.owes(f"答复岗位安排：{OTHER}")
    walk.press("接受")
    walk.sees("已接受", "在岗")


def ask_for_another(walk: Walk, town: Town) -> None:
    """Who cannot serve for long asks for another post; for less than six months the page says what to do instead."""
    walk.enters(own(town, "王一"))
    walk.open_menu("我的服务")
    walk.follow(POST)
    walk.follow("申请调整")
    walk.sees("6 个月以上不能履职")
    walk.fill(unable_since="2021-07-01", unable_until="2021-09-01", reason="住院")
    walk.sends()
    walk.sees("向社区请假即可")
    walk.fill(unable_until="2022-02-01")
    walk.sends()
    walk.sees("已交社区办理")


def decide(walk: Walk, town: Town) -> None:
    """The community finds the application in its to-dos, gives another post and hands the old one over."""
    walk.enters(town.secretary)
    walk.owes("办理岗位调整：1 项")
    walk.follow("王一")
    walk.sees("自 2021-07-01 起不能履职：住院")
    walk.follow("办理调整申请")
    walk.page.select_option("[name=state]", label="已调整")
    walk.page.select_option("[name=post]", label=OTHER)
    walk.fill(successor="王三", items="两户未了的纠纷；调解室钥匙", answer="同意")
    walk.sends()
    walk.sees("东苑社区的服务")
    walk.owes_no_more(town.secretary, "办理岗位调整")


def print_hand_over(walk: Walk, town: Town) -> None:
    """The hand-over form prints; the member sees both posts with their states."""
    before = Claim.objects.get(member=named(town, "王一"), post__name=POST)
    walk.enters(own(town, "王一"))
    walk.open_menu("我的服务")
    walk.sees(OTHER)
    walk.page.goto(f"/service/claims/{before.pk}/")  # where the code on the paper leads
    walk.sees("不能履职调整", "王三", "两户未了的纠纷")
    walk.follow("打印材料")
    assert "两户未了的纠纷" in walk.printed("PDF 岗位交接单")


@pytest.mark.row("R02")
@pytest.mark.row("R05")
@pytest.mark.row("D09")
def test_a_post_is_offered_taken_given_up_for_another_and_handed_over(walk: Walk, town: Town) -> None:
    switch_on(walk, town)
    take_suggested(walk, town)
    be_asked(walk, town)
    ask_for_another(walk, town)
    decide(walk, town)
    print_hand_over(walk, town)
    live = Claim.objects.filter(until__isnull=True).values_list("member__name", "post__name")
    assert set(live) == {("王一", OTHER), ("王二", OTHER), ("王三", POST)}


@pytest.mark.row("R05")
def test_after_six_months_of_absence_the_unit_is_asked_and_answers(walk: Walk, town: Town, settings: Any) -> None:
    settings.TODAY = LATER
    walk.enters(town.secretary)
    walk.owes("东苑社区：就久未参加活动的党员与单位联系，4 人")
    for name in ("王二", "王三", "王四"):
        walk.page.get_by_role("checkbox", name=name).uncheck()
    walk.sends()
    walk.sees("已登记，请打印联系函", "王一")
    assert "王一" in walk.printed("打印 2021-07-12 的联系函")
    walk.enters(User.objects.get(username="unit"))
    walk.owes("社区来函：王一久未参加活动，请答复")
    walk.page.select_option("[name=outcome]", label="确有困难")
    walk.fill(answer="住院治疗，出院后参加")
    walk.sends()
    walk.owes_no_more(User.objects.get(username="unit"), "社区来函")
    walk.enters(town.secretary)
    walk.owes("东苑社区：就久未参加活动的党员与单位联系，3 人")
    walk.open_menu("与单位联系")
    walk.sees("确有困难")
    assert UnitContact.objects.get().answered_on == LATER


def found_team(walk: Walk, town: Town) -> None:
    """A team with its post, duty and time; its members and its leader."""
    walk.enters(town.secretary)
    walk.open_menu("社区服务")
    walk.follow("成立团组")
    walk.fill(name="家电维修队", field="家电维修", duty="上门修小家电", meets="每季度末周六上午")
    walk.page.select_option("[name=kind]", label="党员志愿者服务队")
    walk.sends()
    walk.follow("家电维修队")
    walk.follow("编入党员")
    walk.fill(names="王二、王三")
    walk.sends()
    walk.follow("明确团组长")
    walk.fill(names="王三")
    walk.sends()
    walk.sees("团组长")


def hand_list(walk: Walk, town: Town) -> None:
    """The list of the quarter goes to the teams; with the same press it is on record."""
    walk.enters(town.secretary)
    walk.open_menu("社区服务")
    walk.follow("登记需求")
    walk.fill(title="独居老人家里检修插座", field="家电维修")
    walk.sends()
    walk.enters(town.secretary)
    walk.owes("把需求交给团组：1 项")
    walk.follow("独居老人家里检修插座")
    walk.follow("交团组")
    walk.sees("需求清单")
    walk.sends()
    walk.sees("已交团组", "家电维修队")
    walk.follow("打印材料")
    assert "独居老人家里检修插座" in walk.printed("PDF 需求清单")


def answer_need(walk: Walk, town: Town) -> None:
    """One member takes part, one does not; the leader leads."""
    for name, reply in (("王二", "我参加"), ("王三", "这次不能参加")):
        walk.enters(own(town, name))
        walk.owes("答复需求：独居老人家里检修插座")
        walk.page.select_option("[name=reply]", label=reply)
        walk.sends()
        walk.sees("我的服务", reply)
    walk.enters(own(town, "王三"))
    walk.owes("带领团组办理：独居老人家里检修插座")


def finish_need(walk: Walk, town: Town) -> None:
    """What was done is written down once: who said yes stands in the form already."""
    walk.enters(town.secretary)
    walk.open_menu("社区需求")
    walk.follow("独居老人家里检修插座")
    walk.sees("我参加", "这次不能参加")
    walk.follow("办结")
    assert walk.page.input_value("[name=names]") == "王二"
    walk.fill(result="换了两只插座")
    walk.sends()
    walk.sees("已办结并写入纪实", "查看纪实")
    walk.enters(own(town, "王三"))
    walk.owes_no_more(own(town, "王三"), "独居老人")


@pytest.mark.row("Q17")
@pytest.mark.row("R07")
def test_a_list_of_needs_goes_to_teams_whose_members_answer_and_act(walk: Walk, town: Town) -> None:
    found_team(walk, town)
    hand_list(walk, town)
    answer_need(walk, town)
    finish_need(walk, town)
    need = Need.objects.get()
    assert need.state == "done"
    assert need.activity is not None
    assert list(need.activity.attendances.values_list("member__name", flat=True)) == ["王二"]
    assert Activity.objects.filter(pk=need.listed_in_id).exists()
