"""A branch registers a month of points and publishes the quarter; a member objects; the branch puts it right."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from mulin.demo.points import put_in_force
from mulin.identity.models import User
from mulin.members.models import Member
from mulin.points.actions import close_month
from mulin.points.models import Objection, PointsEntry
from mulin.tree.models import Node
from tests.journeys.world import BRANCH, World
from tests.worlds import built_once

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.row("J09"),
]
TODAY = "2022-04-06"


@pytest.fixture
def world(living: Callable[..., World], clerk: User) -> World:
    """The street on a day in April, with the points of branches in force."""
    made = living(TODAY, until="2022-03-31")
    built_once(put_in_force)(clerk)
    return made


@dataclass
class Walk:
    """What every step of the journey uses."""

    page: Page
    world: World
    member: Member
    branch: Node
    sign_in: Callable[[Any], None]
    visit: Callable[[str], None]
    picture: Callable[..., None]
    accessible: Callable[[], None]

    def sees(self, words: str) -> None:
        """The page says so, and everybody can read it."""
        expect(self.page.locator("body")).to_contain_text(words)
        self.accessible()

    def send_form(self) -> None:
        """Press the one button of the form that is open."""
        self.accessible()
        self.page.locator("main form button[type=submit]").last.click()

    def register_month(self) -> None:
        """The branch writes down March, by hand."""
        self.sign_in(self.world.people["branch"])
        self.visit(f"/points/branches/{self.branch.pk}/member_points/2022/3/")
        self.page.fill(f"input[name=cell-{self.member.pk}-absent]", "1")
        self.page.fill(f"input[name=cell-{self.member.pk}-community_service]", "2")
        self.page.check("input[name=complete]")
        self.picture("points-register", phone=True)
        self.send_form()
        self.sees("按期公示")
        self.picture("points-branch", phone=True)

    def publish_quarter(self) -> None:
        """The branch publishes the first quarter."""
        self.page.get_by_role("link", name="去公示").last.click()
        self.send_form()
        self.sees("公示内容")
        self.picture("points-sheet", phone=True)

    def object_to_it(self) -> PointsEntry:
        """The member sees how the points came about, and objects to one entry."""
        self.sign_in(self.world.people["member"])
        self.visit("/points/mine/")
        self.sees("无故不参加组织生活")
        self.picture("points-mine", phone=True)
        self.visit("/points/sheets/")
        self.page.get_by_role("link", name=self.branch.name).first.click()
        self.page.get_by_role("link", name="提出异议").click()
        wrong = PointsEntry.objects.get(member=self.member, rule="absent")
        self.page.select_option("select[name=entry]", str(wrong.pk))
        self.page.fill("textarea[name=text]", "那天向支部书记请过假")
        self.send_form()
        self.sees("待答复")
        return wrong

    def answer_it(self) -> None:
        """The branch finds that the member is right."""
        self.sign_in(self.world.people["branch"])
        self.visit(f"/points/objections/{Objection.objects.get().pk}/answer/")
        self.page.select_option("select[name=upheld]", "yes")
        self.page.fill("textarea[name=text]", "已查请假条，属实")
        self.send_form()
        self.sees("成立")


@pytest.fixture
def walk(
    page: Page,
    world: World,
    member: Member,
    sign_in: Callable[[Any], None],
    visit: Callable[[str], None],
    picture: Callable[..., None],
    accessible: Callable[[], None],
) -> Walk:
    """The browser with everything around it."""
    return Walk(page, world, member, Node.objects.get(code=BRANCH), sign_in, visit, picture, accessible)


def test_a_branch_registers_publishes_and_answers(walk: Walk, clerk: User) -> None:
    for month in (1, 2):
        close_month(walk.branch, "member_points", datetime.date(2022, month, 1), by=clerk)
    walk.register_month()
    walk.publish_quarter()
    wrong = walk.object_to_it()
    walk.answer_it()
    reversal = PointsEntry.objects.get(reverses=wrong)
    assert (reversal.points, reversal.period) == (5, datetime.date(2022, 4, 1))
