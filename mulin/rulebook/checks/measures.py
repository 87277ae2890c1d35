"""Whether the measures a pack names exist and take the arguments it gives."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from mulin.rulebook.described import Described, Descriptions, by_name, declared_arguments
from mulin.rulebook.findings import Finding
from mulin.rulebook.named_arguments import NamedArguments
from mulin.rulebook.schema import Pack
from mulin.rulebook.schema.base import MeasureRef, ParameterRef
from mulin.rulebook.schema.duties import MEMBER, Duty
from mulin.rulebook.walking import describe, walk


def check_measures(pack: Pack, measures: Descriptions) -> Iterator[Finding]:
    """Unknown measures, unknown and missing arguments, arguments of the wrong type, questions about somebody else."""
    known = by_name(measures)
    for place, message in NamedArguments(measures).unknown(pack):
        yield Finding("error", describe(pack, place), message, "reference.unknown")
    for place, clause in walk(pack):
        if isinstance(clause, Duty):
            yield from other_subjects(clause, known, describe(pack, place))
        if not isinstance(clause, MeasureRef):
            continue
        where = describe(pack, place)
        if clause.name not in known:
            yield Finding("error", where, f"没有“{clause.name}”这个度量", "measure.unknown")
            continue
        for message in argument_mistakes(clause, declared_arguments(known[clause.name])):
            yield Finding("error", where, message, "measure.argument")


def other_subjects(duty: Duty, known: Mapping[str, Described], where: str) -> Iterator[Finding]:
    """A duty of members asks about members, a duty of nodes about nodes."""
    for measure in (duty.measure, duty.excused_without):
        if measure is None or measure.name not in known:
            continue
        about = (known[measure.name].get("declaration") or {}).get("subject") == MEMBER
        if about != duty.of_members:
            who = "党员" if about else "组织"
            yield Finding("error", where, f"度量“{measure.name}”问的是{who}，与职责的对象不同", "measure.subject")


def argument_mistakes(measure: MeasureRef, declared: Mapping[str, Described]) -> Iterator[str]:
    """What is wrong with the arguments of one use of a measure."""
    for name, value in measure.arguments.items():
        if name not in declared:
            yield f"度量“{measure.name}”没有参数“{name}”"
        elif not fits(declared[name].get("type"), value):
            yield f"度量“{measure.name}”的参数“{name}”不能是“{value}”"
    for name, details in declared.items():
        if details.get("required") and name not in measure.arguments:
            yield f"度量“{measure.name}”缺少参数“{name}”"


def is_number(value: object) -> bool:
    """Whether a written argument can be read as a number."""
    text = str(value).lstrip("-").replace(".", "", 1)
    return not isinstance(value, bool | list) and text.isascii() and text.isdigit()


FITTING: Mapping[str, Callable[[object], bool]] = {
    "text": lambda value: isinstance(value, str),
    "key": lambda value: isinstance(value, str),
    "texts": lambda value: isinstance(value, str | list),
    "integer": lambda value: is_number(value) and "." not in str(value),
    "decimal": is_number,
    "boolean": lambda value: isinstance(value, bool),
}


def fits(kind: object, value: object) -> bool:
    """Whether a value can be an argument of this type; a parameter is read later, an unknown type takes anything."""
    if isinstance(value, ParameterRef):
        return True
    check = FITTING.get(str(kind))
    return check is None or check(value)
