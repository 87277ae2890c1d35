"""ARCHITECTURE.md leads somewhere: what it names is there, and what is there is on its map."""

import re
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
QUOTED = re.findall(r"`([^`]+)`", re.sub(r"```.*?```", "", TEXT, flags=re.DOTALL))
OF_A_DOMAIN = {"templates/", "pack.yaml", "measures.py", "sheets.py"}
PATHS = sorted({one for one in QUOTED if "/" in one and "<" not in one} - OF_A_DOMAIN)
NAMES = sorted({one for one in QUOTED if re.fullmatch(r"[a-z]+(\.\w+)+", one)} - OF_A_DOMAIN)


def on_the_map() -> set[str]:
    """The domains of the map, of which a line may name two."""
    block = TEXT.split("```")[1]
    return {name for line in block.splitlines() for name in re.split(r" +· +", re.split(r" {2,}", line)[0]) if name}


def test_the_map_shows_every_domain_and_no_other() -> None:
    there = {path.parent.name for path in (ROOT / "mulin").glob("*/__init__.py")} | {"command_line"}
    assert on_the_map() == there


@pytest.mark.parametrize("path", PATHS)
def test_every_file_that_it_names_is_there(path: str) -> None:
    assert (ROOT / path).exists()


@pytest.mark.parametrize("name", NAMES)
def test_everything_that_it_calls_by_name_is_there(name: str) -> None:
    module, _, member = f"mulin.{name}".rpartition(".")
    assert hasattr(import_module(module), member)


def test_it_says_how_many_ways_of_scoring_there_are() -> None:
    from mulin.judgement.scoring import JUDGES

    numbers = {6: "six", 7: "seven", 8: "eight", 9: "nine"}
    assert f"one of {numbers[len(JUDGES)]} ways" in TEXT
