"""An officer sees what a community lacks, fills a duty point, fixes the life of a branch, and looks at a region."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from mulin.demo.packs import put_members_packs_in_force
from mulin.identity.models import User
from mulin.organisations.models import OrganisationLife, OrganSeat
from mulin.tree.actions import NewNode, found
from tests.journeys.world import BRANCH, COMMUNITY, COMPOUNDS, STREET, World
from tests.worlds import built_once

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.row("D03"),
    pytest.mark.row("D16"),
    pytest.mark.row("L01"),
    pytest.mark.row("L08"),
]
CIRCLE, COMMITTEE = "SH9901", "DGW9901"


@pytest.fixture
def world(living: Callable[..., World], clerk: User) -> World:
    """The street on a day in June, with dual registration and regions in force, and a region founded in the circle."""
    made = living("2022-06-20", until="2022-05-31")
    built_once(put_members_packs_in_force)(clerk)
    circle, committee = made.node(CIRCLE), made.node(COMMITTEE)
    found(NewNode("regional_organisation", "锦澜里联合党委", committee, circle, "QYZ1"), reason="试点", by=clerk)
    return made


@dataclass
class Walk:
    """What every step uses."""

    page: Page
    world: World
    visit: Callable[[str], None]
    picture: Callable[..., None]
    accessible: Callable[[], None]

    def sees(self, words: str) -> None:
        """The page says so."""
        expect(self.page.locator("body")).to_contain_text(words)

    def send_form(self, **fields: str) -> None:
        """Fill fields and press the one button of the form that is open."""
        for name, text in fields.items():
            self.page.fill(f"input[name={name}]", text)
        self.accessible()
        self.page.locator("main form button[type=submit]").last.click()


@pytest.fixture
def walk(
    page: Page,
    world: World,
    sign_in: Callable[[Any], None],
    visit: Callable[[str], None],
    picture: Callable[..., None],
    accessible: Callable[[], None],
) -> Walk:
    """The browser, with the officer of the street signed in."""
    sign_in(world.people["officer"])
    return Walk(page, world, visit, picture, accessible)


def test_what_a_community_lacks_is_seen_and_mended(walk: Walk) -> None:
    walk.visit("/organisations/structures/")
    walk.sees("三建三定")
    walk.picture("structures", phone=True)
    walk.page.get_by_role("link", name="听荷社区", exact=True).click()
    walk.sees("组织生活未固定时间、地点、内容")
    walk.accessible()
    walk.picture("structure-community", phone=True)
    walk.visit(f"/organisations/nodes/{walk.world.node(BRANCH).pk}/life/")
    walk.send_form(time="每月5日 19:00", place="听荷花园党群家园", content="学习、议事、服务")
    walk.sees("每月5日 19:00")
    assert OrganisationLife.objects.get().node.code == BRANCH


def test_a_duty_point_is_kept_by_somebody_at_written_hours(walk: Walk) -> None:
    compound = walk.world.node(COMPOUNDS[0])
    walk.visit(f"/organisations/nodes/{compound.pk}/organs/")
    walk.sees("还缺 1 人")
    walk.page.get_by_role("link", name="登记机构成员").click()
    walk.send_form(name="何值守")
    walk.sees("要写明值班时间")
    walk.send_form(hours="周一至周五 18:30—20:30")
    walk.visit(f"/organisations/nodes/{compound.pk}/organs/")
    walk.sees("已配齐")
    walk.picture("organs-compound")
    assert OrganSeat.objects.get().name == "何值守"
    walk.visit(f"/organisations/nodes/{walk.world.node(STREET).pk}/organs/")
    walk.sees("文件没有写出职责")
    walk.visit("/organisations/organs/")
    walk.sees("小区报到点")
    walk.visit(f"/nodes/{walk.world.node(COMMUNITY).pk}/")
    walk.sees("社区党建联席会")


def test_a_region_shows_what_it_lacks_and_which_powers_it_holds(walk: Walk) -> None:
    walk.visit(f"/organisations/structures/{walk.world.node(CIRCLE).pk}/")
    walk.sees("缺党员服务中心党组织")
    walk.picture("structure-region", phone=True)
    walk.visit(f"/nodes/{walk.world.node('QYZ1').pk}/")
    walk.sees("组织协调权")
    walk.sees("区域内党员的教育管理")
