"""The blanks of a document, filled in by the district; what is not filled in is said, never guessed."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from mulin.judgement.numbers import read_number
from mulin.rulebook.schema.base import MeasureRef, ParameterRef
from mulin.rulebook.schema.pack import Pack

Parameters = Mapping[str, Any]


class UnsetParameterError(ValueError):
    """A clause needs a parameter that the district has not set. ``parameter`` is its id."""

    def __init__(self, parameter: str, name: str = "") -> None:
        super().__init__(f"参数“{name or parameter}”尚未设置")
        self.parameter = parameter


class Settings(dict[str, Any]):
    """The district's parameters over the defaults of the pack, with the names people know them by."""

    def __init__(self, pack: Pack, given: Parameters) -> None:
        super().__init__({one.id: one.default for one in pack.parameters} | dict(given))
        self.names = {one.id: one.name for one in pack.parameters}

    def unset(self, parameter: str) -> UnsetParameterError:
        """What to raise, or to say, about a parameter without a value."""
        return UnsetParameterError(parameter, self.names.get(parameter, ""))


def resolve(value: Any, settings: Settings) -> Any:
    """The value itself, or what the district has set for the parameter it names; else ``UnsetParameterError``."""
    if not isinstance(value, ParameterRef):
        return value
    found = settings.get(value.parameter)
    if found is None or found == "":
        raise settings.unset(value.parameter)
    return found


def amount(value: Decimal | Fraction | ParameterRef, settings: Settings) -> Fraction:
    """A number of the document or of the district, exact. ``UnsetParameterError`` or ``ValueError``."""
    return read_number(resolve(value, settings))


def arguments_of(measure: MeasureRef, settings: Settings) -> dict[str, Any]:
    """The arguments of a measure reference with the district's parameters filled in."""
    return {name: resolve(value, settings) for name, value in measure.arguments.items()}
