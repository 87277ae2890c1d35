"""The states of transfers, absences and flagged cases: drawn as they are, kept by the database."""

import io
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from mulin.identity.models import User
from mulin.members.models import Member
from mulin.programmes.models import Programme
from mulin.relations.actions import transfers
from mulin.relations.models import Absence, CensusReturn, Stay, Transfer
from tests.relations.conftest import Place
from tests.relations.test_floating import away, guest

DRAWINGS = Path(__file__).parents[2] / "docs" / "states"


def drawing(model: str) -> str:
    """What ``mulin graph_transitions`` draws, in an order that does not depend on chance."""
    target = io.StringIO()
    call_command("graph_transitions", f"relations.{model}", stdout=target)
    head, body, tail = [], [], []
    for line in target.getvalue().strip().split("\n"):
        inside = "relations." in line and "graph" not in line
        (body if inside else tail if line.strip() == "}" else head).append(line)
    return "\n".join([*head, *sorted(body, key=lambda line: ("->" in line, line)), *tail]) + "\n"


@pytest.mark.parametrize("model", ["Transfer", "Absence", "WithdrawalCase"])
def test_the_drawing_of_the_states_is_up_to_date(model: str) -> None:
    assert drawing(model) == (DRAWINGS / f"relations.{model}.dot").read_text("utf-8")


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
