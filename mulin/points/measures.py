"""Facts that points keep about branches, and the questions packs may ask: registered, published, examined.

Each counts for the month, quarter or year it is about, from the day on which somebody did it.
"""

from mulin.judgement.facts import Argument, Column, Condition, FactTable
from mulin.judgement.measures import ArgumentDeclaration, Measure
from mulin.judgement.registry import REGISTRY
from mulin.points.choices import MONTHS, REVIEWS, SHEETS

SCHEME = ArgumentDeclaration("scheme", title="积分办法", names="points")
OF_SCHEME = Condition("scheme", "=", Argument("scheme"))


def table(name: str, title: str, model: str, done: tuple[str, str], always: tuple[Condition, ...] = ()) -> FactTable:
    """What a branch has done for a period that begins on ``first``; ``done``: column and title of the day it did so."""
    column, said = done
    columns = {
        "host": Column("reference", "branch_id", "党支部"),
        "scheme": Column("text", title="积分办法"),
        "first": Column("day", title="起"),
        column: Column("day", title=said),
    }
    return FactTable(name=name, title=title, model=model, event="first", done=column, columns=columns, always=always)


REGISTERED = table(MONTHS, "积分月登记", "points.MonthRegister", ("registered_on", "登记日期"))
PUBLISHED = table(SHEETS, "积分公示", "points.PointsSheet", ("published_on", "公示日期"))
EXAMINED = table(
    REVIEWS,
    "积分年度评审",
    "points.PointsReview",
    ("examined_on", "审定日期"),
    always=(Condition("examined_on", "set"),),
)
REGISTRY.register(
    REGISTERED,
    PUBLISHED,
    EXAMINED,
    *(
        Measure(name=name, title=title, unit=unit, table=kept.name, arguments=(SCHEME,), conditions=(OF_SCHEME,))
        for name, title, unit, kept in (
            ("points_months_registered", "登记了积分的期数", "期", REGISTERED),
            ("points_periods_published", "公示了积分的期数", "期", PUBLISHED),
            ("points_years_examined", "审定了积分评审的年数", "年", EXAMINED),
        )
    ),
)
