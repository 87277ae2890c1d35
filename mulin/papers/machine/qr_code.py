"""The QR code that leads from the paper back to the record, as a black and white picture.

The addresses of a batch differ in their digits alone, and a QR code of fixed version, error level and mask is an
affine map over bits: the code of an address is the code of another one with, for each bit of the text that differs,
the same modules turned over. So one code of a batch is drawn by segno, and a few more to learn what each bit of each
digit turns over; all the others are combined from these, forty times as fast.
"""

from __future__ import annotations

import re
import struct
import zlib

import segno

_QUIET = 4
"""Modules of white that the standard asks for around the code."""

_DIGIT = re.compile(r"[0-9]")
_BITS_OF_A_DIGIT = (1, 2, 4, 8)


def png(url: str, *, dots: int = 4) -> bytes:
    """The code with so many dots a module: 4 for Word, which may smooth pictures; 1 where dots stay square."""
    code = modules(url)
    whole = len(code) + 2 * _QUIET
    side = whole * dots
    white = [(1 << whole) - 1] * _QUIET
    rows = [*white, *(white[0] ^ row << _QUIET for row in code), *white]
    # The lines below the first of a row say that they differ in nothing from the one above.
    same = (b"\x02" + bytes((side + 7) // 8)) * (dots - 1)
    pixels = b"".join([_line(row, whole, dots) + same for row in rows])
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        _png_chunk(kind, content)
        for kind, content in ((b"IHDR", header), (b"IDAT", zlib.compress(pixels, 1)), (b"IEND", b""))
    )


def modules(url: str) -> list[int]:
    """The rows of the code, each a number whose bits are its modules, the leftmost the highest; black is 1."""
    family = _family(url)
    side, code = family.side, family.code(url)
    return [code >> side * row & (1 << side) - 1 for row in reversed(range(side))]


class _Family:
    """Addresses that differ in their digits alone: the first one's code, and what each bit of a digit turns over."""

    def __init__(self, first: str) -> None:
        self.first = first
        self.side, self.drawn = _drawn(first)
        self.turned: dict[tuple[int, int], int] = {}

    def code(self, url: str) -> int:
        """The whole code as one number, row after row."""
        code = self.drawn
        for place, (here, there) in enumerate(zip(url, self.first, strict=True)):
            if here != there:
                difference = ord(here) ^ ord(there)
                for bit in _BITS_OF_A_DIGIT:
                    if difference & bit:
                        code ^= self.turned_by(place, bit)
        return code

    def turned_by(self, place: int, bit: int) -> int:
        """The modules that change when this bit of this character does; learnt when first needed."""
        found = self.turned.get((place, bit))
        if found is None:
            other = f"{self.first[:place]}{chr(ord(self.first[place]) ^ bit)}{self.first[place + 1 :]}"
            found = self.turned[place, bit] = _drawn(other)[1] ^ self.drawn
        return found


_families: dict[str, _Family] = {}
_MOST_FAMILIES = 64


def _family(url: str) -> _Family:
    """The family of this address. Two threads may make one at once; either is right."""
    shape = _DIGIT.sub("0", url)
    family = _families.get(shape)
    if family is None:
        if len(_families) >= _MOST_FAMILIES:
            _families.clear()
        family = _families[shape] = _Family(url)
    return family


def _drawn(text: str) -> tuple[int, int]:
    """A code by segno: modules a side, and the code as one number. Fixed mask and level: ten times faster, as readable.

    Always in bytes: a text of digits or capitals alone would else be written in another way, and no longer be affine.
    """
    rows = segno.make(text.encode(), micro=False, error="m", mode="byte", mask=0, boost_error=False).matrix
    return len(rows), int(b"".join(rows).translate(_AS_DIGITS), 2)


_AS_DIGITS = bytes.maketrans(b"\x00\x01", b"01")


def _line(row: int, width: int, dots: int) -> bytes:
    """The first line of a row of modules: no filter, then a bit a dot, white being 1. Four dots are a figure in hex."""
    if dots == 4:
        return bytes.fromhex(f"00{row:0{width}b}".replace("1", "f") + "0" * (width % 2))
    if dots > 1:
        row = int(f"{row:0{width}b}".replace("0", "0" * dots).replace("1", "1" * dots), 2)
        width *= dots
    padding = -width % 8
    return b"\x00" + (row << padding).to_bytes((width + padding) // 8, "big")


def _png_chunk(kind: bytes, content: bytes) -> bytes:
    """One chunk of a PNG file with its length and checksum."""
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
