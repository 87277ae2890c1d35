"""Fact tables of certification: grades held, decisions made, vetoes recorded."""

from mulin.judgement.facts import Argument, Column, Condition, FactTable
from mulin.judgement.measures import ArgumentDeclaration, ChildrenMeasure, Measure
from mulin.judgement.registry import REGISTRY

GRADE_HOLDINGS = FactTable(
    name="grade_holdings",
    title="认定的等级",
    model="assessments.GradeHolding",
    columns={
        "host": Column("reference", "subject_id", "对象"),
        "rubric": Column("text", title="评分表"),
        "grade": Column("text", title="等级"),
        "since": Column("day", title="起"),
        "until": Column("day", title="止"),
    },
    since="since",
    until="until",
)

DECISIONS = FactTable(
    name="decisions",
    title="认定结果",
    model="assessments.Decision",
    columns={
        "host": Column("reference", "assessment__subject_id", "对象"),
        "outcome": Column("text", title="结果"),
        "grade": Column("text", title="等级"),
        "total": Column("decimal", title="总分"),
        "on": Column("day", title="认定日期"),
    },
    event="on",
)

VETO_EVENTS = FactTable(
    name="veto_events",
    title="一票否决事项",
    model="assessments.Veto",
    columns={
        "host": Column("reference", "subject_id", "对象"),
        "kind": Column("text", title="事项"),
        "since": Column("day", title="影响期起"),
        "until": Column("day", title="影响期止"),
        "lifted_on": Column("day", title="解除日期"),
    },
    since="since",
    until="until",
)

_GRADE = ArgumentDeclaration("grade", "text", title="等级", names="grades")

MEASURES = (
    Measure(
        name="grade_certified",
        title="已认定等级",
        table="grade_holdings",
        aggregate="exists",
        conditions=(Condition("grade", "=", Argument("grade")),),
        arguments=(_GRADE,),
    ),
    ChildrenMeasure(
        name="children_certified_count",
        title="下属对象已认定等级的数量",
        unit="个",
        measure="grade_certified",
        kinds=Argument("kind"),
        passes={"grade": Argument("grade")},
        arguments=(ArgumentDeclaration("kind", "texts", title="对象种类", required=True, names="kinds"), _GRADE),
        answers="count",
    ),
    Measure(
        name="decided_total",
        title="最近一次认定的总分",
        unit="分",
        table="decisions",
        aggregate="last",
        column="total",
        nothing="还没有认定过",
    ),
    Measure(
        name="vetoes_counted",
        title="一票否决事项",
        unit="项",
        table="veto_events",
        conditions=(
            Condition("kind", "=", Argument("kind")),
            Condition("lifted_on", "unset"),
        ),
        arguments=(ArgumentDeclaration("kind", "texts", title="事项"),),
    ),
)

REGISTRY.register(GRADE_HOLDINGS, DECISIONS, VETO_EVENTS, *MEASURES)
