"""Matters go through the steps of their procedure: parties, ballots, disclosures with clocks, objections, ways back."""

import datetime
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from mulin.deliberation import actions
from mulin.deliberation.actions import StepResult
from mulin.deliberation.choices import MatterState, StepState
from mulin.deliberation.models import Matter
from mulin.deliberation.queries.matters import last_day, procedures_at
from mulin.foundation.refusals import Refused
from mulin.foundation.workdays import seed_workdays
from mulin.identity.models import User
from mulin.programmes.actions import adopt, install, publish
from mulin.rulebook.reading import read_pack
from mulin.tree.actions import NewNode, found
from tests.assessments.small_pack import SOURCE, small_pack
from tests.deliberation.conftest import account

ROOT = Path(__file__).resolve().parents[2]
DAY = datetime.date(2022, 6, 1)


@pytest.fixture
def compound(clerk: User, today_is: Callable[[str], datetime.date]) -> SimpleNamespace:
    today_is("2022-06-01")
    street = found(NewNode("street", "滨湖街道"), reason="测试", by=clerk)
    community = found(NewNode("community", "荷风社区", belongs_to=street), reason="测试", by=clerk)
    node = found(NewNode("compound", "荷风花园", belongs_to=community), reason="测试", by=clerk)
    secretary = account("community_secretary", "community_secretary", community, clerk)
    return SimpleNamespace(street=street, community=community, node=node, secretary=secretary)


def in_force(compound: SimpleNamespace, pack, clerk: User, **parameters: object) -> None:
    edition, _new = install(pack, by=clerk)
    since = datetime.date(2021, 1, 1)
    drafted = adopt(edition, compound.street, since=since, legal_basis="测试", parameters=parameters, by=clerk)
    publish(drafted, by=clerk)


@pytest.fixture
def council(compound: SimpleNamespace, clerk: User) -> Matter:
    """A matter of the four-party council under the pack of the street."""
    in_force(compound, read_pack(ROOT / "packs" / "quanyu" / "2021"), clerk, disclosure_days=3)
    ruling = procedures_at(compound.node, DAY)["four_party_council"]
    return actions.open_matter(compound.node, ruling, title="加装充电桩", by=compound.secretary)


def finish(matter: Matter, by: User, *, passed: bool = True, **present: int) -> Matter:
    return actions.finish_step(matter, StepResult(passed, "结论", present), by=by)


ALL_FOUR = {"two_committees": 1, "owners_committee": 1, "property_company": 1, "owner_members": 1}


@pytest.mark.row("Q16")
def test_four_parties_decide_and_three_disclosures_run_their_clocks(council: Matter, compound, today_is) -> None:
    with pytest.raises(Refused, match="须有物业服务企业参加"):
        finish(council, compound.secretary, two_committees=1, owners_committee=1, owner_members=1)
    finish(council, compound.secretary, **ALL_FOUR)
    day = DAY
    for number in range(3):
        with pytest.raises(Refused, match="须先公示"):
            finish(council, compound.secretary, two_committees=1)
        disclosure = actions.disclose(council, text="正文", by=compound.secretary)
        assert disclosure.last == day + datetime.timedelta(days=2)
        today_is(disclosure.last.isoformat())
        with pytest.raises(Refused, match="期满后才能进入下一步"):
            finish(council, compound.secretary, two_committees=1)
        day = disclosure.last + datetime.timedelta(days=1)
        today_is(day.isoformat())
        done = finish(council, compound.secretary, two_committees=1)
        assert (done.state == MatterState.DECIDED) == (number == 2)
    assert [run.state for run in council.runs.all()] == [StepState.PASSED] * 4
    with pytest.raises(Refused, match="已经办结"):
        finish(council, compound.secretary, two_committees=1)


def test_how_long_to_disclose_must_be_set(compound, clerk: User) -> None:
    in_force(compound, read_pack(ROOT / "packs" / "quanyu" / "2021"), clerk)
    ruling = procedures_at(compound.node, DAY)["four_party_council"]
    matter = actions.open_matter(compound.node, ruling, title="加装充电桩", by=compound.secretary)
    finish(matter, compound.secretary, **ALL_FOUR)
    with pytest.raises(Refused, match="公示天数未配置"):
        actions.disclose(matter, text="正文", by=compound.secretary)


@pytest.fixture
def voting(compound: SimpleNamespace, clerk: User) -> Matter:
    """A matter with a disclosure that takes objections, then a ballot that can send it back."""
    steps = [
        {
            "id": "tell",
            "name": "公开",
            "who": ["all"],
            "disclosure": {"what": "方案", "days": 2, "objections": True, "answer_within_days": 3},
        },
        {"id": "decide", "name": "表决", "who": ["all"], "ballot": {"passes": "1/2"}, "back_to": "tell"},
    ]
    procedure = {"id": "small", "name": "小议", "subjects": ["compound"], "parties": [{"id": "all", "name": "各方"}]}
    pack = small_pack(procedures=[procedure | {"steps": steps, "source": SOURCE}])
    in_force(compound, pack, clerk)
    ruling = procedures_at(compound.node, DAY)["small"]
    return actions.open_matter(compound.node, ruling, title="停车", by=compound.secretary)


def test_an_objection_holds_the_step_until_it_is_answered(voting: Matter, compound, today_is) -> None:
    disclosure = actions.disclose(voting, text="方案", by=compound.secretary)
    objection = actions.object_to(disclosure, said_by="三幢居民", text="车位不够", by=compound.secretary)
    today_is("2022-06-03")
    with pytest.raises(Refused, match="不在公示期内"):
        actions.object_to(disclosure, said_by="居民", text="晚了", by=compound.secretary)
    with pytest.raises(Refused, match="还有异议没有答复"):
        finish(voting, compound.secretary, all=1)
    actions.answer_objection(objection, answer="增加十个车位", by=compound.secretary)
    with pytest.raises(Refused, match="已经答复"):
        actions.answer_objection(objection, answer="再答", by=compound.secretary)
    assert finish(voting, compound.secretary, all=1).state == MatterState.OPEN


def test_the_ballot_decides_the_step_and_a_refusal_goes_back(voting: Matter, compound, today_is, clerk, branch) -> None:
    today_is("2022-06-01")
    actions.disclose(voting, text="方案", by=compound.secretary)
    today_is("2022-06-03")
    finish(voting, compound.secretary, all=1)
    with pytest.raises(Refused, match="须先表决并计票"):
        finish(voting, compound.secretary, all=1)
    voters = [member.pk for member in branch.members]
    poll = actions.open_step_poll(voting, voters, closes_on=datetime.date(2022, 6, 3), by=compound.secretary)
    with pytest.raises(Refused, match="已经有一次表决"):
        actions.open_step_poll(voting, voters, closes_on=datetime.date(2022, 6, 3), by=compound.secretary)
    for number, member in enumerate(branch.members):
        actions.cast(poll, {poll.items.get().pk: "同意" if number < 5 else "不同意"}, by=member.account)
    actions.close(poll, by=compound.secretary)
    with pytest.raises(Refused, match="与表决结果不一致：实到 11 人，“同意”5 票，要 6 票才能通过"):
        finish(voting, compound.secretary, all=1)
    back = finish(voting, compound.secretary, passed=False, all=1)
    assert back.state == MatterState.OPEN
    assert [run.step for run in back.runs.all()] == ["tell", "decide", "tell"]
    withdrawn = actions.withdraw(back, reason="另议", by=compound.secretary)
    assert withdrawn.state == MatterState.WITHDRAWN


def test_a_matter_keeps_the_edition_under_which_it_was_opened(voting: Matter, compound, clerk, today_is) -> None:
    changed = {"id": "small", "name": "新议", "subjects": ["compound"], "parties": [{"id": "all", "name": "各方"}]}
    steps = [{"id": "only", "name": "只一步", "who": ["all"]}]
    pack = small_pack(edition="2022", procedures=[changed | {"steps": steps, "source": SOURCE}])
    edition, _new = install(pack, by=clerk)
    publish(adopt(edition, compound.street, since=datetime.date(2022, 6, 2), legal_basis="新", by=clerk), by=clerk)
    today_is("2022-06-02")
    assert actions.disclose(voting, text="方案", by=compound.secretary).what == "方案"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("first", "days", "working", "last"),
    [
        ("2022-06-01", 7, False, "2022-06-07"),
        ("2022-06-02", 3, True, "2022-06-07"),  # 3 June to 5 June is the dragon boat holiday
        ("2022-06-04", 1, True, "2022-06-06"),
    ],
)
def test_the_last_day_of_a_disclosure(first: str, days: int, working: bool, last: str) -> None:
    seed_workdays()
    found_day = last_day(datetime.date.fromisoformat(first), days, working=working)
    assert found_day == datetime.date.fromisoformat(last)
