"""Every transition by every actor at every state: who may, and that everybody else is refused and changes nothing."""

import datetime
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction

from mulin.assessments import actions, permissions
from mulin.assessments.models import Assessment, GradeHolding, Rectification, Step
from mulin.foundation.refusals import Refused
from tests.assessments.conftest import ROLES, TODAY, Stage, Street

EVERYBODY = [*ROLES, "root"]
LATER = TODAY + datetime.timedelta(days=60)
Act = Callable[[Street, Assessment, Any], Any]

CHECKERS = {"secretary", "worker", "officer"}
APPLICANTS = {"secretary", "officer"}
ORGANISERS = {"officer", "district"}

# state the assessment is brought to, what is done, who may
TRANSITIONS: dict[str, tuple[str, Act, set[str]]] = {
    "self-check": (
        "open",
        lambda place, one, by: actions.save_self_check(one, scores=[actions.Given("02.1", Decimal(9), "好")], by=by),
        CHECKERS,
    ),
    "finish": ("self_checked", lambda place, one, by: actions.finish_self_check(one, by=by), CHECKERS),
    "apply": (
        "self_checked",
        lambda place, one, by: actions.apply(one, actions.Written("standard"), by=by),
        APPLICANTS,
    ),
    "withdraw": ("applied", lambda place, one, by: actions.withdraw(one, reason="不报了", by=by), APPLICANTS),
    "send back": (
        "applied",
        lambda place, one, by: actions.return_for_completion(one, reason="请补充", by=by),
        ORGANISERS,
    ),
    "review": ("applied", lambda place, one, by: actions.review(one, opinion="同意", by=by), ORGANISERS),
    "organise": (
        "reviewed",
        lambda place, one, by: actions.organise_round(
            place.programme, actions.NewRound("acceptance", "验收", TODAY, LATER), [one], by=by
        ),
        ORGANISERS,
    ),
    "assign": (
        "in_acceptance",
        lambda place, one, by: actions.assign([one], [place["other_assessor"]], by=by),
        ORGANISERS,
    ),
    "score": (
        "in_acceptance",
        lambda place, one, by: actions.score(one, [actions.Given("02.1", Decimal(9), "好")], by=by),
        {"assessor"},
    ),
    "hand in": ("in_acceptance", lambda place, one, by: actions.hand_in(one, opinion="好", by=by), {"assessor"}),
    "decide": (
        "scored",
        lambda place, one, by: actions.decide(one, grade="standard", reason="具备", by=by),
        {"leader", "district"},
    ),
    "issue": ("decided", lambda place, one, by: actions.issue_certificate(one.decision, by=by), {"leader", "district"}),
    "order": (
        "decided",
        lambda place, one, by: actions.order_rectification(
            GradeHolding.objects.get(subject=one.subject), text="整改", deadline=LATER, by=by
        ),
        ORGANISERS,
    ),
}
WITHOUT_BUILT_IN = {"score", "hand in"}


def attempts(place: Street, one: Assessment, act: Act) -> set[str]:
    """Who succeeds; everything each of them did is undone again."""
    allowed = set()
    for name in EVERYBODY:
        by = place.root if name == "root" else place[name]
        fresh = Assessment.objects.get(pk=one.pk)
        before = (fresh.state, Step.objects.count(), fresh.scores.count())
        try:
            with transaction.atomic():
                act(place, fresh, by)
                allowed.add(name)
                raise InterruptedError
        except (Refused, InterruptedError):
            fresh = Assessment.objects.get(pk=one.pk)
            assert (fresh.state, Step.objects.count(), fresh.scores.count()) == before, name
    return allowed


@pytest.mark.row("Q07")
@pytest.mark.parametrize("name", TRANSITIONS)
def test_a_transition_is_refused_to_every_wrong_actor(name: str, brought_to: Stage, place: Street) -> None:
    state, act, may = TRANSITIONS[name]
    expected = may if name in WITHOUT_BUILT_IN else may | {"root"}
    assert attempts(place, brought_to(state), act) == expected


OUT_OF_TURN = {
    "open": {"send back", "review", "organise", "assign", "score", "hand in", "decide", "apply"},
    "applied": {"self-check", "finish", "apply", "organise", "assign", "score", "hand in", "decide"},
    "reviewed": {"self-check", "finish", "apply", "send back", "review", "assign", "score", "hand in", "decide"},
    "scored": {"self-check", "finish", "apply", "withdraw", "send back", "review", "organise"},
    "decided": {"self-check", "finish", "apply", "withdraw", "send back", "review", "organise", "assign", "score"},
}


@pytest.mark.parametrize("state", OUT_OF_TURN)
def test_a_step_out_of_turn_is_refused_even_to_who_may(state: str, brought_to: Stage, place: Street) -> None:
    one = brought_to(state)
    for name in OUT_OF_TURN[state]:
        assert attempts(place, one, TRANSITIONS[name][1]) == set(), name


def test_who_applied_never_decides_whatever_the_role(brought_to: Stage, place: Street) -> None:
    one = brought_to("scored")
    one.self_checked_by = place["leader"]
    one.save(update_fields=["self_checked_by"])
    with pytest.raises(Refused, match="申报和认定不能是同一个人"):
        actions.decide(one, grade="standard", reason="具备", by=place["leader"])
    assert permissions.decide.reason_against(place["district"], one) is None


def test_who_took_part_for_the_subject_cannot_be_its_assessor(brought_to: Stage, place: Street) -> None:
    one = brought_to("in_acceptance")
    with pytest.raises(Refused, match="不能做它的评审员"):
        actions.assign([one], [place["secretary"]], by=place["officer"])


@pytest.mark.row("Q08")
def test_who_reported_a_rectification_does_not_recheck_it(brought_to: Stage, place: Street) -> None:
    brought_to("decided")
    holding = GradeHolding.objects.get(subject=place.east)
    order = actions.order_rectification(holding, text="整改", deadline=LATER, by=place["officer"])
    for name in set(EVERYBODY) - APPLICANTS - {"root"}:
        with pytest.raises(Refused):
            actions.report_rectification(order, report="好了", by=place[name])
    actions.report_rectification(order, report="好了", by=place["secretary"])
    for name in set(EVERYBODY) - {"leader", "district", "root"}:
        with pytest.raises(Refused):
            actions.recheck(order, keep=True, opinion="好", by=place[name])
    Rectification.objects.filter(pk=order.pk).update(reported_by=place["leader"])
    with pytest.raises(Refused, match="不能复查自己的整改"):
        actions.recheck(order, keep=True, opinion="好", by=place["leader"])
    assert actions.recheck(order, keep=True, opinion="好", by=place["district"]).state == "kept"


@pytest.mark.row("Q04")
def test_only_who_manages_vetoes_records_and_lifts_them(place: Street) -> None:
    new = actions.NewVeto("安全事故", "通报", "起火", TODAY)
    may = {"officer", "district", "root"}
    for name in set(EVERYBODY) - may:
        with pytest.raises(Refused):
            actions.record_veto(place.programme, place.east, new, by=place[name])
    veto = actions.record_veto(place.programme, place.east, new, by=place["officer"])
    for name in set(EVERYBODY) - may:
        with pytest.raises(Refused):
            actions.lift_veto(veto, reason="解除", by=place[name])
    assert actions.lift_veto(veto, reason="解除", by=place["district"]).lifted_by == place["district"]


def test_the_street_opens_any_kind_and_a_community_its_own_yearly_check(place: Street) -> None:
    may = set()
    for name in EVERYBODY:
        by = place.root if name == "root" else place[name]
        try:
            with transaction.atomic():
                actions.open_assessments(place.programme, [place.east], by=by)
                may.add(name)
                raise InterruptedError
        except (Refused, InterruptedError):
            continue
    assert may == CHECKERS | ORGANISERS | {"root"}
    with pytest.raises(Refused):
        actions.open_assessments(place.programme, [place.east], kind="acceptance", by=place["secretary"])
