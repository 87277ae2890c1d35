"""What people do for boards. The only code that writes boards, consents and photos."""

from mulin.boards.actions.consenting import (
    PaperConsent,
    drop_photos,
    enter_paper,
    give,
    leave_boards,
    put_photo,
    revoke,
)
from mulin.boards.actions.keeping import new_address, open_board, switch

__all__ = [
    "PaperConsent", "drop_photos", "enter_paper", "give", "leave_boards", "new_address", "open_board", "put_photo",
    "revoke", "switch",
]  # fmt: skip
