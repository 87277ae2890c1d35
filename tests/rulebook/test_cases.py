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
