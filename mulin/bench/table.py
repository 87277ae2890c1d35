"""What came out, as a table people read or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict

from mulin.bench.measuring import Row

HEAD = """| 工作 | 数据库 | 对照 | 我们（毫秒） | 对照（毫秒） | 倍数（中位数） | 范围 | 目标 |
|---|---|---|--:|--:|--:|--:|---|"""


def number(value: float) -> str:
    """Three figures that matter."""
    return f"{value:.3g}" if value < 1000 else f"{value:,.0f}"


def as_table(rows: Iterable[Row]) -> str:
    """A Markdown table; the ratio is the peer's time over ours, so more than 1 means that we are faster."""
    return "\n".join([HEAD, *(line(row) for row in rows)])


def line(row: Row) -> str:
    """One line of it."""
    mark = "" if row.met is None else " ✓" if row.met else " ✗"
    cells = (
        row.title,
        row.database or "—",
        row.peer + ("" if row.agrees else "（答案不同！）"),
        number(row.ours_ms),
        number(row.peer_ms),
        f"{number(row.ratio)}×",
        f"{number(row.least)}–{number(row.most)}",
        f"{row.goal}{mark}",
    )
    return "| " + " | ".join(cells) + " |"


def as_json(rows: Iterable[Row]) -> str:
    """The same for programs."""
    return json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=2)
