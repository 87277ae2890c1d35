"""Papers as Word files, for those who go on writing in them.

A template is made once for each shape of paper (the same blocks, spans and rows; other texts) and kept. One paper
is filled by docxtpl. A batch goes a shorter way to the same text: of the zip file only the parts that hold texts
and the QR code are written anew; all else is copied as it was compressed when the template was made.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from threading import Lock
from xml.sax.saxutils import escape
from zipfile import ZipFile

from docxtpl import DocxTemplate

from mulin.papers.machine import qr_code
from mulin.papers.machine.paper import Paper
from mulin.papers.machine.word_layout import Layout
from mulin.papers.machine.word_zip import Entry, zipped
from mulin.papers.machine.wording import shape_and_texts, with_texts

_TAG = re.compile(r"\{\{ words\[(\d+)\] \}\}")
_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
_UNPRINTABLE = {code: None for code in range(32) if chr(code) not in "\t\n"}
_SHAPES_KEPT = 256
_PLACEHOLDER_URL = "https://template.invalid/"


@dataclass(frozen=True, slots=True)
class Template:
    """A Word file with tags for its texts; ``parts`` are its zip entries in order, the tagged ones cut at the tags."""

    file: bytes
    parts: tuple[Entry | TaggedPart, ...]


@dataclass(frozen=True, slots=True)
class TaggedPart:
    """A part of the file that changes: XML between the tags, and which text goes after each but the last piece.

    ``pieces`` is empty for the picture of the QR code.
    """

    name: str
    pieces: tuple[str, ...] = ()
    order: tuple[int, ...] = ()


_templates: OrderedDict[Hashable, Template] = OrderedDict()
_one_at_a_time = Lock()


def render_word(paper: Paper) -> bytes:
    """This paper as a .docx file. Texts print literally, whatever signs they hold."""
    template, texts = _template_and_texts(paper)
    document = DocxTemplate(BytesIO(template.file))
    if paper.reference_url:
        document.replace_media(BytesIO(qr_code.png(_PLACEHOLDER_URL)), BytesIO(qr_code.png(paper.reference_url)))
    document.render({"words": [_writable(text) for text in texts]}, autoescape=True)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def render_word_many(papers: Iterable[Paper]) -> Iterator[bytes]:
    """Each paper as a .docx file of its own, in order; papers of one shape share a template."""
    for paper in papers:
        template, texts = _template_and_texts(paper)
        written = [_in_xml(text) for text in texts]
        yield zipped([_filled(part, written, paper) for part in template.parts])


def _filled(part: Entry | TaggedPart, written: list[str], paper: Paper) -> Entry:
    """One entry of the zip file for this paper."""
    if isinstance(part, Entry):
        return part
    if not part.pieces:
        return Entry.of(part.name, qr_code.png(paper.reference_url), level=0)
    filled = [part.pieces[0]]
    for position, piece in zip(part.order, part.pieces[1:], strict=True):
        filled += (written[position], piece)
    return Entry.of(part.name, "".join(filled).encode(), level=1)


def _in_xml(text: str) -> str:
    """A text as it stands between ``<w:t>`` tags."""
    if text.isalnum():
        return text
    return escape(_writable(text)).replace("\n", _BREAK).replace("\t", "</w:t><w:tab/><w:t>")


def _writable(text: str) -> str:
    """The text without control characters, which XML cannot hold."""
    return text if text.isprintable() else text.translate(_UNPRINTABLE)


def _template_and_texts(paper: Paper) -> tuple[Template, list[str]]:
    """The template for this shape of paper, made if it is new, and this paper's texts."""
    shape, texts = shape_and_texts(paper)
    template = _templates.get(shape)
    if template is None:
        template = _made_template(paper)
        with _one_at_a_time:
            _templates[shape] = template
            while len(_templates) > _SHAPES_KEPT:
                _templates.popitem(last=False)
    return template, texts


def _made_template(paper: Paper) -> Template:
    """Lay the paper out with a tag in place of each text."""
    code = qr_code.png(_PLACEHOLDER_URL)
    file = Layout(with_texts(paper, _numbered_tags()), code).saved()
    with ZipFile(BytesIO(file)) as archive:
        parts = [_part(info.filename, archive.read(info), code) for info in archive.infolist()]
    return Template(file, tuple(parts))


def _numbered_tags() -> Callable[[], str]:
    """Answers with the tag of the first text, then of the second, and so on."""
    numbers = iter(range(1_000_000))
    return lambda: f"{{{{ words[{next(numbers)}] }}}}"


def _part(name: str, content: bytes, code: bytes) -> Entry | TaggedPart:
    """One entry of the template: the QR code, XML with tags, or what never changes."""
    if content == code:
        return TaggedPart(name)
    split = _TAG.split(content.decode()) if name.endswith(".xml") else []
    if len(split) < 2:
        return Entry.of(name, content, level=9)
    return TaggedPart(name, tuple(split[::2]), tuple(int(number) for number in split[1::2]))
