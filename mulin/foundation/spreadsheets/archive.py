"""Is this file safe to open? Asked before any library reads it.

An xlsx is a zip of XML. A small one can unfold into gigabytes, name a cell in the last column of the last
row, pull in other files, or bring macros; none of it reaches the reader.
"""

import io
import re
import zipfile
import zlib
from dataclasses import dataclass

from django.conf import settings

from mulin.foundation.refusals import Refused

MAX_BYTES = 30 * 1024 * 1024
MAX_UNPACKED = 300 * 1024 * 1024
MAX_ENTRIES = 400
MAX_RATIO = 100
RATIO_FREE = 1024 * 1024
MAX_COLUMN_LETTERS = "AZ"
MAX_ROWS = 200_000
LIMITS = f"仅支持 .xlsx；不超过 {MAX_BYTES // 1024 // 1024} MB、{MAX_ROWS} 行、{MAX_COLUMN_LETTERS} 列"

_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"
_BEYOND = re.compile(rb'<c r="(?:[A-Z]{3,}\d+|[B-Z][A-Z]\d+|[A-Z]+(?:[2-9]\d{5}|\d{7,}))"')
_ODD_CELL = re.compile(rb'<c(?! r="A?[A-Z][01]?\d{1,5}")[\s/>]')
_MAYBE_PREFIXED = re.compile(rb":(?:c|row|sheetData)[\s/>]")
_PREFIXED = re.compile(rb"<\w+:(?:c|row|sheetData)[\s/>]")
_PREFIX = re.compile(rb"<(\w+):sheetData[\s/>]")
_ENCODING = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"']([^\"']*)", re.IGNORECASE)
_EXTERNAL = re.compile(rb"<Relationship\b[^>]*TargetMode\s*=\s*[\"']External[\"'][^>]*>", re.IGNORECASE)


@dataclass(frozen=True)
class Archive:
    """The parts of a checked workbook, unpacked."""

    parts: dict[str, bytes]


def check(content: bytes) -> Archive:
    """Unpack within limits and look at every part. ``Refused`` says in Chinese what is wrong."""
    limit = getattr(settings, "SPREADSHEET_MAX_BYTES", MAX_BYTES)
    if len(content) > limit:
        raise Refused(f"文件超过 {limit // 1024 // 1024} MB，请分成几个文件导入")
    if content.startswith(_OLD_OR_LOCKED):
        raise Refused("文件是旧版 .xls 或设有打开密码，请去掉密码并另存为 .xlsx 后再导入")
    parts = _unpack(content)
    if "xl/workbook.xml" not in parts or "[Content_Types].xml" not in parts:
        raise Refused("文件不是 Excel 工作簿（.xlsx），请从系统下载模板填写")
    for name, part in parts.items():
        _check_part(name, part)
        if b"sheetData" in part:
            parts[name] = _without_prefix(part)
            _check_sheet(parts[name])
    return Archive(parts)


def _unpack(content: bytes) -> dict[str, bytes]:
    """Every part that may be needed. Python checks sizes and checksums against what the zip claims."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            entries = file.infolist()
            _check_entries(entries)
            return {entry.filename: file.read(entry) for entry in entries if _is_text(entry.filename)}
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as error:
        raise Refused("文件已损坏或不是 .xlsx 格式，请用 Excel 或 WPS 打开后另存为 .xlsx") from error


def _is_text(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels", ".vml"))


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename for entry in entries]
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise Refused("文件展开后过大，已拒绝打开。请只保留要导入的一张表")
    if any(entry.file_size > max(RATIO_FREE, MAX_RATIO * entry.compress_size) for entry in entries):
        raise Refused("文件的压缩比异常，已拒绝打开。请把数据复制到新下载的模板中再导入")
    if any(name.startswith("/") or ".." in name.split("/") or "\\" in name for name in names):
        raise Refused("文件内部的路径异常，已拒绝打开")
    if len(set(names)) != len(names):
        raise Refused("文件内部有重复的部分，已拒绝打开。请用 Excel 或 WPS 另存后再试")
    if any(name.lower().endswith(("vbaproject.bin", ".exe", ".dll")) for name in names):
        raise Refused("文件含有宏，已拒绝打开。请另存为不含宏的 .xlsx")
    if any(name.startswith(("xl/externalLinks/", "xl/embeddings/", "xl/activeX/")) for name in names):
        raise Refused("文件引用了其他文件（外部链接或嵌入对象），请把内容粘贴为数值后再导入")


def _check_part(name: str, part: bytes) -> None:
    encoding = _ENCODING.search(part[:200])
    odd_encoding = part[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in part[:4]
    if odd_encoding or (encoding and encoding[1].lower() not in (b"utf-8", b"us-ascii")):
        raise Refused("文件的编码异常，已拒绝打开。请用 Excel 或 WPS 另存后再试")
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        raise Refused("文件含有外部实体声明，已拒绝打开")
    if name.endswith(".rels"):
        for link in _EXTERNAL.findall(part):
            if b"/hyperlink" not in link:
                raise Refused("文件引用了外部内容，请把内容粘贴为数值后再导入")


def _without_prefix(part: bytes) -> bytes:
    """Some programs write ``<x:c>`` for ``<c>``; the checks that follow know one spelling."""
    found = _PREFIX.search(part) if b":sheetData" in part else None
    return part.replace(b"<" + found[1] + b":", b"<") if found else part


def _check_sheet(part: bytes) -> None:
    """Every cell must say where it is, within limits: the reader makes room for all cells up to the
    farthest. Tens of megabytes are gone through, so what is rare is looked for first.
    """
    odd = _ODD_CELL.search(part)
    beyond = odd and _BEYOND.match(part, odd.start())
    if beyond:
        raise Refused(f"内容超出范围（{beyond[0][6:-1].decode()}）。{LIMITS}。请删除多余的行、列，或复制到新模板")
    if odd or (_MAYBE_PREFIXED.search(part) and _PREFIXED.search(part)):
        raise Refused("文件的内部结构不规范，请用 Excel 或 WPS 打开后另存再导入")
