"""What we ask of boards: which are in reach, what each shows, who consented to what."""

from mulin.boards.queries.clauses import NONE, board_ruling, consent_months, ruled
from mulin.boards.queries.consents import (
    boards_at,
    boards_visible_to,
    consents_visible_to,
    live_by_field,
    own_consents,
    own_places,
    public_board,
)
from mulin.boards.queries.showing import Card, card_of, cards, photo_shown, photos

__all__ = [
    "NONE", "Card", "board_ruling", "boards_at", "boards_visible_to", "card_of", "cards", "consent_months",
    "consents_visible_to", "live_by_field", "own_consents", "own_places", "photo_shown", "photos", "public_board",
    "ruled",
]  # fmt: skip
