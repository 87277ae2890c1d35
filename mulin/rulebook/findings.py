"""What linting finds in a pack."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Finding:
    """One remark on a pack: an error forbids installing it, a warning asks its author to think again.

    ``place`` is a path of names such as ``rubrics › community › … › 06.2``; ``acknowledged`` holds the author's
    reason when the pack answers the warning.
    """

    level: Literal["error", "warning"]
    place: str
    message: str
    code: str
    acknowledged: str | None = None

    def __str__(self) -> str:
        word = "错误" if self.level == "error" else "提醒"
        answer = f"（已说明：{self.acknowledged}）" if self.acknowledged is not None else ""
        return f"{word} [{self.code}] {self.place}：{self.message}{answer}"
