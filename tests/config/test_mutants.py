"""The wrong versions that mutation testing tries: one change each, and none of what only words something."""

import ast
import sys
from pathlib import Path

import pytest

MODULE = '''"""A rule."""
import logging

log = logging.getLogger(__name__)
LEAST: int = 3


def allowed(given: list[int], *, share: int = 2) -> str:
    """Not changed."""
    log.info("not changed")
    if len(given) >= LEAST and not share:
        raise ValueError("not changed")
    return f"最多 {max(given, default=0) * share} 人" if given else "没有人"
'''


@pytest.fixture
def changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, str, str]]:
    """Line, what was written, what stands there now; the module is whole again after each."""
    monkeypatch.syspath_prepend(str(Path(__file__).parents[2] / "scripts"))
    import mutants

    path = tmp_path / "rules.py"
    path.write_text(MODULE)
    whole = ast.dump(ast.parse(MODULE))
    found = []
    for mutant in mutants.mutants(path):
        assert ast.dump(mutant.tree) != whole
        compile(mutant.tree, str(path), "exec")
        found.append((mutant.line, mutant.was, mutant.now))
    monkeypatch.delitem(sys.modules, "mutants")
    return found


def test_every_comparison_bound_and_branch_is_turned_once(changes: list[tuple[int, str, str]]) -> None:
    assert set(changes) >= {
        (5, "3", "4"),
        (8, "2", "3"),
        (11, "len(given) >= LEAST", "len(given) > LEAST"),
        (11, "not share", "share"),
        (11, "len(given) >= LEAST and (not share)", "len(given) >= LEAST or not share"),
        (12, "raise ValueError('not changed')", "pass"),
        (13, "max(given, default=0)", "max(given)"),
        (13, "max(given, default=0)", "min(given, default=0)"),
        (13, "max(given, default=0) * share", "max(given, default=0) / share"),
    }
    assert len(changes) == len(set(changes))


def test_words_for_people_logs_and_types_are_left_alone(changes: list[tuple[int, str, str]]) -> None:
    assert not [one for one in changes if "not changed" in one[1] and one[2] != "pass"]
    assert {line for line, _, _ in changes} == {5, 8, 11, 12, 13}
