"""Measures: named questions about facts, answered for many subjects at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any, Literal

from mulin.judgement.facts import KEY, Argument, ColumnRef, Condition, Time
from mulin.judgement.subjects import RollUp
from mulin.rulebook.named_arguments import Part
from mulin.rulebook.schema.duties import MEMBER

Aggregate = Literal["count", "distinct", "sum", "share", "exists", "last", "periods"]
ArgumentType = Literal["text", "texts", "integer", "decimal", "boolean", "key"]


class WrongArgumentError(ValueError):
    """A pack names a measure with arguments that it does not take; the message says which, for people."""


@dataclass(frozen=True)
class ArgumentDeclaration:
    """What a measure may be told. Without ``required`` the default stands; a default of ``None`` means "any".

    ``names``: what of a pack the values name, so that linting and reading aloud know it.
    """

    name: str
    type: ArgumentType = "text"
    title: str = ""
    default: Any = None
    required: bool = False
    names: Part | None = None


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What all measures have in common.

    ``nothing`` is the reason people read when there is nothing to ask about (value ``None``).
    """

    name: str
    title: str
    unit: str = ""
    arguments: tuple[ArgumentDeclaration, ...] = ()
    nothing: str = "没有可计的对象"

    def bind(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """The arguments complete and of the right type; ``WrongArgumentError`` says what is wrong with them."""
        declared = {argument.name: argument for argument in self.arguments}
        for name in given:
            if name not in declared:
                raise WrongArgumentError(f"度量“{self.name}”没有参数“{name}”")
        return {name: self._bind_one(argument, given.get(name)) for name, argument in declared.items()}

    def _bind_one(self, argument: ArgumentDeclaration, value: Any) -> Any:
        if value is None:
            if argument.required:
                raise WrongArgumentError(f"度量“{self.name}”缺少参数“{argument.name}”")
            value = argument.default
        if value is None:
            return None
        try:
            return READERS[argument.type](value)
        except (TypeError, ValueError, InvalidOperation, ZeroDivisionError) as error:
            raise WrongArgumentError(f"度量“{self.name}”的参数“{argument.name}”不能是“{value}”") from error


@dataclass(frozen=True, kw_only=True)
class Measure(Asked):
    """One question about one fact table.

    ``column`` is what ``distinct``, ``sum`` and ``last`` look at; ``share`` is the share of the rows that also hold
    ``of``; ``periods`` counts the periods of the kind ``period`` with a fact in them. ``subject`` picks another
    subject column than the table's own.
    """

    table: str
    aggregate: Aggregate = "count"
    conditions: tuple[Condition, ...] = ()
    column: ColumnRef | None = None
    of: tuple[Condition, ...] = ()
    period: str | Argument = ""
    roll_up: RollUp = "own"
    subject: str = ""
    time: Time | None = None

    def __post_init__(self) -> None:
        if self.aggregate in {"distinct", "sum", "last"} and self.column is None:
            raise ValueError(f"度量“{self.name}”（{self.aggregate}）要指明列")
        if self.aggregate == "share" and not self.of:
            raise ValueError(f"度量“{self.name}”（share）要指明分子条件 of")
        if self.aggregate == "periods" and not self.period:
            raise ValueError(f"度量“{self.name}”（periods）要指明周期 period")
        if self.about_members and self.roll_up != "own":
            raise ValueError(f"度量“{self.name}”问的是党员，没有下级可以汇总")

    @property
    def about_members(self) -> bool:
        """Whether it is asked of people instead of nodes."""
        return self.subject == MEMBER


@dataclass(frozen=True, kw_only=True)
class ChildrenMeasure(Asked):
    """A question about the subordinate subjects of some kinds: those whose ``measure`` reaches ``at_least``.

    ``answers``: their ``share`` of all, their ``count``, or the ``pooled_share`` (numerators over denominators of all
    of them). ``passes`` maps the inner measure's arguments to ours or to fixed values.
    """

    measure: str
    kinds: tuple[str, ...] | Argument
    at_least: Fraction | int | Argument = 1
    answers: Literal["share", "count", "pooled_share"] = "share"
    passes: Mapping[str, Any] = field(default_factory=dict)


AnyMeasure = Measure | ChildrenMeasure


def substitute(value: Any, arguments: Mapping[str, Any]) -> Any:
    """The value a declaration means: an ``Argument`` is replaced by what the pack said."""
    return arguments[value.name] if isinstance(value, Argument) else value


def applicable(conditions: tuple[Condition, ...], arguments: Mapping[str, Any]) -> tuple[Condition, ...]:
    """The conditions that this use of the measure asks for, with their arguments filled in."""
    return tuple(filled for condition in conditions if (filled := _fill(condition, arguments)) is not None)


def _fill(condition: Condition, arguments: Mapping[str, Any]) -> Condition | None:
    if condition.only_if and not arguments.get(condition.only_if):
        return None
    value = substitute(condition.value, arguments)
    if isinstance(condition.value, Argument) and (value is None or value == ()):
        return None
    if condition.operator == "in" and isinstance(value, str):
        value = (value,)
    if condition.operator == "=" and isinstance(value, list | tuple):
        return Condition(_column(condition.column, arguments), "in", tuple(value))
    return Condition(_column(condition.column, arguments), condition.operator, value)


def _column(column: ColumnRef, arguments: Mapping[str, Any]) -> ColumnRef:
    if isinstance(column, str):
        return column
    key = substitute(column.key, arguments)
    return type(column)(column.column, read_key(key), column.type)


def named_column(measure: Measure, arguments: Mapping[str, Any]) -> ColumnRef | None:
    """The column the aggregate looks at, with its key filled in."""
    return None if measure.column is None else _column(measure.column, arguments)


def read_key(value: Any) -> str:
    """A key inside a JSON column; ``ValueError`` for anything that could be read as more than a name."""
    text = str(value)
    if not KEY.match(text) or "__" in text:
        raise ValueError(f"“{text}”不是字段名")
    return text


def _read_texts(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    return tuple(str(one) for one in value)


def _read_integer(value: Any) -> int:
    number = Decimal(str(value))
    if number != number.to_integral_value():
        raise ValueError(value)
    return int(number)


def _read_boolean(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    return {"true": True, "false": False, "1": True, "0": False}[str(value).lower()]


def _read_text(value: Any) -> str:
    if isinstance(value, list | tuple | dict):
        raise TypeError(value)
    return str(value)


def _read_flag(value: Any) -> bool:
    try:
        return _read_boolean(value)
    except KeyError as error:
        raise ValueError(value) from error


READERS: Mapping[str, Any] = {
    "text": _read_text,
    "texts": _read_texts,
    "integer": _read_integer,
    "decimal": lambda value: Fraction(str(value)),
    "boolean": _read_flag,
    "key": read_key,
}
