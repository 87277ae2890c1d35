"""What people meant to type: half-width letters and digits, no stray spaces, the characters of names
untouched.

Unicode's own NFKC is not used: it would turn ㎡ into m2, ① into 1, and rare characters of names into others.
"""

import re
from collections.abc import Iterable

_INVISIBLE = (
    *range(0x09), *range(0x0B, 0x20), *range(0x7F, 0xA0), 0xAD, *range(0x200B, 0x2010),
    *range(0x202A, 0x202F), *range(0x2060, 0x2065), *range(0x2066, 0x2070), 0xFEFF,
)  # fmt: skip
_SPACES = (0x09, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000)
_WIDE_PUNCTUATION = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_WIDE_WORDS = {code: narrow for code, narrow in _WIDE_PUNCTUATION.items() if narrow.isalnum()}
_LINE: dict[int, str | None] = {
    **dict.fromkeys(_INVISIBLE, None),
    **dict.fromkeys(_SPACES, " "),
    **_WIDE_WORDS,
}
_COMPACT: dict[int, str | None] = {
    **_LINE,
    **_WIDE_PUNCTUATION,
    **dict.fromkeys((*_SPACES, 0x20, 0x0A), None),
    **dict.fromkeys((0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212), "-"),
    0x3002: ".",
    0x3001: ",",
}
_RUN_OF_SPACES = re.compile(r" {2,}| *\n *")


def _class_of(codes: Iterable[int]) -> str:
    """A character class that holds exactly these characters."""
    return "[" + "".join(f"\\U{code:08x}" for code in codes) + "]"


# Most cells are clean already: one search is a fifth of the work of cleaning them, and plain letters and digits
# need not even that
_UNCLEAN = re.compile(_class_of(_LINE) + r"|^[ \n]|[ \n]$|  |\n")
_LOOSE = re.compile(_class_of(_COMPACT))


def _one(match: re.Match[str]) -> str:
    return "\n" if "\n" in match[0] else " "


def normalise(text: str) -> str:
    """Text as it should be kept: letters and digits half-width, spaces single and none at the ends.

    Chinese punctuation stays as typed; line breaks stay.
    """
    if (text.isascii() and text.isalnum()) or not _UNCLEAN.search(text):
        return text
    return _RUN_OF_SPACES.sub(_one, text.translate(_LINE)).strip(" \n")


def tighten(text: str) -> str:
    """Codes and numbers as they are kept: everything half-width and no space at all; case as typed."""
    if (text.isascii() and text.isalnum()) or not _LOOSE.search(text):
        return text
    return text.translate(_COMPACT)


def compact(text: str) -> str:
    """Codes, numbers and titles for comparison: everything half-width, upper case, no space at all."""
    return tighten(text).upper()
