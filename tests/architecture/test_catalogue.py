"""The catalogue against the tests: which rows have a test of their own (run with ``-s`` to read the list)."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROWS = set(re.findall(r"^\| ([QDRLHJNX]\d\d) \|", (ROOT / "docs" / "catalogue.md").read_text(), re.MULTILINE))


def marked() -> dict[str, list[str]]:
    """Row id → the test files that mark it."""
    found: dict[str, list[str]] = {}
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        text = path.read_text()
        for decorator in re.findall(r"mark\.row\(([^)]*)\)", text):
            for row in re.findall(r'"([A-Z]\d\d)"', decorator):
                found.setdefault(row, []).append(path.name)
    return found


def test_the_catalogue_has_all_123_rows() -> None:
    assert len(ROWS) == 123


def test_every_marked_row_is_in_the_catalogue_and_the_list_is_printed() -> None:
    found = marked()
    assert set(found) <= ROWS, f"unknown rows: {set(found) - ROWS}"
    missing = sorted(ROWS - set(found))
    print(f"\nrows with a test ({len(found)}): {' '.join(sorted(found))}")
    print(f"rows without ({len(missing)}): {' '.join(missing)}")
