"""Every benchmark by its name, in the order in which they are run: what fills the database comes first."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mulin.bench import evaluating, feedback, importing, lists, papers, recording
from mulin.bench.measuring import Benchmark
from mulin.bench.workshop import Workshop

GROUPS: tuple[tuple[Callable[[Workshop], list[Benchmark]], tuple[str, ...]], ...] = (
    (papers.benchmarks, ("pdf", "word")),
    (importing.benchmarks, ("import",)),
    (lists.benchmarks, ("list", "deep", "search")),
    (feedback.benchmarks, ("cards",)),
    (evaluating.benchmarks, ("evaluate",)),
    (recording.benchmarks, ("record", "names")),
)
NAMES = tuple(name for _, names in GROUPS for name in names)


def benchmarks_of(names: list[str], shop: Workshop) -> Iterator[Benchmark]:
    """The benchmarks of these names; a group is prepared only when one of it is asked for."""
    for make, known in GROUPS:
        if set(known) & set(names):
            yield from (benchmark for benchmark in make(shop) if benchmark.name in names)
