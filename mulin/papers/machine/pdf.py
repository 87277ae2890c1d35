"""Papers as PDF, set by typst.

The templates are compiled by one ``typst.Compiler`` that stays alive; a paper reaches them as JSON, so no text is
ever read as typst's markup. Many papers are set some hundreds at a time: one compile costs its start only once,
and memory stays below the limit.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from pathlib import Path
from threading import Lock
from typing import Any

import typst

from mulin.papers.machine import qr_code
from mulin.papers.machine.fonts import MissingCharacters, font_folders, missing_in
from mulin.papers.machine.grid import is_narrow, places
from mulin.papers.machine.paper import FormTable, Paper
from mulin.papers.machine.wording import plan, texts_of

_TEMPLATES = Path(__file__).parent / "templates"
_COMPILES_REMEMBERED = 10
_one_compile_at_a_time = Lock()


def render_pdf(paper: Paper) -> bytes:
    """This paper as a PDF with its structure for screen readers.

    Raises MissingCharacters naming what cannot be printed.
    """
    return _compiled([paper], tagged=True)


def render_many(papers: Iterable[Paper], chunk: int = 100) -> Iterator[bytes]:
    """All papers one after another, ``chunk`` of them in each PDF; each paper begins on a page of its own.

    The papers are taken as they are needed, so a generator of thousands is welcome.
    """
    waiting = iter(papers)
    while group := list(islice(waiting, chunk)):
        yield _compiled(group, tagged=False)
        _forget_old_layouts()


def _compiled(papers: list[Paper], *, tagged: bool) -> bytes:
    """These papers as one PDF."""
    missing = missing_in("".join(text for paper in papers for text in texts_of(paper)))
    if missing:
        raise MissingCharacters(missing)
    description = json.dumps([_described_paper(paper) for paper in papers], ensure_ascii=False)
    with _one_compile_at_a_time:
        pdf = _compiler().compile(format="pdf", sys_inputs={"papers": description}, pdf_tags=tagged)
    if not isinstance(pdf, bytes):
        raise TypeError("typst answered with no PDF.")
    return pdf


def _forget_old_layouts() -> None:
    """Let typst drop what it remembers of former papers: it does so after ten compiles, and these take no time.

    Without this 3,400 cards take 3 GB.
    """
    with _one_compile_at_a_time:
        for _ in range(_COMPILES_REMEMBERED + 1):
            _compiler().compile(format="pdf", sys_inputs={"papers": "[]"})


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    """The compiler with our templates and our fonts alone: a system font would look different on each server."""
    return typst.Compiler(
        _TEMPLATES / "paper.typ",
        root=_TEMPLATES,
        font_paths=typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[*font_folders()]),
        ignore_system_fonts=True,
    )


def _described_paper(paper: Paper) -> dict[str, Any]:
    """The paper as the templates read it, with its QR code drawn."""
    description = _described(paper)
    description["qr"] = qr_code.svg(paper.reference_url) if paper.reference_url else ""
    return description  # type: ignore[no-any-return]


def _described(part: Any) -> Any:
    """A block as a dictionary with its ``type``; cells of a form get their place."""
    if isinstance(part, tuple):
        return [_described(item) for item in part]
    if isinstance(part, (str, int, float)):
        return part
    kind = part.__class__
    description = {name: _described(getattr(part, name)) for name, _ in plan(kind)}
    description["type"] = kind.__name__
    if isinstance(part, FormTable):
        for row, corners in zip(description["rows"], places(part), strict=True):
            for cell, (y, x) in zip(row["cells"], corners, strict=True):
                cell["y"], cell["x"], cell["narrow"] = y, x, is_narrow(part, x, cell["columns"])
    return description
