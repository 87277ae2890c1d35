"""Answering through the ORM: one grouped query for a question, whatever the number of subjects.

Like facts are counted by the database and summed up in Python: exact on every database, also where SQLite would add
decimals as floats. Conditions on keys inside JSON columns are read in Python by the same code as in memory, because
databases compare JSON values each in its own way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.apps import apps
from django.db.models import Count, F, Max, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform

from mulin.judgement.execution import holds
from mulin.judgement.facts import ColumnRef, Condition, FactTable, Keyed
from mulin.judgement.questions import Counted, Fact, Question, read_value

Names = dict[ColumnRef, str]


def counted_in_database(question: Question) -> Iterator[Counted]:
    """Like facts together with their number, in one query."""
    names = _names(question, _grouped_columns(question))
    of_here = [condition for condition in question.of if not _in_json(condition)]
    of_later = [condition for condition in question.of if _in_json(condition)]
    rows = (
        _rows(question)
        .values(**_expressions(question, names))
        .annotate(
            count=Count("pk"),
            matched=Count("pk", filter=_all_of(question, of_here)),
            order=Max("pk"),
        )
        .order_by()
    )
    later = [condition for condition in question.conditions if _in_json(condition)]
    for row in rows:
        value_of = _reader(question, names, row)
        if all(holds(condition, question, value_of) for condition in later):
            matched = all(holds(condition, question, value_of) for condition in of_later)
            yield Counted(
                host=row["host_"],
                count=row["count"],
                matched=row["matched"] if matched else 0,
                value=None if question.column not in names else value_of(question.column),
                day=row.get("day_"),
                order=row["order"],
                facts=row["count"],
            )


def facts_in_database(question: Question) -> Iterator[Fact]:
    """Every fact that counts, one by one, in one query, oldest first."""
    columns = {question.column} - {None} | _json_columns(question.conditions)
    names = _names(question, columns)
    expressions = _expressions(question, names, day=bool(question.day_column))
    if question.table.done:
        expressions["done_"] = F(_path(question, question.table.done))
    order = ("day_", "pk") if question.day_column else ("pk",)
    later = [condition for condition in question.conditions if _in_json(condition)]
    for row in _rows(question).values("pk", **expressions).order_by(*order):
        value_of = _reader(question, names, row)
        if all(holds(condition, question, value_of) for condition in later):
            value = value_of(question.column) if question.column else None
            yield Fact(row["host_"], question.table.name, row["pk"], row.get("day_"), value, row.get("done_"))


def _grouped_columns(question: Question) -> set[Any]:
    looked_at = {question.column} if question.aggregate in {"sum", "distinct", "last"} else set()
    return looked_at | _json_columns(question.conditions) | _json_columns(question.of)


def _json_columns(conditions: tuple[Condition, ...]) -> set[ColumnRef]:
    named: set[ColumnRef] = set()
    for condition in filter(_in_json, conditions):
        named.add(condition.column)
        if condition.operator == "before":
            named.add(condition.value)
    return named


def _in_json(condition: Condition) -> bool:
    return isinstance(condition.column, Keyed) or isinstance(condition.value, Keyed)


def _names(question: Question, columns: set[Any]) -> Names:
    ordered = sorted(columns, key=repr)
    return {column: f"value_{place}" for place, column in enumerate(ordered)}


def _expressions(question: Question, names: Names, *, day: bool | None = None) -> dict[str, Any]:
    expressions: dict[str, Any] = {"host_": F(_path(question, question.subject))}
    if question.day_column and (question.aggregate in {"last", "periods"} if day is None else day):
        expressions["day_"] = F(_path(question, question.day_column))
    for column, name in names.items():
        expressions[name] = _expression(question, column)
    return expressions


def _expression(question: Question, column: ColumnRef) -> Any:
    if isinstance(column, Keyed):
        return KeyTextTransform(str(column.key), _path(question, column.column))
    return F(_path(question, column))


def _reader(question: Question, names: Names, row: dict[str, Any]) -> Callable[[ColumnRef], Any]:
    def value_of(reference: ColumnRef) -> Any:
        value = row[names[reference]]
        # SQLite writes a JSON null as this word.
        empty = value == "null" and isinstance(reference, Keyed)
        return None if empty else read_value(value, question.type_of(reference))

    return value_of


def _path(question: Question, column: str) -> str:
    return question.column_named(column).path or column


def _rows(question: Question) -> QuerySet[Any]:
    table = question.table
    if not isinstance(table, FactTable):
        raise TypeError(f"“{table.name}”不是存储的事实表")
    host = _path(question, question.subject)
    here = [condition for condition in question.conditions if not _in_json(condition)]
    rows: QuerySet[Any] = apps.get_model(table.model)._base_manager.filter(
        _all_of(question, here), _in_time(question), **{f"{host}__isnull": False}
    )
    return rows if question.hosts is None else rows.filter(**{f"{host}__in": sorted(question.hosts)})


def _in_time(question: Question) -> Q:
    window, table = question.window, question.table
    if question.time == "always":
        return Q()
    if question.time == "event":
        day = _path(question, table.event)
        begun = Q() if window.first is None else Q(**{f"{day}__gte": window.first})
        return begun & Q(**{f"{day}__lte": window.last})
    since = _path(question, table.since)
    by_then = Q(**{f"{since}__lte": window.last}) | Q(**{f"{since}__isnull": True})
    holds_on = window.last if question.time == "state" else window.first
    if not table.until or holds_on is None:
        return by_then
    until = _path(question, table.until)
    return by_then & (Q(**{f"{until}__gt": holds_on}) | Q(**{f"{until}__isnull": True}))


def _all_of(question: Question, conditions: list[Condition]) -> Q:
    together = Q()
    for condition in conditions:
        together &= _as_q(question, condition)
    return together


def _as_q(question: Question, condition: Condition) -> Q:
    path = _path(question, str(condition.column))
    type_ = question.type_of(condition.column)
    if condition.operator in {"set", "unset"}:
        empty = Q(**{f"{path}__isnull": True})
        if type_ == "text":
            empty |= Q(**{path: ""})
        return ~empty if condition.operator == "set" else empty
    if condition.operator == "before":
        return Q(**{f"{path}__lt": F(_path(question, condition.value))})
    if condition.operator == "in":
        return Q(**{f"{path}__in": [_stored(read_value(one, type_)) for one in condition.value]})
    lookup = {"=": "exact", ">=": "gte", "<=": "lte"}[condition.operator]
    asked = _stored(read_value(condition.value, type_))
    # An unreadable value is met by no row, as in memory.
    return Q(pk__in=[]) if asked is None else Q(**{f"{path}__{lookup}": asked})


def _stored(value: Any) -> Any:
    if not isinstance(value, Fraction):
        return value
    if value.denominator == 1:
        return value.numerator
    return Decimal(value.numerator) / Decimal(value.denominator)
