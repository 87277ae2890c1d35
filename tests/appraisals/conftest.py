"""A branch of eleven members under a committee, with today's rules of appraisal or those of 2011."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from mulin.appraisals.queries.appraisals import schemes_at
from mulin.identity.models import User
from mulin.programmes.actions import adopt, install, publish
from mulin.programmes.queries import Ruling
from mulin.rulebook.reading import read_pack
from mulin.tree.models import Node
from tests.deliberation.conftest import account, branch
from tests.worlds import built_once

__all__ = ["branch"]
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def in_force(branch: SimpleNamespace, clerk: User) -> Callable[..., Ruling]:
    """Put a pack in force for the committee, with parameters; the scheme of the branch."""

    def put(pack: str, **parameters: object) -> Ruling:
        put_in_force(branch.committee.pk, pack, parameters, clerk)
        return schemes_at(branch.node, date(2022, 6, 1))["member_appraisal"]

    return put


@built_once
def put_in_force(committee_id: int, pack: str, parameters: dict[str, object], clerk: User) -> None:
    """A pack for the committee, since 2020."""
    edition, _new = install(read_pack(ROOT / "packs" / pack), by=clerk)
    committee = Node.objects.get(pk=committee_id)
    drafted = adopt(edition, committee, since=date(2020, 1, 1), legal_basis="测试依据", parameters=parameters, by=clerk)
    publish(drafted, by=clerk)


@pytest.fixture
def examiner(branch: SimpleNamespace, clerk: User) -> User:
    return account("examiner", "unit_secretary", branch.committee, clerk)
