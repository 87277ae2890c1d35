"""Kinds of nodes that a regulation brings into the tree when it is put in force."""

import pytest

from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.tree.actions.kinds import NewKind, declare_kinds
from mulin.tree.models import Kind, Placement

SCHOOL = NewKind("school", "学校", "unit", "XX", ("street",))
CLASS = NewKind("class", "班级", "unit", "BJ", ("school",))


def test_kinds_stand_where_the_pack_says_and_take_in_party_organisations(clerk: User) -> None:
    made = declare_kinds([SCHOOL, CLASS], by=clerk)
    assert [one.code for one in made] == ["school", "class"]
    assert Placement.objects.filter(child="class", parent="school", relation="belongs").exists()
    assert Placement.objects.filter(child="branch", parent="school", relation="located").exists()


def test_a_kind_that_is_there_stays_as_it_is(clerk: User) -> None:
    declare_kinds([SCHOOL], by=clerk)
    assert declare_kinds([NewKind("school", "中学", "unit", "ZX", ("district",))], by=clerk) == []
    assert Kind.objects.get(pk="school").name == "学校"
    assert not Placement.objects.filter(child="school", parent="district").exists()


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (NewKind("town", "街道", "territory", "ZH", ("district",)), "请在制度里用这个标识"),
        (NewKind("town", "镇", "territory", "JD", ("district",)), "已由“街道”使用"),
        (CLASS, "不是已有的节点种类"),
    ],
)
def test_two_kinds_are_never_mistaken_for_each_other(clerk: User, kind: NewKind, words: str) -> None:
    with pytest.raises(Refused, match=words):
        declare_kinds([kind], by=clerk)
    assert not Kind.objects.filter(pk=kind.code).exists()
