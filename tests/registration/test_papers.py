"""The papers of registration: letter, two-part card, basic card, contact card, table of coverage; one or hundreds."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader

from mulin.audit.models import Entry
from mulin.papers.actions import IN_ONE_FILE
from mulin.papers.queries import paper_kind
from mulin.papers.rules import Pen
from mulin.registration import actions
from mulin.registration.models import Registration
from tests.papers.machine.paper_reading import words_of_pdf, words_of_word
from tests.registration.conftest import RECEIVED, County
from tests.worlds import built_once

pytestmark = [pytest.mark.row("D01"), pytest.mark.row("R04"), pytest.mark.row("R11")]
PHONE = "13900012345"
SHOWN = {
    "registration_letter": "党员报到函、〔2021〕第0001号、东社区党组织、王甲同志、花园小区1幢、9月10日前、水利局支部",
    "registration_card": "第一联、单位党组织留存、第二联、社区党组织存档、王甲、东社区、盖章、8月25日、8月30日",
    "basic_card": "在职党员基本情况登记卡、王甲、法律咨询、周末义诊、花园小区1幢",
    "contact_card": "在职党员联系卡、王甲、水利局支部、东社区、法律咨询、周末义诊、图书室",
}


@pytest.fixture
def row(county: County) -> Registration:
    return a_received_member(county)


@built_once
def a_received_member(county: County) -> Registration:
    """A member who was received, with a filled basic form."""
    [made] = county.sent("王甲")
    profile = {"skills": "法律咨询", "wishes": "周末义诊", "needs": "图书室", "job": "科员"}
    made = actions.correct(made, profile, by=county.root)
    [made] = actions.receive([made], on=RECEIVED, by=county.root)
    return made


@pytest.fixture
def prints(county: County, client: Client) -> Callable[..., Any]:
    """``prints("officer", "/papers/…")``: what somebody gets."""

    def fetch(name: str, address: str) -> Any:
        client.force_login(county.users[name])
        return client.get(address)

    return fetch


@pytest.mark.parametrize("paper", sorted(SHOWN))
@pytest.mark.parametrize(("form", "read"), [("pdf", words_of_pdf), ("docx", words_of_word)])
def test_every_paper_says_what_the_unit_filled_in(
    row: Registration, prints: Callable[..., Any], paper: str, form: str, read: Callable[[bytes], str]
) -> None:
    words = read(prints("officer", f"/papers/{paper}/{row.pk}.{form}").content)
    assert [one for one in SHOWN[paper].split("、") if one not in words] == []


@pytest.mark.parametrize("paper", sorted(SHOWN))
def test_a_blank_paper_is_for_handwriting(row: Registration, prints: Callable[..., Any], paper: str) -> None:
    words = words_of_pdf(prints("officer", f"/papers/{paper}/{row.pk}/blank.pdf").content)
    assert "王甲" not in words
    kind = paper_kind(paper)
    assert kind is not None
    pen = Pen(blank=True)
    kind.compose(row, pen)
    assert pen.reuse.fields == 0


def test_nothing_on_these_papers_is_typed_for_them(row: Registration) -> None:
    for paper in SHOWN:
        kind = paper_kind(paper)
        assert kind is not None
        pen = Pen()
        kind.compose(row, pen)
        assert pen.reuse.held == pen.reuse.fields > 3


def test_the_card_fits_on_one_page(row: Registration, prints: Callable[..., Any]) -> None:
    pdf = prints("officer", f"/papers/registration_card/{row.pk}.pdf").content
    assert len(PdfReader(io.BytesIO(pdf)).pages) == 1


def test_no_letter_before_the_member_is_sent(county: County, prints: Callable[..., Any]) -> None:
    [row] = county.listed("王甲")
    assert prints("bureau", f"/papers/registration_letter/{row.pk}.pdf").status_code == 404
    assert "还没有派遣" in prints("bureau", f"/papers/of/registration/{row.pk}/").content.decode()


def test_both_sides_and_the_member_print_and_nobody_else(
    county: County, row: Registration, prints: Callable[..., Any]
) -> None:
    address = f"/papers/registration_letter/{row.pk}.pdf"
    assert prints("bureau", address).status_code == 200
    assert prints("east", address).status_code == 200
    assert prints("west", address).status_code == 404
    assert prints("stranger", address).status_code == 404
    type(row.member).objects.filter(pk=row.member_id).update(account=county.users["stranger"])
    assert prints("stranger", address).status_code == 200


def test_a_unit_prints_all_its_cards_in_one_go(county: County, prints: Callable[..., Any]) -> None:
    county.sent("王甲", "李乙", "张丙")
    pdf = prints("bureau", f"/papers/registration_card/batch.pdf?campaign={county.campaign.pk}&state=sent")
    assert len(PdfReader(io.BytesIO(pdf.content)).pages) == 3
    word = prints("bureau", f"/papers/registration_letter/batch.docx?unit={county.bureau.pk}")
    assert len(zipfile.ZipFile(io.BytesIO(word.content)).namelist()) == 3
    assert Entry.objects.filter(verb="批量打印").count() == 2
    assert IN_ONE_FILE > 3


def test_a_batch_holds_only_what_is_in_reach(county: County, prints: Callable[..., Any]) -> None:
    county.sent("王甲")
    assert prints("school", "/papers/registration_letter/batch.pdf").status_code == 409
    assert prints("bureau", "/papers/registration_letter/batch.pdf?unit=x").status_code == 409
    assert prints("bureau", "/papers/minutes/batch.pdf").status_code == 404


def test_the_table_of_coverage_prints_with_its_sums(
    county: County, row: Registration, prints: Callable[..., Any]
) -> None:
    words = words_of_pdf(prints("officer", f"/papers/registration_coverage/{county.campaign.pk}.pdf").content)
    assert all(one in words for one in ("党员报到情况统计表", "水利局支部", "东社区", "合计", "33.3%"))


@pytest.mark.parametrize("paper", sorted(SHOWN))
def test_who_sends_receives_or_goes_reads_the_phone_in_clear_and_a_leader_reads_it_masked(
    county: County, row: Registration, prints: Callable[..., Any], paper: str
) -> None:
    type(row.member).objects.filter(pk=row.member_id).update(account=county.users["stranger"], phone=PHONE)
    address = f"/papers/{paper}/{row.pk}.pdf"
    for name in ("bureau", "east", "officer", "stranger"):
        assert PHONE in words_of_pdf(prints(name, address).content), name
    words = words_of_pdf(prints("leader", address).content)
    assert PHONE not in words
    assert "139****2345" in words
    told = [one.changes["电话"] for one in Entry.objects.filter(verb="打印").order_by("id")]
    assert told == ["完整"] * 4 + ["遮盖"]
    assert PHONE not in words_of_pdf(prints("bureau", f"/papers/{paper}/{row.pk}/blank.pdf").content)


def test_a_batch_reads_phones_like_the_single_paper_and_says_so_in_the_log(
    county: County, row: Registration, prints: Callable[..., Any]
) -> None:
    type(row.member).objects.filter(pk=row.member_id).update(phone=PHONE)
    address = f"/papers/registration_card/batch.pdf?unit={county.bureau.pk}"
    assert PHONE in words_of_pdf(prints("bureau", address).content)
    assert PHONE not in words_of_pdf(prints("leader", address).content)
    assert [one.changes["电话"] for one in Entry.objects.filter(verb="批量打印").order_by("id")] == ["完整", "遮盖"]
