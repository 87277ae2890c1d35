"""The real pack on a real tree: every rubric is judged, and by as many questions for many subjects as for few."""

import datetime
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from mulin.assessments import actions
from mulin.assessments.models import JudgementFault, Proposal
from mulin.assessments.queries.milestones import milestones_of
from mulin.identity.models import User
from mulin.programmes.actions import adopt, install, publish
from mulin.programmes.models import Programme
from mulin.records.actions import record
from mulin.rulebook.reading import read_pack
from mulin.tree.actions import NewNode, found
from mulin.tree.models import Node
from tests.assessments.test_judging import more, questions
from tests.worlds import built_once

PACK = Path(__file__).resolve().parents[2] / "packs" / "quanyu" / "2021"
RUBRICS = {"street": 11, "community": 11, "compound": 10, "building": 10, "circle": 11, "social": 10}
DAY = datetime.date(2021, 6, 30)


@pytest.fixture
def quanyu(root: User) -> Programme:
    return a_street_under_quanyu(root)


@built_once
def a_street_under_quanyu(root: User) -> Programme:
    """One subject of every rubric, under the regulation as delivered."""

    def node(kind: str, name: str, above: Node | None = None, inside: Node | None = None) -> Node:
        new = NewNode(kind, name, belongs_to=above, located_in=inside, code=f"{kind}-{name}")
        return found(new, reason="建档", by=root)

    street = node("street", "睦邻街道")
    community = node("community", "东社区", street)
    node("compound", "花园小区", community)
    node("building", "中心大厦", street, community)
    node("circle", "东门商圈", street, community)
    node("social", "邻里互助会", street, community)
    edition, _ = install(read_pack(PACK), by=root)
    return publish(adopt(edition, street, since=datetime.date(2020, 10, 1), by=root, legal_basis="工作方案"), by=root)


def evaluated(rubric: str) -> list[dict[str, Any]]:
    out = StringIO()
    call_command("evaluate", f"quanyu/{rubric}", "--as-of", DAY.isoformat(), "--json", stdout=out)
    return list(json.loads(out.getvalue()))


@pytest.mark.row("Q02")
@pytest.mark.parametrize(("rubric", "number"), RUBRICS.items())
def test_every_item_of_every_rubric_is_judged(quanyu: Programme, rubric: str, number: int) -> None:
    [one] = evaluated(rubric)
    assert len(one["items"]) == number
    unscored = [item["id"] for item in one["items"] if item["by"] == "none"]
    assert [item for item in unscored if f"{item} 尚未评分" not in one["missing"]] == unset(rubric)
    assert not JudgementFault.objects.exists()


def unset(rubric: str) -> list[str]:
    """Items that wait for a parameter of the district, as the stored result says."""
    row = Proposal.objects.get(rubric=rubric)
    return [item["id"] for item in row.items if item["by"] == "none" and "尚未设置" in item["reason"]]


@pytest.mark.row("Q02")
def test_a_quarterly_meeting_gives_its_share_of_item_06_2(quanyu: Programme, root: User) -> None:
    community = Node.objects.get(kind="community")
    before = {item["id"]: item for item in evaluated("community")[0]["items"]}["06.2"]
    record(community, "joint_meeting", datetime.date(2021, 5, 12), by=root, at_once=True)
    after = {item["id"]: item for item in evaluated("community")[0]["items"]}["06.2"]
    assert (before["score"], before["facts"]) == ("0", 0)
    assert after["score"] != "0"
    assert after["facts"] == 1


@pytest.mark.row("Q02")
def test_the_real_rubric_asks_as_many_questions_for_a_thousand_as_for_ten(quanyu: Programme) -> None:
    more("community", quanyu.node, 0, 9)
    few = questions(quanyu, "community", 10)
    more("community", quanyu.node, 9, 990)
    assert questions(quanyu, "community", 1000) == few < 40


@pytest.mark.row("Q09")
def test_every_target_of_the_plan_is_measured_or_waits_for_a_person(quanyu: Programme) -> None:
    rows = milestones_of(quanyu, quanyu.node)
    days = {row.milestone.day for row in rows}
    assert days == {datetime.date(2021, 2, 28), DAY, datetime.date(2022, 12, 31), datetime.date(2023, 12, 31)}
    broken = [(row.milestone.id, row.target.id, row.why) for row in rows if row.target.measure and row.needed is None]
    assert broken == []
    assert not [row for row in rows if row.target.measure is None and not row.why]


def test_a_rebuild_changes_nothing_that_was_kept_right(quanyu: Programme) -> None:
    assert actions.rebuild() == 0
