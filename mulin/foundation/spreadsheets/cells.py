"""What a cell means, by the type of its column. A column is read as a whole; equal cells are understood
once.
"""

import datetime
from collections.abc import Callable, Sequence
from decimal import Decimal, InvalidOperation
from re import split as split_text
from typing import Any

from mulin.foundation.identifiers import (
    area_code_problem,
    clean_phone,
    credit_code_problem,
    identity_problem,
    phone_problem,
)
from mulin.foundation.normalisation import compact, normalise, tighten
from mulin.foundation.spreadsheets.dates import MONTH_ONLY, parse_date
from mulin.foundation.spreadsheets.declaration import Column

Parsed = tuple[Any, str]
Parser = Callable[[Any], Parsed]
_YES = frozenset({"是", "√", "✓", "✔", "☑", "对", "有", "1", "Y", "YES", "TRUE", "真"})
_NO = frozenset({"否", "×", "✗", "✘", "☐", "错", "无", "没有", "0", "N", "NO", "FALSE", "假", "X"})
_LARGEST_EXACT = 10**15


def parse_column(column: Column, raws: Sequence[Any]) -> tuple[list[Any], dict[int, str]]:
    """Values in order, and sentences by index. A wrong cell's value is the empty value of its type."""
    parse = parser_of(column)
    parsed = {raw: parse(raw) for raw in dict.fromkeys(raws)}
    wrong = {raw: problem for raw, (_, problem) in parsed.items() if problem}
    problems = {index: wrong[raw] for index, raw in enumerate(raws) if raw in wrong} if wrong else {}
    return [parsed[raw][0] for raw in raws], problems


def empty_value(column: Column) -> Any:
    """What an empty cell gives: an empty text, an empty tuple for lists, nothing for the rest."""
    if column.type == "list":
        return ()
    return None if column.type in ("integer", "decimal", "date", "yes_no", "choice") else ""


def parser_of(column: Column) -> Parser:
    """How one cell of this column is understood, emptiness and the column's own question included."""
    read = _READERS[column.type](column)
    empty = empty_value(column)
    missing = "必填，不能为空" if column.required else ""
    check = column.check

    def parse(raw: Any) -> Parsed:
        if type(raw) is str:
            raw = cleaned(raw)
        if raw is None or raw == "":
            return empty, missing
        value, problem = read(raw)
        if not problem and check is not None:
            problem = check(value)
        return (empty if problem else value), problem

    return parse


def cleaned(text: str) -> str:
    """A text cell without what Excel and keyboards leave in it."""
    return normalise(text.replace("_x000D_", "") if "_x000D_" in text else text)


def plain_text(raw: Any) -> str:
    """Whatever the cell holds as the text a person sees in it."""
    return cleaned(raw) if isinstance(raw, str) else _seen(raw)


def _seen(raw: Any) -> str:
    """The same for a cell whose text is cleaned already."""
    if isinstance(raw, str):
        return raw
    if isinstance(raw, bool):
        return "是" if raw else "否"
    if isinstance(raw, float):
        return str(int(raw)) if raw == int(raw) and abs(raw) < _LARGEST_EXACT else f"{raw:.15g}"
    if isinstance(raw, datetime.datetime) and raw.time() == datetime.time.min:
        return raw.date().isoformat()
    return str(raw)


def _text(column: Column) -> Parser:
    def read(raw: Any) -> Parsed:
        text = _seen(raw)
        if len(text) > column.max_length:
            return None, f"太长（{len(text)} 个字），最多 {column.max_length} 个字"
        return text, ""

    return read


def _number_text(raw: Any) -> Parsed:
    """The digits of a number-like text; a number too long for Excel has already lost its last digits."""
    if isinstance(raw, float) and abs(raw) >= _LARGEST_EXACT:
        return None, "被 Excel 存成了数字，末几位已丢失。请把单元格设为“文本”格式后重新填写"
    return tighten(_seen(raw)), ""


def _code(column: Column) -> Parser:
    def read(raw: Any) -> Parsed:
        text, problem = _number_text(raw)
        if not problem and len(text) > column.max_length:
            problem = f"太长，最多 {column.max_length} 个字符"
        return text, problem

    return read


def _checked(problem_of: Callable[[str], str], clean: Callable[[str], str] = str.upper) -> Callable[[Column], Parser]:
    def reader(_column: Column) -> Parser:
        def read(raw: Any) -> Parsed:
            text, problem = _number_text(raw)
            return (None, problem) if problem else (clean(text), problem_of(text))

        return read

    return reader


def _decimal_of(raw: Any) -> Decimal | None:
    text = f"{raw:.15g}" if isinstance(raw, float) else tighten(_seen(raw)).replace(",", "")
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _bounds(column: Column, value: Any) -> str:
    if column.minimum is not None and value < column.minimum:
        return f"不能小于 {column.minimum}"
    if column.maximum is not None and value > column.maximum:
        return f"不能大于 {column.maximum}"
    return ""


def _decimal(column: Column) -> Parser:
    def read(raw: Any) -> Parsed:
        number = None if isinstance(raw, bool) else _decimal_of(raw)
        return (number, _bounds(column, number)) if number is not None else (None, "不是数字")

    return read


def _integer(column: Column) -> Parser:
    def read(raw: Any) -> Parsed:
        number = None if isinstance(raw, bool) else _decimal_of(raw)
        if number is None or number != int(number):
            return None, "不是整数"
        return int(number), _bounds(column, int(number))

    return read


def _date(column: Column) -> Parser:
    def read(raw: Any) -> Parsed:
        day, month_only, problem = parse_date(raw)
        if not problem and month_only and not column.month_allowed:
            problem = MONTH_ONLY
        return day, problem or _bounds(column, day)

    return read


def _yes_no(_column: Column) -> Parser:
    def read(raw: Any) -> Parsed:
        word = compact(_seen(raw))
        if word in _YES:
            return True, ""
        return (False, "") if word in _NO else (None, "请填“是”或“否”")

    return read


def _choice(column: Column) -> Parser:
    pairs = column.pairs
    known = {compact(str(value)): value for value, _ in pairs} | {compact(label): value for value, label in pairs}
    labels = "、".join(label for _, label in pairs[:12]) + ("等" if len(pairs) > 12 else "")

    def read(raw: Any) -> Parsed:
        word = compact(_seen(raw))
        return (known[word], "") if word in known else (None, f"不在可选范围内，可选：{labels}")

    return read


def _list(column: Column) -> Parser:
    choose = _choice(column) if column.pairs else None

    def read(raw: Any) -> Parsed:
        values: list[Any] = []
        for part in filter(None, map(normalise, split_text(r"[、，,;；\n]", _seen(raw)))):
            value, problem = choose(part) if choose else (part, "")
            if len(part) > column.max_length:
                problem = f"“{part[:20]}…”太长，最多 {column.max_length} 个字"
            if problem:
                return None, problem if problem.startswith("“") else f"“{part}”{problem}"
            if value not in values:
                values.append(value)
        return tuple(values), ""

    return read


_READERS: dict[str, Callable[[Column], Parser]] = {
    "text": _text,
    "integer": _integer,
    "decimal": _decimal,
    "date": _date,
    "yes_no": _yes_no,
    "choice": _choice,
    "code": _code,
    "identity_number": _checked(identity_problem),
    "phone": _checked(phone_problem, clean_phone),
    "credit_code": _checked(credit_code_problem),
    "area_code": _checked(area_code_problem),
    "list": _list,
}
