"""Pages, workbooks, to-dos and papers of points."""

import datetime
import re
from collections.abc import Callable

import pytest
from django.test import Client

from mulin.foundation.spreadsheets import registered
from mulin.papers.machine.pdf import render_pdf
from mulin.points.actions import close_month, object_to, offer, publish, register_month
from mulin.points.models import ExchangeItem, MonthRegister, Objection, PointsEntry, PointsSheet, Redemption
from mulin.web.actions import exchange as exchange_of_workbooks
from mulin.web.queries import todos
from tests.organisations.factories import workbook
from tests.points.world import Town, account_of

pytestmark = [pytest.mark.django_db, pytest.mark.row("J09")]
JUNE = datetime.date(2021, 6, 1)


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    return response.content.decode()


def shown_in(client: Client, address: str, words: str) -> list[str]:
    """The cells of the row of a list that holds these words."""
    row = next(one for one in re.findall(r"<tr>(.*?)</tr>", text(client, address), re.DOTALL) if words in one)
    return [re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<td.*?</td>", row, re.DOTALL)]


def published(town: Town) -> PointsSheet:
    for first in (1, 4):
        for number in range(3):
            close_month(town.branch, "member_points", datetime.date(2021, first + number, 1), by=town.secretary)
        sheet = publish(town.branch, "member_points", datetime.date(2021, first, 1), by=town.other)
    return sheet


def test_a_month_is_registered_as_a_table_and_said_to_be_complete(town: Town, client: Client):
    one = town.member("丁一")
    other = town.member("李二", category="floating")
    client.force_login(town.secretary)
    assert "丁一" in text(client, f"/points/branches/{town.branch.pk}/")
    address = f"/points/branches/{town.branch.pk}/member_points/2021/6/"
    page = text(client, address)
    assert f"cell-{one.pk}-absent" in page
    assert f"cell-{other.pk}-absent" not in page
    assert page.count('<th scope="col"') == 2 + len(
        {re.sub(r"\d+", "", cell) for cell in re.findall(r"cell-\d+-\w+", page)}
    )
    sent = {f"cell-{one.pk}-service": "2", f"cell-{one.pk}-absent": "", "complete": "1", "why": "六月登记"}
    assert client.post(address, sent).status_code == 302
    assert PointsEntry.objects.get().points == 6
    assert MonthRegister.objects.get().first == JUNE
    assert 'value="2"' in text(client, address)
    wrong = client.post(address, {f"cell-{one.pk}-service": "-1"})
    assert wrong.content.decode().count("不能小于 0") == 2


def test_a_quarter_is_published_and_a_member_objects_in_the_browser(town: Town, client: Client):
    one = town.member("丁一", account=True)
    register_month(town.branch, "member_points", JUNE, {(one.pk, "absent"): 1}, by=town.secretary)
    for number in range(1, 7):
        close_month(town.branch, "member_points", datetime.date(2021, number, 1), by=town.secretary)
    client.force_login(town.secretary)
    for month in (1, 4):
        address = f"/points/branches/{town.branch.pk}/member_points/2021/{month}/publish/"
        text(client, address)
        assert client.post(address).status_code == 302
    sheet = PointsSheet.objects.get(first="2021-04-01")
    client.force_login(account_of(one))
    assert "55" in text(client, f"/points/sheets/{sheet.pk}/")
    assert "丁一" in text(client, "/points/sheets/") or sheet.branch.name in text(client, "/points/sheets/")
    assert "合计" in text(client, "/points/mine/")
    entry = PointsEntry.objects.get()
    text(client, f"/points/entries/{entry.pk}/")
    assert client.post(f"/points/sheets/{sheet.pk}/object/", {"entry": entry.pk, "text": "请过假"}).status_code == 302
    objection = Objection.objects.get()
    client.force_login(town.secretary)
    assert shown_in(client, "/points/", town.branch.name)[1:] == ["待登记", "2021年6月", "2021年第二季度", "1"]
    assert shown_in(client, "/points/sheets/", "2021年第二季度")[-1] == "可以提出异议"
    assert any("答复积分异议" in todo.title for todo in todos(town.secretary))
    text(client, f"/points/objections/{objection.pk}/")
    address = f"/points/objections/{objection.pk}/answer/"
    text(client, address)
    assert client.post(address, {"upheld": "yes", "text": "属实"}).status_code == 302
    assert PointsEntry.objects.filter(reverses=entry).exists()
    assert "成立" in text(client, f"/points/sheets/{sheet.pk}/")
    assert not any("答复积分异议" in todo.title for todo in todos(town.secretary))


def test_the_oldest_month_and_quarter_wait_for_the_branch(town: Town):
    town.member()
    titles = [todo.title for todo in todos(town.secretary)]
    assert any("登记2021年1月积分" in title for title in titles)
    for number in range(1, 4):
        close_month(town.branch, "member_points", datetime.date(2021, number, 1), by=town.secretary)
    titles = [todo.title for todo in todos(town.secretary)]
    assert any("登记2021年4月积分" in title for title in titles)
    assert any("公示2021年第一季度积分" in title for title in titles)


def test_every_page_of_points_opens_for_who_keeps_them(town: Town, client: Client):
    one = town.member("丁一", account=True)
    town.theme_day("2021-05-10", one)
    sheet = published(town)
    objection = object_to(sheet, text="看看", by=account_of(one))
    client.force_login(town.officer)
    branch = town.branch.pk
    for address in (
        "", f"branches/{branch}/", f"branches/{branch}/member_points/2021/7/",
        f"branches/{branch}/member_points/ranking/",
        f"branches/{branch}/member_points/ranking/off/", f"members/{one.pk}/", "entries/", "sheets/",
        f"sheets/{sheet.pk}/", "objections/", f"objections/{objection.pk}/", "exchange/", "redemptions/",
        f"communities/{town.street.east.pk}/offer/", f"entries/{PointsEntry.objects.first().pk}/reverse/",
    ):  # fmt: skip
        text(client, f"/points/{address}")
    assert "积分" in text(client, f"/members/{one.pk}/")


@pytest.mark.row("Q18")
def test_a_member_exchanges_on_the_phone_and_the_community_at_the_desk(town: Town, client: Client):
    one = town.member("丁一", account=True)
    town.theme_day("2021-03-10", one)
    town.theme_day("2021-04-10", one)
    client.force_login(town.worker)
    address = f"/points/communities/{town.street.east.pk}/offer/"
    assert "至少 1 项、最好 2 项" in text(client, address)
    sent = {"exchange": "card.special", "name": "理发", "stock": "5", "price": ""}
    assert client.post(address, sent).status_code == 302
    item = ExchangeItem.objects.get()
    assert client.post(f"/points/exchange/{item.pk}/for-member/", {"member": one.pk}).status_code == 302
    client.force_login(account_of(one))
    assert shown_in(client, "/points/exchange/", "理发")[-2:] == ["4", "—"]
    text(client, f"/points/exchange/{item.pk}/")
    assert client.post(f"/points/exchange/{item.pk}/take/").status_code == 302
    assert Redemption.objects.count() == 2
    assert client.post(f"/points/exchange/{item.pk}/take/", follow=True).content.decode().count("积分不够") == 1
    client.force_login(town.worker)
    taken = Redemption.objects.first()
    text(client, f"/points/redemptions/{taken.pk}/")
    assert client.post(f"/points/redemptions/{taken.pk}/give-back/", {"why": "取消"}).status_code == 302
    assert client.post(f"/points/exchange/{item.pk}/stock/", {"stock": "9"}).status_code == 302
    assert shown_in(client, "/points/exchange/", "理发")[-2] == "8"
    assert client.post(f"/points/exchange/{item.pk}/withdraw/").status_code == 302


def test_a_register_comes_in_by_workbook_all_or_nothing(town: Town):
    one, other = town.member("丁一"), town.member("李二", category="floating")
    row = {"branch": town.branch.code, "name": "丁一", "rule": "事项service", "day": JUNE, "times": 2}
    wrong = [row, {**row, "name": "李二", "rule": "事项absent"}, {**row, "name": "无此人"}]
    result = exchange_of_workbooks.bring_in(workbook("points_entries", wrong), "points_entries", by=town.secretary)
    assert len(result.errors) == 2
    assert not PointsEntry.objects.exists()
    right = [row, {**row, "name": "李二", "times": 1}]
    for applied, unchanged in ((2, 0), (0, 2)):
        result = exchange_of_workbooks.bring_in(workbook("points_entries", right), "points_entries", by=town.secretary)
        assert (result.new, result.unchanged, list(result.errors)) == (applied, unchanged, [])
    points = dict(PointsEntry.objects.values_list("member_id", "points"))
    assert points == {one.pk: 6, other.pk: 3}


def test_lists_leave_as_workbooks(town: Town, client: Client):
    one = town.member("丁一", account=True)
    town.theme_day("2021-05-10", one)
    object_to(published(town), text="看看", by=account_of(one))
    offer(town.street.east, "card", "special", name="理发", stock=1, by=town.worker)
    client.force_login(town.officer)
    for kind in ("points_entries", "points_sheets", "points_objections", "exchange_items", "redemptions"):
        response = client.get(f"/sheets/{kind}/export/")
        assert response.status_code == 200, kind
    [row] = registered("points_branches").rows(by=town.officer)
    assert (row["name"], row["members"], row["registered"]) == (town.branch.name, 1, "2021-06")
    assert row["published"] == datetime.date(2021, 6, 30)


def test_the_sheet_and_the_statement_print(town: Town, client: Client, today_is: Callable[[str], object]):
    from mulin.papers.queries import points_papers
    from mulin.papers.rules import Pen

    one = town.member("丁一", account=True)
    town.theme_day("2021-05-10", one)
    sheet = published(town)
    for compose, thing in ((points_papers.compose_sheet, sheet), (points_papers.compose_account, one)):
        for blank in (False, True):
            paper = compose(thing, Pen(blank=blank))  # type: ignore[operator]
            assert render_pdf(paper).startswith(b"%PDF")
    client.force_login(town.officer)
    assert "积分公示表" in text(client, f"/papers/of/points_sheet/{sheet.pk}/")
