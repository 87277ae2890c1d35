"""Ours and the peers, one after another, several times over: median ratio and its spread."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

Answer = Any
Run = Callable[[], "Ran"]


@dataclass(frozen=True)
class Ran:
    """One run: how long, over how many pieces of work (pages, rows, cards), and the answer to compare."""

    seconds: float
    pieces: int
    answer: Answer = None

    @property
    def each(self) -> float:
        """Seconds a piece."""
        return self.seconds / self.pieces


@dataclass(frozen=True)
class Goal:
    """What ``performance.md`` asks for: a least ratio to the peer, or at most so many milliseconds a piece."""

    kind: Literal["ratio", "milliseconds"]
    number: float

    def is_met(self, ratio: float, milliseconds: float) -> bool:
        """Is it reached?"""
        return ratio >= self.number if self.kind == "ratio" else milliseconds <= self.number

    def __str__(self) -> str:
        return f"≥ {self.number:g}×" if self.kind == "ratio" else f"≤ {self.number:g} 毫秒"


@dataclass(frozen=True)
class Peer:
    """Somebody else's way of doing the same work. ``compares``: its answer must equal ours."""

    name: str
    run: Run
    goal: Goal | None = None
    compares: bool = True


@dataclass(frozen=True)
class Benchmark:
    """One piece of work, ours and the peers', on one database (or none)."""

    name: str
    title: str
    ours: Run
    peers: tuple[Peer, ...]
    database: str = ""


@dataclass
class Row:
    """What came out: medians in milliseconds a piece; ``ratio`` > 1 means that we are faster."""

    name: str
    title: str
    database: str
    peer: str
    ours_ms: float
    peer_ms: float
    ratio: float
    least: float
    most: float
    goal: str
    met: bool | None
    agrees: bool
    rounds: int = field(default=0)


def timed(work: Callable[[], Answer], pieces: int) -> Ran:
    """Run and time, with the garbage of before collected first."""
    gc.collect()
    started = time.perf_counter()
    answer = work()
    return Ran(time.perf_counter() - started, pieces, answer)


def measure(benchmark: Benchmark, rounds: int) -> list[Row]:
    """Alternate: ours, each peer, ours, each peer … A first round of each warms up and is not counted."""
    ours, theirs = [], {peer.name: list[Ran]() for peer in benchmark.peers}
    for number in range(rounds + 1):
        mine = benchmark.ours()
        others = [(peer.name, peer.run()) for peer in benchmark.peers]
        if number or not rounds:
            ours.append(mine)
            for name, ran in others:
                theirs[name].append(ran)
    return [row(benchmark, peer, ours, theirs[peer.name]) for peer in benchmark.peers]


def row(benchmark: Benchmark, peer: Peer, ours: list[Ran], theirs: list[Ran]) -> Row:
    """Ours beside one peer."""
    ratios = [their.each / our.each for our, their in zip(ours, theirs, strict=True)]
    ours_ms, ratio = middle(ran.each for ran in ours) * 1000, statistics.median(ratios)
    return Row(
        name=benchmark.name,
        title=benchmark.title,
        database=benchmark.database,
        peer=peer.name,
        ours_ms=ours_ms,
        peer_ms=middle(ran.each for ran in theirs) * 1000,
        ratio=ratio,
        least=min(ratios),
        most=max(ratios),
        goal=str(peer.goal or ""),
        met=peer.goal.is_met(ratio, ours_ms) if peer.goal else None,
        agrees=not peer.compares or all(our.answer == their.answer for our, their in zip(ours, theirs, strict=True)),
        rounds=len(ours),
    )


def middle(numbers: Iterable[float]) -> float:
    """The median."""
    return statistics.median(list(numbers))
