"""Tables that judging itself leaves behind, and the measures over them: duties kept, grades held, last year's total."""

from mulin.judgement.facts import Argument, Column, Condition, Derived
from mulin.judgement.measures import ArgumentDeclaration, ChildrenMeasure, Measure
from mulin.judgement.registry import Registry

DUTY_PERIODS = Derived(
    name="duty_periods",
    title="应尽事项的各个周期",
    columns={
        "host": Column("reference", title="对象"),
        "duty": Column("text", title="应尽事项"),
        "since": Column("day", title="周期首日"),
        "until": Column("day", title="周期末日的次日"),
        "due": Column("day", title="期限"),
        "met_on": Column("day", title="完成日"),
        "excused": Column("boolean", title="免责"),
        "counted": Column("boolean", title="已到期或已完成"),
        "kept": Column("boolean", title="已完成"),
        "count": Column("decimal", title="次数"),
    },
    since="since",
    until="until",
)

GRADES = Derived(
    name="grades",
    title="已达到的等级",
    columns={
        "host": Column("reference", title="对象"),
        "rubric": Column("text", title="评价办法"),
        "grade": Column("text", title="等级"),
    },
)

LAST_TOTALS = Derived(
    name="last_totals",
    title="上年总分",
    columns={"host": Column("reference", title="对象"), "total": Column("decimal", title="总分")},
)

_DUTY = (ArgumentDeclaration("duty", "texts", title="应尽事项", required=True, names="duties"),)
_OF_DUTY = (Condition("duty", "in", Argument("duty")), Condition("counted", "=", True))
_GRADE = ArgumentDeclaration("grade", "text", title="等级", required=True, names="grades")


def _child_kinds(name: str) -> ArgumentDeclaration:
    return ArgumentDeclaration(name, "texts", title="所辖对象种类", required=True, names="kinds")


MEASURES = (
    Measure(
        name="duty_kept_share",
        title="应尽事项完成率",
        table="duty_periods",
        aggregate="share",
        time="overlap",
        conditions=_OF_DUTY,
        of=(Condition("kept", "=", True),),
        arguments=_DUTY,
        nothing="尚无到期周期",
    ),
    Measure(
        name="duty_kept_count",
        title="应尽事项完成的周期",
        unit="个",
        table="duty_periods",
        time="overlap",
        conditions=(*_OF_DUTY, Condition("kept", "=", True)),
        arguments=_DUTY,
    ),
    Measure(
        name="duty_missed_count",
        title="应尽事项逾期未完成的周期",
        unit="个",
        table="duty_periods",
        time="overlap",
        conditions=(*_OF_DUTY, Condition("kept", "=", False)),
        arguments=_DUTY,
    ),
    Measure(
        name="grade_held",
        title="达到等级",
        table="grades",
        aggregate="exists",
        conditions=(Condition("grade", "=", Argument("grade")),),
        arguments=(_GRADE,),
    ),
    ChildrenMeasure(
        name="children_graded_share",
        title="所辖对象达到等级的比例",
        measure="grade_held",
        kinds=Argument("kind"),
        passes={"grade": Argument("grade")},
        arguments=(_child_kinds("kind"), _GRADE),
        nothing="没有这种所辖对象",
    ),
    ChildrenMeasure(
        name="children_graded_counted",
        title="所辖对象达到等级的数量",
        unit="个",
        measure="grade_held",
        kinds=Argument("kinds"),
        passes={"grade": Argument("grade")},
        arguments=(_child_kinds("kinds"), _GRADE),
        answers="count",
    ),
    ChildrenMeasure(
        name="children_duty_kept_share",
        title="所辖对象应尽事项完成率",
        measure="duty_kept_share",
        kinds=Argument("child_kind"),
        passes={"duty": Argument("duty")},
        arguments=(
            _child_kinds("child_kind"),
            *_DUTY,
        ),
        answers="pooled_share",
        nothing="所辖对象尚无到期周期",
    ),
    Measure(
        name="last_total",
        title="上年总分",
        unit="分",
        table="last_totals",
        aggregate="last",
        column="total",
        nothing="没有上年总分",
    ),
)


def register_builtin(registry: Registry) -> None:
    """Add the derived tables and their measures to a register; safe to repeat."""
    registry.register(DUTY_PERIODS, GRADES, LAST_TOTALS, *MEASURES)
