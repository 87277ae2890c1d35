"""Certification at every node, in every state, with grades, certificates, orders and vetoes."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from mulin.assessments import actions
from mulin.assessments.models import Assessment, GradeHolding
from tests.access.pack import SINCE, TODAY

if TYPE_CHECKING:
    from tests.access.marks import Spot
    from tests.access.world import World

LATER = TODAY + datetime.timedelta(days=60)
YEARS = {"checking": 2021, "applied": 2020, "reviewed": 2017, "accepting": 2019, "decided": 2018}


def open_to_the_assessor(world: World) -> None:
    """The assessor of the street assesses the community: its name, its facts and what is noted of the acceptance."""
    street, community = world.spots["street"], world.spots["community"]
    for planted in world.marks.planted.values():
        below = any(community.key in spot.above for spot in planted.spots())
        if planted.sort in ("record", "evidence", "attendance") and below:
            planted.own.add("assessor@street")
    for spot in (street, community, world.spots["compound"], world.spots["branch"], world.spots["group"]):
        world.marks.planted[spot.mark].own.add("assessor@street")


def plant_assessments(world: World, spot: Spot) -> None:
    """One assessment a state up to the application, a veto that is lifted, and the standing."""
    for state, year in YEARS.items():
        [one] = actions.open_assessments(world.programme_of(spot), [world.nodes[spot.key]], by=world.root, year=year)
        world.put(state, spot.key, one.pk)
        check(world, spot, one, state)
        if state != "checking":
            apply(world, spot, one, state)
        if state not in ("checking", "applied"):
            actions.review(one, opinion=mark_of(world, spot, state), by=world.root)
    plant_veto(world, spot)


def mark_of(world: World, spot: Spot, state: str) -> str:
    """A mark read by whoever sees assessments there; the one in acceptance also by the assessor it is assigned to."""
    own = ["assessor@street"] if (spot.key, state) == ("community", "accepting") else []
    return world.marks.plant("assessment", ("assessments.view", spot), own=own)


def check(world: World, spot: Spot, one: Assessment, state: str) -> None:
    """The self-check, finished except where it is still at work; its gap has a plan."""
    by, reason = world.users["clerk"], mark_of(world, spot, state)
    actions.save_self_check(one, scores=[actions.Given("02.1", Decimal(20), reason)], by=by)
    actions.finish_self_check(one, by=by)
    gap = one.gaps.order_by("pk").first()
    actions.plan_gap(gap, text=reason, due_on=LATER, by=by) if state == "checking" else None
    if state == "checking":
        world.put("gap", spot.key, gap.pk)


def apply(world: World, spot: Spot, one: Assessment, state: str) -> None:
    """Hand the application in."""
    written = actions.Written("standard", {"measures": mark_of(world, spot, state)})
    actions.apply(one, written, by=world.users["clerk"])


def plant_veto(world: World, spot: Spot) -> None:
    """A veto of last year, lifted before anything is decided."""
    document = world.marks.plant("veto", ("assessments.view", spot))
    new = actions.NewVeto("安全事故", document, document, SINCE, SINCE + datetime.timedelta(days=20))
    veto = actions.record_veto(world.programme_of(spot), world.nodes[spot.key], new, by=world.root)
    world.put("veto", spot.key, veto.pk)


def plant_rounds(world: World) -> None:
    """One round a programme; assessors for all; then decisions, certificates, orders."""
    open_to_the_assessor(world)
    for key, programme in world.programmes.items():
        subjects = [spot for spot in world.full_spots() if world.programme_of(spot) == programme]
        if not subjects:
            continue
        pks = [world.things[state][spot.key] for spot in subjects for state in ("accepting", "decided")]
        taken = list(Assessment.objects.filter(pk__in=pks))
        readers = [("assessments.view", world.spots[key]), *(("assessments.view", spot) for spot in subjects)]
        name = world.marks.plant("round", *readers, own=["assessor@street"])
        new = actions.NewRound("acceptance", name, TODAY, LATER)
        world.put("round", key, actions.organise_round(programme, new, taken, by=world.root).pk)
        prefix = world.marks.plant("certificate", *readers)
        actions.set_certificate_rule(programme.node, prefix=prefix, years_valid=3, by=world.root)
        for spot in subjects:
            assign_and_decide(world, spot)


def assign_and_decide(world: World, spot: Spot) -> None:
    """The acceptance is assigned; the decided one is decided, its certificate issued, an order given."""
    accepting = Assessment.objects.get(pk=world.things["accepting"][spot.key])
    names = ["judge", "assessor@street"] if spot.key == "community" else ["judge"]
    actions.assign([accepting], [world.users[name] for name in names], by=world.root)
    for name in names:
        given = actions.Given("02.1", Decimal(30), mark_of(world, spot, "accepting"))
        actions.score(accepting, [given], by=world.users[name])
    decided = Assessment.objects.get(pk=world.things["decided"][spot.key])
    decision = actions.decide(decided, grade="standard", reason=mark_of(world, spot, "decided"), by=world.root)
    world.put("certificate", spot.key, actions.issue_certificate(decision, by=world.root).pk)
    held = GradeHolding.objects.get(subject_id=spot.pk)
    world.put("grade", spot.key, held.pk)
    text = world.marks.plant("order", ("assessments.view", spot))
    order = actions.order_rectification(held, text=text, deadline=LATER, by=world.root)
    world.put("order", spot.key, order.pk)
