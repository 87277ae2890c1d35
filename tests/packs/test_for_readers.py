"""Who lives by a regulation reads sentences: no identifier, no name of a file, nothing only an author needs."""

import re
from pathlib import Path

import pytest

from mulin.judgement.registry import REGISTRY
from mulin.rulebook.reading import read_pack
from mulin.rulebook.rendering import render_markdown

PACKS = Path(__file__).parents[2] / "packs"
EDITIONS = sorted(found.parent.relative_to(PACKS).as_posix() for found in PACKS.rglob("pack.yaml"))
IDENTIFIER = re.compile(r"`[^`]*`|[a-z]+_[a-z_]+|\b[a-z]{3,}=|\{[a-z_]+\}")


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_text_for_readers_names_no_identifier(edition: str) -> None:
    pack = read_pack(PACKS / edition)
    told = render_markdown(pack, REGISTRY.describe(), codes=False)
    assert IDENTIFIER.findall(told) == []
    assert not any(document.file and document.file in told for document in pack.documents)
    assert all(provision.text in told for provision in pack.provisions)


def test_the_text_for_authors_keeps_them() -> None:
    told = render_markdown(read_pack(PACKS / "shuanglian" / "2011"), REGISTRY.describe())
    assert "`shuanglian`" in told
    assert "举办活动次数`activities_held`（kind=社区党建联席会议" in told


def test_what_a_measure_is_asked_is_told_in_words() -> None:
    told = render_markdown(read_pack(PACKS / "shuanglian" / "2011"), REGISTRY.describe(), codes=False)
    assert "举办活动次数（社区党建联席会议，须提前通知，须有议程；本季度）" in told
