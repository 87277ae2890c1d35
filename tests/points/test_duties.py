"""What a branch does in the ledger of points fulfils its duties; home tells it once, by the page where it is done."""

import datetime
from collections.abc import Callable

import pytest
from django.test import Client

from mulin.duties.actions import rebuild
from mulin.duties.models import DutyState
from mulin.identity.models import User
from mulin.points.actions import close_month, draw_up, examine, publish
from mulin.points.models import MonthRegister, PointsReview
from mulin.programmes.actions import adopt, install
from mulin.programmes.actions import publish as put_in_force
from mulin.rulebook.reading import read_pack
from mulin.tree.actions import NewNode, found
from mulin.web.queries import todos
from tests.points.world import PACKS, Town, a_town, scheme
from tests.worlds import built_once

pytestmark = [pytest.mark.django_db, pytest.mark.row("J09"), pytest.mark.row("Q18")]
REGISTERED, PUBLISHED, REVIEWED = "points_registered", "points_published", "points_reviewed"


@built_once
def a_registered_town(clerk: User) -> Town:
    """A branch with a member, under the pack that gives points and asks for their registration."""
    made = a_town(clerk, scheme(id="another", published="year"))
    edition, _ = install(read_pack(PACKS / "guifan" / "2018"), by=clerk)
    since = datetime.date(2022, 1, 1)
    put_in_force(adopt(edition, made.street.street, since=since, legal_basis="试行", by=clerk), by=clerk)
    made.member()
    return made


@pytest.fixture
def town(clerk: User, today_is: Callable[[str], object]) -> Town:
    today_is("2022-06-20")
    return a_registered_town(clerk)


def month(number: int, year: int = 2022) -> datetime.date:
    return datetime.date(year, number, 1)


def close(town: Town, *months: int) -> None:
    for number in months:
        close_month(town.branch, "member_points", month(number), by=town.secretary)


def state(town: Town, duty: str, first: datetime.date) -> DutyState:
    return DutyState.objects.get(node=town.branch, duty=duty, first=first)


def titles(town: Town) -> list[str]:
    return [one.title for one in todos(town.secretary) if "积分" in one.title]


def test_a_month_registered_late_counts_for_its_month_from_the_day_it_was_registered(town: Town):
    assert state(town, REGISTERED, month(5)).status == "overdue"
    close(town, 5)
    one = state(town, REGISTERED, month(5))
    assert (one.status, one.count, one.met_on) == ("met", 1, datetime.date(2022, 6, 20))
    assert one.facts == [["points_months", MonthRegister.objects.get().pk]]
    assert state(town, REGISTERED, month(6)).status == "due"
    assert rebuild() == 0


def test_months_of_another_scheme_do_not_count(town: Town):
    close_month(town.branch, "another", month(5), by=town.secretary)
    assert state(town, REGISTERED, month(5)).status == "overdue"


def test_a_quarter_is_owed_once_it_is_over_and_met_by_its_publication(town: Town, today_is):
    assert state(town, PUBLISHED, month(1)).due == datetime.date(2022, 4, 15)
    close(town, 1, 2, 3)
    publish(town.branch, "member_points", month(1), by=town.secretary)
    assert state(town, PUBLISHED, month(1)).met_on == datetime.date(2022, 6, 20)
    assert state(town, PUBLISHED, month(4)).status == "due"


def test_a_year_is_reviewed_in_the_next_one_and_met_once_somebody_else_has_examined_it(town: Town, today_is):
    today_is("2023-01-10")
    close(town, *range(1, 13))
    for first in (1, 4, 7, 10):
        publish(town.branch, "member_points", month(first), by=town.secretary)
    rebuild()
    review = draw_up(town.branch, "member_points", 2022, by=town.secretary)
    assert (state(town, REVIEWED, month(1)).status, state(town, REVIEWED, month(1)).due.year) == ("due", 2023)
    examine(review, by=town.other)
    one = state(town, REVIEWED, month(1))
    assert (one.status, one.met_on) == ("met", datetime.date(2023, 1, 10))
    assert one.facts == [["points_reviews", PointsReview.objects.get().pk]]


def test_a_branch_without_members_owes_no_points(town: Town):
    empty = found(NewNode("branch", "没有党员的党支部", town.street.committee), reason="新建", by=town.clerk)
    states = DutyState.objects.filter(node=empty, duty=REGISTERED)
    assert states.exists()
    assert not states.filter(excused=False).exists()


def test_home_tells_once_and_leads_to_the_register(town: Town, client: Client):
    lines = [one for one in todos(town.secretary) if "登记" in one.title and "积分" in one.title]
    own = [one for one in lines if "member_points" in one.url]
    assert [one.title for one in own] == ["登记2022年1月积分"]
    assert own[0].light == "overdue"
    assert not any("支部每月登记党员积分" in title or "支部每季度公开党员积分" in title for title in titles(town))
    close(town, 1, 2, 3)
    told = {one.title: one for one in todos(town.secretary) if "member_points" in one.url}
    quarter = told["公示2022年第一季度积分"]
    assert (quarter.light, quarter.due) == ("overdue", datetime.date(2022, 4, 15))
    assert not any("支部每季度公开党员积分" in title for title in titles(town))
    client.force_login(town.secretary)
    assert client.get(quarter.url).status_code == 200


def test_the_list_behind_home_leaves_out_what_home_tells_by_its_page(town: Town, client: Client):
    client.force_login(town.secretary)
    assert "支部每月登记党员积分" in client.get("/duties/?duty=points_registered").content.decode()
    rows = client.get("/duties/?waiting=own&duty=points_registered").content.decode()
    assert town.branch.name not in rows.split("<tbody")[-1]


def test_the_last_quarter_of_a_year_is_told_and_published_in_the_next_one(town: Town, today_is, client: Client):
    close(town, *range(1, 7))
    publish(town.branch, "member_points", month(1), by=town.secretary)
    today_is("2023-01-10")
    close(town, *range(7, 13))
    for first in (4, 7):
        publish(town.branch, "member_points", month(first), by=town.secretary)
    assert "公示2022年第四季度积分" in titles(town)
    client.force_login(town.secretary)
    page = client.get(f"/points/branches/{town.branch.pk}/").content.decode()
    assert f"/points/branches/{town.branch.pk}/member_points/2022/10/publish/" in page


def test_the_page_of_the_duty_leads_to_where_it_is_done_and_shows_what_counted(town: Town, client: Client):
    client.force_login(town.secretary)
    here = f"/points/branches/{town.branch.pk}/member_points/2022/5/"
    one = state(town, REGISTERED, month(5))
    page = client.get(f"/duties/{one.pk}/").content.decode()
    assert here in page
    assert f"/records/note/?host={town.branch.pk}" not in page
    close(town, 5)
    page = client.get(f"/duties/{one.pk}/").content.decode()
    assert here not in page
    assert "2022-05-01起的一期，2022-06-20由" in page
