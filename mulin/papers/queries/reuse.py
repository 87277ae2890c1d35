"""The reuse ratio: of all filled fields on all papers, the share that nobody typed for the paper."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any

from mulin.papers.queries.registry import PAPERS, PaperKind
from mulin.papers.rules import Pen, Reuse

LOOKED_AT = 3
"""Of each paper so many of the newest objects are composed: enough for a ratio, few enough for a page."""


@dataclass(frozen=True)
class Counted:
    """What one paper of the register reuses, over ``papers`` composed ones."""

    kind: PaperKind
    papers: int
    reuse: Reuse


def reuse_of(kind: PaperKind, things: Iterable[Any]) -> Counted:
    """The fields of one paper, composed for each of these objects that has it."""
    papers, total = 0, Reuse()
    for thing in things:
        if not kind.absent(thing):
            pen = Pen()
            kind.compose(thing, pen)
            papers, total = papers + 1, total + pen.reuse
    return Counted(kind, papers, total)


def reuse_in_reach(user: Any, kinds: Iterable[PaperKind] = PAPERS, each: int = LOOKED_AT) -> list[Counted]:
    """Every paper, counted over the newest objects that this person may see."""
    return [reuse_of(kind, islice((one for one in newest(kind, user) if not kind.absent(one)), each)) for kind in kinds]


def newest(kind: PaperKind, user: Any) -> Any:
    """The newest objects in reach (of nodes, the uppermost), not more than can be looked through at once."""
    return kind.about.visible(user).order_by(*kind.about.order)[: LOOKED_AT * 10]


def together(counted: Iterable[Counted]) -> Reuse:
    """All papers together."""
    return sum((one.reuse for one in counted), Reuse())
