"""Lists of names as people type and paste them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mulin.records.rules import Attendee, Marked, match, read_names, with_marked_units, written

SURNAMES, GIVEN = "赵钱孙李周吴郑王冯陈", "伟芳娜敏静丽强磊军洋"
NAMES = st.builds(
    lambda surname, given: surname + given, st.sampled_from(SURNAMES), st.text(GIVEN, min_size=1, max_size=3)
)
UNITS = st.one_of(st.just(""), st.sampled_from(["阳光物业", "第一支部", "区卫健局（机关）".replace("（机关）", "")]))
PEOPLE = st.lists(st.builds(Attendee, NAMES, UNITS), unique=True, max_size=30)
SEPARATORS = st.sampled_from(["、", "，", ",", ";", "；", "\n", " ", "　", "\t\n", " 、 ", "\r\n"])


@given(PEOPLE, st.lists(SEPARATORS, min_size=30, max_size=30))
def test_whatever_separates_them_the_names_come_out_as_they_went_in(people: list[Attendee], marks: list[str]) -> None:
    text = "".join(written([one]) + mark for one, mark in zip(people, marks, strict=False))
    said = read_names(text)
    assert list(said.people) == people
    assert (said.repeated, said.total, said.doubtful) == ((), None, ())


@given(st.text(max_size=300))
def test_no_text_breaks_it_and_what_it_understood_it_understands_again(text: str) -> None:
    people = read_names(text).people
    again = read_names(written(people)).people
    assert [one.name for one in again] == [one.name for one in people] or read_names(written(again)).people == again


@given(PEOPLE, st.integers(1, 99))
def test_a_number_after_the_names_is_the_total(people: list[Attendee], more: int) -> None:
    total = len(people) + more
    said = read_names("、".join(written([one]) for one in people) + f"等{total}人")
    assert (len(said.people), said.total, said.unnamed) == (len(people), total, more)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("1. 张三\n2、李四\n（3）王五\n4）赵六", ["张三", "李四", "王五", "赵六"]),
        ("张　三　李　四", ["张三", "李四"]),
        ("张 三、李四", ["张三", "李四"]),
        ("参会人员：张三、李四", ["张三", "李四"]),
        ("买买提·吐尔逊，John Smith", ["买买提·吐尔逊", "John Smith"]),
        ("1\t张三\t阳光物业\t13800000000\n2\t李四\t第一支部", ["张三（阳光物业）", "李四（第一支部）"]),
        ("张三(阳光物业) 李四", ["张三（阳光物业）", "李四"]),
        ("", []),
        ("　、，\n", []),
        ("张三、——、李四\n____", ["张三", "李四"]),
        ("出席：党员：张三、李四", ["张三", "李四"]),
        (":::", []),
    ],
)
def test_what_people_really_type_is_understood(text: str, names: list[str]) -> None:
    assert written(read_names(text).people).split("、") == (names or [""])


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("程远帆 云川区第一机关", "程远帆（云川区第一机关）"),
        ("程远帆　云川区第一机关\n李四", "程远帆（云川区第一机关）、李四"),
        ("1. 程远帆 云川区 第一机关；2. 王五 区教育局", "程远帆（云川区第一机关）、王五（区教育局）"),
        ("张 三 阳光物业等12人", "张三（阳光物业）"),
        ("John Smith 阳光物业", "John Smith（阳光物业）"),
        ("程远帆（云川区第一机关）", "程远帆（云川区第一机关）"),
    ],
)
def test_a_unit_that_trails_a_name_is_no_second_person(text: str, people: str) -> None:
    assert written(read_names(with_marked_units(text).text).people) == people


@pytest.mark.parametrize(
    "text",
    ["张三 李四", "张三、阳光物业", "张三\n阳光物业", "张三（一组） 李四", "张三\t阳光物业", "欧阳海棠 司徒杏"],
)
def test_names_and_what_stands_by_itself_stay_as_they_are(text: str) -> None:
    assert with_marked_units(text) == Marked(text)


def test_a_total_behind_a_trailing_unit_stays_the_total() -> None:
    said = read_names(with_marked_units("张三 阳光物业等12人").text)
    assert (len(said.people), said.total) == (1, 12)


def test_which_word_is_a_unit_may_be_told() -> None:
    assert with_marked_units("张三 星火", lambda word: word == "星火").people == (Attendee("张三", "星火"),)
    assert with_marked_units("张三 李小区", lambda word: False) == Marked("张三 李小区")


@given(PEOPLE)
def test_a_list_that_was_marked_once_is_not_marked_again(people: list[Attendee]) -> None:
    marked = with_marked_units("\n".join(f"{one.name} {one.unit}".strip() for one in people))
    assert with_marked_units(marked.text) == Marked(marked.text)


def test_a_name_twice_counts_once_and_is_named() -> None:
    said = read_names("张三、李四、张三、张三（二组）")
    assert written(said.people) == "张三、李四、张三（二组）"
    assert said.repeated == ("张三",)


def test_what_holds_a_number_is_doubtful_and_not_entered() -> None:
    said = read_names("张三13800000000、李四")
    assert (said.doubtful, written(said.people)) == (("张三13800000000",), "李四")


def test_others_without_a_name_are_counted() -> None:
    assert read_names("张三、李四，另有5人").unnamed == 5
    assert read_names("共30人").unnamed == 30
    assert read_names("张三等1人").unnamed == 0


def test_a_member_found_twice_is_there_once_and_a_namesake_stays_a_bare_name() -> None:
    members = {"张三": [7], "王伟": [8, 9]}
    found = match(
        [Attendee("张三", "", 7), Attendee("张三"), Attendee("王伟"), Attendee("李四")],
        lambda name: members.get(name, []),
    )
    assert [(one.name, one.member_id) for one in found.people] == [("张三", 7), ("王伟", None), ("李四", None)]
    assert found.ambiguous == {"王伟": (8, 9)}
