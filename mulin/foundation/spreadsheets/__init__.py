"""Workbooks in and out: one declaration for template, import, marked-up return and export."""

from mulin.foundation.spreadsheets.declaration import CellError, Column, Reading, Row, Sheet
from mulin.foundation.spreadsheets.importing import import_workbook, preview
from mulin.foundation.spreadsheets.marking import mark
from mulin.foundation.spreadsheets.planning import Difference, Plan, Preview
from mulin.foundation.spreadsheets.reading import read
from mulin.foundation.spreadsheets.registry import all_sheets, register, registered
from mulin.foundation.spreadsheets.writing import write_export, write_template

__all__ = [
    "CellError",
    "Column",
    "Difference",
    "Plan",
    "Preview",
    "Reading",
    "Row",
    "Sheet",
    "all_sheets",
    "import_workbook",
    "mark",
    "preview",
    "read",
    "register",
    "registered",
    "write_export",
    "write_template",
]
