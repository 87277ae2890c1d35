"""The register of fact tables and measures. Each domain adds its own from its ``measures.py``."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from mulin.judgement.facts import Argument, Condition, Derived, Keyed, Table
from mulin.judgement.measures import AnyMeasure, Asked, ChildrenMeasure, Measure

Provider = Callable[[Any], Sequence[Mapping[str, Any]]]
"""Takes a ``View`` and answers the rows of one derived table as of its day."""


class Registry:
    """Every fact table and measure by name. A name is given once: a second one is a ``ValueError``."""

    def __init__(self) -> None:
        self._tables: dict[str, Table] = {}
        self._measures: dict[str, AnyMeasure] = {}
        self._providers: dict[str, Provider] = {}

    def register(self, *declarations: Table | AnyMeasure) -> None:
        """Add tables and measures; a measure may name only tables, columns and measures that are there already."""
        for declaration in declarations:
            if isinstance(declaration, Table):
                self._add_table(declaration)
            else:
                self._add_measure(declaration)

    def _add_table(self, table: Table) -> None:
        if self._tables.get(table.name, table) != table:
            raise ValueError(f"事实表“{table.name}”已经声明过")
        self._tables[table.name] = table

    def _add_measure(self, measure: AnyMeasure) -> None:
        if self._measures.get(measure.name, measure) != measure:
            raise ValueError(f"度量“{measure.name}”已经声明过")
        if isinstance(measure, Measure):
            self._check_columns(measure)
        else:
            self.measure(measure.measure)
        self._measures[measure.name] = measure

    def _check_columns(self, measure: Measure) -> None:
        table = self.table(measure.table)
        named = [measure.column, measure.subject or None]
        named += [condition.column for condition in (*measure.conditions, *measure.of)]
        named += [condition.value for condition in measure.conditions if condition.operator == "before"]
        for reference in filter(None, named):
            column = reference.column if isinstance(reference, Keyed) else reference
            if column not in table.columns:
                raise ValueError(f"度量“{measure.name}”用到的列“{column}”不在事实表“{table.name}”里")

    def table(self, name: str) -> Table:
        """The table of this name; ``KeyError`` with a sentence when there is none."""
        if name not in self._tables:
            raise KeyError(f"没有事实表“{name}”")
        return self._tables[name]

    def measure(self, name: str) -> AnyMeasure:
        """The measure of this name; ``KeyError`` with a sentence when there is none."""
        if name not in self._measures:
            raise KeyError(f"没有度量“{name}”")
        return self._measures[name]

    @property
    def tables(self) -> Mapping[str, Table]:
        """Every table, by name."""
        return dict(sorted(self._tables.items()))

    @property
    def measures(self) -> Mapping[str, AnyMeasure]:
        """Every measure, by name."""
        return dict(sorted(self._measures.items()))

    def provide(self, table: str, rows: Provider) -> None:
        """Say who computes the rows of a derived table; asked at most once a view, when a measure needs them."""
        if not isinstance(self.table(table), Derived):
            raise ValueError(f"事实表“{table}”是存储的，不需要推算")
        self._providers[table] = rows

    def provider(self, table: str) -> Provider | None:
        """Who computes the rows of a derived table, or nothing when an earlier stage must leave them."""
        return self._providers.get(table)

    def tables_of(self, name: str) -> frozenset[str]:
        """The tables a measure reads, through other measures too."""
        measure = self.measure(name)
        if isinstance(measure, ChildrenMeasure):
            return self.tables_of(measure.measure)
        return frozenset({measure.table})

    def touched_by(self, measure: str, table: str) -> bool:
        """Whether a new fact in the table can change the measure's answers."""
        return table in self.tables_of(measure)

    def describe(self) -> list[dict[str, Any]]:
        """Every measure with its arguments and its whole declaration, ready to be printed as JSON."""
        return [self._describe(measure) for measure in self.measures.values()]

    def describe_tables(self) -> list[dict[str, Any]]:
        """Every table with its columns, ready to be printed as JSON."""
        return [_printable(table) | {"kind": type(table).__name__} for table in self.tables.values()]

    def _describe(self, measure: Asked) -> dict[str, Any]:
        printed = _printable(measure)
        arguments = printed.pop("arguments")
        return {
            "name": measure.name,
            "title": measure.title,
            "unit": measure.unit,
            "arguments": arguments,
            "tables": sorted(self.tables_of(measure.name)),
            "declaration": printed | {"kind": type(measure).__name__},
        }


def _printable(value: Any) -> Any:
    if isinstance(value, Argument):
        return {"argument": value.name}
    if isinstance(value, Condition):
        fields = dataclasses.asdict(value)
        fields["column"], fields["value"] = _printable(value.column), _printable(value.value)
        return {key: field for key, field in fields.items() if field not in (None, "")}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: _printable(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _printable(one) for key, one in value.items()}
    if isinstance(value, tuple | list | frozenset):
        return [_printable(one) for one in value]
    return str(value) if isinstance(value, Fraction) else value


REGISTRY = Registry()
"""The one register of the application; tests make their own."""
