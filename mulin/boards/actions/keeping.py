"""Opening a board, opening it to the residents and closing it, giving it another address."""

from django.db import transaction

from mulin.audit.actions import log
from mulin.boards.models import Board, new_token
from mulin.boards.permissions import manage_boards
from mulin.boards.queries import ruled
from mulin.foundation.clock import today
from mulin.identity.models import User
from mulin.tree.models import Node


@transaction.atomic
def open_board(place: Node, *, by: User) -> Board:
    """Set up the board of a place, where a regulation in force says so; the one that stands there already stays."""
    manage_boards.check(by, place)
    ruled(place, today())
    board, is_new = Board.objects.get_or_create(node=place, defaults={"opened_on": today()})
    if is_new:
        log(by, "设监督台", board, node_id=place.pk)
    return board


@transaction.atomic
def switch(board: Board, *, public: bool, by: User) -> Board:
    """Let residents read the board without signing in, or no more."""
    fresh = Board.objects.select_for_update(of=("self",)).select_related("node").get(pk=board.pk)
    manage_boards.check(by, fresh)
    if fresh.is_public != public:
        changes = {"对居民公开": [fresh.is_public, public]}
        fresh.is_public = public
        fresh.save(update_fields=["is_public"])
        log(by, "公开监督台" if public else "停止公开监督台", fresh, node_id=fresh.node_id, changes=changes)
    return fresh


@transaction.atomic
def new_address(board: Board, *, by: User) -> Board:
    """Give the public page another address: printed codes of the former one lead nowhere."""
    fresh = Board.objects.select_for_update(of=("self",)).select_related("node").get(pk=board.pk)
    manage_boards.check(by, fresh)
    fresh.token = new_token()
    fresh.save(update_fields=["token"])
    log(by, "更换监督台网址", fresh, node_id=fresh.node_id)
    return fresh
