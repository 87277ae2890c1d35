"""From a file to rows that mean something, and every mistake with its place."""

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

from mulin.foundation.normalisation import normalise
from mulin.foundation.refusals import Refused
from mulin.foundation.spreadsheets import archive
from mulin.foundation.spreadsheets.cells import empty_value, parse_column, plain_text
from mulin.foundation.spreadsheets.declaration import CellError, Column, Reading, Row, Sheet, letter_of, shown
from mulin.foundation.spreadsheets.grid import Grid, open_grid
from mulin.foundation.spreadsheets.header import HEADER_WITHIN, Header, find_header


def read(content: bytes, sheet: Sheet) -> Reading:
    """Understand an uploaded workbook.

    ``Refused`` when the file as a whole cannot be taken (not an .xlsx, unsafe, no header); any wrong cell is
    in ``errors`` instead. Rows with a mistake are left out of ``rows``; blank rows and the template's
    example row do not count.
    """
    grid = open_grid(content, archive.check(content), sheet.title)
    header = find_header(grid, sheet)
    if header is None:
        titles = "、".join(column.title for column in sheet.columns[:4])
        raise Refused(f"前 {HEADER_WITHIN} 行里没有找到表头（应有“{titles}”等列），请从系统下载模板填写")
    reading = Reading(sheet, header_row=header.row + 1, sha256=hashlib.sha256(content).hexdigest())
    reading.letters = {name: letter_of(index) for name, index in header.at.items()}
    reading.errors.extend(header.errors)
    if not header.errors:
        _read_rows(reading, grid, header)
    return reading


def _read_rows(reading: Reading, grid: Grid, header: Header) -> None:
    numbers = _filled_rows(grid, header, reading.sheet)
    if not numbers:
        raise Refused("表头下面没有内容，请填写后再导入")
    columns = [column for column in reading.sheet.columns if not column.read_only]
    values: dict[str, list[Any]] = {}
    for column in columns:
        raws = [grid.rows[number][header.at[column.name]] for number in numbers]
        values[column.name], problems = parse_column(column, raws)
        problems |= _faults(grid, header.at[column.name], numbers)
        reading.errors.extend(
            _located(reading, column, numbers[index], raws[index], message) for index, message in problems.items()
        )
    reading.errors.extend(_duplicates(reading, values, numbers))
    reading.errors.sort()
    _keep_right_rows(reading, values, numbers)


def _filled_rows(grid: Grid, header: Header, sheet: Sheet) -> list[int]:
    """Indexes of rows below the header that hold something in a declared column."""
    places = sorted(header.at.values())
    first = header.row + 1
    if first < len(grid.rows) and _is_example(grid.rows[first], header, sheet):
        first += 1
    filled = [number for number, row in enumerate(grid.rows[first:], first) if any(row[at] != "" for at in places)]
    faulty = {row for row, column in grid.faults if row >= first and column in places}
    return sorted(faulty.union(filled)) if faulty else filled


def _is_example(row: list[Any], header: Header, sheet: Sheet) -> bool:
    """Whether the row is still the template's grey example, untouched."""
    examples = {column.name: normalise(column.example) for column in sheet.columns if not column.read_only}
    return any(examples.values()) and all(
        plain_text(row[header.at[name]]) == example for name, example in examples.items()
    )


def _faults(grid: Grid, at: int, numbers: list[int]) -> dict[int, str]:
    if not grid.faults:
        return {}
    index_of = {number: index for index, number in enumerate(numbers)}
    return {
        index_of[row]: message for (row, column), message in grid.faults.items() if column == at and row in index_of
    }


def _located(reading: Reading, column: Column, number: int, raw: Any, message: str) -> CellError:
    return CellError(number + 1, reading.letters[column.name], column.title, shown(column, plain_text(raw)), message)


def _duplicates(reading: Reading, values: dict[str, list[Any]], numbers: list[int]) -> Iterator[CellError]:
    """Rows whose unique values stood in an earlier row of the same file."""
    sets = [(column.name,) for column in reading.sheet.columns if column.unique]
    for names in (*sets, *reading.sheet.unique_together):
        columns = [reading.sheet.column(name) for name in names]
        blanks = {empty_value(column) for column in columns}
        seen: dict[tuple[Any, ...], int] = {}
        for number, key in zip(numbers, zip(*(values[name] for name in names), strict=True), strict=True):
            earlier = seen.setdefault(key, number)
            if earlier != number and not blanks.issuperset(key):
                title = "、".join(column.title for column in columns)
                yield _located(
                    reading, columns[0], number, key[0], f"{title}与第 {earlier + 1} 行重复，请删除一行或改正"
                )


def _keep_right_rows(reading: Reading, values: dict[str, list[Any]], numbers: Iterable[int]) -> None:
    wrong = reading.wrong_rows
    names = list(values)
    for number, cells in zip(numbers, zip(*values.values(), strict=True), strict=True):
        if number + 1 not in wrong:
            reading.rows.append(Row(number + 1, zip(names, cells, strict=True)))
