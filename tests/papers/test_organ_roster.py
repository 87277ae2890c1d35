"""The roster of a place's organisations and organs: who leads, who sits where, what is vacant."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mulin.identity.models import User
from mulin.organisations import actions
from mulin.organisations.models import OrganSeat, Staff
from mulin.programmes.queries import stored_pack
from mulin.tree.actions import NewNode, found
from tests.organisations.conftest import town
from tests.organisations.factories import Street, person
from tests.organisations.test_structure import adopted
from tests.papers.machine.paper_reading import words_of_pdf, words_of_word
from tests.worlds import built_once

__all__ = ["town"]


@pytest.fixture
def circle(town: Street, clerk: User) -> Street:
    a_region(town, clerk)
    return town


@built_once
def a_region(town: Street, clerk: User) -> None:
    """A region of 1+N+1 with its committee and a secretary, and a duty point in a compound."""
    stored_pack.cache_clear()
    adopted("quyu", "2010", town, clerk)
    adopted("shuanglian", "2011", town, clerk)
    region = found(
        NewNode("regional_organisation", "临河商圈联合党委", town.committee, town.circle), reason="建立", by=clerk
    )
    found(
        NewNode("service_centre_organisation", "商圈党员服务中心党支部", region, town.circle), reason="建立", by=clerk
    )
    for name, post in (("周委员", "committee_member"), ("何书记", "organisation_secretary")):
        actions.enter(Staff(node=region, name=name, post=post), by=clerk)
    keeper = OrganSeat(node=town.compound, organ="duty_point", position="keeper", name="吴值守", title="物业经理")
    keeper.hours = "周一至周五 18:30"
    actions.seat(keeper, by=clerk)


def printed(client: Client, form: str, pk: int) -> bytes:
    answer = client.get(reverse(f"papers:{form}", args=["organ_roster", pk]))
    assert answer.status_code == 200
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


@pytest.fixture
def officer(circle: Street, clerk: User) -> Client:
    client = Client()
    client.force_login(person("officer", "street_officer", circle.street, clerk))
    return client


@pytest.mark.row("L01")
@pytest.mark.row("D16")
@pytest.mark.parametrize(("form", "read"), [("pdf", words_of_pdf), ("word", words_of_word)])
def test_the_roster_prints_leaders_seats_and_what_is_vacant(
    circle: Street, officer: Client, form: str, read: Any
) -> None:
    words = read(printed(officer, form, circle.circle.pk))
    for one in ("临河商圈联合党委", "商圈党员服务中心党支部", "缺相匹配的群团组织"):
        assert one in words, one
    assert words.index("何书记（党组织书记）") < words.index("周委员（委员）"), "the secretary stands first"
    inside = read(printed(officer, form, circle.east.pk))
    for one in ("吴值守", "物业经理", "周一至周五18:30", "缺社区建党总支", "梧桐里"):
        assert one in inside, one


@pytest.mark.parametrize(("form", "read"), [("blank", words_of_pdf), ("blank_word", words_of_word)])
def test_a_blank_roster_holds_no_name(circle: Street, officer: Client, form: str, read: Any) -> None:
    words = read(printed(officer, form, circle.east.pk))
    assert "单位和职务" in words
    assert not any(one in words for one in ("吴值守", "物业经理", "梧桐里"))


def test_a_blank_roster_of_a_street_has_each_kind_of_organ_once(circle: Street, officer: Client) -> None:
    filled = words_of_pdf(printed(officer, "pdf", circle.street.pk))
    blank = words_of_pdf(printed(officer, "blank", circle.street.pk))
    assert filled.count("小区报到点") > 1
    assert blank.count("小区报到点") == 1


def test_the_button_stands_on_both_pages_for_who_may_print(circle: Street, officer: Client) -> None:
    address = reverse("papers:papers", args=["organs", circle.circle.pk])
    for page in ("structure", "organs"):
        assert address in officer.get(reverse(f"organisations:{page}", args=[circle.circle.pk])).content.decode()
    assert "组织机构花名册" in officer.get(address).content.decode()


def test_a_place_of_which_no_regulation_asks_anything_has_no_roster(circle: Street, officer: Client) -> None:
    answer = officer.get(reverse("papers:pdf", args=["organ_roster", circle.charity.pk]))
    assert answer.status_code == 404
