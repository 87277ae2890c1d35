"""The lists of certification leave as workbooks that say what their pages say, to who may see and take them out."""

import html
import io
import re
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from mulin.assessments import actions
from mulin.assessments.models import Assessment, GradeHolding
from mulin.audit.models import Entry
from tests.assessments.conftest import Stage, Street
from tests.worlds import built_once

CELL = re.compile(r'<td data-title="([^"]*)"[^>]*>(.*?)</td>', re.DOTALL)
LISTS = {
    "standings": ("assessments", {"对象": "对象名称", "得分": "得分"}),
    "assessments": ("running", {"对象": "对象名称", "年度": "年度", "类别": "类别", "说明": "进度", "开始": "开始"}),
    "vetoes": ("vetoes", {"对象": "对象名称", "事项": "事项", "影响期起": "影响期起", "状态": "状态"}),
    "rectifications": ("rectifications", {"对象": "对象名称", "涉及等级": "涉及等级", "期限": "整改期限"}),
    "certificates": ("certificates", {"编号": "证书编号", "对象": "对象名称", "等级": "等级", "有效期起": "有效期起"}),
    "grades": ("grades", {"对象": "对象名称", "等级": "等级", "起": "起", "止": "止"}),
}  # fmt: skip
"""By workbook: its page, and which column of the page stands in which column of the workbook."""


def signed_in(place: Street, name: str) -> Client:
    client = Client()
    client.force_login(place[name])
    return client


def taken_out(client: Client, kind: str, /, **asked: Any) -> list[dict[str, str]]:
    """The rows of a workbook, every cell as text, nothing as a dash."""
    answer = client.get(reverse("web:export", args=[kind]), asked)
    assert answer.status_code == 200, kind
    rows = list(load_workbook(io.BytesIO(b"".join(answer.streaming_content))).worksheets[0].iter_rows(values_only=True))
    titles = [str(title) for title in rows[2] if title]
    return [{title: as_text(value) for title, value in zip(titles, row, strict=False)} for row in rows[3:]]


def as_text(value: Any) -> str:
    """A cell as people read it."""
    if value in (None, ""):
        return "—"
    if isinstance(value, int | float):
        return f"{Decimal(str(value)).normalize():f}"
    return f"{value:%Y-%m-%d}" if hasattr(value, "year") else str(value)


def shown(client: Client, page: str, /, **asked: Any) -> list[dict[str, str]]:
    """The rows of a list page, by the titles of its columns."""
    text = client.get(reverse(f"assessments:{page}"), asked).content.decode()
    body = text.partition("<tbody>")[2].partition("</tbody>")[0]
    return [
        {html.unescape(title): html.unescape(re.sub("<[^>]*>", "", cell)).strip() for title, cell in CELL.findall(row)}
        for row in body.split("<tr>")[1:]
    ]


@pytest.fixture
def certified(brought_to: Stage, place: Street) -> Assessment:
    return a_certified_community(place, brought_to("decided"))


@built_once
def a_certified_community(place: Street, one: Assessment) -> Assessment:
    """The east community certified, with a certificate, a veto that was lifted, and an order to rectify."""
    actions.set_certificate_rule(place.street, prefix="睦创", years_valid=3, by=place.root)
    actions.issue_certificate(one.decision, by=place["leader"])
    new = actions.NewVeto("安全事故", "通报", "起火", one.opened_on)
    actions.lift_veto(
        actions.record_veto(place.programme, place.east, new, by=place["officer"]), reason="结案", by=place["officer"]
    )
    actions.record_veto(place.programme, place.west, new, by=place["officer"])
    held = GradeHolding.objects.get(subject=place.east)
    actions.order_rectification(held, text="补台账", deadline=one.round.ends_on, by=place["officer"])
    actions.open_assessments(place.programme, [place.west], by=place["officer"])
    return one


@pytest.mark.parametrize("kind", LISTS)
def test_a_workbook_says_what_its_page_says(certified: Assessment, place: Street, kind: str) -> None:
    page, columns = LISTS[kind]
    client = signed_in(place, "officer")
    listed = shown(client, page)
    assert listed
    wanted = [tuple(row[title] for title in columns) for row in listed]
    assert [tuple(row[title] for title in columns.values()) for row in taken_out(client, kind)] == wanted


@pytest.mark.parametrize(
    ("kind", "asked"),
    [
        ("standings", {"q": "东"}), ("standings", {"kind": "compound"}), ("standings", {"order": "low"}),
        ("assessments", {"state": "decided"}), ("vetoes", {"since_from": "2021-07-01"}),
        ("rectifications", {"state": "kept"}), ("grades", {"now": "live"}), ("grades", {"kind": "compound"}),
    ],
)  # fmt: skip
def test_a_workbook_follows_the_filters_and_the_order_of_its_page(
    certified: Assessment, place: Street, kind: str, asked: dict[str, str]
) -> None:
    page, columns = LISTS[kind]
    client = signed_in(place, "officer")
    wanted = [tuple(row[title] for title in columns) for row in shown(client, page, **asked)]
    assert [tuple(row[title] for title in columns.values()) for row in taken_out(client, kind, **asked)] == wanted
    export = f"{reverse('web:export', args=[kind])}?"
    if wanted:
        assert export in client.get(reverse(f"assessments:{page}"), asked).content.decode()


def test_the_difference_report_of_an_assessment_has_every_stage_with_its_reason(
    certified: Assessment, place: Street
) -> None:
    client = signed_in(place, "officer")
    page = client.get(reverse("assessments:columns", args=[certified.pk])).content.decode()
    assert f"{reverse('web:export', args=['differences'])}?assessment={certified.pk}" in page
    rows = {row["评分项"]: row for row in taken_out(client, "differences", assessment=certified.pk)}
    assert list(rows) == ["01.1", "01.2", "02.1"]
    assert {row["对象名称"] for row in rows.values()} == {"东社区"}
    judged = rows["02.1"]
    assert (judged["自评得分"], judged["审核得分"], judged["验收得分"]) == ("38", "38", "36")
    assert (judged["自评理由"], judged["验收理由"], judged["验收人"]) == ("有特色", "现场看过", "assessor")
    assert (judged["有差异"], rows["01.1"]["有差异"]) == ("是", "否")
    everything = taken_out(client, "differences")
    assert {row["对象名称"] for row in everything} == {"东社区", "西社区", "花园小区"}
    assert taken_out(client, "differences", assessment="x") == []


def test_the_gaps_of_an_assessment_leave_with_what_is_done_about_them(certified: Assessment, place: Street) -> None:
    client = signed_in(place, "officer")
    page = client.get(reverse("assessments:gaps", args=[certified.pk])).content.decode()
    assert f"{reverse('web:export', args=['gaps'])}?assessment={certified.pk}" in page
    [row] = taken_out(client, "gaps", assessment=certified.pk)
    gap = certified.gaps.get()
    assert (row["评分项"], row["差距和措施"], Decimal(row["差分"])) == (gap.item, gap.text, gap.short_by)
    assert taken_out(client, "gaps", assessment="²") == []


def test_a_neighbour_takes_out_nothing_of_another_community_and_each_export_is_logged(
    certified: Assessment, place: Street
) -> None:
    neighbour = signed_in(place, "neighbour")
    for kind in (*LISTS, "differences", "gaps"):
        assert "东社区" not in str(taken_out(neighbour, kind)), kind
    assert taken_out(neighbour, "differences", assessment=certified.pk) == []
    logged = Entry.objects.filter(verb="导出", actor=place["neighbour"]).values_list("object_name", flat=True)
    assert {"评定", "评定过程", "评分差异", "差距清单", "一票否决登记", "责令整改", "证书", "等级沿革"} == set(logged)


@pytest.mark.parametrize("name", ["assessor", "auditor", "unit", "member", "administrator"])
def test_who_may_not_see_grades_or_take_lists_out_gets_none(certified: Assessment, place: Street, name: str) -> None:
    client = signed_in(place, name)
    for kind in (*LISTS, "differences", "gaps"):
        assert client.get(reverse("web:export", args=[kind])).status_code == 403, kind


def test_points_leave_exactly_as_they_were_judged(place: Street) -> None:
    place.meets(place.east, "2021-02-10")
    [one] = actions.open_assessments(place.programme, [place.east], by=place["officer"])
    given = actions.Given("02.1", Decimal("33.3333"), "有特色")
    actions.save_self_check(one, scores=[given], by=place["worker"])
    actions.finish_self_check(one, by=place["worker"])
    officer = signed_in(place, "officer")
    rows = {row["评分项"]: row for row in taken_out(officer, "differences", assessment=one.pk)}
    assert rows["02.1"]["自评得分"] == "33.3333"
    page = officer.get(reverse("assessments:columns", args=[one.pk])).content.decode()
    assert '<span title="精确值 33.3333">33.33</span>' in page
    listed = officer.get(reverse("assessments:assessment", args=[one.pk])).content.decode()
    assert "33.33 / 40 分" in listed
    assert "33.3333" in listed


def test_the_difference_report_asks_as_often_for_many_assessments_as_for_few(
    certified: Assessment, place: Street, django_assert_max_num_queries: Any
) -> None:
    client = signed_in(place, "officer")
    taken_out(client, "differences")
    with django_assert_max_num_queries(20):
        taken_out(client, "differences")
