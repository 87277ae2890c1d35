"""Time travels right: a merger entered two months late, and editions that stay what they were when installed."""

import datetime
import json
import shutil
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from mulin.assessments import actions
from mulin.assessments.queries import judge_assessment
from mulin.duties.models import DutyState
from mulin.identity.models import User
from mulin.members.actions import Homes, register
from mulin.members.models import Tie
from mulin.organisations import actions as keeping
from mulin.organisations.models import Premises, Staff
from mulin.programmes.actions import adopt, publish
from mulin.programmes.models import Edition, Programme
from mulin.programmes.queries import stored_pack
from mulin.records.actions import record
from mulin.tree.actions import NewNode, found, merge
from mulin.tree.choices import BEGINNING
from mulin.tree.models import Node
from tests.properties.world import World

PACK = Path(__file__).resolve().parents[2] / "packs" / "quanyu" / "2021"
APRIL_30, MAY_1, MAY_2 = (datetime.date(2021, 4, 30), datetime.date(2021, 5, 1), datetime.date(2021, 5, 2))
JULY_1 = datetime.date(2021, 7, 1)


def asked(command: str, *words: str) -> Any:
    """What a command prints as JSON."""
    out = StringIO()
    call_command(command, *words, "--json", stdout=out)
    return json.loads(out.getvalue())


def codes(day: datetime.date) -> list[str]:
    """The communities judged as of a day."""
    return [one["subject"]["code"] for one in asked("evaluate", "world/community", "--as-of", day.isoformat())]


@pytest.fixture
def merged(world: World) -> tuple[World, Node, Node]:
    """The western community went into the eastern one as of 1 May; entered on 1 July."""
    east, west = world.of_kind("community")
    branch = world.one("branch", 0)
    register({"name": "林梧"}, Homes(branch, west, BEGINNING), by=world.by)
    compound = west.children.get(node__name="西1小区").node
    keeping.enter(Premises(node=west, name="西社区驿站", kind="red_station"), by=world.by)
    keeping.enter(Staff(node=west, name="赵岗", post="community_worker"), by=world.by)
    keeping.enter(Premises(node=compound, name="客厅", kind="compound_parlour", standard="standard"), by=world.by)
    record(west, "meeting", datetime.date(2021, 2, 3), by=world.by, at_once=True)
    record(east, "meeting", datetime.date(2021, 5, 20), by=world.by, at_once=True)
    merge([west], east, on=MAY_1, reason="社区合并", by=world.by)
    return world, Node.objects.get(pk=east.pk), Node.objects.get(pk=west.pk)


@pytest.mark.row("J02")
def test_a_merger_entered_late_counts_from_its_day(merged: tuple[World, Node, Node]) -> None:
    _, east, west = merged
    assert codes(APRIL_30) == sorted([east.code, west.code])
    assert codes(MAY_1) == codes(MAY_2) == [east.code]
    before = asked("evaluate", "world/community", "--as-of", "2021-04-30", "--subject", west.code)[0]
    assert {item["id"]: item["score"] for item in before["items"]} == {"01.1": "40", "01.2": "10", "01.3": "15"}
    after = asked("evaluate", "world/community", "--as-of", "2021-05-02", "--subject", east.code)[0]
    assert {item["id"]: item["score"] for item in after["items"]}["01.2"] == "10"
    assert {item["id"]: item["score"] for item in after["items"]}["01.3"] == "7.5"


@pytest.mark.row("J02")
def test_duties_members_premises_and_staff_follow_a_merger(merged: tuple[World, Node, Node]) -> None:
    _, east, west = merged
    for model in (Tie, Premises, Staff):
        gone = model.objects.get(node=west)
        now = model.objects.get(node=east)
        assert (gone.until, now.since, now.until) == (MAY_1, MAY_1, None), model
    owed = {one["subject"]["code"] for one in asked("duties", "--as-of", "2021-04-30") if one["duty"] == "meeting"}
    assert owed == {east.code, west.code}
    owed = {one["subject"]["code"] for one in asked("duties", "--as-of", "2021-05-02") if one["duty"] == "meeting"}
    assert owed == {east.code}
    assert not DutyState.objects.filter(node=west).exists()
    met = {state.first: state.met_on for state in DutyState.objects.filter(node=east, duty="meeting")}
    assert met[datetime.date(2021, 4, 1)] == datetime.date(2021, 5, 20)
    compounds = {tie.node.name: tie.parent for tie in east.children.select_related("node", "parent")}
    assert set(compounds) == {"东1小区", "东2小区", "西1小区", "西2小区"}


@pytest.fixture
def installed(clerk: User, settings: Any, tmp_path: Path) -> tuple[Path, Programme, Node]:
    """Quanyu installed from a folder of our own, and a compound with eight points' worth of facts."""
    settings.TODAY = JULY_1
    stored_pack.cache_clear()
    folder = tmp_path / "2021"
    shutil.copytree(PACK, folder)
    call_command("pack", "add", str(folder), stdout=StringIO())
    street = found(NewNode("street", "睦邻街道"), reason="建档", by=clerk)
    community = found(NewNode("community", "东社区", street), reason="建档", by=clerk)
    compound = found(NewNode("compound", "花园小区", community, code="garden"), reason="建档", by=clerk)
    since = datetime.date(2020, 10, 1)
    programme = adopt(Edition.objects.get(), street, since=since, by=clerk, legal_basis="工作方案")
    publish(programme, by=clerk)
    record(compound, "four_party_council", datetime.date(2021, 4, 18), by=clerk, at_once=True, fields={"disclosed": 1})
    return folder, programme, compound


def change(folder: Path) -> None:
    """The council is worth nothing any more, in the file."""
    file = folder / "rubrics" / "3_compound.yaml"
    text = file.read_text(encoding="utf-8")
    changed = text.replace("kind: four_party_council", "kind: neighbour_festival", 1)
    assert changed != text
    file.write_text(changed, encoding="utf-8")


@pytest.mark.row("Q26")
def test_changing_the_file_of_an_installed_pack_changes_no_result(
    installed: tuple[Path, Programme, Node], clerk: User
) -> None:
    folder, programme, compound = installed
    words = ("quanyu/compound", "--as-of", "2021-07-01")
    before = asked("evaluate", *words)
    [running] = actions.open_assessments(programme, [compound], by=clerk)
    assert {item["id"]: item["score"] for item in before[0]["items"]}["12.1"] == "10"
    change(folder)
    stored_pack.cache_clear()
    assert asked("evaluate", *words) == before
    call_command("pack", "add", str(folder), stdout=StringIO())
    assert [edition.label for edition in Edition.objects.order_by("revision")] == ["2021", "2021.2"]
    assert asked("evaluate", *words) == before
    newer = Edition.objects.get(revision=2)
    publish(adopt(newer, programme.node, since=datetime.date(2021, 6, 1), by=clerk, legal_basis="新文件"), by=clerk)
    [now] = asked("evaluate", *words)
    assert now["edition"] == "2021.2"
    assert {item["id"]: item["score"] for item in now["items"]}["12.1"] == "0"
    kept = judge_assessment(running)
    assert kept is not None
    assert {item.id: str(item.score) for item in kept.items}["12.1"] == "10"
