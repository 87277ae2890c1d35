"""The words of the language: which an author must write, what silence means, and that each reaches the reader."""

from collections import defaultdict
from pathlib import Path

import pytest

from mulin.rulebook.rendering import render_markdown
from tests.rulebook.guide import Guide, at
from tests.rulebook.words import LEAST, MAY_BE_EMPTY, NEEDED, NOT_TOLD, SILENCE


@pytest.fixture
def guide(tmp_path: Path) -> Guide:
    return Guide(tmp_path)


def test_the_guide_with_a_needed_word_left_out_is_refused_and_with_any_other_it_is_read(guide: Guide) -> None:
    needed = defaultdict(set)
    for kind, word, place in guide.words():
        try:
            guide.without(place)
        except ValueError:
            needed[kind].add(word)
    assert needed == NEEDED


def test_a_list_that_would_say_nothing_is_refused(guide: Guide) -> None:
    empty = defaultdict(set)
    for kind, word, place in guide.words():
        written = at(guide.values, place)
        if not isinstance(written, list):
            continue
        try:
            guide.shortened(place, 0)
        except ValueError:
            least = LEAST.get(f"{kind}.{word}", 1)
            assert guide.shortened(place, least)
            with pytest.raises(ValueError):  # noqa: PT011
                guide.shortened(place, least - 1)
        else:
            empty[kind].add(word)
    assert empty == MAY_BE_EMPTY


def test_what_is_not_written_means_nothing_unless_the_language_says_what(guide: Guide) -> None:
    for kind, word, place in guide.words():
        if word not in NEEDED.get(kind, set()):
            meant, said = at(guide.without(place), place), SILENCE.get(f"{kind}.{word}")
            assert (meant, type(meant)) == (said, type(said)) if said is not None else not meant, place


def test_whatever_a_pack_says_stands_in_the_text_that_is_held_against_its_documents(guide: Guide) -> None:
    whole = render_markdown(guide.pack)
    told, untold = set(), set()
    for kind, word, place in guide.words():
        if word in NEEDED.get(kind, set()):
            continue
        without = guide.without(place)
        if without != guide.pack:
            (untold if render_markdown(without) == whole else told).add(f"{kind}.{word}")
    assert untold - told == set(NOT_TOLD)
