"""A board shows of a member what the member consented to, as long as the consent holds, and nothing else."""

import datetime
import io
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from PIL import Image

from mulin.audit.models import Entry
from mulin.boards import actions
from mulin.boards.actions import PaperConsent
from mulin.boards.models import Board, Consent, Photo
from mulin.boards.queries import card_of, cards
from mulin.foundation.clock import today
from mulin.foundation.refusals import Refused
from mulin.foundation.spreadsheets import import_workbook, registered
from mulin.members.actions import move_tie
from mulin.members.queries import timeline
from mulin.service.actions import claim, pledge
from mulin.web.actions import exchange
from mulin.web.queries.showing import board_todos
from tests.organisations.factories import workbook
from tests.service.world import Town, a_post, account_of, resident

pytestmark = pytest.mark.django_db


def picture() -> SimpleUploadedFile:
    target = io.BytesIO()
    Image.new("RGB", (900, 1200), (90, 90, 30)).save(target, "JPEG")
    return SimpleUploadedFile("me.jpg", target.getvalue(), content_type="image/jpeg")


def board_of(town: Town) -> Board:
    return actions.open_board(town.east, by=town.secretary)


@pytest.mark.row("D08")
@pytest.mark.row("R04")
def test_a_member_consents_on_the_phone_stands_on_the_board_and_takes_it_back(town: Town, client: Client) -> None:
    member = resident(town, "苏示例", account=True)
    post = a_post(town)
    claim(post, member, by=account_of(member))
    pledge(member, town.east, "为邻里修水管", by=account_of(member))
    board = actions.switch(board_of(town), public=True, by=town.secretary)
    public = reverse("boards:public", args=[board.token])
    client.force_login(account_of(member))
    client.post(reverse("boards:give", args=[town.east.pk]), {"fields_shown": ["name", "unit", "post", "pledge"]})

    page = Client().get(public)
    text = page.content.decode()
    assert all(words in text for words in ("苏示例", "东苑第一网格党支部", "楼道巡查岗", "为邻里修水管"))
    assert member.phone not in text
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert page["Cache-Control"] == "no-store"

    name = Consent.objects.get(member=member, field="name")
    client.post(reverse("boards:revoke", args=[name.pk]))
    text = Client().get(public).content.decode()
    assert "苏示例" not in text
    assert "为邻里修水管" in text


@pytest.mark.row("D08")
def test_nobody_reads_a_closed_board_or_one_under_its_former_address(town: Town) -> None:
    board = board_of(town)
    assert Client().get(reverse("boards:public", args=[board.token])).status_code == 404
    board = actions.switch(board, public=True, by=town.secretary)
    assert Client().get(reverse("boards:public", args=[board.token])).status_code == 200
    former = board.token
    board = actions.new_address(board, by=town.secretary)
    assert len(board.token) >= 32
    assert Client().get(reverse("boards:public", args=[former])).status_code == 404
    actions.switch(board, public=False, by=town.secretary)
    assert Client().get(reverse("boards:public", args=[board.token])).status_code == 404


@pytest.mark.row("D08")
def test_a_consent_expires_after_the_months_the_regulation_says(town: Town, today_is: Callable[[str], object]) -> None:
    member = resident(town, "苏示例", account=True)
    actions.give(member, town.east, ["name"], by=account_of(member))
    assert Consent.objects.get().until == datetime.date(2022, 6, 30)
    assert board_todos(account_of(member)) == board_todos(town.worker) == []
    today_is("2022-06-29")
    assert [one.name for one in cards(town.east, today())] == ["苏示例"]
    assert [one.title for one in board_todos(account_of(member))] == ["您有 1 项公开同意将到期"]
    assert [one.due for one in board_todos(town.worker)] == [datetime.date(2022, 6, 30)]
    today_is("2022-06-30")
    assert cards(town.east, today()) == []
    actions.give(member, town.east, ["name"], by=account_of(member))
    assert [one.name for one in cards(town.east, today())] == ["苏示例"]
    assert list(Consent.objects.order_by("pk").values_list("ending", flat=True)) == ["renewed", ""]


def test_only_the_member_consents_online_and_only_the_community_enters_paper(town: Town) -> None:
    member = resident(town, "苏示例", account=True)
    with pytest.raises(Refused, match="只能由本人"):
        actions.give(member, town.east, ["name"], by=town.secretary)
    paper = PaperConsent(member.pk, frozenset({"name"}), today())
    with pytest.raises(Refused, match="权限"):
        actions.enter_paper(town.east, [paper], by=account_of(member))
    actions.enter_paper(town.east, [paper], by=town.worker)
    assert Consent.objects.get().entered_by == town.worker


@pytest.mark.row("D08")
def test_signed_forms_come_in_by_workbook_and_the_wrong_ones_are_named(town: Town) -> None:
    for name in ("甲示例", "乙示例"):
        resident(town, name)
    rows = [
        {"place": town.east.code, "name": "甲示例", "fields": "姓名、单位", "given_on": datetime.date(2021, 6, 1)},
        {"place": town.east.code, "name": "乙示例", "fields": "姓名"},
    ]
    result = import_workbook(workbook("board_consents", rows), "board_consents", by=town.worker)
    assert (result.new, result.errors) == (2, [])
    assert Consent.objects.filter(origin="paper", entered_by=town.worker).count() == 3
    again = import_workbook(workbook("board_consents", rows), "board_consents", by=town.worker)
    assert (again.new, again.unchanged) == (0, 2)
    wrong = [
        {"place": town.east.code, "name": "丙示例", "fields": "姓名"},
        {"place": town.west.code if hasattr(town, "west") else "无", "name": "甲示例", "fields": "姓名"},
        {"place": town.east.code, "name": "甲示例", "fields": "血型"},
        {"place": town.east.code, "name": "甲示例", "fields": "姓名", "given_on": datetime.date(2020, 1, 1)},
    ]
    refused = import_workbook(workbook("board_consents", wrong), "board_consents", by=town.worker)
    assert len(refused.errors) == 4
    assert exchange.take_out("board_consents", by=town.worker).read()
    board_of(town)
    [board] = registered("boards").rows(by=town.worker)
    assert (board["place"], board["people"], board["is_public"]) == (town.east.code, 2, False)


def test_who_moves_away_leaves_the_board_and_the_photo_goes(town: Town) -> None:
    member = resident(town, "苏示例", account=True)
    actions.give(member, town.east, ["name", "photo"], by=account_of(member))
    actions.put_photo(member, town.east, picture(), by=account_of(member))
    assert Photo.objects.count() == 1
    west = town.street.west
    move_tie(member, "residence", west, on=today(), reason="搬家", by=town.clerk)
    assert cards(town.east, today()) == cards(west, today()) == []
    assert Photo.objects.count() == 0


@pytest.mark.row("D08")
def test_a_photo_is_shown_only_under_consent_and_deleted_with_it(town: Town) -> None:
    member = resident(town, "苏示例", account=True)
    me = account_of(member)
    with pytest.raises(Refused, match="没有同意公开照片"):
        actions.put_photo(member, town.east, picture(), by=me)
    actions.give(member, town.east, ["photo"], by=me)
    actions.put_photo(member, town.east, picture(), by=town.worker)
    with Image.open(io.BytesIO(Photo.objects.get().content)) as kept:
        assert max(kept.size) <= 480
    board = actions.switch(board_of(town), public=True, by=town.secretary)
    consent = Consent.objects.get()
    address = reverse("boards:public_photo", args=[board.token, consent.pk])
    assert Client().get(address)["Content-Type"] == "image/jpeg"
    with pytest.raises(Refused, match="请写明原因"):
        actions.revoke([consent], by=town.worker)
    actions.revoke([consent], by=town.worker, reason="本人来电")
    assert Client().get(address).status_code == 404
    assert not Photo.objects.exists()
    assert Entry.objects.filter(verb="撤回公开同意", changes__原因="本人来电").exists()


def test_the_members_file_tells_of_consents(town: Town) -> None:
    member = resident(town, "苏示例", account=True)
    actions.give(member, town.east, ["name"], by=account_of(member))
    told = timeline.timelines([member.pk], today(), today(), ["board"])[member.pk]
    assert [one.title for one in told] == ["同意公开 东苑社区监督台：姓名"]
    assert told[0].private


def test_a_board_needs_a_regulation_that_names_such_places(town: Town, clerk: object) -> None:
    with pytest.raises(Refused, match="没有规定设监督台"):
        actions.open_board(town.street.grid, by=town.secretary)


def test_only_who_lives_there_and_is_in_service_stands_on_a_board(town: Town) -> None:
    retired = resident(town, "丁示例", category="elderly_or_ill")
    far = resident(town, "戊示例", place=town.street.west)
    for one in (retired, far):
        with pytest.raises(Refused, match=r"不居住在|类别"):
            actions.enter_paper(town.east, [PaperConsent(one.pk, frozenset({"name"}), today())], by=town.clerk)


def test_the_database_holds_one_live_consent_a_field(town: Town) -> None:
    member = resident(town, "苏示例", account=True)
    actions.give(member, town.east, ["name"], by=account_of(member))
    actions.give(member, town.east, ["name"], by=account_of(member))
    consent = Consent.objects.get()
    consent.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        consent.save(force_insert=True)


def test_the_board_of_a_building_is_another_board(town: Town) -> None:
    member = resident(town, "苏示例", account=True, place=town.street.block)
    actions.give(member, town.street.block, ["name"], by=account_of(member))
    assert card_of(member, town.street.block, today()) is not None
    assert card_of(member, town.east, today()) is None
