"""One thing a person owes."""

import datetime
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Todo:
    """One thing a person owes: what, where it is done, by when."""

    title: str
    url: str
    light: str
    due: datetime.date | None = None
    note: str = ""

    def task(self, shown: str) -> dict[str, Any]:
        """Its line in a list of tasks, with the light it shows there (none where a heading says it)."""
        return {"title": self.title, "url": self.url, "hint": self.note, "due": self.due, "state": shown}
