"""A whole paper in Word, built with python-docx from the neutral description: page, head, blocks, footer, QR code."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import docx
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from mulin.papers.machine.paper import (
    UNDATED,
    BlankLines,
    Block,
    DataTable,
    Facts,
    FormTable,
    Heading,
    Imprint,
    PageBreak,
    Paper,
    Paragraph,
    Signature,
    TwoPartCard,
)
from mulin.papers.machine.word_footers import add_footers
from mulin.papers.machine.word_forms import add_form
from mulin.papers.machine.word_styles import (
    BOARD_TEXT,
    FORM_HEADINGS,
    FORM_IN_LETTER,
    FORM_TEXT,
    FORM_TITLE,
    HEADINGS,
    LETTER_IMPRINT,
    LETTER_TEXT,
    LETTER_TITLE,
    LETTERHEAD,
    PLACEHOLDER,
    Face,
    keep_with_next,
    set_borders,
    set_page,
    set_usual_face,
    space,
    write,
)
from mulin.papers.machine.word_tables import SIDES, add_blank_lines, add_data_table, add_facts, ruled_table

LINE = 28.95
"""Height of a line of an official document in points: 22 of them fill 225 mm."""


class Layout:
    """One Word document being built. ``letter`` is whether it follows the rules of official documents."""

    def __init__(self, paper: Paper, qr_png: bytes) -> None:
        self.paper = paper
        self.qr_png = qr_png
        self.letter = paper.style == "document"
        self.text = LETTER_TEXT if paper.style in {"document", "greeting"} else FORM_TEXT
        self.document = docx.Document()
        self.width = set_page(self.document.sections[0], paper)
        set_usual_face(self.document, self.text, letter=self.letter)

    def saved(self) -> bytes:
        """The finished document."""
        self._add_head()
        self._add_all(self.paper.blocks)
        add_footers(self.document, self.paper, self.qr_png)
        self._forget_sample()
        file = BytesIO()
        self.document.save(file)
        return file.getvalue()

    def _forget_sample(self) -> None:
        """Remove what comes with python-docx's sample file: its author, its date, its picture of an empty page."""
        properties = self.document.core_properties._element
        for element in list(properties):
            properties.remove(element)
        package = self.document.part.package
        for name in [name for name, relation in package.rels.items() if relation.reltype == RT.THUMBNAIL]:
            del package.rels[name]

    def _add_all(self, blocks: tuple[Block, ...]) -> None:
        """Add these blocks; a signature never stands alone on a page, the end of what is before it goes with it."""
        for position, block in enumerate(blocks):
            if isinstance(block, Signature) and position:
                self._keep_end_with_next(blocks[position - 1])
            self._add(block)

    def _keep_end_with_next(self, last: Block) -> None:
        """The paragraph that was added last, or the last row of the table and the gap below it."""
        if isinstance(last, (PageBreak, TwoPartCard, Imprint)):
            return
        self.document.paragraphs[-1].paragraph_format.keep_with_next = True
        if isinstance(last, (DataTable, FormTable, Facts, BlankLines)):
            keep_with_next(self.document.tables[-1].rows[-1:])

    def _form_face(self) -> Face:
        """How forms are set: larger in a letter, and on a board that hangs on a wall."""
        return FORM_IN_LETTER if self.letter else BOARD_TEXT if self.paper.style == "board" else FORM_TEXT

    def _add(self, block: Block) -> None:
        """Add one block."""
        match block:
            case FormTable():
                add_form(self.document, block, self.width, self._form_face())
            case DataTable():
                add_data_table(self.document, block, self.width)
            case Facts():
                add_facts(self.document, block, self.width, self.text)
            case BlankLines():
                add_blank_lines(self.document, block, self.width)
            case _:
                self._add_text(block)
                return
        self._line("", Face(self.text.font, 5), line=7)

    def _add_text(self, block: Block) -> None:
        """Add a block that is no table."""
        match block:
            case Heading():
                faces = HEADINGS if self.letter else FORM_HEADINGS
                heading = self._line(block.text, faces[min(block.level, 3)], indent=self.letter)
                heading.paragraph_format.keep_with_next = True
            case Paragraph():
                face = Face(self.text.font, self.text.size, bold=block.bold)
                self._line(block.text, face, align=block.align, indent=block.indent)
            case Signature():
                self._add_signature(block)
            case Imprint():
                self._add_imprint(block)
            case PageBreak():
                self.document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
            case TwoPartCard():
                self._add_card(block)

    def _line(
        self, text: str, face: Face, *, align: str = "left", indent: bool = False, line: float | None = None
    ) -> Any:
        """One paragraph in this face; official documents keep their line pitch."""
        paragraph = self.document.add_paragraph()
        paragraph.alignment = SIDES[align]
        space(paragraph, after=0 if self.letter else 3, line=line or (LINE if self.letter else None))
        if indent:
            paragraph.paragraph_format.first_line_indent = Pt(2 * face.size)
        write(paragraph, text, face)
        return paragraph

    def _add_head(self) -> None:
        """Letterhead, title, subtitle; on forms the QR code stands beside the title."""
        if self.letter:
            self._add_letterhead()
            self._line(self.paper.title, LETTER_TITLE, align="center", line=34)
            if self.paper.subtitle:
                self._line(self.paper.subtitle, LETTER_TEXT, align="center")
            if self.paper.number and not self.paper.letterhead:
                self._line(self.paper.number, LETTER_TEXT, align="center")
            self._line("", LETTER_TEXT)
            return
        if self.paper.title:
            named = (self.paper.letterhead, FORM_TEXT), (self.paper.title, FORM_TITLE), (self.paper.subtitle, FORM_TEXT)
            self._add_title(tuple((text, face) for text, face in named if text), 17.5)

    def _add_title(self, lines: tuple[tuple[str, Face], ...], code_side: float) -> None:
        """These lines in the middle, and beside them the QR code with this side in millimetres."""
        made = ruled_table(self.document, 1, [22, self.width - 44, 22], framed=False)
        _, words, code = made.rows[0].cells
        words.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
        for position, (text, face) in enumerate(lines):
            paragraph = words.add_paragraph() if position else words.paragraphs[0]
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            space(paragraph, after=3)
            write(paragraph, text, face)
        if self.paper.reference_url:
            space(code.paragraphs[0])
            code.paragraphs[0].add_run().add_picture(BytesIO(self.qr_png), width=Mm(code_side))
        self._line("", Face(self.text.font, 3), line=4)

    def _add_letterhead(self) -> None:
        """The red name of the issuing office, the document's number and the red rule."""
        if not self.paper.letterhead:
            return
        head = self._line(self.paper.letterhead, LETTERHEAD, align="center", line=40)
        space(head, before=95, after=2 * LINE - 10, line=40)
        number = self._line(self.paper.number, LETTER_TEXT, align="center")
        set_borders(number._p.get_or_add_pPr(), "w:pBdr", {"bottom": "single"}, size=12)
        number._p.pPr.find(qn("w:pBdr"))[0].set(qn("w:color"), "D7000F")
        for _ in range(2):
            self._line("", LETTER_TEXT)

    def _add_signature(self, signature: Signature) -> None:
        """The office and the date at the right, four characters from the margin."""
        is_sealed = signature.seal and not self.letter
        self._line("", self.text).paragraph_format.keep_with_next = True
        for is_last, text in ((False, signature.office), (not is_sealed, signature.date or UNDATED)):
            paragraph = self._line(text, self.text, align="right")
            paragraph.paragraph_format.right_indent = Pt(4 * self.text.size)
            paragraph.paragraph_format.keep_with_next = not is_last
        if is_sealed:
            below = self._line("（盖章）", PLACEHOLDER, align="right")
            below.paragraph_format.right_indent = Pt(4 * self.text.size)

    def _add_imprint(self, imprint: Imprint) -> None:
        """版记 between rules."""
        if imprint.copies_to:
            copies = self._line("抄送：", LETTER_IMPRINT)
            write(copies, imprint.copies_to, LETTER_IMPRINT)
            set_borders(copies._p.get_or_add_pPr(), "w:pBdr", {"top": "single"}, size=8)
        printed = self._line(imprint.office, LETTER_IMPRINT)
        printed.paragraph_format.tab_stops.add_tab_stop(Mm(self.width), 2)
        for text in ("\t", imprint.date, "印发"):
            write(printed, text, LETTER_IMPRINT)
        set_borders(printed._p.get_or_add_pPr(), "w:pBdr", {"top": "single", "bottom": "single"}, size=6)

    def _add_card(self, card: TwoPartCard) -> None:
        """Two halves with the dashed line to cut along between them; each goes its own way, so each has the code."""
        for part in (card.upper, card.lower):
            if part.title:
                self._add_title(((part.title, Face(FORM_TITLE.font, 15)),), 14)
            self._add_all(part.blocks)
            if part is card.upper:
                seam = self._line("沿虚线裁开　", FORM_TEXT, align="center")
                write(seam, card.seam, FORM_TEXT)
                space(seam, before=12, after=12)
                set_borders(seam._p.get_or_add_pPr(), "w:pBdr", {"bottom": "dashed"}, size=6)
