"""Papers as PDF, set by typst.

The templates are compiled by a ``typst.Compiler`` that stays alive; a paper reaches them as JSON, so no text is
ever read as typst's markup. Many papers are set some hundreds at a time by two threads, each with a compiler of its
own (typst works outside Python's lock), while the next hundred are described.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache, lru_cache
from itertools import islice
from pathlib import Path
from threading import local
from typing import Any

import typst

from mulin.papers.machine import qr_code
from mulin.papers.machine.drawn import Frames
from mulin.papers.machine.fonts import MissingCharacters, font_folders, missing_in, printable_characters
from mulin.papers.machine.grid import is_narrow, places
from mulin.papers.machine.one_line import one_line_facts, one_line_form, one_line_head, one_line_rows
from mulin.papers.machine.paper import DataTable, Facts, FormTable, Paper, Style
from mulin.papers.machine.wording import plan, texts_of

_TEMPLATES = Path(__file__).parent / "templates"
_COMPILES_REMEMBERED = 10
_THREADS = 2


def render_pdf(paper: Paper) -> bytes:
    """This paper as a PDF with its structure for screen readers.

    Raises MissingCharacters naming what cannot be printed.
    """
    return _compiled(_description([paper], tagged=True), tagged=True)


def render_many(papers: Iterable[Paper], chunk: int = 100) -> Iterator[bytes]:
    """All papers one after another, ``chunk`` of them in each PDF; each paper begins on a page of its own.

    The papers are taken as they are needed, in the caller's thread, so a generator of thousands is welcome.
    """
    coming = iter(papers)
    at_work: deque[Future[bytes]] = deque()
    while group := list(islice(coming, chunk)):
        at_work.append(_threads().submit(_compiled, _description(group, tagged=False), tagged=False))
        if len(at_work) > _THREADS:
            yield at_work.popleft().result()
    while at_work:
        yield at_work.popleft().result()


@lru_cache(maxsize=1)
def _threads() -> ThreadPoolExecutor:
    """Those who set many papers: two, because a third would wait for a core, and each holds a chunk in memory."""
    return ThreadPoolExecutor(_THREADS, thread_name_prefix="papers")


def _description(papers: list[Paper], *, tagged: bool) -> str:
    """These papers as the templates read them. Raises MissingCharacters."""
    frames = Frames()
    told = [_described_paper(paper, None if tagged or paper.page_numbers else frames) for paper in papers]
    description = json.dumps({"papers": told, "frames": frames.described}, ensure_ascii=False)
    # JSON writes control characters with a backslash: then, and when something is missing, the texts are asked.
    plain = description.replace("\\n", "")
    if "\\" in plain or not printable_characters().issuperset(plain):
        missing = missing_in("".join(text for paper in papers for text in texts_of(paper)))
        if missing:
            raise MissingCharacters(missing)
    return description


def _compiled(description: str, *, tagged: bool) -> bytes:
    """The papers of this description as one PDF."""
    pdf = _own().compiler.compile(format="pdf", sys_inputs={"papers": description}, pdf_tags=tagged)
    if not tagged:
        _forget_old_layouts()
    if not isinstance(pdf, bytes):
        raise TypeError("typst answered with no PDF.")
    return pdf


def _forget_old_layouts() -> None:
    """Let typst drop what it remembers of former papers: it does so after ten compiles, whatever and whose they are.

    Without this 3,400 cards take 3 GB. Compiles of an empty text take no time. What the other thread is at may be
    forgotten, too, and is laid out again: that costs a little, and half as many would cost 30 MB.
    """
    for _ in range(_COMPILES_REMEMBERED):
        _own().nothing.compile(format="pdf")


class _Compilers(local):
    """The compilers of a thread: one with our templates, and one of an empty text."""

    def __init__(self) -> None:
        self.compiler = _compiler("paper.typ")
        self.nothing = _compiler("nothing.typ")


@cache
def _own() -> _Compilers:
    """The compilers of whichever thread asks."""
    return _Compilers()


@cache
def _fonts() -> typst.Fonts:
    """Our fonts alone: a system font would look different on each server."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[*font_folders()])


def _compiler(template: str) -> typst.Compiler:
    """A compiler of one of our templates."""
    return typst.Compiler(_TEMPLATES / template, root=_TEMPLATES, font_paths=_fonts(), ignore_system_fonts=True)


def _described_paper(paper: Paper, frames: Frames | None) -> dict[str, Any]:
    """The paper as the templates read it, with its QR code drawn: a dot a module, which PDF never smooths."""
    description = _described(paper, paper.style, frames)
    if frames:
        description["one_line_head"] = one_line_head(paper)
    description["qr"] = [*qr_code.png(paper.reference_url, dots=1)] if paper.reference_url else None
    return description  # type: ignore[no-any-return]


def _described(part: Any, style: Style, frames: Frames | None = None) -> Any:
    """A block as a dictionary with its ``type``; cells of a form get their place, rows whether they take one line.

    With ``frames``, tables are drawn where they can be.
    """
    if isinstance(part, tuple):
        return _all_described(part, style, frames)
    if isinstance(part, (str, int, float, bytes)):
        return [*part] if isinstance(part, bytes) else part
    kind = part.__class__
    description = {name: _described(getattr(part, name), style, frames) for name, _ in plan(kind)}
    description["type"] = kind.__name__
    if isinstance(part, FormTable):
        description |= one_line_form(part, style)
        for row, corners in zip(description["rows"], places(part), strict=True):
            for cell, (y, x) in zip(row["cells"], corners, strict=True):
                cell["y"], cell["x"], cell["narrow"] = y, x, is_narrow(part, x, cell["columns"])
    elif isinstance(part, DataTable):
        description |= one_line_rows(part, style)
    elif isinstance(part, Facts):
        description |= one_line_facts(part, style)
    return description


def _all_described(parts: tuple[Any, ...], style: Style, frames: Frames | None) -> list[Any]:
    """Each of these parts; a table that is drawn may become several drawings below one another."""
    described: list[Any] = []
    for part in parts:
        drawn = frames.drawn(part, style) if frames else None
        described += drawn or [_described(part, style, frames)]
    return described
