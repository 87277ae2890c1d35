"""One English identifier for one Chinese term."""

import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROWS = re.findall(r"^\| (.+?) \| `(.+?)` \| (.*?) \|$", (ROOT / "GLOSSARY.md").read_text(), re.MULTILINE)


def test_the_glossary_is_one_to_one() -> None:
    assert len(ROWS) > 80
    for column in (0, 1):
        twice = [word for word, number in Counter(row[column] for row in ROWS).items() if number > 1]
        assert not twice


def test_every_kind_of_node_and_every_role_has_its_word() -> None:
    from mulin.tree.rules import roles

    terms = {chinese: identifier for chinese, identifier, _ in ROWS}
    missing = [role.name for role in roles().values() if terms.get(role.name) != role.code]
    assert not missing


def test_identifiers_are_plain_words() -> None:
    assert not [identifier for _, identifier, _ in ROWS if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", identifier)]
