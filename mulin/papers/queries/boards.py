"""The printed supervision board, A4 and A3, and the form on which members consent."""

from collections.abc import Sequence
from functools import partial
from urllib.parse import urlsplit

from django.urls import reverse

from mulin.boards import queries
from mulin.boards.choices import BoardField
from mulin.boards.models import Board
from mulin.foundation.clock import today
from mulin.papers.machine.paper import (
    Block,
    FormCell,
    FormRow,
    FormTable,
    Label,
    Named,
    Opinion,
    Paper,
    Paragraph,
    Picture,
    Tick,
    Ticks,
    Value,
)
from mulin.papers.rules import Pen

SIDE_BY_SIDE = {"a4": 2, "a3": 4}
"""Cards side by side on the sheet: A4 upright, A3 lying."""
PHOTO_HEIGHT, TEXT_HEIGHT = 34, 24
"""Least height of a row with and without photos, in millimetres."""


def compose(board: Board, pen: Pen, size: str) -> Paper:
    """The board as it hangs: exactly what its page shows at this moment, with the code of the public page."""
    across = SIDE_BY_SIDE[size]
    shown = queries.cards(board.node, today())
    pictures = queries.photos(shown)
    cards = [card_cells(one, pictures.get(one.member_id, b""), pen) for one in shown]
    cards += [(Named(columns=2),)] * (-len(cards) % across)
    rows = tuple(row_of(cards[start : start + across]) for start in range(0, len(cards), across))
    grid: Block = FormTable((1, 2) * across, rows) if rows else Paragraph("现在没有公开的内容。")
    return Paper(
        id=f"board_{size}",
        title=f"{board.node.name}在职党员监督台",
        subtitle="以上内容由本人同意公开，可随时撤回",
        style="form" if size == "a4" else "board",
        blocks=(grid,),
        reference_url=public_address(board, pen.reference_url),
        printed_at=pen.printed_at,
    )


compose_a4 = partial(compose, size="a4")
compose_a3 = partial(compose, size="a3")


def row_of(cards: Sequence[tuple[FormCell, ...]]) -> FormRow:
    """Cards side by side, as high as a photo where one of them has one."""
    cells = tuple(cell for card in cards for cell in card)
    has_photo = any(isinstance(cell, Picture) for cell in cells)
    return FormRow(cells, height=PHOTO_HEIGHT if has_photo else TEXT_HEIGHT)


def card_cells(card: queries.Card, picture: bytes, pen: Pen) -> tuple[FormCell, ...]:
    """What a member shows; beside the photo for those alone who show theirs."""
    name = pen.held(card.name) if card.name else ""
    lines = "\n".join(f"{title}：{pen.held(text)}" for title, text in card.lines)
    if card.photo is None:
        return (Named(name, lines, columns=2),)
    return Picture(picture), Named(name, lines)


def public_address(board: Board, reference: str) -> str:
    """The address behind the code: the public page where it is open, else the page for those in scope."""
    if not board.is_public or not reference:
        return reference
    parts = urlsplit(reference)
    return f"{parts.scheme}://{parts.netloc}{reverse('boards:public', args=[board.token])}"


def without_cards(board: Board) -> str:
    """Why there is nothing to hang up."""
    return "" if queries.cards(board.node, today()) else "还没有人同意公开"


def compose_form(board: Board, pen: Pen) -> Paper:
    """公开同意书: the form on which a member ticks what may be shown, for who has no telephone at hand."""
    ruling = queries.board_ruling(board.node, today())
    allowed = ruling.clause.fields if ruling else ()
    months = queries.consent_months(ruling) if ruling else ""
    ticks = tuple(Tick(str(one.label)) for one in BoardField if one in allowed)
    rows = (
        FormRow((Label("姓名"), Value(), Label("单位"), Value()), height=11),
        FormRow((Label("监督台"), Value(pen.held(board.node.name)), Label("联系电话"), Value()), height=11),
        FormRow((Label("同意公开\n（逐项勾选）"), Ticks(ticks, columns=3, align="left")), height=24),
        FormRow((Label("本人签名"), Opinion("", signer="签名：", seal=False, columns=3)), height=36),
        FormRow((Label("录入人\n和日期"), Value(columns=3)), height=14),
    )
    words = (
        f"本人同意在{board.node.name}在职党员监督台公开以下勾选的内容，接受居民监督。没有勾选的不公开。"
        f"本同意自签名之日起{months}个月内有效；可随时由本人在系统里或委托社区撤回，撤回后立即停止公开，照片随之删除。"
    )
    return Paper(
        id="board_consent",
        title="在职党员监督台公开同意书",
        blocks=(Paragraph(words), FormTable((1, 1.6, 1, 1.6), rows)),
        reference_url=pen.reference_url,
        printed_at=pen.printed_at,
    )
