"""One thing a person owes."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True)
class Todo:
    """One thing a person owes: what, where it is done, by when."""

    title: str
    url: str
    light: str
    due: datetime.date | None = None
    note: str = ""
