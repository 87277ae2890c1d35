"""Points as cards show them."""

import datetime
from collections.abc import Sequence


def points_of(member_ids: Sequence[int], day: datetime.date) -> dict[int, str]:
    """The points of the year so far, in words, of those who collect any."""
    return {}
