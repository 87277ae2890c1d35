"""The log tells in words what was changed; what it keeps stays as written."""

from typing import Any

import pytest

from mulin.audit.models import Entry
from mulin.tree.models import Node
from mulin.web.pages.logged import change_words, names_asked_once


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"须有议程": [False, True]}, "须有议程：否 → 是"),
        ({"名称": ["", "荷风社区"]}, "名称：— → 荷风社区"),
        ({"名称": [None, "荷风社区"]}, "名称：— → 荷风社区"),
        ({"联系电话": ["138****0000", ""]}, "联系电话：138****0000 → —"),
        ({"标签": [["甲", "乙"], []]}, "标签：甲、乙 → —"),
        ({"张数": 12}, "张数：12"),
        ({"数量": {"社区": 2, "小区": 3}}, "数量：社区 2，小区 3"),
        ({"编号": [4, 5, 6]}, ""),
        ({"状态": ["草稿", "已确认"], "原因": "补记"}, "状态：草稿 → 已确认；原因：补记"),
    ],
)
def test_a_change_reads_as_people_say_it(changes: dict[str, Any], words: str) -> None:
    assert change_words(Entry(changes=changes), {}) == words


def test_a_kind_of_activity_is_called_by_its_name(street: Node) -> None:
    entry = Entry(changes={"活动类型": ["", "joint_meeting"]})
    assert change_words(entry, names_asked_once()) == "活动类型：— → 社区“大党委”季度会议"
    assert entry.changes == {"活动类型": ["", "joint_meeting"]}


def test_names_are_asked_for_once_a_page(street: Node, django_assert_num_queries: Any) -> None:
    entry = Entry(changes={"活动类型": ["joint_meeting", "project_list"]})
    change_words(entry, names_asked_once())  # the first reading of an edition in a process
    names = names_asked_once()
    with django_assert_num_queries(0):
        change_words(Entry(changes={"名称": ["", "甲"]}), names)
    with django_assert_num_queries(1):
        for _row in range(3):
            change_words(entry, names)
