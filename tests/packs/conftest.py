"""Our own packs, and the documents they transcribe when those are at hand."""

from pathlib import Path

import pytest

from mulin.rulebook.reading import read_pack
from mulin.rulebook.schema import Pack

ROOT = Path(__file__).parents[2]
QUANYU = ROOT / "packs" / "quanyu" / "2021"
SEEDS = ROOT.parent / "shared" / "seeds"


@pytest.fixture(scope="session")
def quanyu() -> Pack:
    """Pack quanyu, edition 2021."""
    return read_pack(QUANYU)


@pytest.fixture(scope="session")
def document(quanyu: Pack) -> str:
    """The text that quanyu transcribes; skips when the documents are not beside the repository."""
    path = SEEDS / quanyu.documents[0].file
    if not path.is_file():
        pytest.skip("the documents (../shared/seeds) are not here: the pack is not compared with its source")
    return path.read_text(encoding="utf-8")
