"""A transfer between two branches, from question to receipt; a member who goes away, keeps in touch and comes back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from mulin.demo.packs import put_members_packs_in_force
from mulin.identity.models import User
from mulin.members.actions import link_account
from mulin.members.models import Member
from mulin.relations.models import Absence, Transfer
from mulin.tree.models import Node
from tests.journeys.world import BRANCH, World
from tests.worlds import built_once

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
TODAY = "2022-06-20"


@dataclass
class Walk:
    """The browser with everything around it."""

    page: Page
    world: World
    member: Member
    other: Node
    receiver: User
    sign_in: Callable[[Any], None]
    visit: Callable[[str], None]
    picture: Callable[..., None]
    accessible: Callable[[], None]
    printed: Callable[[str], str]

    def sees(self, words: str) -> None:
        """The page says so."""
        expect(self.page.locator("body")).to_contain_text(words)

    def send_form(self) -> None:
        """Press the last button of the form that is open."""
        self.accessible()
        self.page.locator("main form button[type=submit]").last.click()

    def press(self, words: str) -> None:
        """Follow a button of the page."""
        self.page.locator("body").get_by_role("link", name=words, exact=True).first.click()


@dataclass
class Sides:
    """The street, a member of a branch, another branch with its secretary."""

    world: World
    member: Member
    other: Node
    receiver: User


@pytest.fixture
def sides(living: Callable[..., World], clerk: User, person: Callable[..., User]) -> Sides:
    """The street on a day in June with the regulations in force, a member with an account, a second secretary."""
    world = living(TODAY, until="2022-05-31")
    built_once(put_members_packs_in_force)(clerk)
    ties = {"ties__node__code": BRANCH, "ties__kind": "home_organisation", "ties__until": None}
    member = Member.objects.filter(**ties).order_by("pk").first()
    other = Node.objects.filter(kind_id="branch").exclude(code=BRANCH).order_by("code").first()
    assert member is not None
    assert other is not None
    for one in Member.objects.filter(account__username="member"):
        link_account(one, "", by=clerk)
    link_account(member, "member", by=clerk)
    return Sides(world, member, other, person("receiver", "unit_secretary", other))


@pytest.fixture
def walk(
    page: Page,
    sides: Sides,
    sign_in: Callable[[Any], None],
    visit: Callable[[str], None],
    picture: Callable[..., None],
    accessible: Callable[[], None],
    printed: Callable[[str], str],
) -> Walk:
    """The browser with everything around it."""
    return Walk(
        page, sides.world, sides.member, sides.other, sides.receiver, sign_in, visit, picture, accessible, printed
    )


@pytest.mark.row("D11")
def test_a_transfer_goes_from_the_question_to_the_receipt(walk: Walk) -> None:
    walk.sign_in(walk.world.people["branch"])
    walk.visit(f"/members/{walk.member.pk}/")
    walk.press("转接组织关系")
    walk.page.get_by_role("button", name="看建议").click()
    walk.sees("制度")
    walk.page.fill("input[name=target]", walk.other.code)
    walk.page.fill("textarea[name=reason]", "工作调动")
    walk.page.fill("input[name=valid_until]", "2022-09-01")
    walk.picture("transfer-start", phone=True)
    walk.accessible()
    walk.page.get_by_role("button", name="发起转接").click()
    walk.sees("2022-0001")
    transfer = Transfer.objects.get()
    walk.visit(f"/papers/of/transfer/{transfer.pk}/")
    letter = walk.printed("PDF 组织关系介绍信（三联）")
    assert "第三联" in letter
    assert walk.member.name in letter

    walk.sign_in(walk.receiver)
    walk.sees(f"接收{walk.member.name}的组织关系")
    walk.visit(f"/relations/{transfer.pk}/")
    walk.press("接收")
    walk.send_form()
    walk.sees("H2022-0001")
    walk.accessible()
    walk.picture("transfer-received", phone=True)
    walk.visit("/relations/")
    walk.sees("已接收")
    walk.accessible()


@pytest.mark.row("R10")
def test_a_member_goes_away_keeps_in_touch_and_comes_back(walk: Walk) -> None:
    walk.sign_in(walk.world.people["member"])
    walk.visit(f"/members/{walk.member.pk}/")
    walk.press("登记外出")
    walk.page.fill("textarea[name=reason]", "务工")
    walk.page.fill("input[name=place]", "邻省港城")
    walk.picture("absence-form", phone=True)
    walk.send_form()
    walk.sees("邻省港城")
    absence = Absence.objects.get()

    walk.sign_in(walk.world.people["branch"])
    walk.visit(f"/relations/absences/{absence.pk}/")
    walk.press("发活动证")
    walk.send_form()
    walk.sees("LD2022-0001")
    walk.visit(f"/papers/of/absence/{absence.pk}/")
    assert "LD2022-0001" in walk.printed("PDF 流动党员活动证")

    walk.sign_in(walk.world.people["member"])
    walk.visit(f"/relations/absences/{absence.pk}/")
    walk.press("登记联系")
    walk.page.fill("textarea[name=note]", "电话汇报近况")
    walk.send_form()
    walk.sees("电话汇报近况")

    walk.sign_in(walk.world.people["branch"])
    walk.visit(f"/relations/absences/{absence.pk}/return/")
    walk.page.fill("textarea[name=conduct]", "按时参加外出地活动")
    walk.page.fill("input[name=attended]", "2")
    walk.send_form()
    walk.sees("已返回")
    walk.accessible()
    walk.picture("absence", phone=True)
    for address in ("absences/", "stays/", "clocks/", "census/", "cases/", "stays/receive/", "start/"):
        walk.visit(f"/relations/{address}")
        walk.accessible()
