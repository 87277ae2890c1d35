"""A category holds from a day on: points of a month and duties of a period ask for the one in force then."""

import datetime
from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from mulin.foundation.clock import today
from mulin.foundation.refusals import Refused
from mulin.foundation.spreadsheets import registered, write_export
from mulin.identity.models import User
from mulin.members.actions import change_category
from mulin.members.choices import Category
from mulin.members.models import FormerCategory, Member
from mulin.members.queries.categories import as_of, former_categories
from mulin.members.queries.timeline import timelines
from mulin.points.actions import rebuild, register_month
from mulin.points.models import PointsEntry
from mulin.points.queries.branches import members_of
from mulin.web.actions import exchange
from tests.points.world import Town, a_town, rule, scheme

pytestmark = pytest.mark.row("J09")
MAY, JUNE = datetime.date(2021, 5, 1), datetime.date(2021, 6, 1)
EMPLOYED, FLOATING, ELDERLY = "employed", "floating", "elderly_or_ill"
MEASURED = {"name": "attendances_by_member", "arguments": {"kind": "theme_day"}, "window": "month"}


@pytest.fixture
def town(clerk: User, today_is: Callable[[str], object]) -> Town:
    """A branch whose members collect points for theme days while employed, and lose some for absence then."""
    today_is("2021-07-05")
    rules = [
        rule("absent", "base", -5, categories=[EMPLOYED]),
        rule("theme_day", "daily", 2, measure=MEASURED, categories=[EMPLOYED]),
    ]
    return a_town(clerk, scheme(rules=rules))


def on(member: Member, *days: str) -> list[str]:
    """The category of a member on some days."""
    fresh = Member.objects.get(pk=member.pk)
    known = former_categories([member.pk])
    return [known.on(fresh.pk, fresh.category, datetime.date.fromisoformat(day)) for day in days]


def test_a_change_holds_from_its_day_and_what_was_before_stays(town: Town) -> None:
    one = town.member("丁一")
    change_category(one, Category.FLOATING, by=town.clerk, since=JUNE)
    change_category(one, Category.ELDERLY_OR_ILL, by=town.clerk, since=datetime.date(2021, 7, 1))
    days = ("2021-05-31", "2021-06-01", "2021-06-30", "2021-07-01", "2030-01-01")
    assert on(one, *days) == [EMPLOYED, FLOATING, FLOATING, ELDERLY, ELDERLY]
    assert [found.category for found in as_of(Member.objects.filter(pk=one.pk), MAY)] == [EMPLOYED]
    for day in (datetime.date(2021, 7, 1), today() + datetime.timedelta(days=1)):
        with pytest.raises(Refused, match="变更"):
            change_category(one, Category.EMPLOYED, by=town.clerk, since=day)
    entries = timelines([one.pk], MAY, today(), ["category"])[one.pk]
    assert [entry.title for entry in entries] == ["类别：在职党员改为流动党员", "类别：流动党员改为老弱病残党员"]
    with pytest.raises(IntegrityError), transaction.atomic():
        FormerCategory.objects.create(member=one, category=EMPLOYED, until=JUNE)


def test_a_mistake_put_right_never_held(town: Town) -> None:
    one = town.member("丁一")
    change_category(one, Category.FLOATING, by=town.clerk)
    assert on(one, "2021-01-01") == [FLOATING]
    assert not FormerCategory.objects.exists()


def test_points_of_a_month_go_by_the_category_in_force_then(town: Town) -> None:
    one = town.member("丁一")
    change_category(one, Category.FLOATING, by=town.clerk, since=JUNE)
    for day in ("2021-05-10", "2021-06-10"):
        town.theme_day(day, one)
    assert list(PointsEntry.objects.values_list("day", flat=True)) == [datetime.date(2021, 5, 10)]
    assert rebuild() == 0
    assert [found.category for found in members_of(town.branch, MAY)] == [EMPLOYED]
    register_month(town.branch, "member_points", MAY, {(one.pk, "absent"): 1}, by=town.secretary)
    with pytest.raises(Refused, match="不适用"):
        register_month(town.branch, "member_points", JUNE, {(one.pk, "absent"): 1}, by=town.secretary)


def test_the_form_asks_from_which_day_and_a_cleared_day_puts_a_mistake_right(town: Town) -> None:
    one, other = town.member("丁一"), town.member("李二")
    client = Client()
    client.force_login(town.officer)
    for member, since in ((one, "2021-06-01"), (other, "")):
        address = reverse("members:correct", args=[member.pk])
        assert "类别自何日起变更" in client.get(address).content.decode()
        sent = {"name": member.name, "category": FLOATING, "stage": "full", "category_since": since}
        assert client.post(address, sent).status_code == 302
    assert on(one, "2021-05-31", "2021-06-01") == [EMPLOYED, FLOATING]
    assert on(other, "2021-05-31") == [FLOATING]


def test_a_workbook_changes_categories_from_the_day_it_names(town: Town) -> None:
    one, other = town.member("丁一"), town.member("李二")
    row = {"home_organisation": town.branch.code, "residence": town.street.east.code, "category": FLOATING}
    rows = [{"code": one.code, "name": "丁一", "effective": JUNE, **row}, {"code": other.code, "name": "李二", **row}]
    content = write_export(registered("members").sheet, rows).read()
    done = exchange.bring_in(content, "members", by=town.officer)
    assert (done.changed, list(done.errors)) == (2, [])
    assert on(one, "2021-05-31", "2021-06-01") == [EMPLOYED, FLOATING]
    assert on(other, "2021-07-04", "2021-07-05") == [EMPLOYED, FLOATING]
    again = exchange.bring_in(content, "members", by=town.officer)
    assert (again.changed, again.unchanged) == (0, 2)
    back = write_export(registered("members").sheet, [rows[0] | {"category": EMPLOYED}]).read()
    assert "上一次变更类别是 2021-06-01" in str(exchange.bring_in(back, "members", by=town.officer).errors[0])
