"""Printing. Each print is logged."""

from dataclasses import dataclass
from typing import Any, Literal

from django.db import transaction

from mulin.audit.actions import log
from mulin.foundation.clock import SHANGHAI, now
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.papers import permissions
from mulin.papers.machine.blanks import blank
from mulin.papers.machine.fonts import MissingCharacters
from mulin.papers.machine.pdf import render_pdf
from mulin.papers.machine.word import render_word
from mulin.papers.queries import PaperKind
from mulin.papers.rules import Pen, worded_moment

Format = Literal["pdf", "docx"]


@dataclass(frozen=True)
class Wish:
    """How a person wants a paper: which file, empty for handwriting or not, and with how many empty rows."""

    file: Format = "pdf"
    blank: bool = False
    rows: int = 25


@dataclass(frozen=True)
class Printed:
    """A printed paper: the name of its file and the file itself."""

    name: str
    content: bytes


@transaction.atomic
def print_paper(kind: PaperKind, thing: Any, wish: Wish, *, reference_url: str, by: User) -> Printed:
    """Compose a paper about an object and print it; the log says who printed which.

    ``reference_url`` is the absolute address behind the QR code. Refuses when the person may not print here,
    when the object does not have this paper, and when a character cannot be printed.
    """
    node = kind.about.node(thing)
    permissions.print_papers.check(by, node)
    if kind.reading:
        kind.reading.check(by, node)
    if reason := kind.absent(thing):
        raise Refused(f"不能打印“{kind.title}”：{reason}", status=404)
    pen = Pen(
        reference_url=reference_url,
        printed_at=worded_moment(now().astimezone(SHANGHAI)),
        blank=wish.blank,
        rows=wish.rows,
    )
    paper = kind.compose(thing, pen)
    paper = blank(paper) if wish.blank else paper
    try:
        content = render_pdf(paper) if wish.file == "pdf" else render_word(paper)
    except MissingCharacters as missing:
        raise Refused(str(missing), status=409) from missing
    changes = {"文书": kind.title, "文件": wish.file, "空白": "是" if wish.blank else "否"}
    log(by, "打印", thing, node_id=node.pk, changes=changes)
    return Printed(file_name(kind, thing, wish), content)


def file_name(kind: PaperKind, thing: Any, wish: Wish) -> str:
    """The name under which the file is saved: 申报表（海棠社区 2021 年度）.pdf."""
    words = "空白" if wish.blank else str(thing)
    kept = "".join(letter for letter in words if letter.isalnum() or letter in "（）〔〕-_ ·、")
    return f"{kind.title}（{kept.strip()[:60]}）.{wish.file}"
