"""Where one measuring happens: a scratch folder and database, the district in it, and the peers beside it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import xlsxwriter
from django.db import connection

from mulin.bench.district import (
    Plan,
    Row,
    bring_in,
    bring_in_places,
    peer_path,
    plan_district,
    tell_peers,
    tidy,
    workbook,
)
from mulin.bench.peers import PeerProcess
from mulin.members.models import Member


@dataclass(frozen=True)
class Scale:
    """How much of everything."""

    members: int = 100_000
    requests: int = 20
    deep_page: int = 1500
    peer_rows: int = 2000
    cards: int = 3400
    peer_cards: int = 100
    records: int = 100_000
    names: int = 200


SCALES = {
    "XS": Scale(members=400, requests=1, deep_page=3, peer_rows=20, cards=12, peer_cards=12, records=3000, names=5),
    "S": Scale(),
    "M": Scale(records=1_000_000),
}
"""XS is for tests: everything runs, nothing is measured. M evaluates ten times as many records."""


@dataclass
class Workshop:
    """Peers are started when they are first asked, and ended by ``close``."""

    folder: Path
    python: Path
    peer_database: dict[str, Any]
    scale: Scale = field(default_factory=Scale)
    started: dict[str, PeerProcess] = field(default_factory=dict)

    @property
    def database(self) -> str:
        """The name of the database in use."""
        return {"postgresql": "PostgreSQL", "sqlite": "SQLite"}[connection.vendor]

    @property
    def cards(self) -> Path:
        """Where the cards are written down for the peers."""
        return self.folder / "cards.json"

    @cached_property
    def plan(self) -> Plan:
        """The district."""
        return plan_district(self.scale.members)

    def places_are_in(self) -> None:
        """Places and organisations."""
        bring_in_places(self.plan)

    def members_are_in(self) -> None:
        """Every member of the plan, imported unless a measured import has left them."""
        self.places_are_in()
        if Member.objects.count() != len(self.plan.members):
            bring_in("members", workbook("members", self.plan.members))
        tidy()

    def peer_subtree(self, code: str) -> str:
        """The path of a place as the peers keep it."""
        nodes = {row["code"]: row for row in self.plan.places}
        return peer_path(code, nodes, {one: number for number, one in enumerate(nodes, 1)})

    def peer(self, module: str, config: dict[str, Any]) -> PeerProcess:
        """A peer's process, started once."""
        key = f"{module} {config.get('cards', '')}"
        if key not in self.started:
            self.started[key] = PeerProcess(self.python, module, config)
        return self.started[key]

    def rest(self) -> PeerProcess:
        """Django REST framework over the same district."""
        return self.peer("django_rest", self._district_config("rest"))

    def excel(self) -> PeerProcess:
        """django-import-export over the same district."""
        return self.peer("excel_import", self._district_config("excel"))

    def write_peer_workbook(self, path: Path, rows: list[Row]) -> None:
        """Members as django-import-export wants them: its own column names, organisations by their keys."""
        codes = {row["code"]: number for number, row in enumerate(self.plan.places, 1)}
        with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
            sheet = book.add_worksheet()
            sheet.write_row(0, 0, ["name", "idno", "phone", "cat", "org", "joined"])
            for number, row in enumerate(rows, 1):
                told = (row["name"], row["identity_number"], row["phone"], row["category"], codes[row["residence"]])
                sheet.write_row(number, 0, [*told, "2020-01-01"])

    @property
    def peer_address(self) -> str:
        """The peers' database as a driver takes it: a file, or the address of a server."""
        told = self.peer_database
        if told["ENGINE"].endswith("sqlite3"):
            return str(self.folder / "peer-sql.sqlite3")
        return f"postgres://{told['USER']}:{told['PASSWORD']}@{told['HOST']}:{told['PORT']}/{told['NAME']}"

    def close(self) -> None:
        """End the peers."""
        for process in self.started.values():
            process.close()
        self.started.clear()

    def _district_config(self, name: str) -> dict[str, Any]:
        told = self.folder / "district.json"
        if not told.exists():
            tell_peers(self.plan, told)
        database = dict(self.peer_database)
        if database["ENGINE"].endswith("sqlite3"):
            database["NAME"] = str(self.folder / f"peer-{name}.sqlite3")
        return {"database": database, "district": str(told)}
