"""Every part of a member's total leads to the lines that make it up, base points to the clause that gives them."""

import datetime
import re
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client

from mulin.identity.models import User
from mulin.members.models import Member
from mulin.points.actions import close_month, publish, register_month, reverse
from mulin.points.models import PointsEntry
from mulin.points.pages.origins import origins
from mulin.points.queries import balances, scheme_at
from mulin.programmes.actions import adopt, install, set_parameters
from mulin.programmes.actions import publish as put_in_force
from mulin.rulebook.reading import read_pack
from tests.points.world import DAY, PACKS, RULES, Town, a_town, account_of, rule, scheme

pytestmark = [pytest.mark.django_db, pytest.mark.row("J09")]
MAY, JUNE = datetime.date(2021, 5, 1), datetime.date(2021, 6, 1)


def page(client: Client, user: User, address: str) -> str:
    client.force_login(user)
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    return response.content.decode()


def sums(town: Town, member: Member) -> dict[str, tuple[Decimal, Decimal]]:
    """By part: what its lines come to, and what the balance says."""
    found = scheme_at(town.branch, "member_points", datetime.date.fromisoformat(DAY))
    balance = balances(found.terms, found.id, [member.pk], 2021)[member.pk]
    cards = origins(town.secretary, found, member, balance)
    return {
        card.anchor: (sum((Decimal(row[2]) for row in card.rows), Decimal(0)), balance.parts[part.id])
        for card, part in zip(cards, found.terms.parts, strict=False)
    }


def test_base_points_say_their_reason_and_their_clause_and_lead_to_their_lines(town: Town, client: Client):
    one = town.member("丁一", account=True)
    register_month(town.branch, "member_points", JUNE, {(one.pk, "absent"): 1}, by=town.secretary)
    for user, address in ((account_of(one), "/points/mine/"), (town.secretary, f"/points/members/{one.pk}/")):
        text = page(client, user, address)
        assert '<a href="#member_points-base">55</a>' in text
        card = text[text.index('id="member_points-base"') :]
        assert "每名党员每年从 60 分起算，有扣分事项才减" in card
        edition = town.programme.edition_id
        assert re.search(rf'href="/programmes/editions/{edition}/#:~:text=[^"]+">《试行办法》</a>', card)
        assert "-5" in card


def test_the_lines_of_a_part_come_to_the_part_whatever_was_capped_or_taken_back(town: Town):
    one = town.member()
    for day in ("2021-03-01", "2021-04-01", "2021-05-01", "2021-06-01"):
        town.theme_day(day, one)
    register_month(
        town.branch, "member_points", MAY, {(one.pk, "absent"): 1, (one.pk, "service"): 4}, by=town.secretary
    )
    reverse(PointsEntry.objects.get(rule="absent"), why="请过假", by=town.secretary)
    found = sums(town, one)
    assert found["member_points-base"] == (60, 60)
    assert found["member_points-daily"] == (15, 15), "6 of 8 and 9 of 12"


def test_a_part_that_is_used_up_or_emptied_or_full_says_so(clerk: User, today_is: Callable[[str], object]):
    today_is(DAY)
    rules = [
        rule("absent", "base", -50),
        rule("service", "daily", 30),
        rule("breach", "extra", -1, empties=True),
        rule("help", "extra", 3),
    ]
    parts = [
        {"id": "base", "name": "基础积分", "max": 60, "starts_full": True},
        {"id": "daily", "name": "日常积分", "max": 40},
        {"id": "extra", "name": "附加积分"},
    ]
    town = a_town(clerk, scheme(rules=rules, parts=parts))
    one = town.member()
    cells = {(one.pk, "absent"): 2, (one.pk, "service"): 2, (one.pk, "breach"): 1, (one.pk, "help"): 2}
    register_month(town.branch, "member_points", JUNE, cells, by=town.secretary)
    found = sums(town, one)
    assert found == {
        "member_points-base": (0, 0),
        "member_points-daily": (40, 40),
        "member_points-extra": (0, 0),
    }


def test_a_number_that_the_district_has_set_says_so(clerk: User, town: Town, client: Client):
    edition, _ = install(read_pack(PACKS / "guifan" / "2018"), by=clerk)
    since = datetime.date(2021, 1, 1)
    made = put_in_force(adopt(edition, town.street.street, since=since, legal_basis="试行", by=clerk), by=clerk)
    one = town.member("丁一", account=True)
    text = page(client, account_of(one), "/points/mine/")
    assert "分值是参数“基础积分满分”的制度包的默认值" in text
    assert "三、工作机制" in text
    set_parameters(made, {"base_points": "35"}, by=clerk)
    text = page(client, account_of(one), "/points/mine/")
    assert "每年从 35 分起算" in text
    assert "分值是参数“基础积分满分”的本地设置" in text


def test_an_entry_leads_to_the_clause_of_its_rule_and_pages_of_a_branch_to_that_of_the_scheme(
    town: Town, client: Client
):
    assert RULES == {"document": "rules"}
    one = town.member()
    register_month(town.branch, "member_points", JUNE, {(one.pk, "absent"): 1}, by=town.secretary)
    link = f'href="/programmes/editions/{town.programme.edition_id}/#:~:text='
    assert link in page(client, town.secretary, f"/points/entries/{PointsEntry.objects.get().pk}/")
    assert link in page(client, town.secretary, f"/points/branches/{town.branch.pk}/")


def test_the_rules_of_the_sheet_lead_to_the_clause(town: Town, client: Client):
    town.member()
    for number in (1, 2, 3):
        close_month(town.branch, "member_points", datetime.date(2021, number, 1), by=town.secretary)
    sheet = publish(town.branch, "member_points", datetime.date(2021, 1, 1), by=town.other)
    text = page(client, town.secretary, f"/points/sheets/{sheet.pk}/")
    assert f'href="/programmes/editions/{town.programme.edition_id}/#:~:text=' in text
