"""Reading tells every mistake in Chinese, with file and line."""

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from mulin.rulebook.problems import PackError
from mulin.rulebook.reading import load_stored, pack_hash, pack_text, read_pack
from tests.rulebook.conftest import SMALL, Write


def problems_of(folder: Path) -> list[str]:
    with pytest.raises(PackError) as raised:
        read_pack(folder)
    return [str(problem) for problem in raised.value.problems]


def line_of(text: str) -> int:
    return SMALL[: SMALL.index(text)].count("\n") + 1


def test_a_right_pack_is_read_whole(write: Write) -> None:
    pack = read_pack(write())
    assert pack.rubric("community").items[0].max == Decimal(6)
    assert pack.duty("meeting").times == Decimal(1)
    assert pack.grading("community") is pack.gradings[0]


def test_asking_for_what_a_pack_does_not_have_is_a_key_error(write: Write) -> None:
    with pytest.raises(KeyError):
        read_pack(write()).rubric("street")


def test_lists_are_continued_in_further_files_and_folders(write: Write) -> None:
    posts = "posts:\n  - {id: worker, name: 工作者, source: {document: rules}}\n"
    folder = write(a=posts, deep__b=posts.replace("worker", "mediator"))
    assert [post.id for post in read_pack(folder).posts] == ["worker", "mediator"]


def test_cases_are_no_part_of_the_pack(write: Write) -> None:
    folder = write(cases__story="cases: []\n")
    assert read_pack(folder).pack == "small"


def test_a_folder_without_head_is_refused(tmp_path: Path) -> None:
    [problem] = problems_of(tmp_path)
    assert "找不到 pack.yaml" in problem


def test_the_same_word_in_two_files_names_both_places(write: Write) -> None:
    [problem] = problems_of(write(more="# 说明\ntitle: 另一个名称\n"))
    assert problem == "more.yaml:2 title：已在 pack.yaml:3 写过，只能写一处"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a: 1\nb: [1, 2\n", 3, "缺少逗号"),
        ("a: 1\na: 2\n", 2, "同一个名称写了两次"),
        ("a: b: c\n", 1, "多了一个冒号"),
        ("a: 1\n\tb: 2\n", 2, "制表符"),
        ("- 1\n", 1, "最外层"),
        ("a: *nothing\n", 1, "别名"),
        ("a: 'open\n", 2, "没有收口"),
    ],
)
def test_yaml_mistakes_are_said_in_chinese_at_their_line(write: Write, text: str, line: int, message: str) -> None:
    [problem] = problems_of(write(broken=text))
    assert problem.startswith(f"broken.yaml:{line}")
    assert message in problem


def test_a_file_in_another_encoding_is_told(write: Write) -> None:
    folder = write()
    (folder / "old.yaml").write_bytes("title: 旧文件".encode("gbk"))
    assert problems_of(folder) == ["old.yaml:1 文件不是 UTF-8 编码，请另存为 UTF-8"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("    period: quarter\n", "", "缺少“period”"),
        ("period: quarter", "period: fortnight", "“fortnight”不在可选范围"),
        ("max: 6", "max: six", "不是数"),
        ("max: 6", "max: .nan", "有限的数"),
        ("max: 6", "maximum: 6", "没有“maximum”这个词"),
        ('id: "01.1"', "id: one", "例如 06.2"),
        ("way: share", "way: sharing", "“sharing”不在可选范围"),
        ("since: 2024-01-01", "since: 元旦", "不是日期"),
        ("id: compound,", "id: Compound,", "小写字母"),
        ("name: 每季度开会", f"name: {'长' * 61}", "不超过 60 个字"),
        ("kind: list, default: []", "kind: integer, default: 三", "应是整数"),
        ("subjects: [community]\n    period", "subjects: []\n    period", "至少要有 1 项"),
        ("when: no_veto", "when: never", "“never”不在可选范围"),
    ],
)
def test_schema_mistakes_are_said_in_chinese_at_their_line(write: Write, old: str, new: str, message: str) -> None:
    folder = write(SMALL.replace(old, new, 1))
    found = problems_of(folder)
    assert any(message in problem for problem in found), found
    for problem in found:
        line = int(problem.split(":")[1].split(" ")[0])
        assert abs(line - line_of(old.strip().splitlines()[0])) <= 6, problem


def test_a_wrong_value_is_told_at_its_very_line(write: Write) -> None:
    [problem] = problems_of(write(SMALL.replace("max: 6", "max: six")))
    place = "rubrics › community › sections › all › indicators › 1 › items › 01.1 › max"
    assert problem == f"pack.yaml:{line_of('max: 6')} {place}：不是数"


def test_every_mistake_is_told_at_once_and_in_order(write: Write) -> None:
    found = problems_of(write(SMALL.replace("max: 6", "max: six").replace("period: quarter", "period: x")))
    assert [problem.split(" ")[0] for problem in found] == [
        f"pack.yaml:{line_of('period: quarter')}",
        f"pack.yaml:{line_of('max: 6')}",
    ]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("parameter: veto_kinds", "parameter: vetoes", "parameters 里没有“vetoes”这个参数"),
        ("rubric: community", "rubric: street", "rubrics 里没有“street”这张评分表"),
        ("hosts: [community]", "hosts: [street]", "kinds 里没有“street”这种对象"),
        ("document: rules", "document: law", "documents 里没有“law”这份文件"),
        ("score_from: 6", "score_from: 6\n        requires: gold", "“gold”不是排在前面的等级"),
    ],
)
def test_unknown_references_are_told_at_their_line(write: Write, old: str, new: str, message: str) -> None:
    [problem] = problems_of(write(SMALL.replace(old, new, 1)))
    line = int(problem.split(":")[1].split(" ")[0])
    assert message in problem
    assert line - line_of(old) in {0, new.count("\n")}


def test_numbers_are_read_as_written(write: Write) -> None:
    pack = read_pack(write(SMALL.replace("max: 6", "max: 0.1").replace("max: 4", 'max: "9.90"')))
    assert [item.max for item in pack.rubric("community").items] == [Decimal("0.1"), Decimal("9.90")]


@pytest.mark.parametrize("written", ["30%", "3/10", "0.3", '"30％"'])
def test_shares_are_exact_however_they_are_written(write: Write, written: str) -> None:
    text = SMALL.replace("        total: 10\n", f"        total: 10\n        weight: {written}\n")
    assert read_pack(write(text)).rubrics[0].sections[0].weight == Fraction(3, 10)


@pytest.mark.parametrize("written", ["130%", "-1%", "half", "1/0"])
def test_what_is_no_share_is_refused(write: Write, written: str) -> None:
    text = SMALL.replace("        total: 10\n", f"        total: 10\n        weight: {written}\n")
    [problem] = problems_of(write(text))
    assert "比例" in problem


def test_a_stored_pack_reads_back_the_same_without_its_files(write: Write) -> None:
    pack = read_pack(write())
    text = pack_text(pack)
    assert load_stored(text) == pack
    assert pack_text(load_stored(text)) == text
    assert pack_hash(load_stored(text)) == pack_hash(pack)


def test_the_hash_follows_the_meaning_and_not_the_files(write: Write) -> None:
    before = pack_hash(read_pack(write()))
    assert pack_hash(read_pack(write("# 只多一句说明\n" + SMALL))) == before
    assert pack_hash(read_pack(write(SMALL.replace("max: 6", "max: 5")))) != before


def test_what_is_stored_says_only_what_the_author_wrote_and_always_in_the_same_order(write: Write) -> None:
    text = pack_text(read_pack(write()))
    assert "null" not in text
    assert '"procedures"' not in text
    assert '"rounding"' not in text
    written = json.loads(text)
    assert text == json.dumps(written, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert "每季度开会" in text


def test_a_damaged_store_is_refused_with_a_sentence() -> None:
    with pytest.raises(PackError) as raised:
        load_stored('{"pack": "small"')
    assert str(raised.value) == "（已存版本） 存下的规章包无法读回，请重新安装该版本"
