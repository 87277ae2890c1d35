"""Pages of certification: the whole journey through forms, every address, who sees what."""

import re
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from mulin.assessments import actions
from mulin.assessments.models import Assessment, Certificate, GradeHolding, Proposal, Rectification, Veto
from tests.assessments.conftest import Stage, Street


def signed_in(place: Street, name: str) -> Client:
    client = Client()
    client.force_login(place[name])
    return client


def send(client: Client, name: str, /, *arguments: Any, **answers: Any) -> Any:
    return client.post(reverse(f"assessments:{name}", args=arguments), answers)


def text(client: Client, name: str, *arguments: Any) -> str:
    answer = client.get(reverse(f"assessments:{name}", args=arguments))
    assert answer.status_code == 200, (name, answer.status_code)
    return answer.content.decode()


def says_where_it_is_used(client: Client, record: Any, one: Assessment) -> None:
    """The page of a record names the item that counts it, and the score given for its sake."""
    shown = client.get(reverse("records:activity", args=[record.pk])).content.decode()
    assert f'<a href="/assessments/{one.pk}/items/02.1/">' in shown
    assert "评分项 02.1 的自评依据" in shown
    assert "东社区评分项 01.1" in shown


@pytest.mark.row("Q05")
@pytest.mark.row("Q06")
@pytest.mark.row("Q07")
def test_a_community_goes_through_the_whole_loop_on_the_pages(good_year: Street) -> None:
    place = good_year
    officer, secretary, leader = (signed_in(place, name) for name in ("officer", "secretary", "leader"))
    assessor = signed_in(place, "assessor")
    assert "东社区" in text(officer, "assessments")
    send(officer, "open", kind="yearly", year=2021, subjects=[place.east.pk], programme=place.programme.pk)
    one = Assessment.objects.get(subject=place.east)
    assert f'还有 1 项没有评分：<a href="/assessments/{one.pk}/items/02.1/">' in text(secretary, "assessment", one.pk)
    wrong = send(secretary, "item", one.pk, "02.1", score="50", reason="有特色")
    assert "0 到 40 之间" in wrong.content.decode()
    send(secretary, "item", one.pk, "02.1", score="38", reason="有特色", activities=[place.east.activities.first().pk])
    says_where_it_is_used(secretary, place.east.activities.first(), one)
    send(secretary, "item", one.pk, "01.1", note="记录齐全")
    assert "2021-02-10 联席会议" in text(secretary, "item_facts", one.pk, "01.1")
    assert "38 / 40" in text(secretary, "finish", one.pk)
    send(secretary, "finish", one.pk)
    assert "02.1" in text(secretary, "gaps", one.pk)
    form = text(secretary, "application", one.pk)
    assert "花园小区" in form
    answers = {
        "level": "demonstration",
        "measures": "建章立制",
        "planned": [place.garden.pk],
        "resident_households": 900,
    }
    checked = send(secretary, "application", one.pk, **answers)
    assert checked.url == reverse("assessments:check_application", args=[one.pk])
    assert "建章立制" in text(secretary, "check_application", one.pk)
    assert send(secretary, "check_application", one.pk).url == reverse("assessments:applied", args=[one.pk])
    assert "申报已提交" in text(secretary, "applied", one.pk)
    assert "建章立制" in text(officer, "review", one.pk)
    send(officer, "review", one.pk, opinion="同意推荐")
    send(
        officer,
        "organise",
        kind="acceptance",
        name="年度验收",
        begins_on="2021-07-01",
        ends_on="2021-07-31",
        assessments=[one.pk],
        programme=place.programme.pk,
    )
    one.refresh_from_db()
    send(officer, "assign", one.round_id, assessments=[one.pk], assessors=[place["assessor"].pk])
    assert "东社区" in text(assessor, "assignments")
    send(assessor, "item", one.pk, "02.1", score="36", reason="现场看过")
    send(assessor, "hand_in", one.pk, opinion="达到要求")
    assert "差异报告" in text(assessor, "columns", one.pk)
    assert "示范型" in text(leader, "decide", one.pk)
    send(leader, "decide", one.pk, grade="demonstration", reason="条件具备")
    assert "予以认定" in text(leader, "course", one.pk) or "示范型" in text(leader, "course", one.pk)
    send(leader, "issue", one.pk)
    certificate = Certificate.objects.get()
    assert "有效" in text(secretary, "certificate", certificate.pk)
    assert GradeHolding.objects.get(subject=place.east).grade == "demonstration"


def test_the_assessor_sees_what_is_assigned_and_nothing_else(brought_to: Stage, place: Street) -> None:
    one = brought_to("in_acceptance")
    assert signed_in(place, "assessor").get(reverse("assessments:assessment", args=[one.pk])).status_code == 200
    other = signed_in(place, "other_assessor")
    assert other.get(reverse("assessments:assessment", args=[one.pk])).status_code == 404
    assert "东社区" not in text(other, "assignments")
    own = text(signed_in(place, "assessor"), "assessment", one.pk)
    assert reverse("assessments:assignments") in own, "the way back leads to the own assignments"
    for item in ("01.1", "02.1"):
        facts = text(signed_in(place, "assessor"), "item_facts", one.pk, item)
        assert 'href="/records/' not in facts, "no fact leads to a page that is not there for an assessor"
    [elsewhere] = actions.open_assessments(place.programme, [place.west], by=place["officer"])
    assert signed_in(place, "assessor").get(reverse("assessments:assessment", args=[elsewhere.pk])).status_code == 404


def test_a_neighbour_does_not_see_another_community(brought_to: Stage, place: Street) -> None:
    one = brought_to("decided")
    neighbour = signed_in(place, "neighbour")
    row = Proposal.objects.get(subject=place.east)
    holding = GradeHolding.objects.get(subject=place.east)
    for name, pk in (("assessment", one.pk), ("standing", row.pk), ("holding", holding.pk), ("decide", one.pk)):
        assert neighbour.get(reverse(f"assessments:{name}", args=[pk])).status_code == 404
    for name in ("assessments", "running", "grades"):
        assert "东社区" not in text(neighbour, name)


def test_a_refused_grade_says_beside_the_field_what_is_missing(brought_to: Stage, place: Street) -> None:
    one = brought_to("scored", given=20)
    page = send(signed_in(place, "leader"), "decide", one.pk, grade="demonstration", reason="试试")
    assert page.status_code == 200
    assert "再得 10 分" in page.content.decode()
    one.refresh_from_db()
    assert one.state == "in_acceptance"


def test_a_button_that_may_not_be_pressed_says_why(brought_to: Stage, place: Street) -> None:
    one = brought_to("open")
    page = text(signed_in(place, "worker"), "assessment", one.pk)
    assert re.search(r'aria-disabled="true" title="[^"]*申报等级', page)


def test_who_only_looks_on_sees_no_button_that_they_can_never_press(brought_to: Stage, place: Street) -> None:
    one = brought_to("decided")
    assert "签发证书" in text(signed_in(place, "officer"), "assessment", one.pk)
    assert "签发证书" not in text(signed_in(place, "assessor"), "assessment", one.pk)


def test_the_registers_open_and_close_on_the_pages(brought_to: Stage, place: Street) -> None:
    brought_to("decided")
    officer, leader, secretary = (signed_in(place, name) for name in ("officer", "leader", "secretary"))
    send(
        officer,
        "record_veto",
        subject=place.east.pk,
        kind="安全事故",
        document="通报",
        reason="起火",
        since="2021-06-01",
        programme=place.programme.pk,
    )
    veto = Veto.objects.get()
    assert "影响中" in text(officer, "vetoes")
    send(officer, "lift_veto", veto.pk, reason="已结案")
    assert "已解除" in text(secretary, "veto", veto.pk)
    holding = GradeHolding.objects.get(subject=place.east)
    send(officer, "order", holding.pk, text="补台账", deadline="2021-09-30")
    rectification = Rectification.objects.get()
    assert "离期限还有 92 天" in text(secretary, "rectification", rectification.pk)
    send(secretary, "report", rectification.pk, report="已补")
    send(leader, "recheck", rectification.pk, keep="yes", opinion="到位")
    assert "保留等级" in text(secretary, "rectification", rectification.pk)
    send(leader, "certificate_rule", number_prefix="睦创", years_valid="3", programme=place.programme.pk)
    assert place.street.certificate_rule.prefix == "睦创"


def test_every_address_answers_and_needs_a_sign_in(brought_to: Stage, place: Street) -> None:
    one = brought_to("decided")
    actions.issue_certificate(one.decision, by=place["leader"])
    veto = actions.record_veto(
        place.programme,
        place.east,
        actions.NewVeto("安全事故", "通报", "起火", one.opened_on),
        by=place["officer"],
    )
    holding = GradeHolding.objects.get(subject=place.east)
    order = actions.order_rectification(holding, text="补", deadline=one.round.ends_on, by=place["officer"])
    pks = {
        "assessments/rounds/": one.round_id,
        "assessments/certificates/": Certificate.objects.get().pk,
        "assessments/grades/": holding.pk,
        "assessments/rectifications/": order.pk,
        "assessments/vetoes/": veto.pk,
        "assessments/standing/": Proposal.objects.get(subject=place.east).pk,
        "assessments/gaps/": one.gaps.get().pk,
    }
    clerk, anonymous = Client(), Client()
    clerk.force_login(place.root)
    seen = 0
    for pattern in addresses():
        pk = next((value for start, value in pks.items() if pattern.startswith(start)), one.pk)
        url = "/" + pattern.replace("<int:pk>", str(pk)).replace("<str:item>", "02.1")
        if "<" in url:
            continue
        assert anonymous.get(url).status_code in {302, 405}, url
        assert clerk.get(url).status_code in {200, 403, 405}, url
        seen += 1
    assert seen >= 40


def addresses() -> list[str]:
    """Every address of this domain as written in its urls."""
    [included] = [one for one in get_resolver().url_patterns if str(one.pattern) == "assessments/"]
    return [f"assessments/{one.pattern}" for one in included.url_patterns]


def test_the_list_asks_few_questions_whatever_its_length(good_year: Street, django_assert_max_num_queries: Any) -> None:
    clerk = signed_in(good_year, "officer")
    with django_assert_max_num_queries(8):
        text(clerk, "assessments")


def test_a_draft_is_shown_but_does_not_count_yet(good_year: Street) -> None:
    place = good_year
    [one] = actions.open_assessments(place.programme, [place.east], by=place["officer"])
    actions.save_self_check(one, scores=[actions.Given("02.1", Decimal(30), "有特色")], by=place["worker"])
    assert "30 / 40 分" in text(signed_in(place, "worker"), "assessment", one.pk)
    assert Proposal.objects.get(subject=place.east).total == Decimal(60)
