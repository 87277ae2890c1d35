"""What is kept step by step equals what is derived from scratch, whatever happened in whatever order."""

import datetime
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections, transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from mulin.assessments.models import JudgementFault
from mulin.programmes.queries import stored_pack
from mulin.records import actions as records
from mulin.web.actions.keeping import rebuild
from tests.properties.world import HAPPENINGS, SINCE, TODAY, World, derived

HISTORIES = st.lists(
    st.tuples(
        st.sampled_from(sorted(HAPPENINGS)), st.integers(0, 11), st.dates(SINCE, TODAY - datetime.timedelta(days=1))
    ),
    max_size=10,
)
MAY = datetime.date(2021, 5, 1)
LOOSE = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


@pytest.mark.row("Q02")
@settings(max_examples=25, deadline=None, suppress_health_check=LOOSE)
@given(history=HISTORIES)
@example(history=[(what, 2, MAY) for what in sorted(HAPPENINGS)])
@example(history=[("record", 1, MAY), ("merge", 0, MAY), ("record", 3, MAY), ("a morning", 11, MAY), ("void", 0, MAY)])
@example(history=[("record", 0, MAY), ("move", 3, MAY), ("correct", 0, MAY), ("dissolve", 1, MAY)])
def test_the_incremental_state_equals_a_rebuild(history: list[tuple[str, int, datetime.date]], world: World) -> None:
    world.settings.TODAY = TODAY
    with transaction.atomic():
        for what, number, day in history:
            with transaction.atomic():
                world.happen(what, number, day)
        incremental = derived()
        rebuild()
        rebuilt = derived()
        assert not JudgementFault.objects.exists()
        transaction.set_rollback(True)
    for name, rows in rebuilt.items():
        assert incremental[name] == rows, name


@pytest.mark.row("Q02")
@pytest.mark.parametrize("what", sorted(HAPPENINGS))
def test_each_thing_that_can_happen_moves_what_it_must_at_once(what: str, world: World) -> None:
    for earlier in ("record", "premises", "staff in", "member", "member attends", "note"):
        world.happen(earlier, 1, MAY)
        world.happen(earlier, 2, MAY)
    rebuild()
    world.happen(what, 3, MAY)
    incremental = derived()
    rebuild()
    rebuilt = derived()
    for name, rows in rebuilt.items():
        assert incremental[name] == rows, name


@pytest.mark.postgresql
@pytest.mark.skipif(connection.vendor != "postgresql", reason="rows are locked one by one on PostgreSQL only")
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_twenty_who_confirm_at_once_leave_what_a_rebuild_gives(world: World) -> None:
    communities, compounds = world.of_kind("community"), world.of_kind("compound")
    drafts = []
    for turn in range(40):
        day = datetime.date(2021, 1, 3) + datetime.timedelta(days=4 * turn)
        host, kind = (communities[turn % 2], "meeting") if turn % 4 < 2 else (compounds[turn % 4], "patrol")
        drafts.append(records.note(host, kind, day, by=world.by))
    stored_pack(world.programme.edition_id)

    def confirm(turn: int) -> None:
        try:
            for draft in drafts[turn::20]:
                records.confirm(draft, by=world.by)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=20) as pool:
        list(pool.map(confirm, range(20)))
    assert not JudgementFault.objects.exists()
    incremental = derived()
    rebuild()
    assert incremental == derived()
    assert sum(row[9] for row in incremental["duties"] if row[3] == "meeting") == 20
