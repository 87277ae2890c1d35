"""A street whose workbook can be brought in by a process of its own, on the same database as the test."""

import io
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from django.conf import settings as configured
from django.db import connection

from mulin.audit.models import Entry
from mulin.foundation.models import SearchEntry
from mulin.foundation.spreadsheets import registered
from mulin.identity.models import User
from mulin.organisations.models import Guide, Unit
from mulin.tree.actions import NewNode, found
from mulin.tree.models import CodeCounter, Node, NodeChange, Parent
from tests.worlds import built_once

ROOT = Path(__file__).resolve().parents[2]
ROWS = 3000


def database_address() -> str:
    """The test's database as ``MULIN_DATABASE`` names one."""
    own = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{own['NAME']}"
    password = f":{own['PASSWORD']}" if own["PASSWORD"] else ""
    return f"postgres://{own['USER']}{password}@{own['HOST']}:{own['PORT']}/{own['NAME']}"


def environment(**more: str) -> dict[str, str]:
    """For a process of the product on the test's database."""
    own = {
        "MULIN_VAR": str(configured.VAR),
        "MULIN_DATABASE": database_address(),
        "DJANGO_SETTINGS_MODULE": "mulin.config.settings.development",
        "PYTHONPATH": str(ROOT),
    }
    return os.environ | own | more


def command(*words: str, **more: str) -> "subprocess.CompletedProcess[str]":
    """``mulin …`` as a process, waited for."""
    return subprocess.run(
        [sys.executable, "-m", "mulin.command_line", *words],
        env=environment(**more),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def everything() -> dict[str, int]:
    """How many rows there are of all that an import of units writes."""
    models = (Node, NodeChange, Parent, Unit, Guide, Entry, SearchEntry, CodeCounter)
    return {model.__name__: model.objects.count() for model in models}


def workbook(kind: str, rows: list[dict[str, Any]]) -> bytes:
    """A workbook of a kind; texts are written as texts, numbers as numbers."""
    sheet, target = registered(kind).sheet, io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_numbers": False}) as book:
        page = book.add_worksheet(sheet.title)
        for place, column in enumerate(sheet.columns):
            page.write_string(0, place, column.title)
        for number, row in enumerate(rows, 1):
            assert set(row) <= {column.name for column in sheet.columns}
            for place, column in enumerate(sheet.columns):
                value = row.get(column.name)
                if isinstance(value, str):
                    page.write_string(number, place, value)
                elif value is not None:
                    page.write(number, place, value)
    return target.getvalue()


@pytest.fixture
def street(transactional_db: None) -> Node:
    return a_street(User.objects.command_line())


@built_once
def a_street(by: User) -> Node:
    """A street and a community, visible to every process."""
    street = found(NewNode("street", "睦邻街道", code="JD1"), reason="建档", by=by)
    found(NewNode("community", "东社区", street, code="SQ1"), reason="建档", by=by)
    return street


@pytest.fixture
def many_units(street: Node, tmp_path: Path) -> Path:
    """A workbook of thousands of units with their guides."""
    rows = [
        {
            "kind": "企业",
            "name": f"企业{number}",
            "belongs_to": "JD1",
            "located_in": "SQ1",
            "is_two_new": "是",
            "guide": f"指导员{number}",
            "phone": f"138{number:08d}",
        }
        for number in range(ROWS)
    ]
    path = tmp_path / "单位.xlsx"
    path.write_bytes(workbook("units", rows))
    return path
