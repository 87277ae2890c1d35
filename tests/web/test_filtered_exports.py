"""A workbook holds the rows of the list it is taken from: as filtered there, and no more."""

import importlib
import io
import pkgutil
from collections.abc import Callable

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils.module_loading import import_string

import mulin
from mulin.foundation.lists import ListPage
from mulin.foundation.spreadsheets import all_sheets, registered
from mulin.identity.models import User
from mulin.tree.models import Node
from mulin.web.actions import exchange
from mulin.web.pages import audit_page, list_url
from tests.web.conftest import workbook
from tests.worlds import built_once

STANDING = {
    "units": [
        {"code": "DW0001", "kind": "企业", "name": "滨湖商行", "belongs_to": "JD0001", "organisation_due": "是"},
        {"code": "DW0002", "kind": "企业", "name": "滨湖工坊", "belongs_to": "JD0001", "guide": "周示例"},
    ],
    "organisations": [
        {"code": "DW1000", "kind": "党工委", "name": "滨湖街道党工委", "located_in": "JD0001"},
        {"code": "DZB001", "kind": "党支部", "name": "荷风党支部", "belongs_to": "DW1000", "located_in": "SQ0001"},
    ],
    "premises": [
        {"node": "SQ0001", "kind": "党群服务中心", "name": "荷风中心"},
        {"node": "SQ0002", "kind": "红色驿站", "name": "竹影站"},
    ],
    "staff": [
        {"node": "SQ0001", "name": "甲示例", "post": "专职社区工作者"},
        {"node": "SQ0002", "name": "乙示例", "post": "专职社区工作者"},
    ],
    "lives": [
        {"node": "DW1000", "time": "每月1日"},
        {"node": "DZB001", "time": "每月5日"},
    ],
    "members": [
        {"code": "M1", "name": "丙示例", "category": "在职党员", "home_organisation": "DZB001"},
        {"code": "M2", "name": "丁示例", "category": "无职党员", "home_organisation": "DZB001"},
    ],
}  # fmt: skip


@pytest.fixture
def registry(street: Node, clerk: User) -> Node:
    fill_the_registry(clerk)
    return street


@built_once
def fill_the_registry(clerk: User) -> None:
    """Two rows in every list of the registry."""
    for kind, rows in STANDING.items():
        done = exchange.bring_in(workbook(kind, rows), kind, by=clerk)
        assert done.applied, done.errors


def names(client: Client, listed: str, column: str, asked: dict[str, str]) -> list[str]:
    """One column of the workbook that the list gives when it is filtered so, by what the list itself links to."""
    page = client.get(list_url(listed), asked)
    content = b"".join(client.get(page.context["export_url"]).streaming_content)
    place = [one.title for one in registered(listed).sheet.columns].index(column)
    cells = [row[place] for row in openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].values]
    header = next(number for number, cell in enumerate(cells) if str(cell).lstrip("*") == column)
    found = [str(cell) for cell in cells[header + 1 :] if cell]
    assert len(found) == page.context["row_count"]
    return found


@pytest.mark.parametrize(
    ("kind", "column", "asked", "wanted"),
    [
        ("places", "名称", {"kind": "community"}, ["荷风社区", "竹影社区"]),
        ("places", "名称", {"q": "荷风"}, ["荷风社区", "荷风花园"]),
        ("organisations", "名称", {"kind": "branch"}, ["荷风党支部"]),
        ("units", "名称", {"q": "工坊"}, ["滨湖工坊"]),
        ("coverage", "单位", {"gap": "organisation"}, ["滨湖商行"]),
        ("premises", "名称", {"q": "竹影"}, ["竹影站"]),
        ("staff", "姓名", {"q": "甲"}, ["甲示例"]),
        ("lives", "组织名称", {"q": "荷风"}, ["荷风党支部"]),
        ("members", "姓名", {"category": "employed"}, ["丙示例"]),
        ("members", "姓名", {"q": "丁示例"}, ["丁示例"]),
    ],
)
def test_a_workbook_of_the_registry_follows_the_filters_of_its_list(
    registry: Node,
    as_person: Callable[[str, str], Client],
    kind: str,
    column: str,
    asked: dict[str, str],
    wanted: list[str],
) -> None:
    client = as_person("street_officer", "JD0001")
    assert sorted(names(client, kind, column, asked)) == sorted(wanted)
    assert len(names(client, kind, column, {})) > len(wanted), "without a filter there is more"


def test_every_workbook_that_leaves_follows_a_list_page() -> None:
    leaving = [entry for entry in all_sheets() if entry.exporter is not None]
    assert [entry.sheet.kind for entry in leaving if not entry.page] == []
    assert [entry.sheet.kind for entry in leaving if list_url(entry.sheet.kind) == reverse("web:home")] == []


def test_a_list_page_names_a_workbook_that_follows_it_back() -> None:
    for entry in all_sheets():
        page = import_string(entry.page) if entry.page else None
        if isinstance(page, ListPage):
            assert page.export_kind == entry.sheet.kind
            assert not page.import_kind or registered(page.import_kind).planner is not None


def list_pages() -> dict[str, ListPage]:
    """Every list page that is written down in some domain's pages, by where it stands."""
    found = {}
    for module in pkgutil.walk_packages(mulin.__path__, "mulin."):
        if ".pages" in module.name:
            names = vars(importlib.import_module(module.name)).items()
            found |= {f"{module.name}.{name}": page for name, page in names if isinstance(page, ListPage)}
    return found


def test_every_list_page_leaves_as_a_workbook_except_what_governs_the_product_itself() -> None:
    silent = {page.name for page in list_pages().values() if not page.export_kind}
    assert not audit_page().export_kind
    assert silent == {"accounts", "holdings", "workdays", "programmes", "rounds", "assignments"}
