"""A pack said as data, read as if somebody had written it into a folder: with every check that reading makes."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ruamel.yaml import YAML

from mulin.rulebook.reading import read_pack
from mulin.rulebook.schema import Pack


def written(values: dict[str, Any]) -> Pack:
    """The pack of one file."""
    with TemporaryDirectory() as folder:
        with (Path(folder) / "pack.yaml").open("w", encoding="utf-8") as file:
            YAML(typ="safe").dump(values, file)
        return read_pack(folder)
