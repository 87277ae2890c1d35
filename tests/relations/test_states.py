"""The states of transfers, absences and flagged cases: kept by the database."""

import pytest
from django.db import IntegrityError, transaction

from mulin.identity.models import User
from mulin.members.models import Member
from mulin.programmes.models import Programme
from mulin.relations.actions import transfers
from mulin.relations.models import Absence, CensusReturn, Stay, Transfer
from tests.relations.conftest import Place
from tests.relations.test_floating import away, guest


@pytest.mark.django_db
def test_the_database_refuses_what_must_never_be_true(
    place: Place, programme: Programme, member: Member, clerk: User
) -> None:
    transfer = transfers.start(member, transfers.Wish("调动", place.west), by=clerk)
    absence, stay = away(member, place), guest(place)
    never = (
        (Transfer, transfer.pk, {"state": "returned"}),
        (Transfer, transfer.pk, {"state": "received"}),
        (Transfer, transfer.pk, {"state": "withdrawn"}),
        (Transfer, transfer.pk, {"target": transfer.source}),
        (Transfer, transfer.pk, {"target": None}),
        (Absence, absence.pk, {"state": "returned"}),
        (Absence, absence.pk, {"urged_on": "2021-06-30"}),
        (Stay, stay.pk, {"permit_shown": "missing"}),
        (Stay, stay.pk, {"ended_on": "2021-06-30"}),
    )
    for model, key, values in never:
        with pytest.raises(IntegrityError), transaction.atomic():
            model.objects.filter(pk=key).update(**values)  # type: ignore[attr-defined]
    assert not CensusReturn.objects.exists()
