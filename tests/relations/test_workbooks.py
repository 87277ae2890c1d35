"""Members away and here by workbook: 665 received in one go, and back out again."""

import datetime
import time
from typing import Any

import pytest

from mulin.foundation.refusals import Refused
from mulin.foundation.spreadsheets import registered, write_export
from mulin.identity.models import User
from mulin.members.choices import TieKind
from mulin.members.models import Member, Tie
from mulin.programmes.models import Programme
from mulin.relations.models import Absence, Stay
from mulin.web.actions import exchange
from tests.members.factories import identity
from tests.relations.conftest import DAY, Place

pytestmark = pytest.mark.django_db
TODAY = datetime.date.fromisoformat(DAY)


def row(place: Place, number: int, **more: Any) -> dict[str, Any]:
    """One member who came."""
    return {
        "name": f"来客{number}", "identity_number": identity(number), "phone": f"139{number:08d}",
        "host": place.west.code,
        "from_text": "外省柳湾村党支部", "came_on": TODAY, "permit_shown": "in_order", "permit_number": f"GS{number}",
        **more,
    }  # fmt: skip


def bring_in(kind: str, rows: list[dict[str, Any]], by: User) -> Any:
    return exchange.bring_in(write_export(registered(kind).sheet, rows).read(), kind, by=by)


@pytest.mark.row("J03")
@pytest.mark.row("L01")
def test_665_floating_members_come_in_by_one_workbook_and_all_are_in_an_organisation(
    place: Place, programme: Programme, clerk: User, django_assert_max_num_queries: Any
) -> None:
    rows = [row(place, number) for number in range(1, 666)]
    started = time.perf_counter()
    with django_assert_max_num_queries(120):
        done = bring_in("stays", rows, clerk)
    assert time.perf_counter() - started < 20
    assert (done.applied, done.new) == (True, 665)
    hosted = Tie.objects.filter(kind=TieKind.HOST, node=place.west, until__isnull=True)
    assert hosted.count() == Stay.objects.count() == 665
    assert not Member.objects.filter(left_on__isnull=True, ties__isnull=True).exists()
    again = bring_in("stays", rows, clerk)
    assert again.unchanged == 665


def test_what_is_wrong_is_said_at_its_cell_and_missing_papers_are_not_wrong(
    place: Place, programme: Programme, clerk: User
) -> None:
    missing = row(place, 1, permit_shown="missing", permit_steps="联系原党组织补证", permit_number="")
    assert bring_in("stays", [missing], clerk).applied
    wrong = [
        row(place, 2, permit_shown="missing"),
        row(place, 3, host="没有"),
        row(place, 4, came_on=TODAY + datetime.timedelta(days=1)),
        row(place, 1, host=place.home.code),
    ]
    done = bring_in("stays", wrong, clerk)
    assert not done.applied
    assert [str(error) for error in done.errors if "补办" in str(error)]
    assert len(done.errors) == 4
    mended = bring_in("stays", [row(place, 1, work="政策宣传")], clerk)
    assert mended.changed == 1
    assert Stay.objects.get().work == "政策宣传"


@pytest.mark.row("R10")
def test_a_branchs_list_of_who_went_away_comes_in_once(
    place: Place, programme: Programme, member: Member, clerk: User
) -> None:
    given = {
        "name": member.name, "home_organisation": place.home.code, "reason": "务工", "left_on": TODAY,
        "told_on": TODAY, "place": "邻省港城", "is_fixed": True,
    }  # fmt: skip
    assert bring_in("absences", [given], clerk).new == 1
    assert Absence.objects.get().place.is_fixed  # type: ignore[union-attr]
    assert bring_in("absences", [given], clerk).unchanged == 1
    out = list(registered("absences").rows(by=clerk))
    assert (out[0]["place"], out[0]["code"]) == ("邻省港城", member.code)
    stranger = given | {"name": "无名", "code": "没有"}
    assert not bring_in("absences", [stranger], clerk).applied


def test_lists_that_are_derived_go_out_only(place: Place, programme: Programme, member: Member, clerk: User) -> None:
    for kind in ("transfers", "withdrawals", "clocks", "census", "transfer_batches"):
        assert list(registered(kind).rows(by=clerk)) == []
        with pytest.raises(Refused, match="不能导入"):
            registered(kind).plan(None, by=clerk)  # type: ignore[arg-type]
