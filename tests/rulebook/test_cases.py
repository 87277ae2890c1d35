"""Cases are read against their pack; what the pack or the story does not know is refused."""

import datetime
from decimal import Decimal

import pytest

from mulin.rulebook.cases import items_without_a_case, read_cases
from mulin.rulebook.problems import PackError
from mulin.rulebook.reading import read_pack
from mulin.rulebook.schema.case_facts import ActivityFact, NodeFact
from tests.rulebook.conftest import Write

STORY = """\
cases:
  - name: 开会
    rubric: community
    as_of: 2024-12-31
    steps:
      - facts:
          - {node: other, kind: compound, under: subject}
          - {activity: meeting, on: [2024-02-01, 2024-08-01], fields: {matters: 2}}
        expect: {item: "01.1", score: 3}
      - facts:
          - {activity: meeting, host: other, on: 2024-05-01}
        expect: {item: "01.1", score: 3}
"""


def test_a_story_is_read_step_by_step(write: Write) -> None:
    folder = write(cases__story=STORY)
    [case] = read_cases(folder, read_pack(folder))
    node, held = case.steps[0].facts
    assert isinstance(node, NodeFact)
    assert isinstance(held, ActivityFact)
    assert held.on == (datetime.date(2024, 2, 1), datetime.date(2024, 8, 1))
    assert held.host == "subject"
    assert case.steps[0].expect.score == Decimal(3)


def test_a_pack_without_cases_has_none(write: Write) -> None:
    folder = write()
    assert read_cases(folder, read_pack(folder)) == ()


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("rubric: community", "rubric: street", 3, "没有“street”这张评分表"),
        ('item: "01.1"', 'item: "09.1"', 9, "没有“09.1”这一小项"),
        ("activity: meeting", "activity: party", 8, "没有“party”这类活动"),
        ("host: other", "host: another", 11, "前面没有出现过“another”"),
        ("on: 2024-05-01", "when: 2024-05-01", 11, "缺少“on”"),
        ("score: 3", "grade: standard", 9, "item 和 score 要一起写"),
        ("expect: {item", "expect: {grade: none, item", 9, "四者取一"),
        ("{node: other, kind", "{nothing: other, kind", 7, "不知道是哪一种"),
    ],
)
def test_what_nobody_knows_is_refused_at_its_line(write: Write, old: str, new: str, line: int, message: str) -> None:
    folder = write(cases__story=STORY.replace(old, new, 1))
    with pytest.raises(PackError) as raised:
        read_cases(folder, read_pack(folder))
    told = [str(problem) for problem in raised.value.problems]
    assert any(one.startswith(f"cases/story.yaml:{line} ") and message in one for one in told), told


def test_an_item_shown_with_one_score_only_still_wants_a_case(write: Write) -> None:
    folder = write(cases__story=STORY)
    pack = read_pack(folder)
    assert items_without_a_case(pack, read_cases(folder, pack)) == ["community 01.1"]
    told = STORY[: STORY.rindex("score: 3")] + STORY[STORY.rindex("score: 3") :].replace("score: 3", "score: 4.5")
    write(cases__story=told)
    assert items_without_a_case(pack, read_cases(folder, pack)) == []


POINTS = """points:
  - id: card
    name: 积分
    subjects: members
    floor: 0
    parts: [{id: base, name: 基础}]
    rules: [{id: help, name: 帮忙, part: base, points: 1, because: 登记, source: {document: rules, section: 一}}]
    source: {document: rules, section: 一}
"""


def one_case(about: str, expected: str, fact: str = "{total: 1}", more: str = "") -> str:
    """A story in one line: of whom, what is expected."""
    return (
        f"cases: [{{name: 例, {about}, as_of: 2024-12-31, {more}steps: [{{facts: [{fact}], expect: {expected}}}]}}]\n"
    )


@pytest.mark.parametrize(
    ("story", "place", "message"),
    [
        (one_case("subject: community", "{duty: meeting, kept: 1}"), "", ""),
        (one_case("subject: village", "{duty: meeting, kept: 1}"), "subject", "kinds 里没有“village”这种对象"),
        (one_case("subject: community", "{duty: dinner, kept: 1}"), "duty", "duties 里没有“dinner”这项职责"),
        (one_case("points: card", "{total: 1}"), "", ""),
        (one_case("points: purse", "{total: 1}"), "points", "points 里没有“purse”这一积分办法"),
        (one_case("points: card", "{total: 1}", "{registered: help, on: 2024-05-01}"), "", ""),
        (
            one_case("points: card", "{total: 1}", "{registered: harm, on: 2024-05-01}"),
            "registered",
            "points 里没有“harm”这一积分事项",
        ),
        (one_case("rubric: community", "{grade: none}", more="parameters: {veto_kinds: [事故]}, "), "", ""),
        (
            one_case("rubric: community", "{grade: none}", more="parameters: {veto_kind: [事故]}, "),
            "parameters",
            "规章包里没有“veto_kind”这个参数",
        ),
        (one_case("rubric: community", '{item: "07.1", score: 1}'), "item", "这张评分表没有“07.1”这一小项"),
        (
            one_case("rubric: community", "{grade: none}", "{activity: party, on: 2024-05-01}"),
            "activity",
            "规章包里没有“party”这类活动",
        ),
    ],
)
def test_a_story_speaks_only_of_what_the_pack_has(write: Write, story: str, place: str, message: str) -> None:
    folder = write(points=POINTS, cases__story=story)
    pack = read_pack(folder)
    if not message:
        assert len(read_cases(folder, pack)) == 1
        return
    with pytest.raises(PackError) as raised:
        read_cases(folder, pack)
    [problem] = raised.value.problems
    assert (problem.message, problem.place.split(" › ")[-1]) == (message, place)


@pytest.mark.parametrize(
    ("about", "expected", "message"),
    [
        ("rubric: community, subject: community", "{grade: none}", "三者取一"),
        ("since: 2024-01-01", "{grade: none}", "三者取一"),
        ("subject: community", "{duty: meeting}", "duty 和 kept 要一起写"),
        ("subject: community", "{kept: 1, grade: none}", "duty 和 kept 要一起写"),
        ("rubric: community", "{score: 1, grade: none}", "item 和 score 要一起写"),
        ("points: card", "{result: one, grade: none}", "result 要和 total 一起写"),
        ("points: card", "{}", "四者取一"),
        ("points: card", "{total: 1, grade: none}", "四者取一"),
        ("subject: community", "{duty: meeting, kept: -1}", "应不小于 0"),
        ("subject: community", "{duty: meeting, kept: 1, overdue: -1}", "应不小于 0"),
    ],
)
def test_a_story_is_about_one_and_expects_one_thing(write: Write, about: str, expected: str, message: str) -> None:
    folder = write(points=POINTS, cases__story=one_case(about, expected))
    with pytest.raises(PackError) as raised:
        read_cases(folder, read_pack(folder))
    assert any(message in str(problem) for problem in raised.value.problems)


def test_mistakes_of_all_stories_are_told_together(write: Write) -> None:
    folder = write(
        cases__a=one_case("subject: village", "{grade: none}"), cases__b=one_case("subject: town", "{grade: none}")
    )
    with pytest.raises(PackError) as raised:
        read_cases(folder, read_pack(folder))
    assert [problem.file for problem in raised.value.problems] == ["cases/a.yaml", "cases/b.yaml"]
    write(cases__b="cases: [\n")
    with pytest.raises(PackError, match="cases/b"):
        read_cases(folder, read_pack(folder))
