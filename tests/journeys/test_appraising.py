"""A branch appraises its members: one votes on the phone, the others on paper, two count, somebody above examines."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from mulin.appraisals.models import Appraisal
from mulin.deliberation.actions import hand_paper
from mulin.demo.packs import put_members_packs_in_force
from mulin.identity.models import User
from mulin.members.actions import link_account
from mulin.members.models import Member
from mulin.tree.models import Node
from tests.journeys.world import BRANCH, World
from tests.worlds import built_once

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@dataclass
class Walk:
    """The browser, the street, a branch with a second secretary and a member with a phone."""

    page: Page
    world: World
    member: Member
    second: User
    sign_in: Callable[[Any], None]
    visit: Callable[[str], None]
    picture: Callable[..., None]
    accessible: Callable[[], None]

    def send(self) -> None:
        """Press the button of the form that is open."""
        self.accessible()
        self.page.locator("main form button[type=submit]").last.click()

    def sees(self, words: str) -> None:
        """The page says so."""
        expect(self.page.locator("body")).to_contain_text(words)

    def begin(self) -> Appraisal:
        """The secretary opens the appraisal and the ballot."""
        self.sign_in(self.world.people["branch"])
        self.visit("/appraisals/open/")
        self.page.fill("input[name=node]", BRANCH)
        self.send()
        self.sees("评议步骤")
        self.page.get_by_role("link", name="党员互评").click()
        self.page.fill("input[name=closes_on]", "2022-06-20")
        self.send()
        self.sees("进行中")
        self.picture("appraisal", phone=True)
        return Appraisal.objects.select_related("poll").get()

    def vote(self, appraisal: Appraisal) -> None:
        """The member votes from what is owed."""
        self.sign_in(self.world.people["member"])
        self.page.get_by_role("link", name=f"投票：{appraisal.poll.title}").click()
        for item in appraisal.poll.items.all():
            self.page.locator(f"input[name=item_{item.pk}]").nth(1).check()
        self.picture("vote", phone=True)
        self.send()
        self.sees("无记名表决不保存您选了什么")

    def count(self, appraisal: Appraisal) -> None:
        """The others voted on paper: one enters the count, another confirms it."""
        poll = appraisal.poll
        others = Member.objects.filter(pk__in=poll.voters.exclude(member=self.member).values("member_id"))
        number = hand_paper(poll, others, by=self.world.people["branch"])
        self.sign_in(self.world.people["branch"])
        self.visit(f"/deliberation/polls/{poll.pk}/paper/")
        self.page.fill("input[name=returned]", str(number))
        for item in poll.items.all():
            self.page.fill(f"input[name='{item.pk}_0']", str(number))
        self.send()
        self.sees("请另一人核对确认")
        self.sign_in(self.second)
        self.visit(f"/deliberation/polls/{poll.pk}/")
        self.page.get_by_role("button", name="核对无误，确认").click()
        self.sees("核对确认。")
        self.visit(f"/deliberation/polls/{poll.pk}/close/")
        self.send()
        expect(self.page.get_by_role("heading", name="计票结果")).to_be_visible()
        self.picture("poll-result")

    def grade(self, appraisal: Appraisal) -> None:
        """What the public said, the grades that follow, the results handed in."""
        self.visit(f"/appraisals/{appraisal.pk}/public/")
        for one in appraisal.appraisees.filter(graded=True):
            self.page.fill(f"input[name=votes_{one.pk}_1]", "5")
        self.send()
        self.sees("已保存")
        self.visit(f"/appraisals/{appraisal.pk}/grades/")
        self.picture("appraisal-grades", phone=True)
        self.send()
        self.sees("已保存")
        self.visit(f"/appraisals/{appraisal.pk}/submit/")
        self.send()
        self.sees("待审议")


@pytest.fixture
def walk(
    living: Callable[..., World],
    clerk: User,
    person: Callable[..., User],
    page: Page,
    sign_in: Callable[[Any], None],
    visit: Callable[[str], None],
    picture: Callable[..., None],
    accessible: Callable[[], None],
) -> Walk:
    world = living("2022-06-20", until="2022-03-31")
    built_once(put_members_packs_in_force)(clerk)
    branch = Node.objects.get(code=BRANCH)
    for one in Member.objects.filter(account__username="member"):
        link_account(one, "", by=clerk)
    member = Member.objects.filter(ties__node=branch, ties__until=None, stage="full").order_by("pk")[0]
    link_account(member, "member", by=clerk)
    second = person("second", "unit_secretary", branch)
    return Walk(page, world, member, second, sign_in, visit, picture, accessible)


@pytest.mark.row("D07")
def test_a_branch_appraises_and_the_member_learns_the_grade_once_it_is_examined(walk: Walk) -> None:
    appraisal = walk.begin()
    walk.vote(appraisal)
    walk.count(appraisal)
    walk.grade(appraisal)

    own = appraisal.appraisees.get(member=walk.member)
    walk.sign_in(walk.world.people["member"])
    walk.visit(f"/appraisals/own/{own.pk}/")
    walk.sees("上级审议以后公布")
    walk.sign_in(walk.world.people["officer"])
    walk.visit(f"/appraisals/{appraisal.pk}/approve/")
    walk.page.fill("textarea[name=opinion]", "同意")
    walk.send()
    walk.sees("已审议")
    walk.sign_in(walk.world.people["member"])
    walk.visit(f"/appraisals/own/{own.pk}/")
    own.refresh_from_db()
    assert own.grade
    expect(walk.page.locator("main")).to_contain_text(own.grade)
    walk.accessible()
