"""Whatever people do in whatever order: every member has one organisation that answers, and no tie twice."""

import datetime
from typing import Any

import pytest
from django.test import override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mulin.foundation.refusals import Refused
from mulin.members.actions import leave
from mulin.members.choices import Leaving, TieKind
from mulin.members.models import Member, Tie
from mulin.programmes.models import Programme
from mulin.relations.actions import floating, transfers
from mulin.relations.actions.floating.away import ReturnCheck
from mulin.relations.choices import OPEN_TRANSFERS, AbsenceState, TransferState
from mulin.relations.models import Absence, Stay, Transfer
from mulin.tree.models import Node
from tests.members.factories import a_member, identity
from tests.relations.conftest import DAY, SINCE, Place

pytestmark = pytest.mark.django_db
START = datetime.date.fromisoformat(DAY)
STEPS = (
    "ask", "start", "start_out", "receive", "refuse", "receipt", "withdraw", "decline", "away", "host", "back", "end",
    "guest", "wait", "leave",
)  # fmt: skip


class Story:
    """The street through a random history: every step is tried as the built-in account, refusals change nothing."""

    def __init__(self, place: Place, by: Any) -> None:
        self.nodes: list[Node] = [place.home, place.west, place.street.committee]
        self.by = by
        self.day = START
        self.members = [a_member(place.street, by, name=f"甲{n}", number=n, since=SINCE) for n in (1, 2)]
        self.guests = 0

    def member(self, pick: int) -> Member:
        """One of the members."""
        return Member.objects.get(pk=self.members[pick % len(self.members)].pk)

    def node(self, pick: int) -> Node:
        """One of the organisations."""
        return self.nodes[pick % len(self.nodes)]

    def take(self, step: str, one: int, other: int) -> None:
        """One step; refused steps are part of the story."""
        with override_settings(TODAY=self.day):
            try:
                getattr(self, step)(self.member(one), self.node(other))
            except Refused:
                return

    def transfer(self, member: Member) -> Transfer:
        """The member's last transfer."""
        found = Transfer.objects.filter(member=member).order_by("-pk").first()
        if found is None:
            raise Refused("还没有转接")
        return found

    def wait(self, member: Member, node: Node) -> None:
        """Time passes, letters expire."""
        self.day += datetime.timedelta(days=40)

    def ask(self, member: Member, node: Node) -> None:
        """The member asks."""
        transfers.ask(member, reason="申请", by=self.by)

    def start(self, member: Member, node: Node) -> None:
        """A letter to one of ours."""
        transfers.start(member, transfers.Wish("调动", node), by=self.by)

    def start_out(self, member: Member, node: Node) -> None:
        """A letter out of the district."""
        transfers.start(member, transfers.Wish("返乡", target_text="外省支部"), by=self.by)

    def receive(self, member: Member, node: Node) -> None:
        """The other side receives."""
        transfers.receive([self.transfer(member)], by=self.by)

    def refuse(self, member: Member, node: Node) -> None:
        """The other side does not."""
        transfers.refuse([self.transfer(member)], because="情况不符", by=self.by)

    def receipt(self, member: Member, node: Node) -> None:
        """The receipt comes from outside."""
        transfers.record_receipt(self.transfer(member), number="W1", on=self.day, by=self.by)

    def withdraw(self, member: Member, node: Node) -> None:
        """It is taken back."""
        transfers.withdraw([self.transfer(member)], because="不转了", by=self.by)

    def decline(self, member: Member, node: Node) -> None:
        """What was asked is declined."""
        transfers.decline(self.transfer(member), because="暂不办理", by=self.by)

    def away(self, member: Member, node: Node) -> None:
        """The member goes away."""
        spot = floating.Spot("邻省港城", is_fixed=True)
        floating.tell_absence(member, floating.Departure("务工", self.day, spot), by=self.by)

    def host(self, member: Member, node: Node) -> None:
        """One of ours receives the member for the time being."""
        floating.receive_known(member, floating.Arrival("原支部"), node, by=self.by)

    def back(self, member: Member, node: Node) -> None:
        """The member is back."""
        found = Absence.objects.filter(member=member, state="away").first()
        if found is not None:
            floating.check_return(found, ReturnCheck(self.day, "良好", attended=1), by=self.by)

    def end(self, member: Member, node: Node) -> None:
        """A stay ends."""
        found = Stay.objects.filter(member=member, ended_on__isnull=True).first()
        if found is not None:
            floating.end_stay(found, on=self.day, ending="went_back", by=self.by)

    def leave(self, member: Member, node: Node) -> None:
        """The member leaves the register, not to come back."""
        leave(member, on=self.day, leaving=Leaving.DIED, by=self.by)

    def guest(self, member: Member, node: Node) -> None:
        """Somebody comes from outside; the second time the same person comes back."""
        values = {"name": "来客", "identity_number": identity(600 + self.guests % 2)}
        self.guests += 1
        stay = floating.receive_floating(values, floating.Arrival("外省支部"), node, by=self.by)
        self.members.append(stay.member)

    def check(self) -> None:
        """What must hold after every step."""
        for member in Member.objects.filter(left_on__isnull=True):
            live = list(Tie.objects.filter(member=member, until__isnull=True))
            kinds = [tie.kind for tie in live]
            assert len(kinds) == len(set(kinds)), f"{member} has two live ties of a kind"
            assert {TieKind.HOME_ORGANISATION, TieKind.HOST} & set(kinds), f"{member} belongs nowhere"
            staying = Stay.objects.filter(member=member, ended_on__isnull=True).values_list("host_id", flat=True)
            assert list(staying) == [tie.node_id for tie in live if tie.kind == TieKind.HOST]
        gone = Member.objects.filter(left_on__isnull=False)
        assert not Tie.objects.filter(member__in=gone, until__isnull=True).exists()
        assert not Absence.objects.filter(member__in=gone, state=AbsenceState.AWAY).exists()
        assert not Stay.objects.filter(member__in=gone, ended_on__isnull=True).exists()
        assert not Transfer.objects.filter(member__in=gone, state__in=OPEN_TRANSFERS).exists()
        for transfer in Transfer.objects.filter(state__in=OPEN_TRANSFERS).select_related("member", "source"):
            assert transfer.member is not None
            home = Tie.objects.get(member=transfer.member, kind=TieKind.HOME_ORGANISATION, until__isnull=True)
            assert transfer.responsible == transfer.source == home.node
        for transfer in Transfer.objects.filter(state=TransferState.RECEIVED):
            assert transfer.responsible == transfer.target


@given(st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 5), st.integers(0, 2)), max_size=14))
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@pytest.mark.row("D11")
@pytest.mark.row("R10")
def test_somebody_is_always_responsible(
    place: Place, programme: Programme, clerk: Any, history: list[tuple[str, int, int]]
) -> None:
    from django.db import transaction

    with transaction.atomic():
        story = Story(place, clerk)
        for step, one, other in history:
            story.take(step, one, other)
            story.check()
        transaction.set_rollback(True)
