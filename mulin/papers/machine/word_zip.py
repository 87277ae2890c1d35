"""Writing a zip file from entries that are compressed already, which the standard library cannot do."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass

_LOCAL = struct.Struct("<IHHHHHIIIHH")
_CENTRAL = struct.Struct("<IHHHHHHIIIHHHHHII")
_END = struct.Struct("<IHHHHIIH")
_VERSION = 20
_UTF8 = 0x800
_DEFLATED = 8
_FIRST_DAY = 33
"""1 January 1980, the zeroth day of zip files: equal papers give equal files."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file inside a zip file: its name and its content, already compressed."""

    name: bytes
    packed: bytes
    checksum: int
    size: int

    @classmethod
    def of(cls, name: str, content: bytes, *, level: int) -> Entry:
        """Compress this content; level 0 stores it, 1 is quick, 9 is small."""
        packer = zlib.compressobj(level, zlib.DEFLATED, -15)
        packed = packer.compress(content) + packer.flush()
        return cls(name.encode(), packed, zlib.crc32(content), len(content))


def zipped(entries: list[Entry]) -> bytes:
    """A zip file of these entries, in order."""
    body: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for entry in entries:
        sizes = (entry.checksum, len(entry.packed), entry.size, len(entry.name), 0)
        head = _LOCAL.pack(0x04034B50, _VERSION, _UTF8, _DEFLATED, 0, _FIRST_DAY, *sizes)
        body += (head, entry.name, entry.packed)
        directory.append(
            _CENTRAL.pack(0x02014B50, _VERSION, _VERSION, _UTF8, _DEFLATED, 0, _FIRST_DAY, *sizes, 0, 0, 0, 0, offset)
            + entry.name
        )
        offset += len(head) + len(entry.name) + len(entry.packed)
    listing = b"".join(directory)
    end = _END.pack(0x06054B50, 0, 0, len(entries), len(entries), len(listing), offset, 0)
    return b"".join((*body, listing, end))
