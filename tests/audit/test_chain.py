"""The sealed chain finds edits, deletions, insertions, reordering and truncation."""

import json
from pathlib import Path

import pytest

from mulin.audit import actions, queries, rules, verify
from mulin.identity.models import User


@pytest.fixture
def chained(clerk: User) -> list[dict]:
    for number in range(5):
        actions.log(clerk, "登记", clerk, changes={"序号": ["", number]})
        if number == 2:
            actions.seal()
    actions.seal()
    return list(queries.sealed_entries())


def test_an_untouched_log_is_whole(chained: list[dict]) -> None:
    assert len(chained) == 5
    assert rules.faults(chained, queries.head()) == []


@pytest.mark.parametrize(
    "tamper",
    [
        lambda log: [entry | ({"verb": "改"} if number == 1 else {}) for number, entry in enumerate(log)],
        lambda log: log[:2] + log[3:],
        lambda log: [*log[:2], log[1], *log[2:]],
        lambda log: [log[1], log[0], *log[2:]],
        lambda log: log[:-1],
    ],
    ids=["edited", "deleted", "inserted", "reordered", "truncated"],
)
def test_tampering_is_found(chained: list[dict], tamper: object) -> None:
    assert rules.faults(tamper(chained), queries.head())


def test_sealing_twice_seals_nothing_twice(chained: list[dict]) -> None:
    assert actions.seal() is None


def test_the_verifier_stands_alone(chained: list[dict], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log = tmp_path / "log.jsonl"
    log.write_text("\n".join(json.dumps(entry, ensure_ascii=False) for entry in chained))
    assert verify.main([str(log), queries.head()]) == 0
    log.write_text("\n".join(json.dumps(entry, ensure_ascii=False) for entry in chained[:-1]))
    assert verify.main([str(log), queries.head()]) == 2
    assert "截断" in capsys.readouterr().out
