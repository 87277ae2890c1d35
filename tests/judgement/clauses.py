"""Small packs, items and forests for the tests of the engine."""

import datetime
from decimal import Decimal
from fractions import Fraction

from mulin.judgement.builtin import register_builtin
from mulin.judgement.facts import Argument, Column, Condition, Derived
from mulin.judgement.measures import ArgumentDeclaration, ChildrenMeasure, Measure
from mulin.judgement.registry import Registry
from mulin.judgement.scoring import Asked
from mulin.judgement.subjects import Forest, Subject
from mulin.judgement.view import Answer
from mulin.rulebook.schema.pack import Pack
from mulin.rulebook.schema.rubrics import Item

SOURCE = {"document": "notice", "section": "2", "number": "1"}
KIND_NAMES = {"street": "街道", "community": "社区", "compound": "小区", "building": "楼宇", "social": "社会组织"}

ENTRIES = Derived(
    name="entries",
    title="事项",
    columns={
        "host": Column("reference"),
        "topic": Column("text"),
        "amount": Column("decimal"),
        "day": Column("day"),
    },
    event="day",
)
ENTRIES_COUNT = Measure(
    name="entries_count",
    title="事项",
    unit="次",
    table="entries",
    conditions=(Condition("topic", "=", Argument("topic")),),
    arguments=(ArgumentDeclaration("topic"),),
)
ENTRIES_MAIN_SHARE = Measure(
    name="entries_main_share",
    title="主要事项的比例",
    table="entries",
    aggregate="share",
    of=(Condition("topic", "=", "main"),),
)
ENTRIES_OF_CHILDREN = ChildrenMeasure(
    name="children_with_entries",
    title="有事项的下属对象",
    measure="entries_count",
    kinds=Argument("kind"),
    at_least=Argument("at_least"),
    arguments=(
        ArgumentDeclaration("kind", "texts", required=True),
        ArgumentDeclaration("at_least", "integer", default=1),
    ),
)


def registry():
    """A register of its own, with the engine's measures and a small table of entries."""
    made = Registry()
    register_builtin(made)
    made.register(ENTRIES, ENTRIES_COUNT, ENTRIES_MAIN_SHARE, ENTRIES_OF_CHILDREN)
    return made


def entry(host, day="2021-03-01", topic="main", amount=1):
    return {"host": host, "topic": topic, "amount": amount, "day": datetime.date.fromisoformat(day)}


def item(score, max_points="10", item_id="01.1"):
    return Item.model_validate({"id": item_id, "text": "一项", "max": max_points, "score": score, "source": SOURCE})


def asked(value, denominator=None, absent=False, facts=0):
    value = None if value is None else Fraction(value)
    upper = Fraction(0) if value is None else value * (denominator or 1)
    lower = None if denominator is None else Fraction(denominator)
    return Asked(ENTRIES_COUNT, Answer(value, upper, lower, facts), absent)


def section(section_id, items, **more):
    return {
        "id": section_id,
        "name": section_id,
        "indicators": [{"number": 1, "name": "目标", "items": items}],
        **more,
    }


def manual(item_id, max_points):
    return {
        "id": item_id,
        "text": "一项",
        "max": max_points,
        "score": {"way": "manual", "because": "需要现场查看"},
        "source": SOURCE,
    }


def measured(item_id, max_points, score):
    return {"id": item_id, "text": "一项", "max": max_points, "score": score, "source": SOURCE}


def rubric(rubric_id, sections, subjects=None, **more):
    return {
        "id": rubric_id,
        "name": KIND_NAMES.get(rubric_id, rubric_id),
        "subjects": subjects or [rubric_id],
        "total": "100",
        "sections": sections,
        "source": SOURCE,
        **more,
    }


def level(level_id, score_from, conditions=(), **more):
    names = {"standard": "标准型", "demonstration": "示范型"}
    for condition in conditions:
        condition.setdefault("source", SOURCE)
    return {
        "id": level_id,
        "name": names.get(level_id, level_id),
        "score_from": str(score_from),
        "conditions": list(conditions),
        "source": SOURCE,
        **more,
    }


def pack(**parts):
    return Pack.model_validate(
        {
            "pack": "sample",
            "edition": "2021",
            "title": "示例",
            "since": "2021-01-01",
            "documents": [{"id": "notice", "title": "通知"}],
            **parts,
        }
    )


def parameter(parameter_id, default=None, kind="integer"):
    return {
        "id": parameter_id,
        "name": f"名称{parameter_id}",
        "kind": kind,
        "default": default,
        "source": SOURCE,
    }


def street(communities=2, compounds=3):
    """A street (1), communities 10, 20, … and their compounds 11, 12, …, 21, …."""
    nodes = [Subject(1, "street", "S1", "街道一")]
    parents = []
    for number in range(1, communities + 1):
        community = number * 10
        nodes.append(Subject(community, "community", f"C{community:03}", f"社区{number}"))
        parents.append((community, 1, "belongs"))
        for place in range(1, compounds + 1):
            nodes.append(Subject(community + place, "compound", f"X{community + place:03}", f"小区{number}-{place}"))
            parents.append((community + place, community, "belongs"))
    return Forest(nodes, parents)


def points(text):
    return Decimal(text)
