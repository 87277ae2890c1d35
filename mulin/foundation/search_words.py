"""How a text is cut for the search: into words, and the words into pairs of characters."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from mulin.foundation.normalisation import normalise

_BREAK = "x"
_WORD = re.compile(r"[^\W_]+")


def words_of(text: str) -> list[str]:
    """The words of a text: unbroken letters and digits of any script, in capitals."""
    return _WORD.findall(normalise(text).upper())


def pairs_of(word: str) -> list[str]:
    """The overlapping pairs of a word; a single character stands for itself."""
    return [first + second for first, second in pairwise(word)] or [word]


def terms_of(texts: Sequence[str], *, with_places: bool) -> str:
    """The pairs of several texts, one after the other; a break keeps words from running together.

    PostgreSQL wants each with its place, ``纠纷:1 纷调:2 x:3``; SQLite counts for itself.
    """
    parts, place = [], 1
    for text in texts:
        part, place = _terms(text, place if with_places else 0)
        parts.append(part)
    return " ".join(filter(None, parts))


@lru_cache(maxsize=20_000)
def _terms(text: str, place: int) -> tuple[str, int]:
    """The pairs of one text from a place on, and the next place; no places are given from 0 on. The same names of
    organisations come again and again.
    """
    tokens: list[str] = []
    for word in words_of(text):
        tokens += pairs_of(word)
        tokens.append(_BREAK)
    if not place:
        return " ".join(tokens), 0
    return " ".join([f"{token}:{at}" for at, token in enumerate(tokens, place)]), place + len(tokens)
