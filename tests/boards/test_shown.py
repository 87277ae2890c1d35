"""By random histories: a board shows a field if and only if a live consent for exactly that field stands."""

import datetime

import pytest
from django.conf import settings
from django.db import transaction
from django.test import override_settings
from hypothesis import HealthCheck, given
from hypothesis import settings as budget
from hypothesis import strategies as st

from mulin.boards import actions
from mulin.boards.actions import PaperConsent
from mulin.boards.choices import BoardField
from mulin.boards.models import Consent, Photo
from mulin.boards.queries import cards
from mulin.foundation.clock import today
from mulin.foundation.refusals import Refused
from mulin.members.actions import leave, move_tie
from tests.service.world import Town, account_of, resident

FIELDS = [one.value for one in BoardField]
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["give", "paper", "revoke", "days", "away", "back", "gone"]),
        st.integers(0, 1),
        st.sampled_from(FIELDS),
        st.integers(1, 300),
    ),
    max_size=12,
)


def step(town: Town, what: str, who: int, field: str, days: int) -> None:
    """One thing that happens; what the rules refuse does not happen."""
    member = town.members[who]
    member.refresh_from_db()
    me, places = account_of(member), {"away": town.street.west, "back": town.east}
    if what == "give":
        actions.give(member, town.east, [field], by=me)
    elif what == "paper":
        given_on = today() - datetime.timedelta(days=days)
        actions.enter_paper(town.east, [PaperConsent(member.pk, frozenset({field}), given_on)], by=town.worker)
    elif what == "revoke":
        actions.revoke(list(Consent.objects.filter(member=member, field=field)), by=me)
    elif what == "days":
        settings.TODAY = today() + datetime.timedelta(days=days)
    elif what in places:
        move_tie(member, "residence", places[what], on=today(), reason="搬家", by=town.clerk)
    elif member.left_on is None:
        leave(member, on=today(), leaving="moved_away", by=town.clerk)  # type: ignore[arg-type]


def expected(town: Town) -> dict[int, set[str]]:
    """What should be shown, said apart from the product's own queries."""
    shown: dict[int, set[str]] = {}
    for member in town.members:
        member.refresh_from_db()
        home = member.ties.filter(kind="residence", until__isnull=True).first()
        if member.left_on is not None or home is None or home.node_id != town.east.pk:
            continue
        for one in Consent.objects.filter(member=member):
            uploaded = one.field != "photo" or Photo.objects.filter(member=member).exists()
            if one.given_on <= today() < one.until and one.ended_on is None and uploaded:
                shown.setdefault(member.pk, set()).add(one.field)
    return shown


@pytest.mark.row("D08")
@pytest.mark.django_db
@budget(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=STEPS)
def test_a_board_shows_a_field_exactly_under_its_live_consent(town: Town, steps: list) -> None:
    with override_settings(TODAY=today()), transaction.atomic():
        if not town.members:
            for name in ("甲示例", "乙示例"):
                resident(town, name, account=True)
        point = transaction.savepoint()
        for one in steps:
            try:
                with transaction.atomic():
                    step(town, *one)
            except Refused:
                continue
            shown = {card.member_id: set(card.consents) for card in cards(town.east, today())}
            assert shown == expected(town)
            assert all(set(card.texts) == set(card.consents) - {"photo"} for card in cards(town.east, today()))
        transaction.savepoint_rollback(point)
