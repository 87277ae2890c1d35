"""Every step of records and certification, tried through the actions by everybody at every node around them."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction

from mulin.assessments import actions as certify
from mulin.assessments.models import Assessment, Gap, GradeHolding, Rectification, Veto
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.programmes import actions as programmes
from mulin.programmes.models import Programme
from mulin.records import actions as records
from mulin.records.models import Activity
from mulin.tree.actions import give_role, take_role
from mulin.tree.models import Node, RoleHolding
from tests.access.assessed import LATER
from tests.access.expecting import Predicate, assigned
from tests.access.marks import Holder, Spot
from tests.access.pack import TODAY
from tests.access.visiting import noted_writes
from tests.access.world import AROUND, World

Act = Callable[[Any, Any], Any]
FOUND: dict[str, type[Any]] = {
    "draft": Activity, "fact": Activity, "gap": Gap, "grade": GradeHolding, "order": Rectification, "veto": Veto,
    "node": Node, "subject": Node, "programme": Programme, "holding": RoleHolding,
}  # fmt: skip
AGAINST_STATE = "这个等级已有未办结的整改"
"""A refusal that only who may gets to hear: the order of the world is still open."""
GIVEN = [certify.Given("02.1", Decimal(9), "另评")]
# what is tried: the thing, the word it takes (or who else may), the step
STEPS: dict[str, tuple[str, str | tuple[str, ...] | Predicate, Act]] = {
    "note": ("node", "records.write", lambda node, by: records.note(node, "visit", TODAY, by=by)),
    "edit": ("draft", "records.write", lambda one, by: records.edit(one, place="别处", by=by)),
    "confirm": ("draft", "records.confirm", lambda one, by: records.confirm(one, by=by)),
    "void a draft": ("draft", "records.write", lambda one, by: records.void(one, reason="重复", by=by)),
    "correct": ("fact", "records.confirm", lambda one, by: records.correct(one, place="别处", reason="改", by=by)),
    "void a fact": ("fact", "records.confirm", lambda one, by: records.void(one, reason="重复", by=by)),
    "add people to a draft": ("draft", "records.write", lambda one, by: records.enter_attendance(one, "张三", by=by)),
    "add people to a fact": ("fact", "records.confirm", lambda one, by: records.enter_attendance(one, "张三", by=by)),
    "open": (
        "subject",
        ("assessments.self_check", "assessments.organise"),
        lambda node, by: certify.open_assessments(charge(node), [node], by=by, year=2010),
    ),
    "check": ("checking", "assessments.self_check", lambda one, by: certify.save_self_check(one, scores=GIVEN, by=by)),
    "finish": ("checking", "assessments.self_check", lambda one, by: certify.finish_self_check(one, by=by)),
    "close a gap": ("gap", "assessments.self_check", lambda one, by: certify.close_gap(one, by=by)),
    "apply": ("checking", "assessments.apply", lambda one, by: certify.apply(one, certify.Written("standard"), by=by)),
    "withdraw": ("applied", "assessments.apply", lambda one, by: certify.withdraw(one, reason="不报了", by=by)),
    "score in review": ("applied", "assessments.review", lambda one, by: certify.save_review(one, GIVEN, by=by)),
    "send back": (
        "applied",
        "assessments.review",
        lambda one, by: certify.return_for_completion(one, reason="补充", by=by),
    ),
    "review": ("applied", "assessments.review", lambda one, by: certify.review(one, opinion="同意", by=by)),
    "assign": ("accepting", "assessments.organise", lambda one, by: certify.assign([one], [spare()], by=by)),
    "score": ("accepting", assigned, lambda one, by: certify.score(one, GIVEN, by=by)),
    "hand in": ("accepting", assigned, lambda one, by: certify.hand_in(one, opinion="好", by=by)),
    "decide": ("accepting", "assessments.decide", lambda one, by: certify.decide(one, grade="", reason="不足", by=by)),
    "order": (
        "grade",
        "assessments.organise",
        lambda one, by: certify.order_rectification(one, text="再改", deadline=LATER, by=by),
    ),
    "report": ("order", "assessments.apply", lambda one, by: certify.report_rectification(one, report="已改", by=by)),
    "lift a veto": ("veto", "vetoes.manage", lambda one, by: certify.lift_veto(one, reason="结案", by=by)),
    "set parameters": (
        "programme",
        "programmes.manage",
        lambda one, by: programmes.set_parameters(one, {"patrols": 7}, by=by),
    ),
    "publish": ("programme", "programmes.manage", lambda one, by: programmes.publish(one, by=by)),
    "give a role": ("node", "roles.manage", lambda node, by: give_role(spare(), "unit_secretary", node=node, by=by)),
    "take a role": ("holding", "roles.manage", lambda held, by: take_role(held, by=by)),
}


def charge(node: Node) -> Programme:
    """A published programme; which one does not matter to who may."""
    return Programme.objects.filter(published_at__isnull=False).order_by("pk")[0]


def spare() -> User:
    """Somebody to be assigned or appointed."""
    return User.objects.get(username="spare")


def attempt(act: Act, thing: Any, by: User) -> tuple[str, list[str]]:
    """What came of it, and what it wrote; undone again."""
    with noted_writes() as written, transaction.atomic():
        try:
            act(thing, by)
            outcome = ""
        except Refused as refusal:
            outcome = str(refusal)
        transaction.set_rollback(True)
    return outcome, written


def is_allowed(world: World, holder: Holder, spot: Spot, may: Any) -> bool:
    """By a word, by one of several, or by whatever else lets this person."""
    if callable(may):
        return bool(may(world, holder, spot))
    return any(holder.may(word, spot) for word in ([may] if isinstance(may, str) else may))


def cells(world: World, sort: str) -> Iterator[tuple[Holder, Spot, str]]:
    """Everybody with every node around them at which there is such a thing."""
    for holder in world.holders.values():
        for relation, key in AROUND[holder.at.key].items():
            if key in world.things[sort]:
                yield holder, world.spots[key], relation


@pytest.mark.row("Q07")
def test_every_step_is_refused_to_every_wrong_actor_and_then_writes_nothing(world: World, capsys: Any) -> None:
    wrong, tried = [], 0
    for name, (sort, may, act) in STEPS.items():
        for holder, spot, relation in cells(world, sort):
            thing = FOUND.get(sort, Assessment).objects.get(pk=world.things[sort][spot.key])
            by = User.objects.get(pk=world.users[holder.name].pk)
            outcome, written = attempt(act, thing, by)
            tried += 1
            done = (not outcome and bool(written)) or outcome.startswith(AGAINST_STATE)
            if is_allowed(world, holder, spot, may) != done or (outcome and written):
                wrong.append(f"{name} by {holder.name} at {spot.key} [{relation}]: {outcome} {sorted(set(written))}")
    with capsys.disabled():
        print(f"\nwrong actors: {tried} attempts at {len(STEPS)} steps")
    assert not wrong, "\n".join(wrong[:60])


@pytest.mark.row("Q07")
def test_who_submitted_neither_reviews_nor_decides_nor_rechecks(world: World) -> None:
    clerk = world.users["clerk"]
    give_role(clerk, "street_leader", node=world.nodes["district"], by=world.root)
    by = User.objects.get(pk=clerk.pk)
    applied, accepting = (
        Assessment.objects.get(pk=world.things[state]["community"]) for state in ("applied", "accepting")
    )
    order = Rectification.objects.get(pk=world.things["order"]["community"])
    certify.report_rectification(order, report="已改", by=by)
    for act in (
        lambda: certify.review(applied, opinion="同意", by=by),
        lambda: certify.decide(accepting, grade="", reason="不足", by=by),
        lambda: certify.recheck(order, keep=True, opinion="好", by=by),
    ):
        with pytest.raises(Refused, match=r"经办人|报告人"):
            act()


def test_nobody_lifts_themselves_by_giving_roles(world: World) -> None:
    officer = world.users["street_officer@street"]
    street = world.nodes["street"]
    with pytest.raises(Refused, match="自己的角色"):
        give_role(officer, "community_secretary", node=street, by=officer)
    for role in ("street_officer", "street_leader", "district_officer", "auditor", "system_administrator"):
        with pytest.raises(Refused, match="由上级任免"):
            give_role(spare(), role, node=street, by=officer)
    give_role(spare(), "community_secretary", node=world.nodes["community"], by=officer)
