"""The whole loop of certification, by the people who may, on a real database."""

import datetime
from decimal import Decimal
from typing import Any

import pytest

from mulin.assessments import actions
from mulin.assessments.models import Certificate, GradeHolding, Proposal
from mulin.assessments.queries import judge_assessment
from mulin.assessments.queries.kept import stage_results
from mulin.assessments.rules import differences
from mulin.foundation.refusals import Refused
from tests.assessments.conftest import Stage, Street


def proposal(place: Street, node: Any) -> Proposal:
    return Proposal.objects.get(programme=place.programme, subject=node)


@pytest.mark.row("Q05")
def test_a_self_check_is_saved_at_any_time_and_its_gaps_become_a_list(good_year: Street) -> None:
    place = good_year
    [one] = actions.open_assessments(place.programme, [place.east], by=place["officer"])
    actions.save_self_check(one, checked=[("01.1", "记录齐全")], by=place["worker"])
    with pytest.raises(Refused, match=r"还有 1 项没有自评：02\.1"):
        actions.finish_self_check(one, by=place["worker"])
    actions.save_self_check(one, scores=[actions.Given("02.1", Decimal(30), "有特色")], by=place["worker"])
    gaps = actions.finish_self_check(one, by=place["worker"])
    assert [(gap.item, gap.short_by) for gap in gaps] == [("02.1", Decimal(10))]
    actions.plan_gap(gaps[0], text="再办一次活动", due_on=datetime.date(2021, 9, 30), by=place["worker"])
    closed = actions.close_gap(gaps[0], by=place["worker"])
    assert (closed.done_on, closed.text) == (datetime.date(2021, 6, 30), "再办一次活动")
    assert proposal(place, place.east).total == Decimal(90)


@pytest.mark.row("Q02")
def test_what_facts_score_cannot_be_scored_by_hand(good_year: Street) -> None:
    place = good_year
    [one] = actions.open_assessments(place.programme, [place.east], by=place["officer"])
    with pytest.raises(Refused, match="由记录的事实计分"):
        actions.save_self_check(one, scores=[actions.Given("01.1", Decimal(40), "开了")], by=place["worker"])
    with pytest.raises(Refused, match="0 到 40"):
        actions.save_self_check(one, scores=[actions.Given("02.1", Decimal(41), "好")], by=place["worker"])
    with pytest.raises(Refused, match="评分理由"):
        actions.save_self_check(one, scores=[actions.Given("02.1", Decimal(30), " ")], by=place["worker"])


@pytest.mark.row("Q06")
@pytest.mark.row("Q07")
def test_a_community_applies_is_reviewed_accepted_and_graded_with_reasons(brought_to: Stage, place: Street) -> None:
    one = brought_to("decided")
    assert one.state == "decided"
    assert (one.decision.grade_name, one.decision.total) == ("示范型", Decimal(96))
    assert {item["id"]: item["score"] for item in one.decision.items} == {"01.1": "40", "01.2": "20", "02.1": "36"}
    holding = GradeHolding.objects.get(subject=place.east)
    assert (holding.grade, holding.since, holding.until) == ("demonstration", datetime.date(2021, 6, 30), None)
    assert [step.after for step in one.steps.all()] == ["applied", "reviewed", "in_acceptance", "decided"]
    assert list(stage_results(one)) == ["self", "review", "acceptance"]


@pytest.mark.row("Q03")
@pytest.mark.row("Q04")
def test_a_grade_is_refused_with_what_is_missing_and_doing_that_gives_it(brought_to: Stage, place: Street) -> None:
    one = brought_to("scored", given=20)
    with pytest.raises(Refused, match=r"还不能认定为示范型：再得 10 分") as refused:
        actions.decide(one, grade="demonstration", reason="试试", by=place["leader"])
    assert refused.value.field == "grade"
    one.refresh_from_db()
    assert one.state == "in_acceptance"
    actions.score(one, [actions.Given("02.1", Decimal(30), "整改后再看")], by=place["assessor"])
    assert actions.decide(one, grade="demonstration", reason="已达到", by=place["leader"]).grade == "demonstration"


@pytest.mark.row("Q07")
def test_a_certificate_is_numbered_within_its_street_and_year(brought_to: Stage, place: Street) -> None:
    actions.set_certificate_rule(place.street, prefix="睦创", years_valid=3, by=place["leader"])
    decision = brought_to("decided").decision
    first = actions.issue_certificate(decision, by=place["leader"])
    assert first.number == "睦创〔2021〕street-睦邻街道-001号"
    assert (first.valid_from, first.valid_until) == (datetime.date(2021, 6, 30), datetime.date(2024, 6, 29))
    assert actions.issue_certificate(decision, by=place["leader"]).pk == first.pk
    assert Certificate.objects.count() == 1


@pytest.mark.row("Q08")
def test_a_lapse_orders_rectification_and_unmended_the_grade_goes(
    brought_to: Stage, place: Street, today_is: Any
) -> None:
    brought_to("decided")
    today_is("2022-06-30")
    [again] = actions.open_re_evaluation(place.programme, by=place["officer"])
    assert judge_assessment(again).grade is None  # type: ignore[union-attr]
    holding = GradeHolding.objects.get(subject=place.east)
    order = actions.order_rectification(
        holding, text="补开会议", deadline=datetime.date(2022, 9, 30), by=place["officer"]
    )
    with pytest.raises(Refused, match="期限届满前不能撤销"):
        actions.recheck(order, keep=False, opinion="没有整改", by=place["leader"])
    actions.report_rectification(order, report="正在补", by=place["secretary"])
    with pytest.raises(Refused, match="条件仍未达到"):
        actions.recheck(order, keep=True, opinion="可以", by=place["leader"])
    settled = actions.recheck(order, keep=False, opinion="没有补开", by=place["leader"])
    holding.refresh_from_db()
    assert settled.state == "withdrawn"
    assert (holding.until, holding.ended_how) == (datetime.date(2022, 6, 30), "withdrawn")


@pytest.mark.row("Q08")
def test_what_was_mended_keeps_its_grade(brought_to: Stage, place: Street) -> None:
    brought_to("decided")
    holding = GradeHolding.objects.get(subject=place.east)
    order = actions.order_rectification(holding, text="整改", deadline=datetime.date(2021, 9, 30), by=place["officer"])
    actions.report_rectification(order, report="已整改", by=place["secretary"])
    settled = actions.recheck(order, keep=True, opinion="已整改到位", by=place["leader"])
    holding.refresh_from_db()
    assert (settled.state, holding.until) == ("kept", None)
    assert settled.judged["grade"] == "demonstration"


@pytest.mark.row("Q04")
def test_a_veto_stops_the_higher_grade_while_it_lasts(brought_to: Stage, place: Street, today_is: Any) -> None:
    one = brought_to("scored")
    veto = actions.record_veto(
        place.programme,
        place.east,
        actions.NewVeto("安全事故", "通报〔2021〕3号", "事故", datetime.date(2021, 6, 1), datetime.date(2021, 12, 1)),
        by=place["officer"],
    )
    assert proposal(place, place.east).grade == "standard"
    with pytest.raises(Refused, match="一票否决事项“安全事故”解除后方可评定"):
        actions.decide(one, grade="demonstration", reason="试试", by=place["leader"])
    actions.lift_veto(veto, reason="已结案", by=place["officer"])
    assert proposal(place, place.east).grade == "demonstration"
    assert actions.decide(one, grade="demonstration", reason="已解除", by=place["leader"]).grade_name == "示范型"


@pytest.mark.row("Q04")
def test_a_veto_of_a_kind_that_is_not_listed_is_refused(place: Street) -> None:
    with pytest.raises(Refused, match="不在“一票否决”事项清单内"):
        actions.record_veto(
            place.programme,
            place.east,
            actions.NewVeto("别的", "文书", "", datetime.date(2021, 6, 1)),
            by=place["officer"],
        )


@pytest.mark.row("Q07")
def test_the_difference_report_shows_where_stages_differ(brought_to: Stage) -> None:
    kept = stage_results(brought_to("decided", own=38, given=36))
    [found] = differences(kept["self"].items, kept["acceptance"].items)
    assert (found.item, found.before, found.after, found.change) == ("02.1", Decimal(38), Decimal(36), Decimal(-2))
