"""A small invented street: two communities with grid and compounds, a building, a circle, units, party branches."""

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import xlsxwriter

from mulin.foundation.spreadsheets import registered
from mulin.identity.actions import open_account
from mulin.identity.models import User
from mulin.tree.actions import NewNode, found, give_role
from mulin.tree.models import Node
from tests.worlds import built_once


@dataclass
class Street:
    """The nodes of the small street by short names."""

    street: Node
    east: Node
    west: Node
    grid: Node
    compound: Node
    far_compound: Node
    block: Node
    building: Node
    circle: Node
    shop: Node
    workshop: Node
    charity: Node
    committee: Node
    branch: Node


@built_once
def a_street(by: User) -> Street:
    """Found everything from the beginning."""

    def new(kind: str, name: str, under: Node | None = None, place: Node | None = None) -> Node:
        return found(NewNode(kind, name, under, place), reason="建立", by=by)

    street = new("street", "临河街道")
    east, west = new("community", "东苑社区", street), new("community", "西苑社区", street)
    grid = new("grid", "东苑第一网格", east)
    compound, far_compound = new("compound", "梧桐里", east), new("compound", "银杏里", west)
    block = new("block", "梧桐里1幢", compound)
    building = new("building", "临河大厦", street, east)
    circle = new("circle", "临河商圈", street, west)
    shop, workshop = new("enterprise", "临河商行", street, building), new("enterprise", "西苑工坊", street, circle)
    charity = new("social", "睦邻服务社", street, east)
    committee = new("party_work_committee", "临河街道党工委", None, street)
    branch = new("branch", "东苑第一网格党支部", committee, grid)
    return Street(
        street, east, west, grid, compound, far_compound, block, building, circle, shop, workshop, charity, committee,
        branch,
    )  # fmt: skip


def person(username: str, role: str, node: Node, by: User) -> User:
    """An account with a role at a node."""
    user = open_account(username, display_name=username)
    give_role(user, role, node=node, by=by)
    return User.objects.get(pk=user.pk)


def workbook(kind: str, rows: Iterable[Mapping[str, Any]]) -> bytes:
    """A filled workbook of a kind; values are text, or numbers and days as they are."""
    sheet = registered(kind).sheet
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        page = book.add_worksheet(sheet.title)
        for index, column in enumerate(sheet.columns):
            page.write_string(0, index, column.title)
        for number, row in enumerate(rows, 1):
            unknown = set(row) - {column.name for column in sheet.columns}
            assert not unknown, unknown
            for index, column in enumerate(sheet.columns):
                value = row.get(column.name)
                if value is not None:
                    page.write(number, index, value)
    return target.getvalue()
