"""The registry in the browser: compounds merged with a date, premises, people, coverage, rules."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from mulin.members.models import Member
from mulin.tree.models import Node
from tests.journeys.world import COMMUNITY, COMPOUNDS, World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
TODAY = "2022-06-30"


def test_two_compounds_merge_as_of_a_day_and_stand_apart_the_day_before(
    living: Callable[..., World],
    sign_in: Callable[[Any], None],
    page: Page,
    picture: Callable[..., None],
    visit: Callable[[str], None],
    accessible: Callable[[], None],
) -> None:
    world = living(TODAY)
    kept, gone = (world.node(code) for code in COMPOUNDS)
    sign_in(world.people["officer"])
    visit(f"/organisations/nodes/{gone.pk}/merge/")
    page.fill("input[name=target]", kept.code)
    page.fill("input[name=on]", "2022-05-01")
    page.fill("textarea[name=reason], input[name=reason]", "两个小区连片改造，合并管理。")
    picture("merge")
    page.locator("main form").get_by_role("button").last.click()
    expect(page.locator("main")).to_contain_text(kept.name)
    accessible()
    community = world.node(COMMUNITY)
    children = page.locator("main").locator("dt", has_text="下级小区").locator("xpath=following-sibling::dd[1]").last
    visit(f"/nodes/{community.pk}/?on=2022-04-30")
    expect(children).to_contain_text(gone.name)
    visit(f"/nodes/{community.pk}/?on=2022-05-02")
    expect(children).not_to_contain_text(gone.name)
    picture("node", phone=True)
    assert Node.objects.get(pk=gone.pk).until is not None


@pytest.mark.row("Q13")
@pytest.mark.row("Q21")
def test_what_stands_in_the_registry_is_seen_and_kept_on_pages(
    living: Callable[..., World],
    sign_in: Callable[[Any], None],
    page: Page,
    picture: Callable[..., None],
    visit: Callable[[str], None],
) -> None:
    world = living(TODAY, until="2022-03-31")
    member = Member.objects.order_by("pk").first()
    assert member is not None
    sign_in(world.people["officer"])
    shown = {
        "places": "/organisations/places/",
        "coverage": "/organisations/coverage/",
        "premises": "/organisations/premises/",
        "premises-add": f"/organisations/nodes/{world.node().pk}/premises/",
        "members": "/members/",
        "member": f"/members/{member.pk}/",
        "records": "/records/",
        "dashboard": "/dashboard/",
        "milestones": "/assessments/milestones/",
        "search": "/search/?q=听荷",
        "roles": "/roles/",
        "roles-held": "/roles/held/",
        "programmes": "/programmes/",
        "programme": f"/programmes/{world.programme.pk}/",
        "parameters": f"/programmes/{world.programme.pk}/parameters/",
        "edition": f"/programmes/editions/{world.programme.edition_id}/",
    }
    for name, address in shown.items():
        visit(address)
        picture(name, phone=name in {"coverage", "member", "dashboard"})
    assert member.name in page.request.get(shown["member"]).text()
