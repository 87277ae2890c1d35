"""A workbook of members, checked, sealed, committed, findable and logged; beside django-import-export and the limit."""

from __future__ import annotations

from itertools import count
from typing import Any

from django.db import connection, transaction
from python_calamine import CalamineWorkbook

from mulin.bench.district import bring_in, forget_members, workbook
from mulin.bench.measuring import Benchmark, Goal, Peer, Ran, timed
from mulin.bench.workshop import Workshop
from mulin.foundation.encryption import blind_indexes, encrypt_many
from mulin.foundation.spreadsheets import registered
from mulin.members.models import Member, Tie
from mulin.tree.models import Node

LIMIT_COLUMNS = {
    Member: (
        "id", "code", "name", "gender", "identity_number", "identity_index", "phone", "phone_index", "category",
        "stage", "leaving",
    ),
    Tie: ("member_id", "kind", "node_id", "since"),
}  # fmt: skip


def benchmarks(shop: Workshop) -> list[Benchmark]:
    """The import on this database."""
    shop.places_are_in()
    rows = shop.plan.members
    file = shop.folder / "members.xlsx"
    file.write_bytes(workbook("members", rows))
    peer_rows = rows[: shop.scale.peer_rows]
    peer_file = shop.folder / "peer.xlsx"
    shop.write_peer_workbook(peer_file, peer_rows)

    def ours() -> Ran:
        forget_members()
        return timed(lambda: bring_in("members", file.read_bytes()), len(rows))

    def limit() -> Ran:
        forget_members()
        return timed(lambda: at_the_limit(str(file)), len(rows))

    def excel() -> Ran:
        return shop.excel().run("workbook", len(peer_rows), path=str(peer_file))

    return [
        Benchmark(
            "import",
            f"{len(rows):,} 名党员的 Excel：读、核对、加密、关系、可搜索、留痕、提交（每行）",
            ours,
            (
                Peer(
                    f"django-import-export（{len(peer_rows):,} 行，一张表）", excel, Goal("ratio", 15), compares=False
                ),
                Peer("极限：calamine＋加密＋成批写入党员和关系", limit, Goal("ratio", 0.4)),
            ),
            shop.database,
        )
    ]


def at_the_limit(path: str) -> int:
    """What no importer can do without: read the cells, seal two columns, write members and ties. Nothing is checked."""
    place = {column.name: number for number, column in enumerate(registered("members").sheet.columns)}
    rows: list[Any] = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    identity, phone = place["identity_number"], place["phone"]
    rows = [row for row in rows if str(row[identity])[:17].isdigit()]
    sealed = [encrypt_many(row[column] for row in rows) for column in (identity, phone)]
    found = [blind_indexes(row[column] for row in rows) for column in (identity, phone)]
    nodes = dict(Node.objects.values_list("code", "pk"))
    name, home, residence = place["name"], place["home_organisation"], place["residence"]
    ids = count(1)
    members = [
        (key, f"M{key:08d}", row[name], "male", one, one_index, two, two_index, "employed", "full", "")
        for key, row, one, two, one_index, two_index in zip(ids, rows, *sealed, *found, strict=False)
    ]
    ties = [
        (key, kind, nodes[row[column]], "1900-01-01")
        for kind, column in (("home_organisation", home), ("residence", residence))
        for key, row in enumerate(rows, 1)
    ]
    with transaction.atomic():
        write(Member, members)
        write(Tie, ties)
    return len(members)


def write(model: Any, rows: list[tuple[Any, ...]]) -> None:
    """COPY, or one prepared statement."""
    table, columns = model._meta.db_table, LIMIT_COLUMNS[model]
    names = ", ".join(columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copying:
                for row in rows:
                    copying.write_row(row)
            return
        places = ", ".join(["%s"] * len(columns))
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", rows)  # noqa: S608
