"""Random histories of many members: whatever people do, in whatever order, these never become untrue."""

import datetime
from contextlib import suppress
from typing import Any

from django.db.models import Count
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mulin.foundation.refusals import Refused
from mulin.members.actions import leave, move_tie
from mulin.members.choices import Leaving, TieKind
from mulin.members.models import Member, Tie
from mulin.registration import actions, queries
from mulin.registration.choices import IN_FORCE, State
from mulin.registration.models import Registration
from mulin.registration.rules import Tally
from tests.registration.conftest import OPENED, County

STEPS = (
    "list", "send", "receive", "refuse", "slip", "correct", "withdraw", "leave_here", "leave_outside", "stay", "anew",
    "close", "move_home", "move_residence", "gone",
)  # fmt: skip
HISTORIES = st.lists(
    st.tuples(st.sampled_from(STEPS), st.integers(0, 2), st.booleans(), st.integers(0, 3)), min_size=5, max_size=40
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=HISTORIES)
def test_no_history_loses_a_member_or_registers_one_twice(county: County, history: list[Any]) -> None:
    members = [
        Member.objects.create(code=f"H{Member.objects.count()}{number}", name=f"人{number}") for number in range(3)
    ]
    for member in members:
        Tie.objects.create(member=member, kind=TieKind.HOME_ORGANISATION, node=county.bureau)
    day = OPENED
    for step, who, west, days in history:
        day += datetime.timedelta(days=days)
        with suppress(Refused):
            take(county, step, members[who], county.west if west else county.east, day)
        check(county, members)


def take(county: County, step: str, member: Member, node: Any, day: datetime.date) -> None:
    """One step for one member, as the built-in account; what makes no sense now is refused."""
    by, row = county.root, Registration.objects.live().filter(member=member).first()
    if step == "list":
        home = member.ties.filter(kind="home_organisation", until=None).values_list("node_id", flat=True).first()
        listed = actions.Listed(member.pk, home or county.bureau.pk, node)
        actions.list_members(county.campaign, [listed], on=day, by=by)
    elif step == "move_home":
        to = county.school if node == county.west else county.bureau
        move_tie(member, TieKind.HOME_ORGANISATION, to, on=day, reason="调动", by=by)
    elif step == "move_residence":
        move_tie(member, TieKind.RESIDENCE, node, on=day, reason="迁居", by=by)
    elif step == "gone":
        leave(member, on=day, leaving=Leaving.MOVED_AWAY, by=by)
    elif row is not None:
        change(step, row, node, day, by)


def change(step: str, row: Registration, node: Any, day: datetime.date, by: Any) -> None:
    """One step for one registration."""
    steps: dict[str, Any] = {
        "send": lambda: actions.send([row], on=day, by=by),
        "receive": lambda: actions.receive([row], on=day, by=by),
        "refuse": lambda: actions.refuse([row], because="不住这里", on=day, by=by),
        "slip": lambda: actions.return_first_slips([row], on=day, by=by),
        "correct": lambda: actions.correct(row, {"job": str(day)}, community=node, by=by),
        "withdraw": lambda: actions.withdraw(row, because="误列", on=day, by=by),
        "leave_here": lambda: actions.report_leaving(row, to=node, on=day, by=by),
        "leave_outside": lambda: actions.report_leaving(row, to=None, words="外地", on=day, by=by),
        "stay": lambda: actions.stay(row, by=by),
        "anew": lambda: actions.register_anew(row, node, {}, on=day, by=by),
        "close": lambda: actions.close(row, because="迁出", on=day, by=by),
    }
    steps[step]()


def check(county: County, members: list[Member]) -> None:
    """What must hold after every step."""
    ids = [member.pk for member in members]
    present = set(Member.objects.filter(pk__in=ids, left_on=None).values_list("pk", flat=True))
    responsible = queries.responsible_for(ids)
    assert present <= set(responsible), "somebody has no responsible organisation"
    live = Registration.objects.live().filter(member__in=ids)
    assert not live.values("member").annotate(number=Count("pk")).filter(number__gt=1).exists()
    assert set(live.values_list("member", flat=True)) <= present, "somebody who left is still registered"
    ties = Tie.objects.filter(member__in=ids, until=None).values("member", "kind").annotate(number=Count("pk"))
    assert not ties.filter(number__gt=1).exists(), "two live ties of one kind"
    homes = dict(Tie.objects.filter(member__in=ids, until=None, kind="home_organisation").values_list("member", "node"))
    residences = {tie.member_id: tie.node for tie in Tie.objects.filter(member__in=ids, until=None, kind="residence")}
    for row in live.select_related("unit", "community"):
        assert row.unit_id == homes[row.member_id], "the unit that answers is not the one the member belongs to"
        assert row.responsible in (row.unit, row.community)
        if row.state == State.RECEIVED:
            assert residences[row.member_id].place_path.startswith(row.community.place_path)
    numbers = Registration.objects.filter(serial__isnull=False).values_list("series", "serial")
    assert len(set(numbers)) == len(numbers)
    assert county.campaign is not None
    total = sum((tally for _node, tally in queries.by_unit(county.campaign)), Tally())
    assert total.received == Registration.objects.filter(state__in=IN_FORCE).count()
    assert 0 <= total.slips <= total.received <= total.listed <= total.members
