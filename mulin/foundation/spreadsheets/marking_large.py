"""Marking a workbook of many thousand rows without loading it: only what changes is written anew.

openpyxl takes half a minute and half a gigabyte for 100,000 rows. Here the wrong cells get a red style in the sheet's
own text and one sheet is added; every other byte stays. There are no comments on cells: the added sheet explains.
"""

import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Sequence
from xml.sax.saxutils import escape

from mulin.foundation.spreadsheets.declaration import CellError
from mulin.foundation.spreadsheets.grid import EXPLANATIONS

_STYLES, _BOOK, _LINKS, _TYPES = (
    "xl/styles.xml",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "[Content_Types].xml",
)
_ADDED = "worksheets/mulin_errors.xml"
_FILL = b'<fill><patternFill patternType="solid"><fgColor rgb="FFFFC7CE"/><bgColor indexed="64"/></patternFill></fill>'
_FILLS = re.compile(rb'<fills count="(\d+)"[^>]*>')
_FORMATS = re.compile(rb'<cellXfs count="(\d+)"[^>]*>(.*?)</cellXfs>', re.DOTALL)
_FORMAT = re.compile(rb"<xf\b[^>]*?/>|<xf\b.*?</xf>", re.DOTALL)
_ROW = re.compile(rb'<row\b[^>]*?\br="(\d+)"[^>]*?(?:/>|>.*?</row>)', re.DOTALL)
_CELL = re.compile(rb'<c r="([A-Z]+)\d+"([^>]*)>')
_STYLE = re.compile(rb' s="(\d+)"')
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


class _RedStyles:
    """The workbook's cell formats, and for each that a wrong cell has the same one in red."""

    def __init__(self, styles: bytes) -> None:
        fills, formats = _FILLS.search(styles), _FORMATS.search(styles)
        if fills is None or formats is None:
            raise _NotAsExpected
        self._styles, self._fills, self._formats = styles, int(fills[1]), _FORMAT.findall(formats[2])
        self._red: dict[int, int] = {}

    def red(self, style: int) -> int:
        """The number of the red format beside this one."""
        if style not in self._red:
            plain = re.sub(rb' (?:fillId|applyFill)="\d+"', b"", self._formats[style])
            self._red[style] = len(self._formats)
            self._formats.append(b'<xf fillId="%d" applyFill="1"' % self._fills + plain[3:])
        return self._red[style]

    def text(self) -> bytes:
        """The part with everything added."""
        formats = b'<cellXfs count="%d">' % len(self._formats) + b"".join(self._formats) + b"</cellXfs>"
        styles = _FORMATS.sub(lambda _: formats, self._styles, count=1)
        styles = _FILLS.sub(b'<fills count="%d">' % (self._fills + 1), styles, count=1)
        return styles.replace(b"</fills>", _FILL + b"</fills>", 1)


class _NotAsExpected(Exception):  # noqa: N818
    """The workbook is written in a way this module does not know."""


def mark_large(content: bytes, part: str, errors: Sequence[CellError]) -> bytes | None:
    """The marked workbook, or nothing when it is written in a way that only openpyxl understands.

    ``part`` is the path of the sheet's own XML in the zip.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        try:
            changed = _changed_parts(file, part, errors)
        except (_NotAsExpected, KeyError, IndexError):
            return None
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as marked:
            for entry in file.infolist():
                name = entry.filename
                marked.writestr(entry, changed.pop(name) if name in changed else file.read(entry))
            for name, text in changed.items():
                marked.writestr(name, text)
    return target.getvalue()


def _changed_parts(file: zipfile.ZipFile, part: str, errors: Sequence[CellError]) -> dict[str, bytes]:
    styles = _RedStyles(file.read(_STYLES))
    wrong: defaultdict[int, set[bytes]] = defaultdict(set)
    for error in errors:
        if error.row and error.letter:
            wrong[error.row].add(error.letter.encode())
    sheet = _ROW.sub(lambda row: _marked_row(row, wrong.get(int(row[1])), styles), file.read(part))
    return {
        part: sheet,
        _STYLES: styles.text(),
        **_with_another_sheet(file),
        f"xl/{_ADDED}": _explanations(errors),
    }


def _marked_row(row: re.Match[bytes], letters: set[bytes] | None, styles: _RedStyles) -> bytes:
    if not letters:
        return row[0]
    there: set[bytes] = set()

    def redden(cell: re.Match[bytes]) -> bytes:
        if cell[1] not in letters:
            return cell[0]
        there.add(cell[1])
        style = _STYLE.search(cell[2])
        red = styles.red(int(style[1]) if style else 0)
        rest = _STYLE.sub(b"", cell[2], count=1)
        return b'<c r="%s%s" s="%d"%s>' % (cell[1], row[1], red, rest)

    text = _CELL.sub(redden, row[0])
    for letter in sorted(letters - there, key=_order):
        text = _with_cell(text, letter, b'<c r="%s%s" s="%d"/>' % (letter, row[1], styles.red(0)))
    return text


def _with_cell(row: bytes, letter: bytes, cell: bytes) -> bytes:
    """The row with an empty cell put where its letter belongs."""
    if row.endswith(b"/>") and b"<c" not in row:
        return row[:-2] + b">" + cell + b"</row>"
    for other in _CELL.finditer(row):
        if _order(other[1]) > _order(letter):
            return row[: other.start()] + cell + row[other.start() :]
    return row.replace(b"</row>", cell + b"</row>")


def _order(letter: bytes) -> tuple[int, bytes]:
    return len(letter), letter


def _with_another_sheet(file: zipfile.ZipFile) -> dict[str, bytes]:
    """The three parts that must name an added sheet."""
    book, links, types = file.read(_BOOK), file.read(_LINKS), file.read(_TYPES)
    if EXPLANATIONS.encode() in book or f"xl/{_ADDED}" in file.namelist():
        raise _NotAsExpected
    number = max(map(int, re.findall(rb'sheetId="(\d+)"', book))) + 1
    sheet = f'<sheet name="{EXPLANATIONS}" sheetId="{number}" xmlns:r="{_RELATIONS}" r:id="mulinErrors"/></sheets>'
    link = f'<Relationship Id="mulinErrors" Type="{_RELATIONS}/worksheet" Target="{_ADDED}"/></Relationships>'
    override = f'<Override PartName="/xl/{_ADDED}" ContentType="{_SHEET_TYPE}"/></Types>'
    parts = {_BOOK: (book, b"</sheets>", sheet), _LINKS: (links, b"</Relationships>", link)}
    parts[_TYPES] = (types, b"</Types>", override)
    if any(end not in text for text, end, _ in parts.values()):
        raise _NotAsExpected
    return {name: text.replace(end, added.encode(), 1) for name, (text, end, added) in parts.items()}


def _explanations(errors: Sequence[CellError]) -> bytes:
    rows = [("行", "列", "列标题", "内容", "问题")]
    rows += [(str(error.row or ""), error.letter, error.title, error.value, error.message) for error in errors]
    lines = "".join(
        f'<row r="{number}">{"".join(map(_text_cell, "ABCDE", [number] * 5, row))}</row>'
        for number, row in enumerate(rows, 1)
    )
    widths = "".join(
        f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
        for number, width in enumerate((8, 8, 18, 28, 60), 1)
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{_MAIN}">'
        f"<cols>{widths}</cols><sheetData>{lines}</sheetData></worksheet>"
    ).encode()


def _text_cell(letter: str, number: int, text: str) -> str:
    return f'<c r="{letter}{number}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'
