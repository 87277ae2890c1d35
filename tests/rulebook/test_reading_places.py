"""Where a mistake is told: file, line and clause as the author knows them."""

import pytest

from mulin.rulebook.problems import PackError
from mulin.rulebook.reading import read_pack
from tests.rulebook.conftest import SMALL, Write
from tests.rulebook.test_reading import line_of, problems_of


def test_all_words_that_are_missing_in_a_clause_are_told_at_its_line(write: Write) -> None:
    text = SMALL.replace("    period: quarter\n    times: 1\n", "")
    with pytest.raises(PackError) as raised:
        read_pack(write(text))
    line = line_of("  - id: meeting\n    name: 每季度开会")
    told = [(one.line, one.place, one.message) for one in raised.value.problems]
    assert told == [(line, "duties › meeting", "缺少“period”"), (line, "duties › meeting", "缺少“times”")]
    assert str(raised.value) == "\n".join(str(one) for one in raised.value.problems)


def test_a_mistake_in_a_continued_list_is_told_in_its_own_file(write: Write) -> None:
    posts = "posts:\n  - {id: worker, name: 工作者, source: {document: rules}}\n"
    wrong = "# 说明\nposts:\n  - id: mediator\n    name: 调解员\n    grade: 3\n    source: {document: law}\n"
    assert problems_of(write(a=posts, b=wrong)) == ["b.yaml:5 posts › mediator › grade：没有“grade”这个词，请核对拼写"]
    fixed = wrong.replace("    grade: 3\n", "")
    assert problems_of(write(a=posts, b=fixed)) == [
        "b.yaml:5 posts › mediator › source › document：documents 里没有“law”这份文件"
    ]


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("offices: [{name: 办公室}]", "offices › 办公室"),
        ("gradings: [{rubric: street}]", "gradings › street"),
        ("archives: [{volumes: [{number: 3}]}]", "archives › 第 1 项 › volumes › 3"),
        ("points: [{rules: [{grades: [{grade: 优}]}]}]", "points › 第 1 项 › rules › 第 1 项 › grades › 优"),
        ("offices: [{}]", "offices › 第 1 项"),
        ("offices: [{id: a, name: 甲}, {}]", "offices › 第 2 项"),
        (
            "gradings: [{levels: [{conditions: [{when: facts}]}]}]",
            "gradings › 第 2 项 › levels › 第 1 项 › conditions › facts",
        ),
    ],
)
def test_a_member_of_a_list_is_called_by_what_its_author_knows_it_by(write: Write, written: str, place: str) -> None:
    assert any(f" {place}：缺少" in problem for problem in problems_of(write(more=written + "\n")))


def test_a_pack_without_anything_is_told_at_its_first_line(write: Write) -> None:
    assert "pack.yaml:1 缺少“pack”" in problems_of(write("# 空的\n"))
    assert "pack.yaml:1 缺少“pack”" in problems_of(write("# 说明\ntitle: 只有名称\n"))


def test_what_can_stand_only_once_is_told_also_when_one_of_two_is_a_list(write: Write) -> None:
    assert problems_of(write(more="posts: 无\n", other="posts: []\n")) == [
        "other.yaml:1 posts：已在 more.yaml:1 写过，只能写一处"
    ]
    assert problems_of(write(more="posts: []\n", other="posts: 无\n")) == [
        "other.yaml:1 posts：已在 more.yaml:1 写过，只能写一处"
    ]


@pytest.mark.parametrize("day", ["2024-02-30", "2024-13-01", "2024-03-01T25:00:00"])
def test_a_day_that_no_calendar_has_is_told_at_its_line(write: Write, day: str) -> None:
    folder = write(SMALL.replace("since: 2024-01-01", f"since: {day}"))
    assert problems_of(folder) == [f"pack.yaml:{line_of('since:')} since：“{day}”不是日期，请写成 2021-06-30"]


@pytest.mark.parametrize("text", ["a: !!int 甲\n", "a: !!set 甲\n"])
def test_a_mark_that_does_not_fit_is_told(write: Write, text: str) -> None:
    assert problems_of(write(broken=text)) == ["broken.yaml:1 有一处 !! 标记与内容不符，请删去标记"]


@pytest.mark.parametrize(
    ("text", "line"),
    [("%YAML 3.0\n---\na: 1\n", 1), ("a: 1\n<<: 3\n", 2), ("a: \x00\n", 1), ("a: &b\n  - 1\n - 2\n", 3)],
)
def test_whatever_is_no_yaml_is_told_in_chinese(write: Write, text: str, line: int) -> None:
    [problem] = problems_of(write(broken=text))
    assert problem.startswith(f"broken.yaml:{line} ")
