"""The pages of registration through the browser's requests: what each side can do and see."""

from typing import Any

import pytest
from django.test import Client

from mulin.registration import actions
from mulin.registration.choices import State
from mulin.registration.models import Campaign, Registration
from tests.registration.conftest import RECEIVED, County

pytestmark = pytest.mark.row("D01")


@pytest.fixture
def as_(county: County, client: Client) -> Any:
    """``as_("bureau")``: the browser of one person."""

    def enter(name: str) -> Client:
        client.force_login(county.users[name])
        return client

    return enter


@pytest.fixture(autouse=True)
def day_of_receiving(county: County, settings: Any) -> None:
    """The day on which everything on these pages is done."""
    settings.TODAY = RECEIVED


def on(url: str) -> dict[str, str]:
    """What a page is sent on the day of receiving."""
    return {"on": RECEIVED.isoformat()}


def test_an_officer_opens_a_campaign_and_sees_its_coverage(county: County, as_: Any) -> None:
    Campaign.objects.all().delete()
    browser = as_("officer")
    assert f'value="{county.street.name}"' in browser.get("/registration/campaigns/open/").content.decode()
    answer = browser.post("/registration/campaigns/open/", {"node": county.street.code, "year": "2021"})
    campaign = Campaign.objects.get()
    assert answer.url == f"/registration/campaigns/{campaign.pk}/"
    page = browser.get(answer.url).content.decode()
    assert "在职党员到居住地社区报到" in page
    assert county.bureau.name in page
    assert "0%" in page


def test_a_unit_lists_one_member_and_sends_them(county: County, as_: Any) -> None:
    browser = as_("bureau")
    member = county.members["王甲"]
    answer = browser.post(
        f"/registration/members/{member.pk}/",
        {"community": "东社区", "rank": "senior", "address": "花园小区2幢", "skills": "法律"},
    )
    row = Registration.objects.get()
    assert answer.url == f"/registration/{row.pk}/"
    assert (row.state, row.address, row.rank) == (State.LISTED, "花园小区2幢", "senior")
    browser.post(f"/registration/{row.pk}/send/", on("send"))
    row.refresh_from_db()
    assert (row.state, row.number) == (State.SENT, "〔2021〕第0001号")
    assert "请持报到函和登记卡到东社区报到" in browser.get(answer.url).content.decode()


def test_a_unit_sends_all_in_one_press(county: County, as_: Any) -> None:
    county.listed("王甲", "李乙", "张丙")
    browser = as_("bureau")
    assert browser.get("/registration/outbox/").content.decode().count('name="chosen"') == 3
    browser.post("/registration/outbox/", {**on("outbox"), "everybody": "on", "verb": "send"})
    assert set(Registration.objects.values_list("state", flat=True)) == {State.SENT}


def test_a_community_receives_those_it_ticks_and_sends_another_back(county: County, as_: Any) -> None:
    first, second, third = county.sent("王甲", "李乙", "张丙")
    browser = as_("east")
    chosen = {**on("inbox"), "chosen": [first.pk, second.pk], "place": "花园小区", "verb": "receive"}
    browser.post("/registration/inbox/", chosen)
    browser.post("/registration/inbox/", {**on("inbox"), "chosen": [third.pk], "verb": "refuse", "because": "住西区"})
    states = list(Registration.objects.order_by("pk").values_list("state", flat=True))
    assert states == [State.RECEIVED, State.RECEIVED, State.REFUSED]
    browser = as_("bureau")
    assert "住西区" in browser.get("/registration/outbox/").content.decode()
    browser.post("/registration/slips/", {**on("slips"), "chosen": [first.pk], "verb": "slips"})
    assert Registration.objects.filter(first_slip_on__isnull=False).count() == 1


def test_ticking_nobody_says_so(county: County, as_: Any) -> None:
    county.sent("王甲")
    page = as_("east").post("/registration/inbox/", {**on("inbox"), "verb": "receive"}).content.decode()
    assert "请先勾选要办理的党员" in page


def test_a_name_list_comes_back_with_the_lines_that_fit_nobody(county: County, as_: Any) -> None:
    county.sent("王甲", "李乙")
    browser = as_("east")
    wrong = browser.post("/registration/inbox/names/", {**on("names"), "community": "东社区", "names": "王甲\n赵丁"})
    assert "待接收名单中没有：赵丁" in wrong.content.decode()
    browser.post("/registration/inbox/names/", {**on("names"), "community": "东社区", "names": "王甲\n2"})
    assert set(Registration.objects.values_list("state", flat=True)) == {State.RECEIVED}


def test_the_chase_list_names_everybody_who_is_missing_and_how_late(county: County, as_: Any, settings: Any) -> None:
    import datetime

    county.received("王甲")
    county.sent("李乙")
    settings.TODAY = datetime.date(2021, 9, 13)
    page = as_("officer").get("/registration/missing/").content.decode()
    assert "王甲" not in page
    assert "李乙" in page
    assert "张丙" in page
    assert page.count("逾期 3 天") == 2
    only = as_("officer").get("/registration/missing/?step=not_listed").content.decode()
    assert "李乙" not in only
    assert "张丙" in only


@pytest.mark.row("D02")
def test_each_side_sees_its_own_and_nobody_else_anything(county: County, as_: Any) -> None:
    [row] = county.sent("王甲")
    address = f"/registration/{row.pk}/"
    for name, status in (
        ("bureau", 200),
        ("east", 200),
        ("officer", 200),
        ("school", 404),
        ("west", 404),
        ("stranger", 404),
    ):
        assert as_(name).get(address).status_code == status, name


def test_a_member_sees_where_to_go_and_reports_moving_away(county: County, as_: Any) -> None:
    member = county.members["王甲"]
    [row] = county.sent("王甲")
    type(member).objects.filter(pk=member.pk).update(account=county.users["stranger"])
    browser = as_("stranger")
    assert "东社区报到" in browser.get(f"/registration/{row.pk}/").content.decode()
    actions.receive([row], on=RECEIVED, by=county.root)
    browser.post(f"/registration/{row.pk}/leave/", {**on("leave"), "to": "西社区"})
    row.refresh_from_db()
    assert (row.state, row.destination_community) == (State.LEAVING, county.west)
    assert browser.get(f"/registration/{row.pk}/receive/").status_code == 403


@pytest.mark.row("R05")
def test_a_unit_registers_a_member_anew_where_they_moved(county: County, as_: Any) -> None:
    [old] = county.received("王甲")
    actions.report_leaving(old, to=county.west, on=RECEIVED, by=county.root)
    browser = as_("bureau")
    assert "重新报到" in browser.get(f"/registration/{old.pk}/").content.decode()
    answer = browser.post(
        f"/registration/{old.pk}/anew/", {"community": "西社区", "rank": "general", "address": "新居"}
    )
    new = Registration.objects.exclude(pk=old.pk).get()
    assert answer.url == f"/registration/{new.pk}/"
    assert (new.follows_id, new.state, new.community) == (old.pk, State.LISTED, county.west)


def test_the_member_page_shows_the_registration(county: County, as_: Any) -> None:
    [row] = county.received("王甲")
    page = as_("bureau").get(f"/members/{row.member_id}/").content.decode()
    assert "双报到" in page
    assert "东社区" in page


@pytest.mark.row("L03")
def test_a_region_registers_members_and_hangs_out_badges(county: County, as_: Any) -> None:
    browser = as_("officer")
    browser.post("/registration/regions/register/", {**on("r"), "region": "直属机关工委", "members": "王甲\n李乙"})
    row = county.members["王甲"].region_registrations.get()
    browser.post(f"/registration/regions/{row.pk}/badge/", {**on("b"), "shop": "清河粮油店"})
    browser.post(f"/registration/regions/{row.pk}/demonstration/", on("d"))
    page = browser.get("/registration/regions/").content.decode()
    assert "清河粮油店" in page
    assert "亮牌 1 户，示范店 1 户" in page
    page = browser.get(f"/registration/regions/{row.pk}/").content.decode()
    assert "评为示范店" in page
