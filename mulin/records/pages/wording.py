"""How values are written."""

import datetime
from typing import Any

from mulin.foundation.clock import SHANGHAI


def shown(value: Any) -> str:
    """A former or present value in one piece of text."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(str(one) for one in value) or "（空）"
    return "（空）" if value in (None, "") else str(value)


def moment(at: datetime.datetime) -> str:
    """A moment as people here read their clocks; the database hands it out in UTC."""
    return f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
