"""Reading a printed paper back: the words of a PDF and of a Word file, without the spaces that layout brings."""

from collections.abc import Iterator
from io import BytesIO

import docx
from docx.oxml.ns import qn
from pypdf import PdfReader


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page, without white space."""
    return [without_spaces(page.extract_text()) for page in PdfReader(BytesIO(pdf)).pages]


def words_of_pdf(pdf: bytes) -> str:
    """The text of the whole PDF, without white space."""
    return "".join(pages_of(pdf))


def words_of_word(file: bytes) -> str:
    """The text of a Word file, footers included, without white space."""
    return without_spaces("".join(_word_texts(file)))


def without_spaces(text: str) -> str:
    """The text without any white space, the Chinese one included."""
    return "".join(text.split())


def _word_texts(file: bytes) -> Iterator[str]:
    document = docx.Document(BytesIO(file))
    section = document.sections[0]
    parts = (document, section.footer, section.first_page_footer, section.even_page_footer)
    for part in parts:
        element = part.element.body if hasattr(part, "element") else part._element
        yield from (found.text or "" for found in element.iter(qn("w:t")))
