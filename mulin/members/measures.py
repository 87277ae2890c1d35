"""Fact tables and measures of members and their ties."""

from mulin.judgement.facts import Argument, Column, Condition, FactTable
from mulin.judgement.measures import ArgumentDeclaration, Measure

COLUMNS = {
    "host": Column("reference", "node_id", "组织或社区"),
    "member": Column("reference", "member_id", "党员"),
    "kind": Column("text", title="关系"),
    "category": Column("text", "member__category", "类别"),
    "stage": Column("text", "member__stage", "党员身份"),
    "since": Column("day", title="起"),
    "until": Column("day", title="止"),
}
TABLES = (
    FactTable(name="ties", title="党员关系", model="members.Tie", columns=COLUMNS, since="since", until="until"),
    FactTable(
        name="members",
        title="党员",
        model="members.Tie",
        columns=COLUMNS,
        since="since",
        until="until",
        always=(Condition("kind", "=", "home_organisation"),),
    ),
)
CATEGORY = ArgumentDeclaration("category", title="类别")
MEASURES = (
    Measure(
        name="members_counted",
        title="党员人数（按所在党组织）",
        unit="人",
        table="members",
        aggregate="distinct",
        column="member",
        conditions=(
            Condition("category", "=", Argument("category")),
            Condition("stage", "=", Argument("stage")),
        ),
        arguments=(CATEGORY, ArgumentDeclaration("stage", title="党员身份")),
        roll_up="below",
    ),
    Measure(
        name="resident_members_counted",
        title="居住在此的党员人数",
        unit="人",
        table="ties",
        aggregate="distinct",
        column="member",
        conditions=(Condition("kind", "=", "residence"), Condition("category", "=", Argument("category"))),
        arguments=(CATEGORY,),
        roll_up="below",
    ),
)
