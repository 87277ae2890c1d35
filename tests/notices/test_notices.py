"""One message a person and matter, however often it is sent; greetings on the day; reminders to those who answer."""

import datetime
import io
from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from mulin.foundation.clock import now, today
from mulin.foundation.refusals import Refused
from mulin.notices import actions
from mulin.notices.actions import Message
from mulin.notices.actions.printing import print_cards
from mulin.notices.models import Notice
from mulin.notices.rules import admitted_like, anniversary, filled
from mulin.web.actions import exchange, keeping
from tests.organisations.factories import person
from tests.service.world import Town, account_of, resident

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("admitted", "year", "day"),
    [
        (datetime.date(2008, 7, 1), 2021, datetime.date(2021, 7, 1)),
        (datetime.date(2008, 2, 29), 2021, datetime.date(2021, 2, 28)),
        (datetime.date(2008, 2, 29), 2024, datetime.date(2024, 2, 29)),
    ],
)
def test_the_anniversary_of_29_february_is_the_28th_in_common_years(
    admitted: datetime.date, year: int, day: datetime.date
) -> None:
    assert anniversary(admitted, year) == day
    assert (admitted.month, admitted.day) in admitted_like(day)


def test_blanks_of_a_greeting_are_filled_and_other_braces_stay() -> None:
    assert filled("{name}同志入党{years}周年 {0} {", "甲", 3) == "甲同志入党3周年 {0} {"


@pytest.mark.row("J08")
def test_ten_mornings_send_one_greeting(town: Town) -> None:
    member = resident(town, "苏示例", account=True, admitted_on=datetime.date(2011, 6, 30))
    resident(town, "新党员", admitted_on=today())
    resident(town, "改天的", admitted_on=datetime.date(2011, 7, 1))
    for _ in range(10):
        keeping.tick(today())
    notice = Notice.objects.get()
    assert (notice.recipient_id, notice.member_id) == (member.account_id, member.pk)
    assert "苏示例同志" in notice.text
    assert "10周年" in notice.text


@pytest.mark.row("J08")
def test_who_was_admitted_on_29_february_is_greeted_every_year(town: Town, today_is: Callable[[str], object]) -> None:
    resident(town, "闰示例", admitted_on=datetime.date(2012, 2, 29))
    for day in ("2022-02-28", "2023-02-28", "2024-02-28", "2024-02-29"):
        today_is(day)
        actions.greet(today())
    assert list(Notice.objects.order_by("pk").values_list("period", flat=True)) == ["2022", "2023", "2024"]


@pytest.mark.row("J08")
def test_a_branch_greets_in_its_own_words(town: Town) -> None:
    secretary = person("branch_secretary", "unit_secretary", town.street.branch, town.clerk)
    resident(town, "苏示例", admitted_on=datetime.date(2011, 6, 30))
    actions.change_text(town.street.committee, "街道祝{name}同志{years}年", by=town.clerk)
    actions.change_text(town.street.branch, "支部祝{name}同志{years}年", by=secretary)
    actions.greet(today())
    assert Notice.objects.get().text == "支部祝苏示例同志10年"
    with pytest.raises(Refused, match="权限"):
        actions.change_text(town.street.committee, "越权", by=secretary)


@pytest.mark.row("J08")
def test_the_secretary_lists_exports_and_prints_the_birthdays_of_the_month(town: Town, client: Client) -> None:
    secretary = person("branch_secretary", "unit_secretary", town.street.branch, town.clerk)
    resident(town, "苏示例", admitted_on=datetime.date(2011, 6, 30))
    resident(town, "七月的", admitted_on=datetime.date(2011, 7, 1))
    client.force_login(secretary)
    page = client.get(reverse("notices:birthdays")).content.decode()
    assert "苏示例" in page
    assert "七月的" not in page
    assert "七月的" in client.get(reverse("notices:birthdays"), {"month": ""}).content.decode()
    asked = client.get(reverse("notices:greeting_text")).content.decode()
    assert f'value="{town.street.branch.name}"' in asked
    assert client.get(reverse("notices:cards"), {"month": "6"}).content.startswith(b"%PDF")
    assert client.get(reverse("notices:cards"), {"month": "5"}).status_code == 404
    assert exchange.take_out("birthdays", by=secretary).read()


@pytest.mark.row("J08")
def test_a_card_is_one_sheet_of_a5_however_long_the_greeting(town: Town) -> None:
    secretary = person("branch_secretary", "unit_secretary", town.street.branch, town.clerk)
    member = resident(town, "欧阳示例", admitted_on=datetime.date(2011, 6, 30))
    for greeting in ("祝{name}同志{years}年", "{name}同志：今天是您入党{years}周年。" + "愿您初心如磐。" * 65):
        actions.change_text(town.street.branch, greeting, by=secretary)
        [page] = PdfReader(io.BytesIO(print_cards([member], by=secretary).content)).pages
        assert (round(page.mediabox.width), round(page.mediabox.height)) == (595, 420)
        assert "欧阳示例同志" in page.extract_text().replace(" ", "")


@pytest.mark.row("J08")
def test_the_bell_counts_what_is_unread_and_reading_empties_it(town: Town) -> None:
    member = resident(town, "苏示例", account=True)
    other = resident(town, "旁人", account=True)
    message = Message("hello", "1", "请看一下", "说明", recipient_id=member.account_id, url=reverse("service:mine"))
    assert [actions.send([message], by=town.clerk) for _ in range(10)] == [1, *[0] * 9]
    client, stranger = Client(), Client()
    client.force_login(account_of(member))
    stranger.force_login(account_of(other))
    assert "消息：1 条未读" in client.get(reverse("service:mine")).content.decode()
    notice = Notice.objects.get()
    assert stranger.post(reverse("notices:read", args=[notice.pk])).status_code == 404
    with pytest.raises(Refused):
        actions.mark_read(notice, by=account_of(other))
    answer = client.post(reverse("notices:read", args=[notice.pk]))
    assert answer["Location"] == reverse("service:mine")
    assert "条未读" not in client.get(reverse("service:mine")).content.decode()


@pytest.mark.row("J08")
def test_those_who_answer_for_what_is_late_are_reminded_once_a_day(town: Town, client: Client) -> None:
    person("branch_secretary", "unit_secretary", town.street.branch, town.clerk)
    officer = person("officer", "street_officer", town.street.street, town.clerk)
    keeping.tick(today())
    client.force_login(officer)
    page = client.get(reverse("notices:remind", args=["duties"]))
    assert page.status_code == 200
    nodes = [pk for pk, _name in page.context["form"].fields["nodes"].choices]
    for _ in range(2):
        client.post(reverse("notices:remind", args=["duties"]), {"nodes": nodes, "text": "请本周补上"})
    sent = Notice.objects.filter(kind="remind_duties")
    assert sent.exists()
    keys = list(sent.values_list("recipient", "period"))
    assert len(keys) == len(set(keys))
    assert {one.text for one in sent} == {"请本周补上"}


def test_the_database_holds_one_message_of_a_kind_and_period(town: Town) -> None:
    row = {"kind": "a", "period": "1", "title": "t", "text": "t", "sent_at": now(), "recipient": town.worker}
    Notice.objects.create(**row)
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.create(**row)
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.create(**{**row, "recipient": None})


def test_old_messages_are_cleared_by_the_register(town: Town, today_is: Callable[[str], object]) -> None:
    actions.send([Message("a", "1", "t", "t", recipient_id=town.worker.pk)], by=None)
    today_is("2023-06-29")
    keeping.tick(today())
    assert Notice.objects.exists()
    today_is("2023-07-01")
    keeping.tick(today())
    assert not Notice.objects.exists()


def test_where_nobody_is_late_there_is_no_form_to_send(town: Town, client: Client) -> None:
    client.force_login(person("officer", "street_officer", town.street.street, town.clerk))
    page = client.get(reverse("notices:remind", args=["consultations"])).content.decode()
    assert "没有逾期的组织" in page
    assert "催办哪些组织" not in page
    assert "全部标为已读" not in client.get(reverse("notices:inbox")).content.decode()
