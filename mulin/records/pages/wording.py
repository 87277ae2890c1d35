"""How values are written."""

from typing import Any


def shown(value: Any) -> str:
    """A former or present value in one piece of text."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(str(one) for one in value) or "（空）"
    return "（空）" if value in (None, "") else str(value)
