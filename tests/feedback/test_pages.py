"""Feedback in the browser's eyes: what each side opens, and what it does there; workbooks; papers."""

import io
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mulin.feedback.actions import Question, answer, ask
from mulin.feedback.models import Consultation, Delivery, Feedback, Issue
from mulin.feedback.queries.reports import unreported, unreported_numbers
from mulin.foundation.clock import today
from mulin.foundation.spreadsheets import registered, write_export
from mulin.identity.models import User
from mulin.papers.actions import print_many
from mulin.papers.machine.pdf import render_pdf
from mulin.papers.machine.word import render_word
from mulin.papers.queries import paper_kind
from mulin.papers.rules import Pen
from mulin.service.actions import pledge
from mulin.web.actions import exchange
from mulin.web.queries.feeding import feedback_todos
from tests.feedback.test_cards import SECOND
from tests.feedback.world import HALF, Place, marks_for
from tests.service.world import account_of


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def opened(user: User, name: str, *args: Any, query: str = "") -> str:
    response = browser(user).get(reverse(f"feedback:{name}", args=args) + query)
    assert response.status_code == 200, response.status_code
    return str(response.content.decode())


def sent(user: User, name: str, *args: Any, **given: Any) -> None:
    response = browser(user).post(reverse(f"feedback:{name}", args=args), given)
    assert response.status_code == 302, response.content.decode()[-3000:]


@pytest.mark.row("D05")
def test_the_community_prepares_evaluates_on_one_page_and_issues(place: Place) -> None:
    east = place.town.east
    for name in ("王甲", "李乙", "张丙"):
        place.member(name)
    sent(place.worker, "prepare", node=east.code, half="2021-01-01")
    cards = list(Feedback.objects.order_by("pk"))
    text = opened(place.worker, "table", east.pk, HALF.first)
    assert all(name in text for name in ("王甲", "李乙", "张丙"))
    lines = {f"opinion-{one.pk}": "" for one in cards} | {f"opinion-{cards[1].pk}": "很少参加"}
    sent(place.worker, "table", east.pk, HALF.first, opinion="表现良好", verb="issue", **lines)
    assert sorted(Issue.objects.values_list("content__opinion", flat=True)) == ["很少参加", "表现良好", "表现良好"]
    assert "没有待评议" in opened(place.worker, "table", east.pk, HALF.first)
    assert "王甲" in opened(place.worker, "cards")


@pytest.mark.row("D05")
def test_the_unit_opens_answers_and_the_community_sees_it(place: Place) -> None:
    place.member("王甲")
    card = place.issued()[0]
    delivery = Delivery.objects.get(receiver="home")
    assert "答复王甲的反馈卡" in browser(place.unit).get("/").content.decode()
    assert "积极参加社区活动" in opened(place.unit, "delivery", delivery.pk)
    sent(place.unit, "reply", delivery.pk, text="纳入年度评议")
    page = opened(place.worker, "card", card.pk)
    assert "纳入年度评议" in page
    assert "unit" in page
    led = browser(place.unit).get(reverse("feedback:card", args=[card.pk]))
    assert led.headers["Location"] == reverse("feedback:delivery", args=[delivery.pk])


@pytest.mark.row("D05")
def test_late_answers_stand_in_the_chase_list(place: Place, today_is: Any) -> None:
    place.member("王甲")
    place.issued()
    assert "王甲" not in opened(place.worker, "deliveries", query="?progress=overdue")
    today_is("2021-07-26")
    assert "王甲" in opened(place.worker, "deliveries", query="?progress=overdue")


@pytest.mark.row("R08")
def test_members_see_their_card_and_write_their_view_on_the_phone(place: Place) -> None:
    member = place.member("王甲", account=True)
    card = place.prepared()[0]
    own = account_of(member)
    assert "2021年上半年" in opened(own, "mine")
    sent(own, "own_view", card.pk, text="参加了清洁家园")
    assert "参加了清洁家园" in opened(own, "card", card.pk)
    assert browser(own).get(reverse("feedback:evaluate", args=[card.pk])).status_code == 403
    assert "没有参与社区活动" in opened(own, "activities", member.pk)
    pledge(member, place.town.east, "教书法", by=own)
    assert "在社区的记录（1 条，其中参加活动、办实事和需求 0 次）" in opened(own, "activities", member.pk)


@pytest.mark.row("D05")
def test_evaluations_go_out_and_in_by_workbook(place: Place) -> None:
    for name in ("王甲", "李乙"):
        place.member(name)
    cards = place.prepared(SECOND)
    book = registered("feedback_cards")
    words = "参与活动：好；遵纪守法：好；邻里关系：较好；服从管理：好"
    rows = [{"number": one.pk, "name": one.member.name, "marks": words, "opinion": "好同志"} for one in cards]
    done = exchange.bring_in(write_export(book.sheet, rows).read(), "feedback_cards", by=place.worker)
    assert (done.applied, done.changed) == (True, 2), done.errors
    again = exchange.bring_in(write_export(book.sheet, rows).read(), "feedback_cards", by=place.worker)
    assert (again.changed, again.unchanged) == (0, 2)
    wrong = [rows[0] | {"marks": "参与活动：优"}, rows[1] | {"name": "别人"}]
    refused = exchange.bring_in(write_export(book.sheet, wrong).read(), "feedback_cards", by=place.worker)
    assert len(refused.errors) == 2
    for kind in ("feedback_cards", "feedback_deliveries", "consultations"):
        assert browser(place.worker).get(reverse("web:export", args=[kind])).status_code == 200


@pytest.mark.row("D15")
@pytest.mark.row("R04")
def test_a_unit_asks_the_community_answers_and_the_hooks_show_it(place: Place) -> None:
    member = place.member("王甲")
    place.issued()
    sent(place.unit, "ask", asker=place.town.street.branch.code, occasion="honours", names="王甲", text="拟评优秀党员")
    row = Consultation.objects.get()
    assert "王甲" in opened(place.worker, "consultations")
    assert "答复征求意见：王甲" in browser(place.worker).get("/").content.decode()
    sent(place.worker, "answer", row.pk, stand="supports", opinion="表现突出，同意。")
    assert "表现突出" in opened(place.unit, "consultation", row.pk)
    page = opened(place.unit, "effects", member.pk)
    assert all(one in page for one in ("党建目标考核", "评优评先", "党员干部选拔任用", "意见〔2021〕1号"))
    assert "评优评先" in opened(place.unit, "node_effects", place.town.street.branch.pk)


@pytest.mark.row("R08")
def test_reports_with_the_card_are_written_down_once_a_quarter(place: Place) -> None:
    people = [place.member(name) for name in ("王甲", "李乙", "张丙")]
    east = place.town.east
    assert "还有 3 人未报到" in opened(place.worker, "report", east.pk)
    for _ in range(2):
        sent(place.worker, "report", east.pk, on="2021-07-08", names="王甲", chosen=str(people[1].pk))
    assert "还有 1 人未报到" in opened(place.worker, "report", east.pk)
    place.moves(people[2], place.town.street.far_compound, "2021-07-09")
    both = [east, place.town.street.west]
    assert unreported_numbers(both, today()) == {one.pk: unreported(one, today()).count() for one in both}
    assert list(unreported_numbers(both, today()).values()) == [0, 1]
    from mulin.records.models import Activity, Attendance

    assert Activity.objects.filter(kind="card_report").count() == 1
    assert Attendance.objects.filter(activity__kind="card_report").count() == 2


@pytest.mark.row("D13")
def test_the_five_steps_of_a_year_follow_from_facts(place: Place) -> None:
    east, member = place.town.east, place.member("王甲")
    assert opened(place.worker, "cycle", east.pk).count("未开始") == 5
    place.activity("动员大会", "2021-01-15", member, kind="mobilisation")
    place.issued()
    page = opened(place.worker, "cycle", east.pk)
    assert "已发出 1 张，共 1 张" in page
    assert page.count("未开始") == 2
    assert "已答复 0 张，收到 1 张" in opened(place.unit, "cycle", place.town.street.branch.pk)


@pytest.mark.row("R11")
def test_the_papers_print_filled_and_blank(place: Place, tmp_path: Any) -> None:
    member = place.member("王甲")
    place.activity("清洁家园", "2020-09-05", member)
    card = place.issued(half=SECOND)[0]
    row = ask(place.town.street.branch, [member], Question("honours"), by=place.unit)[0]
    answered = answer(row, stand="supports", opinion="同意。", by=place.worker)
    delivery = Delivery.objects.get(receiver="home")
    about = {"feedback_card": card, "delivered_card": delivery, "activity_card": member, "opinion_letter": answered}
    for name, thing in about.items():
        kind = paper_kind(name)
        assert kind is not None
        for blank in (False, True):
            paper = kind.compose(thing, Pen(reference_url="https://example.org/1", blank=blank))
            assert render_pdf(paper).startswith(b"%PDF")
            assert render_word(paper)[:2] == b"PK"
    page = browser(place.worker).get(reverse("papers:pdf", args=["feedback_card", card.pk]))
    assert page.status_code == 200


@pytest.mark.row("D05")
def test_a_batch_of_cards_is_printed_without_asking_the_database_for_each(
    place: Place, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        place.member(f"党员{number}")
    place.issued()
    kind = paper_kind("feedback_card")
    assert kind is not None
    with django_assert_max_num_queries(25):
        things = kind.about.visible(place.worker).order_by("pk")
        printed = print_many(kind, things, "docx", address=lambda one: f"https://example.org/{one.pk}", by=place.worker)
    import zipfile

    assert len(zipfile.ZipFile(io.BytesIO(printed.content)).namelist()) == 30
    assert marks_for(things[0]) == {}


@pytest.mark.row("D10")
def test_every_link_in_a_file_opens_for_who_reads_it(place: Place) -> None:
    member = place.member("李明", account=True)
    activity = place.activity("清洁家园", "2021-03-05", member)
    [card] = place.issued()
    address = reverse("members:file", args=[member.pk])
    record, page = reverse("records:activity", args=[activity.pk]), reverse("feedback:card", args=[card.pk])
    readers = {"unit": place.unit, "worker": place.worker, "member": account_of(member)}
    shown = {who: browser(reader).get(address).content.decode() for who, reader in readers.items()}
    assert record in shown["worker"]
    assert record not in shown["unit"]
    assert "清洁家园" in shown["unit"]
    for who, reader in readers.items():
        assert page in shown[who]
        course = shown[who].partition('<ol class="timeline">')[2].partition("</ol>")[0]
        for link in re.findall(r'<a href="([^"]+)"', course):
            assert browser(reader).get(link, follow=True).status_code == 200, (who, link)


def test_who_leads_reads_that_others_owe_the_reply_and_the_unit_that_it_owes_it(place: Place) -> None:
    for name in ("张三", "李四", "王五", "赵六", "钱七", "孙八", "周九"):
        place.member(name)
    place.issued()
    above, owing = (
        [todo.title for todo in feedback_todos(user) if "反馈卡" in todo.title] for user in (place.officer, place.unit)
    )
    assert above == ["下级待答复的反馈卡：7 张"]
    assert owing == ["答复反馈卡：7 张"]
