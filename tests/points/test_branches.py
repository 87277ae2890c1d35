"""A branch registers its months, publishes its quarters, answers objections, reviews its year."""

import datetime
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from mulin.audit.models import Entry
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.members.queries.timeline import timelines
from mulin.points.actions import (
    Owed,
    answer,
    close_month,
    draw_up,
    examine,
    object_to,
    publish,
    register_month,
    reverse,
    switch_ranking_off,
    switch_ranking_on,
)
from mulin.points.models import MonthRegister, PointsEntry, PointsReview, PointsSheet, RankingSwitch
from mulin.points.permissions import sheets_visible_to
from mulin.points.queries import balances, scheme_at
from mulin.records.actions import void
from mulin.tree.actions import NewNode, found
from tests.organisations.factories import person
from tests.points.world import DAY, RULES, Town, a_town, account_of, rule, scheme

pytestmark = [pytest.mark.django_db, pytest.mark.row("J09")]
MAY, JUNE = datetime.date(2021, 5, 1), datetime.date(2021, 6, 1)
SPRING = [datetime.date(2021, month, 1) for month in (1, 2, 3)]
SUMMER = [datetime.date(2021, month, 1) for month in (4, 5, 6)]


def close(town: Town, months: list[datetime.date]) -> None:
    for month in months:
        close_month(town.branch, "member_points", month, by=town.secretary)


def published(town: Town) -> PointsSheet:
    close(town, SPRING)
    publish(town.branch, "member_points", SPRING[0], by=town.other)
    close(town, SUMMER)
    return publish(town.branch, "member_points", SUMMER[0], by=town.other)


def register(town: Town, month: datetime.date, cells: dict[tuple[int, str], int]) -> int:
    return register_month(town.branch, "member_points", month, cells, by=town.secretary)


def test_a_month_is_written_as_a_table_and_written_again_changes_only_what_differs(town: Town):
    one, other = town.member(), town.member()
    cells = {(one.pk, "service"): 2, (other.pk, "service"): 1, (other.pk, "absent"): 1}
    assert register(town, MAY, cells) == 3
    assert register(town, MAY, cells) == 0
    assert register(town, MAY, {**cells, (one.pk, "service"): 0}) == 1
    entries = PointsEntry.objects.filter(member=one, rule="service").order_by("pk")
    assert [(int(each.points), each.times, each.period) for each in entries] == [(6, 2, MAY), (-6, -2, MAY)]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"rule": "theme_day"}, "自动登记"),
        ({"rule": "unknown"}, "没有"),
        ({"whose": "stranger"}, "不属于本支部"),
        ({"rule": "absent", "category": "floating"}, "类别"),
        ({"times": -1}, "负数"),
        ({"month": datetime.date(2021, 8, 1)}, "还没有开始"),
    ],
)
def test_a_month_refuses_what_does_not_belong_into_it(town: Town, cells: dict, said: str):
    one = town.member(category=cells.get("category", "employed"))
    whose = 999_999 if "whose" in cells else one.pk
    with pytest.raises(Refused, match=said):
        register(town, cells.get("month", MAY), {(whose, cells.get("rule", "service")): cells.get("times", 1)})


def test_a_quarter_is_published_once_all_its_months_are_registered(town: Town):
    one = town.member()
    register(town, MAY, {(one.pk, "service"): 2})
    town.theme_day("2021-04-10", one)
    with pytest.raises(Refused, match="还没有登记"):
        publish(town.branch, "member_points", MAY, by=town.secretary)
    sheet = published(town)
    (line,) = sheet.lines.all()
    assert (line.gained, line.total, line.category) == (8, 68, "在职党员")
    assert {part: Decimal(value) for part, value in line.parts.items()} == {"base": 60, "daily": 8}
    assert sheet.objections_until == datetime.date(2021, 7, 10)
    with pytest.raises(Refused, match="已经公示"):
        publish(town.branch, "member_points", MAY, by=town.secretary)
    with pytest.raises(Refused, match="还没有结束"):
        publish(town.branch, "member_points", datetime.date(2021, 7, 1), by=town.secretary)
    with pytest.raises(IntegrityError), transaction.atomic():
        PointsSheet.objects.create(
            programme=sheet.programme, scheme=sheet.scheme, branch=town.branch, first=sheet.first, last=sheet.last,
            published_on=sheet.published_on, published_by=town.clerk,
        )  # fmt: skip


def test_a_published_quarter_is_closed_and_what_comes_later_lands_in_the_next(town: Town):
    one = town.member()
    activity = town.theme_day("2021-06-10", one)
    published(town)
    with pytest.raises(Refused, match="已经公示"):
        register(town, JUNE, {(one.pk, "service"): 1})
    void(activity, reason="误记", by=town.clerk)
    late = PointsEntry.objects.get(rule="theme_day", reverses__isnull=False)
    assert (late.day, late.period) == (datetime.date(2021, 6, 10), datetime.date(2021, 7, 1))
    town.theme_day("2021-05-20", one)
    assert PointsEntry.objects.get(rule="theme_day", day="2021-05-20").period == datetime.date(2021, 7, 1)
    assert PointsSheet.objects.get(first=SUMMER[0]).lines.get().total == 62  # what was published stays


def test_where_two_pairs_of_hands_are_wanted_who_registered_does_not_publish(
    clerk: User, today_is: Callable[[str], object]
):
    today_is(DAY)
    town = a_town(clerk, scheme(separate_hands=True))
    close(town, SPRING)
    with pytest.raises(Refused, match="分开"):
        publish(town.branch, "member_points", SPRING[0], by=town.secretary)
    assert publish(town.branch, "member_points", SPRING[0], by=town.other).pk


def test_only_the_own_branch_sees_its_sheet(town: Town):
    one = town.member(account=True)
    west = found(NewNode("branch", "西苑党支部", town.street.committee, town.street.west), reason="建", by=town.clerk)
    away = person("away", "unit_secretary", west, town.clerk)
    sheet = published(town)
    assert set(sheets_visible_to(account_of(one))) == {sheet, PointsSheet.objects.get(first=SPRING[0])}
    assert sheet in sheets_visible_to(town.secretary)
    assert not sheets_visible_to(away).exists()


def test_a_member_objects_within_the_days_and_the_branch_puts_it_right_by_reversal(
    town: Town, client: Client, today_is: Callable[[str], object]
):
    one, other = town.member(account=True), town.member(account=True)
    register(town, JUNE, {(one.pk, "absent"): 1})
    sheet = published(town)
    wrong = PointsEntry.objects.get(rule="absent")
    with pytest.raises(Refused, match="本人"):
        object_to(sheet, text="不是我", entry=wrong, by=account_of(other))
    with pytest.raises(Refused, match="本支部"):
        object_to(sheet, text="看看", by=town.worker)
    objection = object_to(sheet, text="那天请过假", entry=wrong, by=account_of(one))
    with pytest.raises(Refused, match="权限"):
        answer(objection, upheld=True, text="属实", by=account_of(one))
    answer(objection, upheld=True, text="已查请假条，属实", by=town.secretary, owed=Owed("service", 1))
    reversal = PointsEntry.objects.get(reverses=wrong)
    assert reversal.period == datetime.date(2021, 7, 1)
    assert "异议成立" in reversal.why
    assert PointsEntry.objects.get(reference=f"objection:{objection.pk}").points == 3
    with pytest.raises(Refused, match="已经答复"):
        answer(objection, upheld=False, text="再答", by=town.secretary)
    today_is("2021-07-11")
    with pytest.raises(Refused, match="公示期已过"):
        object_to(sheet, text="晚了", by=account_of(one))


def test_an_objection_that_is_upheld_says_what_is_owed(town: Town):
    one = town.member(account=True)
    objection = object_to(published(town), text="漏登", by=account_of(one))
    with pytest.raises(Refused, match="补记"):
        answer(objection, upheld=True, text="属实", by=town.secretary)


def test_nobody_is_ranked_unless_a_named_person_switches_it_on_with_a_ground(town: Town, client: Client):
    low, high = town.member("丁"), town.member("乙", account=True)
    register(town, MAY, {(high.pk, "service"): 3})
    sheet = published(town)
    client.force_login(account_of(high))
    address = f"/points/sheets/{sheet.pk}/"
    assert position(client, address, "丁") < position(client, address, "乙")
    with pytest.raises(Refused, match="具名"):
        switch_ranking_on(town.branch, "member_points", ground="大会决定", until=sheet.last, by=town.clerk)
    with pytest.raises(Refused, match="依据"):
        switch_ranking_on(town.branch, "member_points", ground=" ", until=datetime.date(2021, 9, 1), by=town.secretary)
    until = datetime.date(2021, 9, 30)
    switch_ranking_on(town.branch, "member_points", ground="支部大会决定", until=until, by=town.secretary)
    assert position(client, address, "丁") > position(client, address, "乙")
    assert "支部大会决定" in client.get(address).content.decode()
    assert Entry.objects.filter(verb="开启积分排名", actor=town.secretary).exists()
    switch_ranking_off(town.branch, "member_points", by=town.secretary)
    assert position(client, address, "丁") < position(client, address, "乙")
    assert RankingSwitch.objects.get().ended_on
    assert low.pk


def position(client: Client, address: str, name: str) -> int:
    page = client.get(address).content.decode()
    return page.index(f">{name}<", page.index("公示内容"))


def test_the_year_is_reviewed_by_category_examined_by_another_and_goes_into_the_file(
    town: Town, today_is: Callable[[str], object]
):
    one = town.member(account=True)
    register(town, MAY, {(one.pk, "absent"): 1})
    today_is("2022-01-10")
    with pytest.raises(Refused, match="没有公示"):
        draw_up(town.branch, "member_points", 2021, by=town.secretary)
    for first in (1, 4, 7, 10):
        close(town, [datetime.date(2021, first + number, 1) for number in range(3)])
        publish(town.branch, "member_points", datetime.date(2021, first, 1), by=town.secretary)
    review = draw_up(town.branch, "member_points", 2021, by=town.secretary)
    (line,) = review.lines.all()
    assert (line.category, line.total, line.result) == ("在职党员", 55, "不合格")
    with pytest.raises(Refused, match="不能是提出人"):
        examine(review, by=town.secretary)
    examine(review, remark="同意", by=town.officer)
    with pytest.raises(Refused, match="已经审定"):
        draw_up(town.branch, "member_points", 2021, by=town.secretary)
    day = datetime.date(2022, 1, 10)
    titles = [entry.title for entry in timelines([one.pk], day, day)[one.pk]]
    assert "2021 年积分评审" in titles
    with pytest.raises(IntegrityError), transaction.atomic():
        PointsReview.objects.update(examined_by=review.drawn_up_by)


def test_a_month_is_declared_complete_once(town: Town):
    close(town, [MAY])
    close(town, [MAY])
    assert MonthRegister.objects.count() == 1


def test_schemes_of_other_places_are_packs_caps_emptying_carry_over_and_bonus(
    clerk: User, today_is: Callable[[str], object]
):
    """Of one place: deduction to nought; of another: last year's third; of a third: a bonus beyond a hundred."""
    today_is(DAY)
    other = scheme(
        total=100,
        floor=-20,
        parts=[
            {"id": "base", "name": "基础", "max": 60, "starts_full": True},
            {"id": "daily", "name": "日常", "max": 40},
            {"id": "extra", "name": "加分", "bonus": True},
        ],
        rules=[
            rule("breach", "base", 0, empties=True),
            rule("service", "daily", 30, cap=30, cap_period="quarter"),
            rule("honour", "extra", 15, cap=20, cap_period="year"),
        ],
        carry_over={"share": "1/3", "cap": 5},
        source=RULES,
    )
    town = a_town(clerk, other)
    one, two = town.member(), town.member()
    register(town, MAY, {(one.pk, "service"): 2, (one.pk, "honour"): 2, (two.pk, "breach"): 1})
    register(town, datetime.date(2021, 2, 1), {(one.pk, "service"): 1})
    found_scheme = scheme_at(town.branch, "member_points", datetime.date(2021, 7, 5))
    ids = [one.pk, two.pk]
    this_year = balances(found_scheme.terms, "member_points", ids, 2021)
    assert (this_year[one.pk].total, this_year[two.pk].total) == (120, 0)
    next_year = balances(found_scheme.terms, "member_points", ids, 2022)
    assert (next_year[one.pk].carried, next_year[one.pk].total, next_year[two.pk].total) == (5, 65, 60)
    reverse(PointsEntry.objects.get(rule="breach"), why="查无此事", by=town.secretary)
    assert balances(found_scheme.terms, "member_points", [two.pk], 2021)[two.pk].total == 60
