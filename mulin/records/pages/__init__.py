"""Wording, tables and buttons of the pages about records."""

from mulin.records.pages.choosing import owed, picking
from mulin.records.pages.detail import Consequence, consequences, detail
from mulin.records.pages.framing import (
    attaching,
    changing,
    named_words,
    naming,
    note_url,
    noting,
    saved_words,
    voiding,
    withdrawing,
)
from mulin.records.pages.listing import activities_page

__all__ = [
    "Consequence",
    "activities_page",
    "attaching",
    "changing",
    "consequences",
    "detail",
    "named_words",
    "naming",
    "note_url",
    "noting",
    "owed",
    "picking",
    "saved_words",
    "voiding",
    "withdrawing",
]
