"""Reading a pack: from an edition's folder, or from the text that a programme has stored.

Every mistake is told in Chinese with file and line, all of them at once.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from mulin.rulebook.described import Descriptions
from mulin.rulebook.messages import chinese
from mulin.rulebook.named_arguments import NamedArguments
from mulin.rulebook.problems import PackError, Problem
from mulin.rulebook.references import unknown_references
from mulin.rulebook.schema import Pack
from mulin.rulebook.sources import Gathered, Place, gather


def read_pack(path: Path | str, measures: Descriptions = ()) -> Pack:
    """The edition in folder ``path`` (``packs/quanyu/2021``), whole and checked; ``PackError`` otherwise.

    ``measures`` describes those that exist, as ``mulin measures --json`` prints them: then what their arguments name is
    checked, too.
    """
    gathered = gather(Path(path))
    if gathered.problems:
        raise PackError(gathered.problems)
    try:
        pack = Pack.model_validate(gathered.values)
    except ValidationError as error:
        raise PackError(schema_problems(gathered, error)) from None
    found = (*unknown_references(pack), *NamedArguments(measures).unknown(pack))
    problems = [problem_at(gathered, place, message) for place, message in found]
    if problems:
        raise PackError(problems)
    return pack


def schema_problems(gathered: Gathered, error: ValidationError) -> list[Problem]:
    """What the schema objects to; of the alternatives of one place only the first objection is told."""
    told: dict[tuple[str, int, str], Problem] = {}
    for one in first_causes(error.errors()):
        missing = one["type"] == "missing"
        problem = problem_at(gathered, one["loc"][:-1] if missing else one["loc"], chinese(one))
        word = f"{problem.place}/{one['loc'][-1]}" if missing else problem.place
        told.setdefault((problem.file, problem.line, word), problem)
    return list(told.values())


def first_causes(errors: Sequence[Any]) -> Iterator[Any]:
    """Without "too short" lists that are short only because their members are wrong themselves."""
    places = [tuple(error["loc"]) for error in errors]
    for error in errors:
        place = tuple(error["loc"])
        inside = (other for other in places if len(other) > len(place) and other[: len(place)] == place)
        if error["type"] != "too_short" or not any(inside):
            yield error


def problem_at(gathered: Gathered, place: Place, message: str) -> Problem:
    """A message at the file and line where ``place`` is written."""
    known, file, line = gathered.locate(place)
    return Problem(file, line, gathered.describe(known), message)


def pack_text(pack: Pack) -> str:
    """The pack as one line of JSON, the same for equal packs, to be stored whole.

    What has its default value is left out, so that the text stays the same when the language grows.
    """
    values = pack.model_dump(mode="json", exclude_defaults=True)
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def pack_hash(pack: Pack) -> str:
    """SHA-256 of ``pack_text``, in hexadecimal: an edition is recognised by it."""
    return hashlib.sha256(pack_text(pack).encode()).hexdigest()


def load_stored(text: str) -> Pack:
    """The pack that ``pack_text`` wrote, without its files. ``PackError`` when the text is damaged."""
    try:
        return Pack.model_validate(json.loads(text))
    except ValueError:
        raise PackError([Problem("（已存版本）", 0, "", "存下的规章包无法读回，请重新安装该版本")]) from None
