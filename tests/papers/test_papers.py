"""Every paper of the register: filled and blank, as PDF and as Word, read back; who may print it; what the log says."""

import datetime
import io
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

import docx
import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from mulin.assessments import actions
from mulin.assessments.models import Assessment, GradeHolding
from mulin.audit.models import Entry
from mulin.papers.machine import pdf
from mulin.papers.machine.fonts import missing_in
from mulin.papers.machine.wording import texts_of
from mulin.papers.queries import PAPERS, paper_kind
from mulin.papers.rules import GAP, Pen
from mulin.records.actions import note, void
from mulin.records.models import Activity
from tests.assessments.conftest import Stage, Street
from tests.papers.conftest import Print
from tests.papers.machine.paper_reading import words_of_pdf, words_of_word
from tests.worlds import built_once

HERE = {"assessment", "round", "rectification", "activity", "node"}
PAPERS_HERE = [kind for kind in PAPERS if kind.about.id in HERE]
"""Papers about other objects are tested where their domain is: ``tests/registration`` and so on."""
IDS = [kind.id for kind in PAPERS_HERE]
SHOWN = {
    "application_form": "东社区、2,134、花园小区、街道意见、同意、盖章",
    "self_check_list": "自查清单、01.1、开会、02.1、有特色、满分、40、38、东社区、worker、98",
    "acceptance_sheet": "自评、审核、验收、38、36、现场看过、同意、合计、96",
    "result_notice": "睦邻街道文件、关于东社区2021年、认定为“示范型”、总分96分、条件具备。、2021年6月30日、按季开会",
    "certificate": "等级证书、睦创〔2021〕street-睦邻街道-001号、东社区、达到“示范型”、2021年6月30日至2024年6月29日",
    "round_notice": "睦邻街道文件、关于年度验收、认定为“示范型”、社区：东社区。、96、限于2021年9月30日前整改到位",
    "rectification_order": "责令整改通知书、补开二季度会议、2021年9月30日前整改到位、责令整改回执、已补开、复查意见",
    "minutes": "二季度联席会议纪要、2021年5月20日14:30、社区三楼会议室、2021年5月14日、2个、由物业在月底前完成、共5人",
    "sign_in_sheet": "签到表、二季度联席会议、王小满、物业公司、陈𠅤、签名",
    "duty_list": "2021年应办事项清单、东社区、每季度开会、2021年第二季度、已完成",
    "score_sheet": "得分表、东社区、开会、40、事实计分、测算日期、2021年6月30日",
}
VALUES = {
    "application_form": "2,134、花园小区、同意",
    "self_check_list": "38、worker、98",
    "acceptance_sheet": "38、36、现场看过、同意",
    "result_notice": "东社区、示范型、96、条件具备",
    "certificate": "001号、东社区、示范型、2024年",
    "round_notice": "东社区、96、年度验收、2021年9月30日",
    "rectification_order": "东社区、补开二季度会议、2021年9月30日、已补开",
    "minutes": "二季度联席会议、14:30、社区三楼会议室、物业、𠮷田",
    "sign_in_sheet": "二季度联席会议、王小满、物业公司",
    "duty_list": "东社区、2021年6月30日、2021年3月31日",
    "score_sheet": "东社区、事实计分、2021年6月30日",
}
"""What a filled paper says and a blank one must not (the moment of printing apart)."""


def missing(wanted: str, words: str) -> list[str]:
    """Which of these words, separated by 、, cannot be read."""
    return [one for one in wanted.split("、") if one not in words]


def without_print_moment(words: str) -> str:
    """The words without the moment of printing, which is today's day too, at whatever time the tests run."""
    return re.sub(r"打印时间：2021年6月30日(\s*\d\d:\d\d)?", "", words)


@pytest.fixture
def things(place: Street, meeting: Activity, brought_to: Stage) -> dict[str, Any]:
    """An object for every paper: the year of the east community, from its meeting to its ordered rectification."""
    about = a_year(place, meeting, brought_to("decided"))
    return {kind.id: about[kind.about.id] for kind in PAPERS_HERE}


@built_once
def a_year(place: Street, meeting: Activity, decided: Assessment) -> dict[str, Any]:
    """A certificate is issued, a rectification ordered and reported; what papers are about, by its sort."""
    actions.set_certificate_rule(place.street, prefix="睦创", years_valid=3, by=place["leader"])
    actions.issue_certificate(decided.decision, by=place["leader"])
    holding = GradeHolding.objects.get(subject=place.east)
    deadline = datetime.date(2021, 9, 30)
    order = actions.order_rectification(holding, text="补开二季度会议", deadline=deadline, by=place["officer"])
    actions.report_rectification(order, report="已补开", by=place["secretary"])
    order.refresh_from_db()
    decided = Assessment.objects.get(pk=decided.pk)
    return {
        "assessment": decided,
        "round": decided.round,
        "rectification": order,
        "activity": Activity.objects.get(pk=meeting.pk),
        "node": place.east,
    }


@pytest.mark.row("Q05")
@pytest.mark.row("Q06")
@pytest.mark.row("Q08")
@pytest.mark.parametrize(("form", "read"), [("pdf", words_of_pdf), ("word", words_of_word)])
def test_every_paper_prints_what_the_product_holds(
    things: dict[str, Any], printed: Print, form: str, read: Callable[[bytes], str]
) -> None:
    unread = {}
    for paper in IDS:
        words = read(printed(paper, things[paper], form).content)
        if lost := missing(SHOWN[paper], words):
            unread[paper] = lost
    assert unread == {}


@pytest.mark.parametrize(("form", "read"), [("blank", words_of_pdf), ("blank_word", words_of_word)])
def test_a_blank_paper_holds_no_value(
    things: dict[str, Any], printed: Print, form: str, read: Callable[[bytes], str]
) -> None:
    told = {}
    for paper in IDS:
        words = without_print_moment(read(printed(paper, things[paper], form).content))
        if found := [one for one in VALUES[paper].split("、") if one in words]:
            told[paper] = found
    assert told == {}


def test_a_blank_pen_writes_nothing_and_counts_nothing(things: dict[str, Any]) -> None:
    for kind in PAPERS_HERE:
        pen = Pen(blank=True)
        kind.compose(things[kind.id], pen)
        assert pen.reuse.fields == 0, kind.id


def test_every_character_of_every_paper_is_in_our_fonts(things: dict[str, Any]) -> None:
    papers = {kind.id: kind.compose(things[kind.id], Pen()) for kind in PAPERS_HERE}
    assert {paper: lost for paper, made in papers.items() if (lost := missing_in("".join(texts_of(made))))} == {}
    assert missing_in(GAP) == set()


def test_a_name_that_cannot_be_printed_is_refused_with_its_character(
    things: dict[str, Any], printed: Print, place: Street
) -> None:
    meeting = things["minutes"]
    meeting.minutes = "一、通报\U0003ffff"
    meeting.save(update_fields=["minutes"])
    answer = printed("minutes", meeting)
    assert answer.status_code == 409
    assert "打印字库中没有这些字" in answer.content.decode()
    assert printed("minutes", meeting, "word").status_code == 200


@pytest.mark.parametrize("form", ["pdf", "word"])
def test_the_file_bears_the_name_of_the_paper_and_is_a_download(
    things: dict[str, Any], printed: Print, form: str
) -> None:
    answer = printed("minutes", things["minutes"], form)
    disposition = unquote(answer["Content-Disposition"])
    assert disposition.startswith("attachment; filename*=utf-8''会议纪要（2021-05-20 二季度联席会议）.")
    assert answer["Cache-Control"] == "private, no-store"


def test_a_form_is_one_page(applied: Assessment, printed: Print) -> None:
    assert len(PdfReader(io.BytesIO(printed("application_form", applied).content)).pages) == 1


def test_the_code_leads_back_to_the_record_s_page_at_the_address_it_was_printed_from(
    things: dict[str, Any], browser: Callable[[str], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []
    real = pdf.qr_code.png
    monkeypatch.setattr(pdf.qr_code, "png", lambda url, **how: (drawn.append(url), real(url, **how))[1])
    order = things["rectification_order"]
    browser("officer").get(reverse("papers:pdf", args=["rectification_order", order.pk]))
    assert drawn == [f"http://testserver{reverse('assessments:rectification', args=[order.pk])}"]


def test_each_print_is_logged_with_who_which_and_how(things: dict[str, Any], printed: Print, place: Street) -> None:
    printed("certificate", things["certificate"], by="secretary")
    printed("certificate", things["certificate"], "blank_word", by="secretary")
    entries = Entry.objects.filter(verb="打印").order_by("id")
    assert [(one.actor_name, one.node_id) for one in entries] == [("secretary", place.east.pk)] * 2
    assert [one.changes for one in entries] == [
        {"文书": "等级证书", "文件": "pdf", "空白": "否"},
        {"文书": "等级证书", "文件": "docx", "空白": "是"},
    ]


READERS = {
    "officer": dict.fromkeys(IDS, 200),
    "secretary": dict.fromkeys(IDS, 200) | {"round_notice": 404},
    "neighbour": dict.fromkeys(IDS, 404),
    "auditor": dict.fromkeys(IDS, 403),
    "assessor": dict.fromkeys(IDS, 404)
    | dict.fromkeys(["application_form", "self_check_list", "acceptance_sheet", "result_notice", "certificate"], 403),
    "administrator": dict.fromkeys(IDS, 404),
}
"""Out of reach: not there. Seen but not to be printed: refused with the reason."""


@pytest.mark.parametrize("name", READERS)
def test_whoever_sees_the_object_and_may_print_there_prints_it(
    things: dict[str, Any], browser: Callable[[str], Client], name: str
) -> None:
    client = browser(name)
    answers = {paper: client.get(reverse("papers:word", args=[paper, things[paper].pk])).status_code for paper in IDS}
    assert answers == READERS[name]


def test_what_does_not_exist_is_not_there(things: dict[str, Any], browser: Callable[[str], Client]) -> None:
    client = browser("officer")
    assert client.get("/papers/unknown/1.pdf").status_code == 404
    assert client.get("/papers/of/unknown/1/").status_code == 404
    assert client.get(reverse("papers:pdf", args=["minutes", 999999])).status_code == 404


@pytest.mark.parametrize("about", ["assessment", "round", "rectification", "activity", "node"])
def test_the_page_of_an_object_offers_each_of_its_papers_filled_and_blank(
    things: dict[str, Any], browser: Callable[[str], Client], about: str
) -> None:
    kinds = [kind for kind in PAPERS if kind.about.id == about]
    thing = things[kinds[0].id]
    page = browser("officer").get(reverse("papers:papers", args=[about, thing.pk])).content.decode()
    wanted = [
        reverse(f"papers:{form}", args=[kind.id, thing.pk])
        for kind in kinds
        for form in ("pdf", "word", "blank", "blank_word")
    ]
    assert [address for address in wanted if address not in page] == []


def test_who_may_not_print_reads_why_on_the_page(things: dict[str, Any], browser: Callable[[str], Client]) -> None:
    page = browser("auditor").get(reverse("papers:papers", args=["activity", things["minutes"].pk])).content.decode()
    assert "您没有“打印文书”的权限" in page
    assert ".pdf" not in page


def test_a_record_that_was_struck_out_has_no_papers(things: dict[str, Any], printed: Print, place: Street) -> None:
    meeting = void(things["minutes"], reason="重复登记", by=place.root)
    assert printed("minutes", meeting).status_code == 404
    assert printed("sign_in_sheet", meeting).status_code == 404


def test_a_certificate_whose_grade_is_gone_is_not_printed_any_more(
    things: dict[str, Any], printed: Print, today_is: Any
) -> None:
    assert printed("certificate", things["certificate"]).status_code == 200
    today_is("2024-06-30")
    assert printed("certificate", things["certificate"]).status_code == 404


@pytest.mark.parametrize(("asked", "rows"), [("80", 80), ("", 25), ("-3", 25), ("9999", 500), ("²", 25)])
def test_a_blank_sheet_to_sign_has_as_many_rows_as_asked(
    things: dict[str, Any], printed: Print, asked: str, rows: int
) -> None:
    answer = printed("sign_in_sheet", things["sign_in_sheet"], "blank_word", rows=asked)
    tables = docx.Document(io.BytesIO(answer.content)).tables
    assert [len(table.rows) for table in tables if table.cell(0, 0).text == "序号"] == [rows + 1]


def test_a_sheet_to_sign_fills_one_page(things: dict[str, Any], printed: Print) -> None:
    answer = printed("sign_in_sheet", things["sign_in_sheet"], "blank")
    assert len(PdfReader(io.BytesIO(answer.content)).pages) == 1


def test_the_sheet_of_a_meeting_still_to_come_names_it_and_leaves_rows(place: Street, printed: Print) -> None:
    planned = note(place.east, "joint_meeting", datetime.date(2021, 6, 30), title="三季度会议", by=place.root)
    paper = paper_kind("sign_in_sheet")
    assert paper is not None
    assert len(paper.compose(planned, Pen(rows=40)).blocks[1].rows) == 40  # type: ignore[union-attr]
    assert "三季度会议" in words_of_pdf(printed("sign_in_sheet", planned).content)
