"""What a reader is told when a clause of the guide is written another way (``read_aloud.yaml``)."""

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from mulin.rulebook.rendering import render_markdown
from mulin.rulebook.schema import Pack
from tests.rulebook.guide import Guide, at

OTHERWISE = YAML(typ="safe", pure=True).load(Path(__file__).with_name("read_aloud.yaml").read_text(encoding="utf-8"))


def named(case: dict[str, Any]) -> str:
    """The clause and the words that are written otherwise."""
    return f"{'.'.join(map(str, case['at']))}:{','.join(case['words'])}"


@pytest.mark.parametrize("case", OTHERWISE, ids=named)
def test_a_reader_is_told_how_a_clause_is_written(tmp_path: Path, case: dict[str, Any]) -> None:
    guide, place = Guide(tmp_path), tuple(case["at"])
    words = {**at(guide.values, place), **case["words"]}
    clause = {word: value for word, value in words.items() if value is not None}
    text = render_markdown(guide.written(place, clause) if place else Pack.model_validate(clause))
    before = render_markdown(guide.pack)
    assert [one for one in case.get("said", ()) if one not in text or one in before] == []
    assert set(case.get("lines", ())) <= set(text.splitlines()) - set(before.splitlines())
    assert [one for one in case.get("unsaid", ()) if one in text or one not in before] == []
