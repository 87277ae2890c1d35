"""The papers of relations: each composes from the facts, filled and blank, as PDF and Word."""

import datetime
from typing import Any

import pytest

from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.members.models import Member
from mulin.papers.actions import Wish, print_paper
from mulin.papers.queries import paper_kind
from mulin.programmes.models import Programme
from mulin.relations.actions import floating, transfers, withdrawals
from mulin.relations.models import Absence, Transfer
from tests.members.factories import a_member
from tests.relations.conftest import DAY, SINCE, Place
from tests.relations.test_floating import away, guest
from tests.relations.test_withdrawal import held_at

pytestmark = pytest.mark.django_db
TODAY = datetime.date.fromisoformat(DAY)


def printed(paper: str, thing: Any, by: User, **wish: Any) -> bytes:
    kind = paper_kind(paper)
    assert kind is not None
    return print_paper(kind, thing, Wish(**wish), reference_url="http://localhost/relations/1/", by=by).content


def all_ways(paper: str, thing: Any, by: User) -> None:
    """As PDF and Word, filled and blank."""
    for file in ("pdf", "docx"):
        for blank in (False, True):
            assert len(printed(paper, thing, by, file=file, blank=blank)) > 5000


@pytest.mark.row("D11")
def test_the_letter_has_three_parts_once_it_is_written(
    place: Place, programme: Programme, member: Member, clerk: User
) -> None:
    asked = transfers.ask(member, reason="工作调动", by=place.secretary)
    with pytest.raises(Refused, match="还没有开介绍信"):
        printed("transfer_letter", asked, place.secretary)
    transfer = transfers.start(member, transfers.Wish("工作调动", place.west), by=place.secretary)
    all_ways("transfer_letter", Transfer.objects.get(pk=transfer.pk), place.secretary)


@pytest.mark.row("R10")
def test_the_permit_the_census_and_the_notice_are_printed(
    place: Place, programme: Programme, member: Member, clerk: User
) -> None:
    absence = away(member, place)
    with pytest.raises(Refused, match="活动证"):
        printed("floating_permit", absence, place.secretary)
    floating.issue_permit(absence, by=place.secretary)
    all_ways("floating_permit", Absence.objects.get(pk=absence.pk), place.secretary)
    guest(place)
    census = floating.open_census(place.street.street, year=2021, by=place.officer)
    found = census.returns.get(community=place.street.west)
    floating.complete_return(found, wishing_transfer=1, thoughts="思想稳定，愿意参加社区活动", by=place.officer)
    found.refresh_from_db()
    all_ways("floating_census", found, place.officer)
    other = a_member(place.street, clerk, name="同志", number=8, since=SINCE)
    held_at(place, "2021-03-10", other, by=clerk)
    case = withdrawals.open_case(member, by=place.secretary)
    withdrawals.ask_cause(case, note="电话停机，家属称在外地务工", by=place.secretary)
    case.refresh_from_db()
    all_ways("withdrawal_notice", case, place.secretary)
