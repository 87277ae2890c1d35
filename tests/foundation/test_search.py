"""Two characters are enough to find something."""

import pytest
from django.db.models import Q

from mulin.foundation import search_entries
from mulin.foundation.models import SearchEntry
from mulin.foundation.search import index, remove, search

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["one by one", "in bulk"])
def entries(request, monkeypatch):
    monkeypatch.setattr(search_entries, "_COPIED_FROM", 1 if request.param == "in bulk" else 500)
    index(
        [
            SearchEntry(kind="activity", object_id=1, title="矛盾纠纷调解会", subtitle="第一社区", node_id=1),
            SearchEntry(kind="member", object_id=1, title="𠮷田", subtitle="M00017", node_id=2),
            SearchEntry(kind="member", object_id=2, title="张纠", subtitle="纷纷扬扬", node_id=3, second_node_id=1),
            SearchEntry(kind="unit", object_id=9, title="ABC 大厦（甲）", node_id=2),
        ]
    )


def titles(words, **conditions):
    return [entry.title for entry in search(words, **conditions)]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("纠纷", ["矛盾纠纷调解会"]),
        ("调解会", ["矛盾纠纷调解会"]),
        ("社区 纠纷", ["矛盾纠纷调解会"]),
        ("纠纷 会", ["矛盾纠纷调解会"]),
        ("𠮷田", ["𠮷田"]),
        ("m0001", ["𠮷田"]),
        ("Ｍ００１７", []),
        ("abc", ["ABC 大厦（甲）"]),
        ("大厦", ["ABC 大厦（甲）"]),
        ("厦甲", []),
        ("张", ["张纠"]),
        ("盾", []),
        ("田M", []),
        ("扬扬", ["张纠"]),
        ("解调", []),
        ("", []),
        ('"OR*:()', []),
        ("纠纷'); --", ["矛盾纠纷调解会"]),
    ],
)
def test_what_contains_the_words_is_found(entries, words, found):
    assert titles(words) == found


def test_the_search_keeps_to_kinds_and_to_what_the_person_may_see(entries):
    assert titles("纷", kinds=["member"]) == []
    assert titles("纠纷", kinds=["member"]) == []
    assert titles("扬扬", scope=Q(node_id=1) | Q(second_node_id=1)) == ["张纠"]
    assert titles("扬扬", scope=Q(node_id=1)) == []
    assert titles("张", scope=Q(node_id=1)) == []


def test_titles_that_begin_with_the_words_come_first_and_the_limit_holds(entries):
    index([SearchEntry(kind="a", object_id=number, title=f"{number}号纠纷") for number in range(30)])
    index([SearchEntry(kind="b", object_id=1, title="纠纷组")])
    found = titles("纠纷", limit=5)
    assert found[0] == "纠纷组"
    assert len(found) == len(set(found)) == 5


def test_an_entry_that_changed_is_found_by_its_new_words_only(entries):
    index([SearchEntry(kind="activity", object_id=1, title="读书会")])
    assert titles("纠纷") == []
    assert titles("读书") == ["读书会"]
    assert SearchEntry.objects.filter(kind="activity").count() == 1


def test_a_removed_entry_is_not_found(entries):
    remove("member", [1, 2])
    remove("member", [])
    assert titles("𠮷田") == titles("张") == []
    assert titles("纠纷") == ["矛盾纠纷调解会"]


def test_of_two_entries_for_one_object_the_last_holds(entries):
    index([SearchEntry(kind="x", object_id=1, title="前一个"), SearchEntry(kind="x", object_id=1, title="后一个")])
    assert titles("一个") == ["后一个"]
    index([])
