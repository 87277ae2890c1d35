"""The words of the language: which an author must write, what silence means, and that each reaches the reader."""

import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from mulin.rulebook.rendering import render_markdown
from mulin.rulebook.sources import Place
from tests.rulebook.conftest import Change
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


def choices(guide: Guide, place: Place) -> list[Any]:
    """What may be chosen at a place, as a value to be written there; nothing where any text may stand."""
    listed = isinstance(at(guide.values, place), list)
    try:
        guide.written(place, ["?"] if listed else "?")
    except ValidationError as refused:
        said = [error["ctx"]["expected"] for error in refused.errors() if error["type"] == "literal_error"]
        return [[one] if listed else one for words in said for one in re.findall(r"'(\w+)'", words)]
    return []


def test_whatever_may_be_chosen_can_be_read_aloud(guide: Guide) -> None:
    chosen = set()
    for kind, word, place in guide.each_word():
        for value in choices(guide, place):
            try:
                pack = guide.written(place, value)
            except ValidationError:
                continue  # it asks for another word beside it
            assert render_markdown(pack)
            chosen.add(f"{kind}.{word}")
    assert len(chosen) > 35


def test_a_short_pack_is_told_without_empty_headings(changed: Change) -> None:
    pack = changed()
    headings = [line for line in render_markdown(pack).splitlines() if line.startswith("#")]
    judged = ["## 评分和等级", "### 社区（10分）〔一〕"]
    assert headings == ["# 小制度", "## 文件", *judged, "## 各地填写的参数", "## 职责", "## 记哪些事"]
    bare = pack.model_copy(update=dict.fromkeys(("rubrics", "gradings", "parameters", "duties", "activities"), ()))
    assert render_markdown(bare) == (
        "# 小制度\n\n规章包 `small` 版本 1，2024-01-01 起施行。\n\n## 文件\n\n- 《办法》（依据文件）\n"
    )


def test_cards_and_consultations_share_a_heading_that_stands_for_either(guide: Guide) -> None:
    heading, cards, heard = "## 反馈和征求意见\n", "反馈卡**：", "听取社区意见**："
    for without, told in (((), (True, True, True)), (("feedback",), (True, False, True))):
        text = render_markdown(guide.pack.model_copy(update=dict.fromkeys(without, ())))
        assert tuple(one in text for one in (heading, cards, heard)) == told
    only_cards = render_markdown(guide.pack.model_copy(update={"consultations": ()}))
    assert tuple(one in only_cards for one in (heading, cards, heard)) == (True, True, False)
    neither = render_markdown(guide.pack.model_copy(update={"feedback": (), "consultations": ()}))
    assert heading not in neither
