"""What the database refuses, what milestones and papers are composed of."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from mulin.assessments import actions
from mulin.assessments.models import (
    Assessment,
    Decision,
    GradeHolding,
    ItemScore,
    Proposal,
    Rectification,
    Veto,
)
from mulin.assessments.pages.words import in_order_of_need
from mulin.assessments.queries import composed
from mulin.assessments.queries.milestones import milestones_of
from mulin.foundation.refusals import Refused
from mulin.programmes.actions import adopt, install, publish
from mulin.tree.actions import dissolve, merge
from tests.assessments.conftest import TODAY, Stage, Street
from tests.assessments.small_pack import SOURCE, small_pack


def refuses(constraint: str, write: Any) -> None:
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        write()
    assert constraint in str(refused.value) or "UNIQUE" in str(refused.value)


def test_the_database_refuses_what_can_never_be_true(brought_to: Stage, place: Street) -> None:
    one = brought_to("decided")
    holding, decision = GradeHolding.objects.get(subject=place.east), one.decision
    rows = Assessment.objects.filter(pk=one.pk)
    refuses("decided_assessment_has_its_day", lambda: rows.update(as_of=None))
    refuses("self_check_by_and_at", lambda: rows.update(self_checked_at=None))
    refuses("score_not_negative", lambda: ItemScore.objects.update(score=Decimal(-1)))
    refuses("score_has_a_reason", lambda: ItemScore.objects.update(reason=""))
    refuses("decision_grants_a_grade_or_none", lambda: Decision.objects.update(outcome="refused"))
    refuses("decision_has_a_reason", lambda: Decision.objects.update(reason=""))
    held = GradeHolding.objects.filter(pk=holding.pk)
    refuses("holding_ends_somehow", lambda: held.update(until=TODAY))
    refuses("holding_ends_after", lambda: held.update(until=datetime.date(2020, 1, 1), ended_how="withdrawn"))
    copy = {
        "programme": place.programme,
        "subject": place.east,
        "rubric": "community",
        "grade": "standard",
        "grade_name": "标准型",
        "since": TODAY,
        "decision": decision,
    }
    refuses("one_live_grade", lambda: GradeHolding.objects.create(**copy))
    veto = {
        "programme": place.programme,
        "subject": place.east,
        "kind": "安全事故",
        "document": "",
        "reason": "起火",
        "since": TODAY,
        "recorded_by": place.root,
        "recorded_at": timezone.now(),
    }
    refuses("veto_has_a_document", lambda: Veto.objects.create(**veto))
    refuses("veto_lifted_by", lambda: Veto.objects.create(**veto | {"document": "通报", "lifted_on": TODAY}))
    order = {"holding": holding, "text": "改", "ordered_on": TODAY, "deadline": TODAY, "ordered_by": place.root}
    refuses("rectification_deadline", lambda: Rectification.objects.create(**order))
    later = order | {"deadline": TODAY + datetime.timedelta(days=9)}
    Rectification.objects.create(**later)
    refuses("one_open_rectification", lambda: Rectification.objects.create(**later))


def test_one_assessment_of_a_kind_and_year_runs_at_a_time(place: Street) -> None:
    actions.open_assessments(place.programme, [place.east, place.west], by=place["officer"])
    with pytest.raises(Refused, match="不用重复发起"):
        actions.open_assessments(place.programme, [place.east], by=place["officer"])
    first = Assessment.objects.filter(subject=place.east).values().get()
    first.pop("id")
    refuses("one_running_assessment", lambda: Assessment.objects.create(**first))


def with_milestones(place: Street) -> Any:
    measure = {"name": "children_graded_counted", "arguments": {"kinds": ["community"], "grade": "demonstration"}}
    share = {"name": "children_graded_share", "arguments": {"kind": "compound", "grade": "standard"}, "window": "day"}

    def stone(name: str, day: str) -> dict[str, Any]:
        targets = [
            {"id": "communities", "name": "示范型社区", "measure": measure | {"window": "day"}, "at_least": 1},
            {"id": "compounds", "name": "标准型小区", "unit": "share", "measure": share, "at_least": 1},
            {"id": "plan", "name": "工作方案", "unit": "yes", "because": "凭印发的方案认定"},
        ]
        return {"id": name, "name": name, "subjects": ["street"], "day": day, "targets": targets, "source": SOURCE}

    pack = small_pack(edition="2021b", milestones=[stone("may", "2021-05-31"), stone("december", "2021-12-31")])
    edition, _ = install(pack, by=place.root)
    return publish(
        adopt(edition, place.street, since=datetime.date(2021, 1, 2), by=place.root, legal_basis="文件"), by=place.root
    )


@pytest.mark.row("Q09")
def test_the_next_milestone_stands_before_those_that_are_past(place: Street) -> None:
    programme = with_milestones(place)
    dates = {row.milestone.id: row.milestone for row in milestones_of(programme, place.street)}
    assert [date.id for date in in_order_of_need(dates.values())] == ["december", "may"]


def test_a_milestone_shows_target_actual_and_forecast_at_each_date(brought_to: Stage, place: Street) -> None:
    brought_to("decided")
    programme = with_milestones(place)
    Proposal.objects.filter(programme=programme, subject=place.west).update(grade="demonstration")
    rows = {(row.milestone.id, row.target.id): row for row in milestones_of(programme, place.street)}
    assert len(rows) == 6
    past, ahead = rows["may", "communities"], rows["december", "communities"]
    assert (past.needed, past.actual, past.forecast, past.is_reached) == (1, 0, None, False)
    assert (ahead.actual, ahead.forecast, ahead.is_reached) == (1, 2, True)
    assert rows["december", "compounds"].actual == 0
    actions.tick_target(
        programme, place.street, ("december", "plan"), reached_on=TODAY, note="印发〔2021〕1号", by=place["officer"]
    )
    with pytest.raises(Refused, match="由记录的事实计算"):
        actions.tick_target(
            programme, place.street, ("december", "compounds"), reached_on=TODAY, note="好", by=place["officer"]
        )
    rows = {(row.milestone.id, row.target.id): row for row in milestones_of(programme, place.street)}
    assert rows["december", "plan"].is_reached
    assert not rows["may", "plan"].is_reached


@pytest.mark.row("Q06")
def test_the_application_form_is_composed_from_the_registry(brought_to: Stage, place: Street) -> None:
    one = brought_to("reviewed")
    form = composed.application_form(one)
    assert (form["street"], form["subject"], form["year"]) == ("睦邻街道", "东社区", 2021)
    assert (form["children_count"], form["children_names"], form["social_count"]) == (1, ["花园小区"], 0)
    assert form["levels"] == [("标准型", False), ("示范型", True)]
    assert (form["street_opinion"], form["submitted_by"], form["opinion_by"]) == ("同意", "secretary", "officer")


@pytest.mark.row("Q05")
def test_the_self_check_list_names_clause_value_and_facts(brought_to: Stage) -> None:
    rows = {row["id"]: row for row in composed.check_rows(brought_to("self_checked"))}
    assert (rows["01.1"]["score"], rows["01.1"]["facts"], rows["01.1"]["source"]) == (Decimal(40), 2, "一 1")
    assert (rows["02.1"]["score"], rows["02.1"]["by"], rows["02.1"]["because"]) == (
        Decimal(38),
        "assessor",
        "要到现场看",
    )


@pytest.mark.row("Q07")
def test_the_result_notice_says_what_was_known_then(brought_to: Stage, place: Street) -> None:
    one = brought_to("decided")
    place.meets(place.east, "2021-04-11")
    notice = composed.result_notice(one.decision)
    assert (notice["grade"], notice["total"], notice["outcome"]) == ("示范型", Decimal(96), "予以认定")
    certificate = actions.issue_certificate(one.decision, by=place["leader"])
    text = composed.certificate_text(certificate)
    assert (text["subject"], text["basis"], text["valid_until"]) == ("东社区", "试用文件", None)
    assert composed.is_valid_on(certificate, TODAY)


@pytest.mark.row("Q08")
def test_a_certificate_falls_with_its_grade(brought_to: Stage, place: Street, today_is: Any) -> None:
    one = brought_to("decided")
    certificate = actions.issue_certificate(one.decision, by=place["leader"])
    holding = GradeHolding.objects.get(subject=place.east)
    order = actions.order_rectification(holding, text="整改", deadline=datetime.date(2021, 7, 31), by=place["officer"])
    assert composed.rectification_order(order)["deadline"] == datetime.date(2021, 7, 31)
    today_is("2021-08-01")
    actions.recheck(order, keep=False, opinion="逾期未报", by=place["leader"])
    assert not composed.is_valid_on(certificate, datetime.date(2021, 8, 1))


def test_a_merged_community_loses_its_grade_and_its_running_work_stops(brought_to: Stage, place: Street) -> None:
    brought_to("decided")
    [running] = actions.open_assessments(
        place.programme, [place.east], by=place["officer"], kind="re_evaluation", year=2022
    )
    merge([place.east], place.west, on=TODAY, reason="合并", by=place.root)
    holding = GradeHolding.objects.get(subject=place.east)
    running.refresh_from_db()
    assert (holding.until, holding.ended_how, running.state) == (TODAY, "merged", "withdrawn")


def test_a_dissolved_compound_is_no_longer_judged(good_year: Street) -> None:
    dissolve(good_year.court, on=TODAY, reason="拆迁", by=good_year.root)
    actions.rebuild()
    assert not Proposal.objects.filter(subject=good_year.court).exists()
