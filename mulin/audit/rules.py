"""How entries are chained. Plain Python, shared by the sealer and the stand-alone verifier."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

FIELDS = (
    "id", "at", "actor_id", "actor_name", "verb", "object_type", "object_id", "object_name", "node_id", "changes"
)  # fmt: skip


def canonical(entry: Mapping[str, Any]) -> bytes:
    """The one byte form of an entry: its fields in order, JSON without spaces; the time in UTC, ISO 8601."""
    return json.dumps(
        [entry[field] for field in FIELDS], ensure_ascii=False, separators=(",", ":"), sort_keys=True
    ).encode()


def chain(previous: str, entry: Mapping[str, Any]) -> str:
    """The digest of an entry that follows ``previous``."""
    return hashlib.sha256(previous.encode() + b"\n" + canonical(entry)).hexdigest()


def faults(entries: Iterable[Mapping[str, Any]], head: str = "") -> list[str]:
    """What is wrong with an exported log, in Chinese; nothing when the chain is whole.

    Finds edits, deletions, insertions and reordering (the digest of an entry no longer follows from the one before)
    and, given the printed head, truncation.
    """
    found = []
    previous = ""
    for number, entry in enumerate(entries, 1):
        expected = chain(previous, entry)
        if entry["digest"] != expected:
            found.append(f"第{number}条（编号 {entry['id']}）与前文不符：内容被改动、插入、删除或调换")
        previous = entry["digest"]
    if head and previous != head:
        found.append("末尾与打印的封存值不符：日志末尾被截断或替换")
    return found
