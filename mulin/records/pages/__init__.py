"""Wording, tables and buttons of the pages about records."""

from mulin.records.pages.choosing import owed, picking
from mulin.records.pages.counting import Consequence, Counted, consequences, of_record, told
from mulin.records.pages.detail import detail
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
    "Counted",
    "activities_page",
    "attaching",
    "changing",
    "consequences",
    "detail",
    "named_words",
    "naming",
    "note_url",
    "noting",
    "of_record",
    "owed",
    "picking",
    "saved_words",
    "told",
    "voiding",
    "withdrawing",
]
