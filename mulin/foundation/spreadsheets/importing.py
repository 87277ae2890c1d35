"""An import from file to database: read, compare, show, write; all or nothing unless asked otherwise."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction

from mulin.foundation.spreadsheets.declaration import Reading
from mulin.foundation.spreadsheets.planning import Plan, Preview
from mulin.foundation.spreadsheets.reading import read
from mulin.foundation.spreadsheets.registry import registered


def preview(content: bytes, kind: str, *, by: Any) -> Preview:
    """What importing this file would do. Writes nothing. ``Refused`` when the file cannot be taken at all."""
    entry = registered(kind)
    with _without_collection():
        reading = read(content, entry.sheet)
        return _preview(reading, entry.plan(reading, by=by), applied=False)


def import_workbook(content: bytes, kind: str, *, by: Any, only_right_rows: bool = False) -> Preview:
    """Import a file in one transaction and say what happened.

    With any mistake nothing is written, unless ``only_right_rows``. The comparison is made again inside the
    transaction, so what was previewed earlier may have changed meanwhile and still nothing is done twice.
    """
    entry = registered(kind)
    with _without_collection():
        reading = read(content, entry.sheet)
        with transaction.atomic():
            plan = entry.plan(reading, by=by)
            wanted = only_right_rows or not (reading.errors or plan.errors)
            header_wrong = bool(reading.errors) and not reading.rows
            applied = wanted and not header_wrong
            if applied:
                plan.apply()
        return _preview(reading, plan, applied=applied)


@contextmanager
def _without_collection() -> Iterator[None]:
    """Hundreds of thousands of rows come to stay, none in circles: looking for circles among them is a sixth of the
    work of an import.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _preview(reading: Reading, plan: Plan, *, applied: bool) -> Preview:
    errors = sorted([*reading.errors, *plan.errors])
    return Preview(
        kind=reading.sheet.kind,
        title=reading.sheet.title,
        sha256=reading.sha256,
        new=plan.new,
        changed=plan.changed,
        unchanged=plan.unchanged,
        wrong=len({error.row for error in errors if error.row}),
        errors=errors,
        differences=plan.differences,
        applied=applied,
    )
