"""The fonts that PDFs are set in, and the question whether they can print every character of a paper.

Three wheels of Noto fonts (SIL Open Font License) together hold every Chinese character of Noto CJK: Simplified
Chinese first, Japanese and Traditional Chinese for rare name characters such as 𠮷. Bold is drawn by a thin
stroke, because no wheel carries a clean bold.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path

import pylopdf_fonts_jp
import pylopdf_fonts_zh_cn
import pylopdf_fonts_zh_tw
from fontTools.ttLib import TTFont

from mulin.papers.machine.paper import Paper
from mulin.papers.machine.wording import texts_of

_WHEELS = (pylopdf_fonts_zh_cn, pylopdf_fonts_jp, pylopdf_fonts_zh_tw)


class MissingCharacters(ValueError):  # noqa: N818 - reads as what happened, like Refused
    """A paper holds characters that none of our fonts can print; ``characters`` names them."""

    def __init__(self, characters: set[str]) -> None:
        self.characters = characters
        named = "、".join(f"{character}（U+{ord(character):04X}）" for character in sorted(characters))
        super().__init__(f"打印字库中没有这些字：{named}。请改用 Word 文件打印，或用同音字、拼音代替后再生成 PDF。")


def font_folders() -> list[str]:
    """The folders that typst reads fonts from."""
    return [str(Path(wheel.sans_path()).parent) for wheel in _WHEELS]


@lru_cache(maxsize=1)
def printable_characters() -> frozenset[str]:
    """Every character that both the serif and the sans fonts can print, with those that leave no ink."""
    serif = _covered([Path(wheel.serif_path()) for wheel in _WHEELS])
    sans = _covered([Path(wheel.sans_path()) for wheel in _WHEELS])
    return frozenset(serif & sans | {"\n"})


def missing_characters(paper: Paper) -> set[str]:
    """The characters of this paper that would print as an empty box; none is the answer we want."""
    return missing_in("".join(texts_of(paper)))


def missing_in(text: str) -> set[str]:
    """The characters of this text that would print as an empty box, leaving out invisible ones (variation marks)."""
    return {character for character in set(text) - printable_characters() if not _is_invisible(character)}


def _covered(fonts: list[Path]) -> set[str]:
    """All characters that at least one of these fonts has."""
    covered: set[str] = set()
    for path in fonts:
        with TTFont(path, lazy=True) as font:
            covered.update(map(chr, font.getBestCmap()))
    return covered


def _is_invisible(character: str) -> bool:
    """Whether this only shapes its neighbour: a variation selector, a joiner, a direction mark."""
    return unicodedata.category(character) == "Cf" or unicodedata.name(character, "").startswith("VARIATION SELECTOR")
