"""Judging once what one action touches several times: collected while the action lasts, judged when it ends.

A merger tells of the tree, of what stands at the nodes and of their members; each of the three would judge everything
above and below again.
"""

import datetime
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

Judge = Callable[..., Any]


@dataclass
class Touched:
    """What is to be judged again: nodes, and what narrows it. Nothing for one of those narrows nothing."""

    nodes: set[int] = field(default_factory=set)
    narrowed: dict[str, Any] | None = None

    def add(self, node_ids: Collection[int], narrowed: dict[str, Any]) -> None:
        """One more request: the nodes of both, narrowed no more than the wider of the two."""
        self.nodes.update(node_ids)
        known = self.narrowed
        if known is None:
            self.narrowed = narrowed
        else:
            names = known.keys() & narrowed.keys()
            self.narrowed = {name: wider(known[name], narrowed[name]) for name in names}


def wider(one: Any, other: Any) -> Any:
    """The earlier of two days, all names of two sets; nothing where either is not narrowed."""
    if one is None or other is None:
        return None
    return min(one, other) if isinstance(one, datetime.date) else {*one, *other}


_waiting: ContextVar[dict[Judge, Touched] | None] = ContextVar("waiting", default=None)


@contextmanager
def judging_once() -> Iterator[None]:
    """Within it, whatever would be judged again is collected, and judged once when it ends; not when it fails.

    For actions over many subjects, or with several events; inside one transaction: nobody sees the rows between.
    """
    if _waiting.get() is not None:
        yield
        return
    collected: dict[Judge, Touched] = {}
    token = _waiting.set(collected)
    try:
        yield
    finally:
        _waiting.reset(token)
    for judge, touched in collected.items():
        judge(touched.nodes, **(touched.narrowed or {}))


def put_off(judge: Judge, node_ids: Collection[int], **narrowed: Any) -> bool:
    """Is judging to wait? Then ``judge(nodes, **narrowed)`` is called once at the end, with all that was put off."""
    collected = _waiting.get()
    if collected is None:
        return False
    collected.setdefault(judge, Touched()).add(node_ids, narrowed)
    return True
