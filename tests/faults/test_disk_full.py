"""A full disk refuses, says so, and leaves nothing behind; once there is room again the same thing works."""

import errno
import os
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection

from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.records.actions import attach_evidence, note
from mulin.records.models import Evidence
from mulin.web.actions import exchange
from tests.faults.conftest import ROWS, everything
from tests.properties.world import TODAY, World, make_world

PAPER = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> Any:
    """``full()``: from now on the disk takes nothing; it had written a part already."""

    def refuse(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    return lambda: monkeypatch.setattr(os, "fsync", refuse)


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.fixture
def world(clerk: User, settings: Any, tmp_path: Path) -> World:
    settings.MEDIA_ROOT = tmp_path / "uploads"
    return make_world(clerk, settings)


@pytest.mark.django_db
def test_a_full_disk_refuses_an_upload_and_leaves_nothing(
    world: World, full: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    activity = note(world.one("community", 0), "meeting", TODAY, by=world.by)
    with monkeypatch.context():
        full()
        with pytest.raises(Refused, match="存储空间不足"):
            attach_evidence(activity, SimpleUploadedFile("纪要.pdf", PAPER), by=world.by)
        with pytest.raises(Refused, match="存储空间不足"):
            exchange.keep(b"a workbook")
    assert not Evidence.objects.exists()
    activity.refresh_from_db()
    assert activity.evidence_count == 0
    assert files_in(settings.MEDIA_ROOT) == []
    monkeypatch.undo()
    attach_evidence(activity, SimpleUploadedFile("纪要.pdf", PAPER), by=world.by)
    assert len(files_in(settings.MEDIA_ROOT)) == 1


@pytest.mark.sqlite
@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite says how many pages a file may have")
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_full_disk_under_the_database_undoes_the_whole_import(many_units: Path) -> None:
    before, content, by = everything(), many_units.read_bytes(), User.objects.command_line()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0] + 20}")
    with pytest.raises(OperationalError, match="full"):
        exchange.bring_in(content, "units", by=by)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA max_page_count = 1073741823")
    assert everything() == before
    assert exchange.bring_in(content, "units", by=by).new == ROWS
