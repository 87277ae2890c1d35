"""The application form of the regulation's annex 4, composed from the registry and the application."""

from typing import Any

import pytest
from django.urls import reverse

from mulin.assessments import actions
from mulin.assessments.models import Assessment
from mulin.papers.queries.application_form import Facts
from mulin.papers.rules import Pen
from mulin.rulebook.schema import Pack
from tests.assessments.conftest import Street
from tests.papers.conftest import Print
from tests.papers.machine.paper_reading import words_of_pdf, words_of_word

LABELS = (
    "社区概况、社区名称、户籍户数、户籍人数、常住户数、常住人数、小区数、所辖各小区名称、2021年社区创建类型、1.示范型、2.标准型、"
    "2021年拟创建示范型小区、个数、名称、社会组织数、创建措施、特色品牌项目、项目名称、创建目标、项目内容及任务节点、街道意见、盖章"
)
VALUES = "东社区、2,134、5,902、3,480、9,871、花园小区、把支部建在小区里、四点半课堂、全年开课四十次、3月开班，12月总结"


def missing(wanted: str, words: str) -> list[str]:
    """Which of these words, separated by 、, cannot be read."""
    return [one for one in wanted.split("、") if one not in words]


@pytest.mark.row("Q06")
@pytest.mark.parametrize(("form", "read"), [("pdf", words_of_pdf), ("word", words_of_word)])
def test_the_form_of_annex_4_prints_filled_from_the_registry(
    applied: Assessment, printed: Print, form: str, read: Any
) -> None:
    words = read(printed("application_form", applied, form, by="secretary").content)
    assert "2021年睦邻街道城市基层党建全域提升申报表" in words
    assert missing(LABELS, words) == []
    assert missing(VALUES, words) == []


@pytest.mark.row("Q06")
def test_the_blank_form_has_every_label_and_no_value(applied: Assessment, printed: Print) -> None:
    words = words_of_pdf(printed("application_form", applied, "blank").content)
    assert missing(LABELS, words) == []
    assert missing(VALUES, words) == VALUES.split("、")


@pytest.mark.row("Q06")
def test_the_street_s_opinion_stands_in_its_box_once_it_is_given(applied: Assessment, printed: Print) -> None:
    assert "同意推荐" not in words_of_pdf(printed("application_form", applied).content)
    place_officer = applied.opened_by
    actions.review(applied, opinion="同意推荐", by=place_officer)
    words = words_of_pdf(printed("application_form", applied).content)
    assert "同意推荐" in words
    assert "2021年6月30日" in words


@pytest.mark.row("Q06")
def test_before_anything_is_written_the_form_shows_what_the_registry_knows(good_year: Street, printed: Print) -> None:
    [one] = actions.open_assessments(good_year.programme, [good_year.east], by=good_year["officer"])
    words = words_of_pdf(printed("application_form", one).content)
    assert missing("东社区、2,134、花园小区、四点半课堂、全年开课四十次", words) == []


@pytest.mark.row("Q06")
def test_every_fact_that_the_delivered_forms_ask_is_known(applied: Assessment, regulation: Pack) -> None:
    facts = Facts(applied, Pen())
    asked = [cell.fact for paper in regulation.papers for row in paper.rows for cell in row.cells if cell.fact]
    known = [fact for fact in asked if facts.knows(fact) or fact == "opinion.street"]
    assert asked
    assert known == asked


def test_a_subject_without_a_form_in_the_pack_has_none_and_says_so(
    good_year: Street, printed: Print, browser: Any
) -> None:
    one = good_year.garden.assessments.get()
    assert printed("application_form", one).status_code == 404
    page = browser("officer").get(reverse("papers:papers", args=["assessment", one.pk])).content.decode()
    assert "制度没有规定小区的申报表" in page
