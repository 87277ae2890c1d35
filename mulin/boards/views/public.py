"""What residents read without signing in: exactly the consented fields, at an address that nobody guesses."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mulin.boards import queries
from mulin.boards.models import Board
from mulin.boards.views.keeping import picture
from mulin.foundation.clock import today


def open_to_residents(token: str) -> Board:
    """The board behind an address; 404 when there is none or it was closed."""
    found = queries.public_board(token)
    if found is None:
        raise Http404
    return found


@login_not_required
@require_safe
def public(request: HttpRequest, token: str) -> HttpResponse:
    """The board for everybody who has the address."""
    board = open_to_residents(token)
    context = {"page_title": str(board), "board": board, "cards": queries.cards(board.node, today()), "day": today()}
    response = render(request, "boards/public.html", context | {"intro": _("以下内容由本人同意公开，可随时撤回。")})
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response


@login_not_required
@require_safe
def public_photo(request: HttpRequest, token: str, consent: int) -> HttpResponse:
    """A picture that the board shows."""
    return picture(queries.photo_shown(open_to_residents(token).node, consent, today()))
