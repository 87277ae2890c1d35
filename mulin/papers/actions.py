"""Printing. Each print is logged."""

import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from django.db import transaction
from django.db.models import QuerySet

from mulin.audit.actions import log
from mulin.foundation.clock import SHANGHAI, now
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.papers import permissions
from mulin.papers.machine.blanks import blank
from mulin.papers.machine.fonts import MissingCharacters
from mulin.papers.machine.paper import Paper
from mulin.papers.machine.pdf import render_many, render_pdf
from mulin.papers.machine.word import render_word, render_word_many
from mulin.papers.queries import PaperKind, Subject, restricted_record
from mulin.papers.rules import Pen, worded_moment
from mulin.restricted.actions import read as read_restricted
from mulin.restricted.models import RestrictedRecord
from mulin.tree.models import Node

Format = Literal["pdf", "docx"]
IN_ONE_FILE = 100
"""So many papers stand in one PDF; more come as several, packed together, so that memory stays below 300 MB."""
PHONE = {True: "完整", False: "遮盖"}
"""How the log says whether phones were printed in clear."""
AT_ONCE = 5000
"""More papers than so many are printed in parts."""
IN_ONE_PIECE = 500
"""So many objects are read at once; all at once would be in memory together, which costs time besides."""


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
    if reason := reason_against(kind.about, thing, by):
        raise Refused(reason)
    if kind.reading:
        kind.reading.check(by, node)
    if reason := kind.absent(thing):
        raise Refused(f"不能打印“{kind.title}”：{reason}", status=404)
    pen = Pen(
        reference_url=reference_url,
        printed_at=worded_moment(now().astimezone(SHANGHAI)),
        blank=wish.blank,
        rows=wish.rows,
        clear=kind.clear is not None and not wish.blank and kind.clear(by, thing),
    )
    paper = kind.compose(thing, pen)
    paper = blank(paper) if wish.blank else paper
    try:
        content = render_pdf(paper) if wish.file == "pdf" else render_word(paper)
    except MissingCharacters as missing:
        raise Refused(str(missing), status=409) from missing
    changes = {"文书": kind.title, "文件": wish.file, "空白": "是" if wish.blank else "否"}
    changes |= {"电话": PHONE[pen.clear]} if kind.clear else {}
    log(by, "打印", thing, node_id=node.pk, changes=changes)
    return Printed(file_name(kind, thing, wish), content)


@transaction.atomic
def print_many(
    kind: PaperKind, things: QuerySet[Any], file: Format, *, address: Callable[[Any], str], by: User
) -> Printed:
    """The same paper about many objects: one PDF, or a packed folder when they are many or wanted for Word.

    ``address`` gives the absolute address behind each QR code. Those who lack the paper are left out. The log has one
    entry. Refuses when the person may not print one of them.
    """
    if things.count() > AT_ONCE:
        raise Refused(f"一次最多打印 {AT_ONCE} 份，请按单位或社区分批", status=409)
    batch = Batch(kind, things, address, by)
    try:
        files = list(render_many(batch.papers(), IN_ONE_FILE) if file == "pdf" else render_word_many(batch.papers()))
    except MissingCharacters as missing:
        raise Refused(str(missing), status=409) from missing
    if not files:
        raise Refused("没有可以打印的", status=409)
    changes = {"文书": kind.title, "文件": file, "份数": batch.number}
    changes |= {"电话": PHONE[any(batch.clear.values())]} if kind.clear else {}
    log(by, "批量打印", name=kind.title, changes=changes)
    title = f"{kind.title}（{batch.number} 份）"
    if file == "pdf" and len(files) == 1:
        return Printed(f"{title}.pdf", files[0])
    names = [f"{kind.title}-{number:04d}.{file}" for number in range(1, len(files) + 1)]
    return Printed(f"{title}.zip", packed(names, files))


@dataclass
class Batch:
    """The same paper about many objects, composed one after another while they are read in pieces.

    ``clear`` says for each group of nodes at which objects stand whether this person reads phones there in clear;
    ``number`` how many papers there were when all are composed.
    """

    kind: PaperKind
    things: QuerySet[Any]
    address: Callable[[Any], str]
    by: User
    clear: dict[frozenset[Node], bool] = field(default_factory=dict)
    number: int = 0

    def papers(self) -> Iterator[Paper]:
        """Each paper; refuses at the first object that this person may not print."""
        moment = worded_moment(now().astimezone(SHANGHAI))
        for one in self.things.iterator(IN_ONE_PIECE):
            if self.kind.absent(one):
                continue
            self.number += 1
            clear = self.reads_in_clear(one)
            yield self.kind.compose(one, Pen(reference_url=self.address(one), printed_at=moment, clear=clear))

    def reads_in_clear(self, thing: Any) -> bool:
        """Does the paper show phones in clear? Refuses when the person may not print where the object stands."""
        nodes = frozenset((self.kind.about.node(thing), *self.kind.about.also(thing)))
        if nodes not in self.clear:
            permissions.print_papers.check(self.by, nodes)
            self.clear[nodes] = self.kind.clear is not None and self.kind.clear(self.by, thing)
        return self.clear[nodes]


@transaction.atomic
def print_restricted(record: RestrictedRecord, *, reason: str, by: User) -> Printed:
    """A restricted record as PDF. The reason goes into the log and onto the paper; no name goes into the log."""
    read_restricted(record, reason=reason, by=by, printed=True)
    pen = Pen(printed_at=worded_moment(now().astimezone(SHANGHAI)))
    try:
        content = render_pdf(restricted_record.compose(record, pen, reason.strip()))
    except MissingCharacters as missing:
        raise Refused(str(missing), status=409) from missing
    return Printed(f"限定记录 {record.pk}.pdf", content)


def packed(names: Sequence[str], files: Sequence[bytes]) -> bytes:
    """Files in one .zip; they are compressed already."""
    folder = io.BytesIO()
    with zipfile.ZipFile(folder, "w", zipfile.ZIP_STORED) as archive:
        for name, content in zip(names, files, strict=True):
            archive.writestr(name, content)
    return folder.getvalue()


def reason_against(subject: Subject, thing: Any, by: User) -> str | None:
    """Why this person may not print papers of an object; nothing when they may."""
    if subject.own(by, thing):
        return None
    return permissions.print_papers.reason_against(by, [subject.node(thing), *subject.also(thing)])


def file_name(kind: PaperKind, thing: Any, wish: Wish) -> str:
    """The name under which the file is saved: 申报表（海棠社区 2021 年度）.pdf."""
    words = "空白" if wish.blank else str(thing)
    kept = "".join(letter for letter in words if letter.isalnum() or letter in "（）〔〕-_ ·、")
    return f"{kind.title}（{kept.strip()[:60]}）.{wish.file}"
