"""Walking through a paper: all its texts in one order, its shape without them, and the same shape with other texts.

Word templates are made once per shape and filled with texts, so the three walks must agree; they share one plan.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import fields, replace
from functools import cache
from typing import Any, Literal

from mulin.papers.machine.paper import Paper

Role = Literal["text", "optional", "shape", "parts"]

_SHAPE = {"align", "style", "id", "reference_url"}
_MEASURES = {"int", "float", "bool", "bytes", "tuple[float, ...]", "tuple[int, ...]"}
_OPTIONAL = {"title", "subtitle", "number", "letterhead", "issued_on", "printed_at", "date", "signer"}


def texts_of(paper: Paper) -> list[str]:
    """Every text printed on this paper, in the order of its fields, without the empty optional ones."""
    return shape_and_texts(paper)[1]


def shape_and_texts(paper: Paper) -> tuple[Hashable, list[str]]:
    """What is left of the paper without its texts (a key: equal shapes share a template), and the texts."""
    texts: list[str] = []
    shape = _collect(paper, texts)
    return (shape, bool(paper.reference_url)), texts


def with_texts(paper: Paper, wording: Callable[[], str]) -> Paper:
    """The same shape with each text replaced by the next answer of ``wording``, in the order of ``texts_of``."""
    return _worded(paper, wording)  # type: ignore[no-any-return]


@cache
def plan(kind: type) -> tuple[tuple[str, Role], ...]:
    """Each field of this block with its role: a text, a text that may be left out, a part of the shape, or parts."""
    return tuple((field.name, _role(field.name, str(field.type))) for field in fields(kind))


def _role(name: str, annotation: str) -> Role:
    """The role of a field by its name and type."""
    if name in _SHAPE:
        return "shape"
    if annotation == "str":
        return "optional" if name in _OPTIONAL else "text"
    return "shape" if annotation in _MEASURES else "parts"


def _collect(part: Any, texts: list[str]) -> Hashable:
    """Put the texts of this part into the list and answer with its shape."""
    if isinstance(part, tuple):
        if part and isinstance(part[0], str):
            texts += part
            return len(part)
        return tuple([_collect(item, texts) for item in part])
    shape: list[Hashable] = [part.__class__]
    for name, role in plan(part.__class__):
        value = getattr(part, name)
        if role == "text":
            texts.append(value)
        elif role == "shape":
            shape.append(None if name in {"id", "reference_url"} else value)
        elif role == "optional":
            shape.append(bool(value))
            if value:
                texts.append(value)
        else:
            shape.append(_collect(value, texts))
    return tuple(shape)


def _worded(part: Any, wording: Callable[[], str]) -> Any:
    """This part with other texts."""
    if isinstance(part, tuple):
        return tuple([_worded(item, wording) for item in part])
    if isinstance(part, str):
        return wording()
    changed: dict[str, Any] = {}
    for name, role in plan(part.__class__):
        value = getattr(part, name)
        if role == "text" or (role == "optional" and value):
            changed[name] = wording()
        elif role == "parts":
            changed[name] = _worded(value, wording)
    return replace(part, **changed)
