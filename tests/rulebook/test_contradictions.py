"""Clauses that say too little or contradict themselves are refused with what to write; what says enough is read."""

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from mulin.rulebook.messages import chinese
from mulin.rulebook.sources import Place
from tests.rulebook.guide import Guide, at

FIELD: Place = ("activities", 1, "fields", 0)
LAYERS: Place = ("appraisals", 0, "layers")
QUESTION: Place = ("decisions", 0, "questions", 0)
ANSWER: Place = ("decisions", 0, "rows", 0, "when", 1)
DUTY: Place = ("duties", 2)
RECEIVER: Place = ("feedback", 0, "receivers", 0)
QUOTA: Place = ("gradings", 0, "levels", 1, "quota")
CELL: Place = ("papers", 0, "rows", 0, "cells", 0)
POINTS: Place = ("points", 0)
RULE: Place = (*POINTS, "rules", 1)
GRADED: Place = (*POINTS, "rules", 2)
QUORUM: Place = ("procedures", 0, "steps", 0, "quorum")
PART: Place = ("structures", 0, "parts", 2)
POWER: Place = ("structures", 0, "powers", 0)
DUE: Place = ("task_lists", 0, "tasks", 1, "due")
TARGET: Place = ("milestones", 0, "targets", 0)
KIND: Place = ("kinds", 6)
MEASURE = {"name": "members_counted"}
SELF, BALLOT, BRANCH = ({"id": one, "name": one, "way": one} for one in ("self", "ballot", "branch"))
PHASE: Place = ("phases", 0)
HEAD: Place = ()


@pytest.fixture
def guide(tmp_path: Path) -> Guide:
    return Guide(tmp_path)


def with_words(guide: Guide, place: Place, words: dict[str, Any]) -> None:
    """Read the guide with these words in the clause at a place; ``None`` takes one out."""
    held = guide.values if not place else at(guide.values, place)
    clause = {word: value for word, value in (held | words).items() if value is not None}
    if place:
        guide.written(place, clause)
    else:
        type(guide.pack).model_validate(clause)


@pytest.mark.parametrize(
    ("place", "words", "message"),
    [
        (FIELD, {"choices": None}, "请写两个以上 choices"),
        (FIELD, {"choices": ["思想"]}, "请写两个以上 choices"),
        (FIELD, {"kind": "text"}, "其他栏不写"),
        (QUESTION, {"choices": {"one": "一"}}, "选择题请写两个以上 choices"),
        (QUESTION, {"kind": "boolean"}, "数和是非题不写 choices"),
        (ANSWER, {"at_least": None}, "请只写 is_one_of、at_least、below、yes 中的一个"),
        (ANSWER, {"yes": False}, "请只写 is_one_of、at_least、below、yes 中的一个"),
        (ANSWER, {"below": 3}, "请只写 is_one_of、at_least、below、yes 中的一个"),
        (ANSWER, {"is_one_of": ["other"]}, "请只写 is_one_of、at_least、below、yes 中的一个"),
        (DUTY, {"subjects": ["member", "branch"], "among": None}, "subjects 只写 [member]"),
        (DUTY, {"subjects": ["branch"]}, "among 只用于"),
        (RECEIVER, {"office": {"parameter": "card_office"}}, "office 只用于按名称找的部门"),
        (RECEIVER, {"kind": "party_committee"}, "请写 kind，其他不写"),
        (RECEIVER, {"who": "above"}, "请写 kind，其他不写"),
        (QUOTA, {"number": None, "share": None}, "名额请写 number 或 share"),
        (QUORUM, {"number": None, "share": None}, "到会人数请写 number 或 share"),
        (CELL, {"label": None}, "空白格请写 kind: text"),
        (CELL, {"kind": "choice"}, "选项格请写 choices"),
        (CELL, {"fact": "Node.name"}, "规定的写法"),
        (CELL, {"fact": "node"}, "规定的写法"),
        (CELL, {"columns": 0}, "应不小于 1"),
        (CELL, {"rows": 0}, "应不小于 1"),
        (CELL[:-2], {"height": 0}, "应不小于 1"),
        (("papers", 0), {"columns": 0}, "应不小于 1"),
        (("papers", 0), {"parts": 0}, "应不小于 1"),
        (GRADED, {"measure": MEASURE}, "不能再写度量"),
        (GRADED, {"grades": [{"grade": "优秀", "share": "1"}] * 2}, "同一等次写了两次"),
        (GRADED, {"grades": [{"grade": "", "share": "1"}]}, "至少要写 1 个字"),
        (POINTS, {"lasting": True}, "不再写结转"),
        (POINTS, {"results": [{"id": "one", "name": "", "at_least": 1}]}, "至少要写 1 个字"),
        (PART, {"under": None}, "说明归哪一部分管理"),
        (PART, {"gathers": False}, "说明哪些种类的组织算数"),
        (POWER, {"over": None, "over_members": None}, "请写这一权力对谁"),
        (DUE, {"all_year": None}, "两者取一"),
        (DUE, {"by": "2024-03-01"}, "两者取一"),
        (TARGET, {"measure": None}, "measure 和 at_least 要一起写"),
        (TARGET, {"at_least": None}, "measure 和 at_least 要一起写"),
        (TARGET, {"measure": None, "at_least": None}, "请写 because"),
        (LAYERS[:-1], {"layers": [BRANCH, SELF]}, "最后一层须为支部评议"),
        (LAYERS[:-1], {"layers": [SELF, SELF, BRANCH]}, "评议各层不能重复"),
        (KIND, {"family": None}, "要一起写"),
        (KIND, {"under": None}, "要一起写"),
        (KIND, {"prefix": None}, "要一起写"),
        (KIND, {"prefix": "ABCDEFG"}, "规定的写法"),
        (PHASE, {"since": "2024年"}, "规定的写法"),
        (PHASE, {"until": "24-6"}, "规定的写法"),
        (("duties", 1, "due"), {"month": 0}, "应不小于 1"),
        (("duties", 1, "due"), {"month": 13}, "应不大于 12"),
        (("duties", 1, "due"), {"day": 0}, "应不小于 1"),
        (("duties", 1, "due"), {"day": 32}, "应不大于 31"),
        (("gradings", 0, "levels", 1, "conditions", 1), {"months": 0}, "应不小于 1"),
        (("registration", 0), {"received_by": "9-10"}, "规定的写法"),
        (("registration", 0), {"received_by": "13-10"}, "规定的写法"),
        (("registration", 0), {"received_by": "09-32"}, "规定的写法"),
        (HEAD, {"year_begins": 0}, "应不小于 1"),
        (HEAD, {"year_begins": 13}, "应不大于 12"),
    ],
)
def test_a_clause_that_says_too_little_or_too_much_is_refused(
    guide: Guide, place: Place, words: dict[str, Any], message: str
) -> None:
    with pytest.raises(ValidationError) as raised:
        with_words(guide, place, words)
    assert any(message in chinese(error) for error in raised.value.errors())


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (FIELD, {"kind": "text", "choices": None}),
        (FIELD, {"choices": ["思想", "工作"]}),
        (QUESTION, {"choices": {"one": "一", "two": "二"}}),
        (QUESTION, {"kind": "number", "choices": None}),
        (ANSWER, {"at_least": None, "yes": False}),
        (RECEIVER, {"who": "office", "office": {"parameter": "card_office"}}),
        (RECEIVER, {"who": "office"}),
        (RECEIVER, {"who": "above", "kind": "party_committee"}),
        (QUOTA, {"number": None}),
        (QUOTA, {"share": None}),
        (QUORUM, {"number": None}),
        (QUORUM, {"share": None}),
        (CELL, {"label": None, "fact": "node.name"}),
        (CELL, {"label": None, "fact": "node.x_1.long_name"}),
        (CELL, {"columns": 1, "rows": 1}),
        (CELL, {"kind": "text", "label": None}),
        (CELL[:-2], {"height": 1}),
        (("papers", 0), {"columns": 1, "parts": 1}),
        (RULE, {"grades": []}),
        (GRADED, {"grades": [{"grade": "优", "share": "1"}, {"grade": "良", "share": "1"}]}),
        (POINTS, {"lasting": True, "carry_over": None}),
        (POINTS, {"results": [{"id": "one", "name": "优", "at_least": 1}]}),
        (PART, {"gathers": False, "organisations": ["branch"]}),
        (POWER, {"over": None}),
        (POWER, {"over_members": None}),
        (DUE, {"all_year": None, "by": "2024-03-01"}),
        (TARGET, {"measure": None, "at_least": None, "because": "凭方案"}),
        (LAYERS[:-1], {"layers": [BRANCH]}),
        (KIND, {"family": None, "under": None, "prefix": None}),
        (KIND, {"prefix": "ABCDEF"}),
        (PHASE, {"until": None}),
        (("duties", 1, "due"), {"month": 1, "day": 1}),
        (("duties", 1, "due"), {"month": 12, "day": 31}),
        (("gradings", 0, "levels", 1, "conditions", 1), {"months": 1}),
        (("registration", 0), {"received_by": "01-01"}),
        (("registration", 0), {"received_by": "12-31"}),
        (HEAD, {"year_begins": 1}),
        (HEAD, {"year_begins": 12}),
    ],
)
def test_what_says_just_enough_is_read(guide: Guide, place: Place, words: dict[str, Any]) -> None:
    with_words(guide, place, words)
