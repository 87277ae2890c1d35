"""Journey 4, first half: a unit sends a member to the community, which receives them; letter, card, slip come along."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from mulin.demo.packs import put_members_packs_in_force
from mulin.identity.models import User
from mulin.members.models import Member
from mulin.registration.models import Campaign, Registration
from tests.journeys.world import World
from tests.worlds import built_once

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.row("D01"),
    pytest.mark.row("D02"),
]
TODAY = "2022-06-20"


@pytest.fixture
def world(living: Callable[..., World], clerk: User) -> World:
    """The street on a day in June, with dual registration in force."""
    made = living(TODAY, until="2022-05-31")
    built_once(put_members_packs_in_force)(clerk)
    return made


@dataclass
class Walk:
    """What every step of the journey uses."""

    page: Page
    world: World
    member: Member
    sign_in: Callable[[Any], None]
    visit: Callable[[str], None]
    picture: Callable[..., None]
    accessible: Callable[[], None]
    printed: Callable[[str], str]

    def sees(self, words: str) -> None:
        """The page says so."""
        expect(self.page.locator("body")).to_contain_text(words)

    def send_form(self) -> None:
        """Press the one button of the form that is open."""
        self.accessible()
        self.page.locator("main form button[type=submit]").last.click()

    def open_campaign(self) -> None:
        """The officer opens the campaign; its days come from the clause."""
        self.sign_in(self.world.people["officer"])
        self.visit("/registration/campaigns/open/")
        self.page.fill("input[name=node]", "锦澜街道")
        self.send_form()
        self.sees("按单位")
        self.sees("2022-09-10")
        self.accessible()
        self.picture("registration-campaign", phone=True)

    def list_member(self) -> None:
        """The unit lists the member from the chase list."""
        self.sign_in(self.world.people["branch"])
        self.sees("填报到名单")
        self.visit("/registration/missing/")
        self.page.get_by_role("link", name=self.member.name, exact=True).click()
        self.page.fill("input[name=community]", "听荷社区")
        self.page.fill("input[name=address]", "听荷花园1幢101室")
        self.page.fill("input[name=skills]", "法律咨询")
        self.picture("registration-form")
        self.send_form()
        self.sees("待派遣")

    def send_member(self) -> Registration:
        """The unit sends, and prints the letter and the card."""
        self.visit("/registration/outbox/")
        self.page.get_by_role("checkbox", name=self.member.name).check()
        self.picture("registration-outbox", phone=True)
        self.page.get_by_role("button", name="派遣", exact=True).click()
        self.sees("已办理 1 人")
        row = Registration.objects.get(member=self.member)
        self.visit(f"/papers/of/registration/{row.pk}/")
        letter = self.printed("PDF 报到函")
        assert self.member.name in letter
        assert "听荷社区党组织" in letter
        assert "第一联" in self.printed("PDF 报到登记卡（一式两份）")
        return row

    def receive_member(self, row: Registration) -> None:
        """The member sees where to go; the community receives, as from the QR code."""
        self.sign_in(self.world.people["member"])
        self.page.get_by_role("link", name="持报到函到听荷社区报到").click()
        self.sees("请持报到函和登记卡到听荷社区报到")
        self.accessible()
        self.sign_in(self.world.people["secretary"])
        self.sees("接收党员报到：1 人")
        self.visit(f"/registration/{row.pk}/")
        self.page.get_by_role("link", name="接收", exact=True).click()
        self.page.fill("input[name=place]", "听荷花园")
        self.send_form()
        self.sees("已报到")
        self.picture("registration-received", phone=True)

    def take_slip_back(self) -> None:
        """The first slip comes back to the unit."""
        self.sign_in(self.world.people["branch"])
        self.visit("/registration/slips/")
        self.page.get_by_role("checkbox", name=self.member.name).check()
        self.page.get_by_role("button", name="已收回", exact=True).click()
        self.sees("已办理 1 人")


@pytest.fixture
def walk(
    page: Page,
    world: World,
    member: Member,
    sign_in: Callable[[Any], None],
    visit: Callable[[str], None],
    picture: Callable[..., None],
    accessible: Callable[[], None],
    printed: Callable[[str], str],
) -> Walk:
    """The browser with everything around it."""
    return Walk(page, world, member, sign_in, visit, picture, accessible, printed)


def test_a_member_is_sent_received_and_the_slip_comes_back(walk: Walk) -> None:
    walk.open_campaign()
    walk.list_member()
    row = walk.send_member()
    walk.receive_member(row)
    walk.take_slip_back()
    walk.visit(f"/registration/campaigns/{Campaign.objects.get().pk}/")
    walk.sees("听荷花园党支部")
    row.refresh_from_db()
    assert (row.state, str(row.first_slip_on), str(row.place)) == ("received", TODAY, "听荷花园")
