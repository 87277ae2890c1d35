"""Entries follow the facts; the ledger only grows; a rebuild finds nothing to do."""

import datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mulin.foundation.refusals import Refused
from mulin.points.actions import award, exchange, offer, rebuild, register_month, reverse
from mulin.points.choices import Origin
from mulin.points.models import PointsEntry
from mulin.points.models.ledger import LedgerChangedError
from mulin.points.queries import balances, purses, scheme_at
from mulin.records.actions import correct, void
from mulin.records.rules import Attendee
from tests.organisations.factories import person
from tests.points.world import SINCE, Town

DAY = datetime.date(2021, 7, 5)
pytestmark = pytest.mark.django_db


def total(town: Town, member: object, year: int = 2021) -> Decimal:
    scheme = scheme_at(town.branch, "member_points", DAY)
    return balances(scheme.terms, scheme.id, [member.pk], year)[member.pk].total  # type: ignore[attr-defined]


def theme_day_entries() -> list[tuple[int, int, str]]:
    rows = PointsEntry.objects.filter(rule="theme_day").order_by("pk")
    return [(int(one.points), one.revision, one.origin) for one in rows]


@pytest.mark.row("J09")
def test_who_was_there_has_points_as_soon_as_the_record_is_confirmed(town: Town):
    one, other = town.member(), town.member()
    town.theme_day("2021-03-10", one)
    entry = PointsEntry.objects.get(rule="theme_day")
    assert (entry.member, entry.points, entry.day, entry.period) == (
        one,
        2,
        datetime.date(2021, 3, 10),
        datetime.date(2021, 3, 1),
    )
    assert entry.fact_table == "activities"
    assert (total(town, one), total(town, other)) == (62, 60)


@pytest.mark.row("J09")
def test_a_record_struck_out_takes_the_points_back_with_a_reason_and_keeps_both_entries(town: Town):
    one = town.member()
    activity = town.theme_day("2021-03-10", one)
    void(activity, reason="重复登记", by=town.clerk)
    assert theme_day_entries() == [(2, 1, "automatic"), (-2, 2, "reversal")]
    assert PointsEntry.objects.get(points=-2, rule="theme_day").why
    assert total(town, one) == 60


@pytest.mark.row("J09")
def test_a_corrected_record_moves_the_points_to_who_was_really_there(town: Town):
    one, other = town.member(), town.member()
    activity = town.theme_day("2021-03-10", one)
    correct(activity, reason="写错人", people=[Attendee(other.name, member_id=other.pk)], by=town.clerk)
    assert (total(town, one), total(town, other)) == (60, 62)
    correct(activity, reason="其实都在", people=[Attendee(m.name, member_id=m.pk) for m in (one, other)], by=town.clerk)
    assert (total(town, one), total(town, other)) == (62, 62)
    assert max(PointsEntry.objects.filter(rule="theme_day").values_list("revision", flat=True)) == 3


@pytest.mark.row("J09")
def test_a_kind_counts_up_to_its_cap_whatever_the_number_of_entries(town: Town):
    one = town.member()
    for month in (2, 3, 4, 5, 6):
        town.theme_day(f"2021-{month:02}-10", one)
    assert PointsEntry.objects.filter(rule="theme_day").count() == 5
    assert total(town, one) == 66


def test_whoever_joins_later_collects_for_what_the_branch_wrote_down_while_the_tie_held(town: Town):
    one = town.member()
    town.theme_day("2021-03-10", one)
    PointsEntry.objects.all()._raw_delete(PointsEntry.objects.db)
    assert rebuild() == 2  # the branch's points and the community's card
    assert total(town, one) == 62


def test_a_rebuild_after_what_happened_posts_nothing(town: Town):
    one = town.member()
    town.theme_day("2021-03-10", one)
    assert rebuild() == 0


def test_nobody_changes_or_deletes_an_entry(town: Town):
    town.theme_day("2021-03-10", town.member())
    with pytest.raises(LedgerChangedError):
        PointsEntry.objects.update(points=100)
    with pytest.raises(LedgerChangedError):
        PointsEntry.objects.first().delete()
    with pytest.raises(LedgerChangedError):
        PointsEntry.objects.all().delete()


def test_the_database_holds_one_entry_a_revision_one_reversal_and_one_subject(town: Town):
    one = town.member()
    town.theme_day("2021-03-10", one)
    entry = PointsEntry.objects.get(rule="theme_day")
    reverse(entry, why="误记", by=town.secretary)
    same = {
        "programme": town.programme, "scheme": entry.scheme, "rule": entry.rule, "points": 1, "day": DAY,
        "period": DAY, "reference": entry.reference, "origin": "automatic",
    }  # fmt: skip
    wrong = (
        {"member": one, "revision": 1},
        {"member": one, "node": town.branch, "revision": 9},
        {"revision": 9},
        {"member": one, "revision": 9, "reverses": entry, "origin": "reversal", "why": "再冲"},
        {"member": one, "revision": 9, "origin": "reversal", "why": "没有对象"},
    )
    for values in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            PointsEntry.objects.create(**{**same, **values})


@pytest.mark.row("J09")
def test_what_a_person_took_back_stays_taken_back(town: Town):
    one = town.member()
    activity = town.theme_day("2021-03-10", one)
    reverse(PointsEntry.objects.get(rule="theme_day"), why="当天请假，误点名", by=town.secretary)
    assert total(town, one) == 60
    assert rebuild() == 0
    correct(activity, reason="补标题", title="三月主题党日", by=town.clerk)
    assert total(town, one) == 60


def test_an_entry_is_reversed_once_and_with_a_reason(town: Town):
    town.theme_day("2021-03-10", town.member())
    entry = PointsEntry.objects.get(rule="theme_day")
    with pytest.raises(Refused, match="原因"):
        reverse(entry, why=" ", by=town.secretary)
    made = reverse(entry, why="误记", by=town.secretary)
    for one in (entry, made):
        with pytest.raises(Refused):
            reverse(one, why="再来", by=town.secretary)


def test_only_who_keeps_the_points_of_the_branch_takes_an_entry_back(town: Town):
    town.theme_day("2021-03-10", town.member())
    stranger = person("stranger", "community_worker", town.street.west, town.clerk)
    with pytest.raises(Refused, match="权限"):
        reverse(PointsEntry.objects.get(rule="theme_day"), why="误记", by=stranger)


@pytest.mark.row("D07")
def test_a_result_is_awarded_to_many_at_once_and_awarding_it_again_changes_only_what_differs(town: Town):
    one, other = town.member(), town.member()
    given_points = {one.pk: Decimal("18.5"), other.pk: Decimal(12)}
    terms = {"day": DAY, "reference": "appraisal:7", "by": town.secretary}
    assert award(town.programme, "member_points", "service", given_points, **terms) == 2
    assert award(town.programme, "member_points", "service", given_points, **terms) == 0
    assert award(town.programme, "member_points", "service", {other.pk: Decimal(8)}, **terms) == 2
    sums = PointsEntry.objects.values("member").annotate(sum=Sum("points")).values_list("member", "sum")
    assert dict(sums) == {one.pk: Decimal("18.5"), other.pk: Decimal(8)}


OPERATIONS = st.lists(
    st.tuples(
        st.sampled_from(["hold", "void", "correct", "register", "reverse", "exchange"]),
        st.integers(0, 5),
        st.integers(0, 3),
    ),
    max_size=10,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(OPERATIONS)
def test_whatever_happens_a_rebuild_agrees_and_nothing_falls_below_nought(town: Town, happened: list):
    with transaction.atomic():
        point = transaction.savepoint()
        people = [town.member(f"甲{number}", identity_number="") for number in range(3)]
        item = offer(town.street.east, "card", "special", name="理发", stock=2, by=town.clerk)
        held = []
        for verb, number, whose in happened:
            try:
                with transaction.atomic():
                    happen(town, verb, number, people[: whose or 1], held, item)
            except Refused:
                continue
        assert rebuild() == 0
        held_by = PointsEntry.objects.filter(reverses__isnull=True, reversal__isnull=True, origin=Origin.AUTOMATIC)
        assert all(one.revision >= 1 for one in held_by)
        scheme, card = (scheme_at(town.street.branch, one, DAY) for one in ("member_points", "card"))
        ids = [one.pk for one in people]
        assert all(one.total >= 0 for one in balances(scheme.terms, scheme.id, ids, 2021).values())
        left = purses(card.terms, card.id, ids)
        assert left == {pk: max(Decimal(0), sum_of(card.id, pk)) for pk in ids}, "a balance is the sum of its entries"
        for one in PointsEntry.objects.filter(reverses__isnull=False).select_related("reverses"):
            assert (one.points, one.day, one.member_id) == (
                -one.reverses.points,
                one.reverses.day,
                one.reverses.member_id,
            )
        transaction.savepoint_rollback(point)


def sum_of(scheme: str, member_id: int) -> Decimal:
    """What the entries of a member come to, reversals and exchanges among them."""
    rows = PointsEntry.objects.filter(scheme=scheme, member_id=member_id)
    return rows.aggregate(sum=Sum("points"))["sum"] or Decimal(0)


def happen(town: Town, verb: str, number: int, people: list, held: list, item: object) -> None:
    """One thing of a random history."""
    if verb == "hold":
        held.append(town.theme_day(f"2021-{number + 1:02}-10", *people))
    elif verb == "register":
        cells = {(one.pk, "service"): number for one in people}
        register_month(town.branch, "member_points", datetime.date(2021, number + 1, 1), cells, by=town.secretary)
    elif verb == "exchange":
        exchange(item, people[-1], by=town.clerk)  # type: ignore[arg-type]
    elif verb == "reverse":
        entry = PointsEntry.objects.standing().order_by("pk")[number : number + 1].first()
        if entry is not None:
            reverse(entry, why="误记", by=town.clerk)
    elif held:
        activity = held[number % len(held)]
        if verb == "void":
            void(activity, reason="误记", by=town.clerk)
        else:
            there = [Attendee(one.name, member_id=one.pk) for one in people]
            correct(activity, reason="更正", people=there, day=SINCE + datetime.timedelta(days=number), by=town.clerk)
