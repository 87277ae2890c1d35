"""Reading a printed paper back: the words of a PDF and of a Word file, without the spaces that layout brings."""

from collections.abc import Iterator
from io import BytesIO

import docx
from docx.oxml.ns import qn
from pypdf import PageObject, PdfReader

MILLIMETRE = 72 / 25.4


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page, without white space."""
    return [without_spaces(page.extract_text()) for page in PdfReader(BytesIO(pdf)).pages]


def words_of_pdf(pdf: bytes) -> str:
    """The text of the whole PDF, without white space."""
    return "".join(pages_of(pdf))


def words_of_word(file: bytes) -> str:
    """The text of a Word file, footers included, without white space."""
    return without_spaces("".join(_word_texts(file)))


def placed_texts(pdf: bytes) -> list[list[tuple[str, float, float]]]:
    """For each page, each piece of text with where it begins: millimetres from the left and from the foot."""
    return [_placed_on(page) for page in PdfReader(BytesIO(pdf)).pages]


def _placed_on(page: PageObject) -> list[tuple[str, float, float]]:
    found: list[tuple[str, float, float]] = []

    def note(text: str, page_matrix: list[float], text_matrix: list[float], *_: object) -> None:
        a, b, c, d, e, f = page_matrix
        x, y = text_matrix[4:]
        found.append((text.strip(), (a * x + c * y + e) / MILLIMETRE, (b * x + d * y + f) / MILLIMETRE))

    page.extract_text(visitor_text=note)
    return [(text, x, y) for text, x, y in found if text]


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
