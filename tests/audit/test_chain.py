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


ENTRY = {
    "id": 7,
    "at": "2021-06-30T01:15:00+00:00",
    "actor_id": 3,
    "actor_name": "街道办",
    "verb": "登记",
    "object_type": "member",
    "object_id": "12",
    "object_name": "党员甲",
    "node_id": 5,
    "changes": {"序号": ["", 1], "住址": [None, "东社区"]},
}
DIGEST = "f373f32c272fd7dae71bf65f9c81089c08c1960d979f1b97f7959f6f2d3df18b"
NEXT = "ecc0203c79f73a7f01c02709d42897f36c19b1e81a82a2f4f934fef073076753"


def test_a_log_that_was_exported_and_a_head_that_was_printed_stay_verifiable_by_every_later_version() -> None:
    second = ENTRY | {"id": 8}
    assert rules.chain("", ENTRY) == DIGEST
    assert rules.chain(DIGEST, second | {"changes": dict(reversed(ENTRY["changes"].items()))}) == NEXT
    log = [ENTRY | {"digest": DIGEST}, second | {"digest": NEXT}]
    assert rules.faults(log) == rules.faults(log, NEXT) == []


def test_the_entry_that_does_not_follow_is_named_by_place_and_number() -> None:
    log = [ENTRY | {"digest": DIGEST}, ENTRY | {"id": 8, "digest": NEXT, "verb": "改"}]
    (found,) = rules.faults(log, NEXT)
    assert found.startswith("第2条（编号 8）")


def test_sealing_twice_seals_nothing_twice(chained: list[dict]) -> None:
    assert actions.seal() is None


def test_the_verifier_stands_alone(chained: list[dict], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log = tmp_path / "log.jsonl"
    log.write_text("\n".join(json.dumps(entry, ensure_ascii=False) for entry in chained))
    assert verify.main([str(log), queries.head()]) == 0
    log.write_text("\n".join(json.dumps(entry, ensure_ascii=False) for entry in chained[:-1]))
    assert verify.main([str(log), queries.head()]) == 2
    assert "截断" in capsys.readouterr().out
