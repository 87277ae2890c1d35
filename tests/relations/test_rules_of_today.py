"""The books of 2011 and 2018 with today's rules beside them, in 2025: today's figures count, and say where to check."""

import datetime
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mulin.appraisals import actions as appraising
from mulin.appraisals.models import Appraisal
from mulin.appraisals.queries.appraisals import allowed_best, schemes_at
from mulin.deliberation.actions import open_matter
from mulin.deliberation.queries.matters import procedures_at
from mulin.duties.models import DutyState
from mulin.feedback.actions import prepare
from mulin.feedback.models import Feedback
from mulin.foundation.clock import today
from mulin.foundation.periods import period_of
from mulin.foundation.refusals import Refused
from mulin.identity.actions import open_account
from mulin.identity.models import User
from mulin.members.models import Member
from mulin.points.queries.terms import schemes_at as points_at
from mulin.programmes.actions import adopt, install, publish
from mulin.programmes.queries import stored_pack
from mulin.relations.actions import floating, transfers
from mulin.relations.actions.floating.away import Departure, Spot
from mulin.relations.actions.transfers.starting import Wish
from mulin.relations.choices import TransferState
from mulin.relations.queries.clauses import floating_terms, transfer_terms
from mulin.rulebook.reading import read_pack
from mulin.tree.actions import give_role
from tests.members.factories import a_member
from tests.relations.conftest import Place
from tests.worlds import built_once

PACKS = Path(__file__).resolve().parents[2] / "packs"
EARLIER = (("shuanglian", "2011"), ("guifan", "2018"))
TODAY = ("xianxing", "2024")
MARK = "待与正式文本核对"
MAY_5 = datetime.date(2025, 5, 5)


@pytest.fixture
def adopted(place: Place, clerk: User, today_is: Callable[[str], object]) -> Callable[..., Place]:
    """The street in 2025 with these packs in force since the year began, and a member of every sort it takes."""

    def put(*packs: tuple[str, str]) -> Place:
        today_is("2025-06-30")
        put_in_force(place, packs, clerk)
        return place

    return put


@built_once
def put_in_force(place: Place, packs: tuple[tuple[str, str], ...], clerk: User) -> None:
    """These packs in the street, since the year began."""
    stored_pack.cache_clear()
    for name, edition in packs:
        installed, _ = install(read_pack(PACKS / name / edition), by=clerk)
        since = datetime.date(2025, 1, 1)
        publish(adopt(installed, place.street.street, since=since, by=clerk, legal_basis="测试"), by=clerk)


@pytest.fixture
def street_of_2025(adopted: Callable[..., Place]) -> Place:
    return adopted(*EARLIER, TODAY)


@pytest.fixture
def people(place: Place, clerk: User) -> list[Member]:
    return [a_member(place.street, clerk, name=f"成员{number}", number=number) for number in range(1, 8)]


def shown(user: User, name: str, *arguments: Any) -> str:
    client = Client()
    client.force_login(User.objects.get(pk=user.pk))
    answer = client.get(reverse(name, args=arguments))
    assert answer.status_code == 200
    return answer.content.decode()


def appraised(place: Place) -> Appraisal:
    ruling = schemes_at(place.home, today())["member_appraisal"]
    return appraising.open_appraisal(place.home, ruling, in_period_of=today(), by=place.secretary)


@pytest.mark.row("D11")
def test_a_letter_asks_the_superior_and_holds_three_months_where_the_old_book_set_nothing(
    street_of_2025: Place, people: list[Member]
) -> None:
    place = street_of_2025
    terms = transfer_terms(place.home, today())
    assert (terms.approved, terms.letter_months) == (True, 3)
    moving = transfers.start(people[0], Wish("工作调动", place.west), by=place.secretary)
    assert moving.state == TransferState.AWAITING, "the book of 2011 asks nobody"
    assert MARK in shown(place.secretary, "relations:transfer", moving.pk)
    wish = Wish("工作调动", place.west, valid_until=datetime.date(2025, 10, 1))
    with pytest.raises(Refused, match="有效期"):
        transfers.start(people[1], wish, by=place.secretary)


@pytest.mark.row("D11")
def test_without_todays_rules_the_old_book_alone_counts(adopted: Callable[..., Place], people: list[Member]) -> None:
    place = adopted(*EARLIER)
    assert (transfer_terms(place.home, today()).approved, allowed_best(appraised(place))) == (False, len(people))
    terms = floating_terms(place.home, today())
    assert terms is not None
    assert terms.clause.withdrawal.grounds == ("organisation_life", "dues")


@pytest.mark.row("R10")
def test_who_goes_away_is_looked_after_by_the_opinion_of_2024(street_of_2025: Place, people: list[Member]) -> None:
    place = street_of_2025
    terms = floating_terms(place.home, today())
    assert terms is not None
    assert terms.ruling.programme.edition.pack == "xianxing"
    assert "contact" in terms.clause.withdrawal.grounds, "silence counts too, since 2024"
    away = floating.tell_absence(people[0], Departure("外出务工", MAY_5, Spot("港城")), by=place.secretary)
    assert MARK in shown(place.secretary, "relations:absence", away.pk)


@pytest.mark.row("D07")
def test_a_third_at_most_is_excellent_and_the_public_is_no_layer(street_of_2025: Place, people: list[Member]) -> None:
    place = street_of_2025
    ruling = schemes_at(place.home, today())["member_appraisal"]
    assert (ruling.programme.edition.pack, ruling.value(ruling.clause.best_share)) == ("xianxing", Fraction(1, 3))
    assert [layer.way for layer in ruling.clause.layers] == ["self", "ballot", "branch"]
    appraisal = appraised(place)
    assert allowed_best(appraisal) == len(people) // 3
    assert MARK in shown(place.secretary, "appraisals:appraisal", appraisal.pk)


@pytest.mark.row("J09")
def test_points_stay_those_of_their_own_book(street_of_2025: Place, people: list[Member]) -> None:
    place = street_of_2025
    [scheme] = points_at(place.home, today())
    assert scheme.ruling.programme.edition.pack == "guifan"
    assert "成员1" in shown(place.secretary, "points:branch", place.home.pk)


@pytest.mark.row("D05")
def test_cards_of_the_half_year_are_made_by_the_book_of_2011(
    street_of_2025: Place, people: list[Member], today_is: Callable[[str], object]
) -> None:
    place = street_of_2025
    half = period_of("half_year", today())
    today_is("2025-07-01")
    worker = open_account("worker", display_name="worker")
    give_role(worker, "community_worker", node=place.street.east, by=User.objects.command_line())
    assert prepare(place.street.east, half, by=User.objects.get(pk=worker.pk)) == len(people)
    assert Feedback.objects.filter(half=half.first).count() == len(people)


@pytest.mark.row("J07")
def test_what_a_branch_owes_is_owed_once_by_todays_rules(street_of_2025: Place) -> None:
    place = street_of_2025
    owed = DutyState.objects.filter(node=place.home, duty="member_meeting", last=today())
    [state] = owed
    assert state.programme.edition.pack == "xianxing"
    assert MARK in shown(place.secretary, "duties:duty", state.pk)


@pytest.mark.row("D07")
def test_a_resolution_of_the_branch_follows_the_procedure_of_today(street_of_2025: Place) -> None:
    place = street_of_2025
    ruling = procedures_at(place.home, today())["branch_resolution"]
    matter = open_matter(place.home, ruling, title="通过年度计划", by=place.secretary)
    assert MARK in shown(place.secretary, "deliberation:matter", matter.pk)
