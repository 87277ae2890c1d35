"""One attendance from a signed sheet, followed to every place where it shows, each way; then put right everywhere."""

import datetime
import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from mulin.demo.packs import put_members_packs_in_force
from mulin.duties.models import DutyState
from mulin.feedback.actions import Evaluation, evaluate, issue, prepare
from mulin.feedback.models import Delivery, Feedback
from mulin.foundation.periods import period_of
from mulin.identity.models import User
from mulin.members.models import Member
from mulin.points.models import PointsEntry
from mulin.records.actions import record
from mulin.records.models import Activity
from tests.journeys.walking import Walk
from tests.journeys.world import World

pytestmark = [
    pytest.mark.browser,
    pytest.mark.both_databases,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.row("R01"),
]
TODAY, CIRCLE = "2022-07-05", "SH9901"
TITLE, KIND = "五月商圈轮值", "volunteer_rota"
DUTY = "网格、商圈志愿服务每月轮值两次（2022年5月）"
HALF = period_of("half_year", datetime.date(2022, 1, 1))


@dataclass
class Sheet:
    """The street, the walk through it, the member on the sheet, and the record that was made of it."""

    world: World
    walk: Walk
    member: Member
    record: Activity | None = None

    @property
    def page(self) -> Any:
        return self.walk.page

    @property
    def address(self) -> str:
        assert self.record is not None
        return f"/records/{self.record.pk}/"

    def enters(self, name: str) -> None:
        self.walk.enters(self.world.people[name])

    def opens(self, address: str) -> None:
        answer = self.page.goto(address)
        assert answer is not None
        assert answer.status == 200, (address, answer.status)
        self.walk.checks()

    def leads_back(self) -> None:
        """A link of this page leads to the record."""
        self.page.locator(f"main a[href='{self.address}']").first.click()
        expect(self.page).to_have_url(re.compile(f"{self.address}$"))

    def counts_for(self, words: str, proof: str) -> None:
        """The record leads to what it counts for, which says so and leads back."""
        self.opens(self.address)
        self.walk.follow(words)
        self.walk.sees(proof)
        self.leads_back()

    def shows_at(self, address: str) -> None:
        """A page tells of the record and leads back to it."""
        self.opens(address)
        self.walk.sees(TITLE)
        self.leads_back()

    def is_gone_from(self, address: str) -> None:
        """A page tells of the record no more."""
        self.opens(address)
        expect(self.page.locator("main")).not_to_contain_text(TITLE)

    def prints(self, address: str, paper: str) -> str:
        self.opens(address)
        return self.walk.printed(f"PDF {paper}")


@pytest.fixture
def sheet(living: Callable[..., World], clerk: User, open_page: Callable[[], Page]) -> Sheet:
    """July: the circle kept its rota once in May; the cards of the half-year wait for the community's opinion."""
    world = living(TODAY, until="2022-03-31")
    put_members_packs_in_force(clerk)
    record(world.node(CIRCLE), KIND, datetime.date(2022, 5, 28), by=clerk, at_once=True)
    prepare(world.node(), HALF, by=clerk)
    return Sheet(world, Walk(open_page), Member.objects.get(account__username="member"))


def write_down(sheet: Sheet) -> None:
    """From the page of what is owed: the names off the sheet, the member picked, the picture of the sheet attached."""
    sheet.enters("secretary")
    duty = DutyState.objects.get(duty=KIND, first=datetime.date(2022, 5, 1), node=sheet.world.node(CIRCLE))
    sheet.opens(f"/duties/{duty.pk}/")
    sheet.walk.follow("记一笔")
    sheet.walk.fill(day="2022-05-12", names="阮建、张萍", title=TITLE)
    pick = "(field, key) => { field.tomselect.addItem(key) }"
    sheet.page.locator("select[name=members]").evaluate(pick, str(sheet.member.pk))
    paper = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(paper, "PNG")
    picture = {"name": "签到表.png", "mimeType": "image/png", "buffer": paper.getvalue()}
    sheet.page.locator("input[name=attachments]").set_input_files([picture])
    sheet.walk.press("保存并确认")
    sheet.walk.sees("已确认，职责和得分随之更新", "签到表.png")
    sheet.record = Activity.objects.get(title=TITLE)


def follow_everywhere(sheet: Sheet) -> None:
    """Forward from the record and back again; and from every page that tells of the member or the host."""
    name, member = sheet.member.name, sheet.member.pk
    sheet.enters("officer")
    sheet.counts_for(DUTY, "已完成")
    sheet.counts_for("锦澜里商圈评分项 25.2", TITLE)
    sheet.counts_for(f"{name}：积分“参加志愿服务轮值” 2 分", "查看纪实")
    sheet.counts_for(f"{name}：2022年上半年反馈卡（待评议）", TITLE)
    sheet.opens(sheet.address)
    sheet.page.get_by_role("link", name=name, exact=True).click()
    sheet.walk.sees("写实档案")
    for address in (
        f"/members/{member}/file/",
        f"/feedback/members/{member}/activities/?first=2022-01-01&last=2022-06-30",
        "/records/",
        f"/nodes/{sheet.world.node(CIRCLE).pk}/",
        f"/search/?q={TITLE}",
    ):
        sheet.shows_at(address)
    assert name in sheet.prints(f"/papers/of/activity/{sheet.record.pk}/", "签到表")
    assert TITLE in sheet.prints(f"/papers/of/member/{member}/", "写实档案")
    sheet.enters("auditor")
    sheet.shows_at("/audit/")
    sheet.enters("member")
    sheet.opens(f"/members/{member}/file/")
    sheet.walk.sees(TITLE)


def issue_cards(sheet: Sheet, clerk: User) -> Feedback:
    """The community issues its cards: that it gave feedback is on record, and the unit reads the line."""
    cards = list(Feedback.objects.filter(half=HALF.first))
    evaluate({one.pk: Evaluation("按时参加轮值。", {}) for one in cards}, by=clerk)
    issue([one.pk for one in cards], by=clerk)
    duty = DutyState.objects.get(duty="unit_feedback", first=datetime.date(2022, 1, 1), node=sheet.world.node())
    sheet.enters("secretary")
    sheet.opens(f"/duties/{duty.pk}/")
    sheet.walk.sees("已完成")
    given = Activity.objects.get(kind="unit_feedback", day=datetime.date(2022, 7, 5))
    sheet.page.locator(f"main a[href='/records/{given.pk}/']").first.click()
    sheet.walk.follow(f"发出的反馈卡 {len(cards)} 张")
    sheet.walk.sees(sheet.member.name)
    card = Feedback.objects.get(member=sheet.member)
    sheet.shows_at(f"/feedback/{card.pk}/")
    assert TITLE in sheet.prints(f"/papers/of/feedback/{card.pk}/", "社区表现反馈卡")
    sheet.enters("unit")
    sheet.opens(f"/feedback/deliveries/{delivered(card).pk}/")
    sheet.walk.sees(TITLE)
    return card


def delivered(card: Feedback) -> Delivery:
    """What stands with the unit now."""
    return Delivery.objects.live().get(feedback=card, receiver="home")


def take_the_name_off(sheet: Sheet, card: Feedback) -> None:
    """The member was not there after all: the record is corrected, and everything about the member follows."""
    sheet.enters("secretary")
    sheet.opens(sheet.address)
    sheet.walk.follow("更正")
    clear = (
        "field => field.tomselect ? field.tomselect.clear() : [...field.options].forEach(one => one.selected = false)"
    )
    sheet.page.locator("select[name=members]").evaluate(clear)
    sheet.walk.fill(present="2", reason="签到表上是同名的居民")
    sheet.walk.sends()
    sheet.walk.sees("更正记录")
    main = sheet.page.locator("main")
    expect(main).not_to_contain_text("积分“参加志愿服务轮值”")
    sheet.walk.sees(DUTY, f"{sheet.member.name}：2022年上半年反馈卡是按更正前的事实发出的")

    entry = PointsEntry.objects.get(member=sheet.member, fact_id=sheet.record.pk, reverses=None)
    sheet.enters("officer")
    sheet.opens(f"/points/entries/{entry.pk}/")
    sheet.walk.sees("冲正记录")
    for address in (f"/members/{sheet.member.pk}/file/", f"/feedback/members/{sheet.member.pk}/activities/"):
        sheet.is_gone_from(address)
    assert sheet.member.name not in sheet.prints(f"/papers/of/activity/{sheet.record.pk}/", "签到表")
    assert TITLE not in sheet.prints(f"/papers/of/member/{sheet.member.pk}/", "写实档案")
    issue_anew(sheet, card)


def issue_anew(sheet: Sheet, card: Feedback) -> None:
    """The card says that it is out of date; its next version tells of the rota no more."""
    sheet.enters("secretary")
    sheet.opens(f"/feedback/{card.pk}/")
    sheet.walk.sees("发出的第 1 版和现在的事实不一样")
    sheet.walk.follow("重发新版")
    sheet.walk.fill(reason="名单更正")
    sheet.walk.sends()
    sheet.walk.sees("新版已发出")
    expect(sheet.page.locator("main")).not_to_contain_text("现在的事实不一样")
    sheet.is_gone_from(f"/feedback/deliveries/{delivered(card).pk}/")
    assert TITLE not in sheet.prints(f"/papers/of/feedback/{card.pk}/", "社区表现反馈卡")


def strike_it_out(sheet: Sheet) -> None:
    """There was no rota that day: the duty is open again, the item loses the fact, nobody finds the record."""
    duty = DutyState.objects.get(duty=KIND, first=datetime.date(2022, 5, 1), node=sheet.world.node(CIRCLE))
    sheet.enters("secretary")
    sheet.opens(sheet.address)
    sheet.walk.follow("作废")
    sheet.walk.fill(reason="当天没有轮值")
    sheet.walk.sends()
    sheet.walk.sees("已作废，不计入职责和得分。原因：当天没有轮值")
    expect(sheet.page.locator("main")).not_to_contain_text(DUTY)
    sheet.is_gone_from(f"/duties/{duty.pk}/")
    sheet.walk.sees("已逾期")
    sheet.is_gone_from(f"/search/?q={TITLE}")
    sheet.enters("auditor")
    sheet.shows_at("/audit/")
    sheet.opens("/audit/")
    sheet.walk.sees("作废纪实", "更正纪实")


def test_one_attendance_shows_in_every_place_leads_back_and_is_put_right_everywhere(sheet: Sheet, clerk: User) -> None:
    write_down(sheet)
    follow_everywhere(sheet)
    card = issue_cards(sheet, clerk)
    take_the_name_off(sheet, card)
    strike_it_out(sheet)
