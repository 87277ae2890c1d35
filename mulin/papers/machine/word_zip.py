"""Writing a zip file from entries that are compressed already, which the standard library cannot do."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass

_LOCAL = struct.Struct("<IHHHHHIIIHH")
_LISTED = struct.Struct("<IHHHHHHIIIHHHHHI")
_END = struct.Struct("<IHHHHIIH")
_VERSION = 20
_UTF8 = 0x800
_STORED, _DEFLATED = 0, 8
_FIRST_DAY = 33
"""1 January 1980, the zeroth day of zip files: equal papers give equal files."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file inside a zip file: its part of the file (header, name and content, already compressed), its line of the
    directory up to where it says the place, and its name, with which the line ends.
    """

    part: bytes
    line: bytes
    name: bytes

    @classmethod
    def of(cls, name: str, content: bytes, *, level: int) -> Entry:
        """Compress this content; level 0 stores it, 1 is quick, 9 is small."""
        packed, method = content, _STORED
        if level:
            packer, method = zlib.compressobj(level, zlib.DEFLATED, -15), _DEFLATED
            packed = packer.compress(content) + packer.flush()
        told = name.encode()
        sizes = (zlib.crc32(content), len(packed), len(content), len(told), 0)
        head = _LOCAL.pack(0x04034B50, _VERSION, _UTF8, method, 0, _FIRST_DAY, *sizes)
        line = _LISTED.pack(0x02014B50, _VERSION, _VERSION, _UTF8, method, 0, _FIRST_DAY, *sizes, 0, 0, 0, 0)
        return cls(b"".join((head, told, packed)), line, told)


def zipped(entries: list[Entry]) -> bytes:
    """A zip file of these entries, in order."""
    directory: list[bytes] = []
    offset = 0
    for entry in entries:
        directory += (entry.line, offset.to_bytes(4, "little"), entry.name)
        offset += len(entry.part)
    listing = b"".join(directory)
    end = _END.pack(0x06054B50, 0, 0, len(entries), len(entries), len(listing), offset, 0)
    return b"".join((*[entry.part for entry in entries], listing, end))
