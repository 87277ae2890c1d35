"""Lists of names as people type and paste them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mulin.records.rules import Attendee, match, read_names, written

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
    ],
)
def test_what_people_really_type_is_understood(text: str, names: list[str]) -> None:
    assert written(read_names(text).people).split("、") == (names or [""])


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
