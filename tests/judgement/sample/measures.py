"""The sample domain's fact tables and measures, registered in a register of the tests' own."""

from mulin.judgement.builtin import register_builtin
from mulin.judgement.facts import Argument, Column, Condition, FactTable, Keyed
from mulin.judgement.measures import ArgumentDeclaration, Measure
from mulin.judgement.registry import Registry

HAPPENINGS = FactTable(
    name="happenings",
    title="事件",
    model="sample.Happening",
    columns={
        "host": Column("reference", "unit__host"),
        "topic": Column("text"),
        "number": Column("integer"),
        "amount": Column("decimal"),
        "day": Column("day"),
        "noticed_on": Column("day"),
        "fields": Column("text"),
        "confirmed": Column("boolean"),
    },
    event="day",
    always=(Condition("confirmed", "=", True),),
)
HOLDINGS = FactTable(
    name="holdings",
    title="持有",
    model="sample.Holding",
    columns={"host": Column("reference"), "since": Column("day"), "until": Column("day")},
    since="since",
    until="until",
)
PERSONS = Keyed("fields", "persons")
PLACE = Keyed("fields", Argument("field"), "text")
TOPIC = ArgumentDeclaration("topic", "texts")

MEASURES = (
    Measure(
        name="happened",
        title="发生",
        unit="次",
        table="happenings",
        conditions=(
            Condition("topic", "in", Argument("topic")),
            Condition("noticed_on", "before", "day", only_if="notice"),
        ),
        arguments=(TOPIC, ArgumentDeclaration("notice", "boolean", default=False)),
    ),
    Measure(name="happened_below", title="发生", table="happenings", roll_up="below"),
    Measure(
        name="topics_below", title="主题", table="happenings", aggregate="distinct", column="topic", roll_up="below"
    ),
    Measure(name="amount_below", title="金额", table="happenings", aggregate="sum", column="amount", roll_up="below"),
    Measure(name="persons", title="人数", table="happenings", aggregate="sum", column=PERSONS, roll_up="below"),
    Measure(name="crowded", title="多人", table="happenings", conditions=(Condition(PERSONS, ">=", 10),)),
    Measure(
        name="crowded_share",
        title="多人的比例",
        table="happenings",
        aggregate="share",
        of=(Condition(PERSONS, ">=", 10), Condition("topic", "set")),
        roll_up="below",
    ),
    Measure(
        name="placed",
        title="有地点",
        table="happenings",
        conditions=(Condition(PLACE, "=", Argument("place")),),
        arguments=(ArgumentDeclaration("field", "key", required=True), ArgumentDeclaration("place")),
    ),
    Measure(name="unnamed", title="无主题", table="happenings", conditions=(Condition("topic", "unset"),)),
    Measure(name="named_share", title="有主题", table="happenings", aggregate="share", of=(Condition("topic", "set"),)),
    Measure(name="last_number", title="最近", table="happenings", aggregate="last", column="number", roll_up="below"),
    Measure(name="months", title="月数", table="happenings", aggregate="periods", period="month", roll_up="below"),
    Measure(
        name="any_large",
        title="有大额",
        table="happenings",
        aggregate="exists",
        conditions=(Condition("amount", ">=", "2.5"),),
    ),
    Measure(name="small", title="小", table="happenings", conditions=(Condition("number", "<=", 2),)),
    Measure(name="held", title="持有", table="holdings", roll_up="below"),
    Measure(name="held_in", title="曾持有", table="holdings", time="overlap"),
)


def sample_registry():
    """A register with the sample tables and the engine's own measures."""
    registry = Registry()
    register_builtin(registry)
    registry.register(HAPPENINGS, HOLDINGS, *MEASURES)
    return registry
