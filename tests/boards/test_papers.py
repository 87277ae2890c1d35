"""The printed board shows what the page shows, on A4 and A3; the consent form; nothing of what was taken back."""

import io
import os
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document
from PIL import Image

from mulin.boards import actions
from mulin.boards.models import Board, Consent
from mulin.foundation.refusals import Refused
from mulin.papers.actions import Wish, print_paper
from mulin.papers.queries import paper_kind
from tests.service.world import Town, account_of, resident

pytestmark = [pytest.mark.django_db, pytest.mark.row("D08")]


def printed(town: Town, board: Board, paper: str, file: str) -> bytes:
    kind = paper_kind(paper)
    assert kind is not None
    content = print_paper(
        kind,
        board,
        Wish(file),
        reference_url="http://localhost:8000/boards/1/",
        by=town.secretary,  # type: ignore[arg-type]
    ).content
    if folder := os.environ.get("MULIN_KEEP_PAPERS"):
        Path(folder, f"{paper}.{file}").write_bytes(content)
    return content


def words_of(docx: bytes) -> str:
    document = Document(io.BytesIO(docx))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def a_full_board(town: Town) -> Board:
    board = actions.switch(actions.open_board(town.east, by=town.secretary), public=True, by=town.secretary)
    for number in range(7):
        member = resident(town, f"示例{'甲乙丙丁戊己庚'[number]}", account=True)
        fields = ["name", "unit", "phone"] if number % 2 else ["photo", "name"]
        actions.give(member, town.east, fields, by=account_of(member))
        if not number % 2:
            target = io.BytesIO()
            Image.new("RGB", (300, 400), (60 + 20 * number, 110, 150)).save(target, "JPEG")
            actions.put_photo(member, town.east, SimpleUploadedFile("p.jpg", target.getvalue()), by=account_of(member))
    return board


@pytest.mark.parametrize("paper", ["board_a4", "board_a3", "board_consent"])
def test_boards_and_the_form_print_as_pdf_and_word(town: Town, paper: str) -> None:
    board = a_full_board(town)
    assert printed(town, board, paper, "pdf").startswith(b"%PDF")
    assert printed(town, board, paper, "docx").startswith(b"PK")


def test_what_is_taken_back_is_not_on_the_next_print(town: Town) -> None:
    board = a_full_board(town)
    assert "示例乙" in words_of(printed(town, board, "board_a4", "docx"))
    consents = Consent.objects.filter(member__name="示例乙")
    actions.revoke(list(consents), by=account_of(town.members[1]))
    words = words_of(printed(town, board, "board_a4", "docx"))
    assert "示例乙" not in words
    assert "示例丁" in words


def test_an_empty_board_is_not_printed(town: Town) -> None:
    board = actions.open_board(town.east, by=town.secretary)
    with pytest.raises(Refused, match="还没有人同意公开"):
        printed(town, board, "board_a4", "pdf")
