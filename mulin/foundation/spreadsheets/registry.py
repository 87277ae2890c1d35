"""Every list that goes out to and comes in from a workbook, by its word.

A domain registers its sheets when it starts (``apps.py``). What it does with rows is named by a dotted path,
so that declaring a sheet imports neither models nor actions.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from django.utils.module_loading import import_string

from mulin.foundation.refusals import Refused
from mulin.foundation.spreadsheets.declaration import Reading, Sheet
from mulin.foundation.spreadsheets.planning import Plan

Planner = Callable[..., Plan]
Exporter = Callable[..., Iterable[Mapping[str, Any]]]


@dataclass(frozen=True)
class RegisteredSheet:
    """A sheet with its two sides.

    * ``planner(reading, *, by) -> Plan`` compares the rows with the database in sets;
    * ``exporter(*, by, **conditions) -> rows``: mappings by column name of what this user may see;
    * ``page``: the dotted path of the ``ListPage``, or of a function of the request that makes it, whose filters and
      order the rows follow. Its exporter takes them as ``narrow``, a function from queryset to queryset.
    """

    sheet: Sheet
    planner: Planner | str | None
    exporter: Exporter | str | None
    page: str = ""

    def plan(self, reading: Reading, *, by: Any) -> Plan:
        """Ask the domain what an import would do. ``Refused`` when this list cannot be imported."""
        if self.planner is None:
            raise Refused(f"“{self.sheet.title}”不能导入")
        planner = import_string(self.planner) if isinstance(self.planner, str) else self.planner
        return cast("Planner", planner)(reading, by=by)

    def rows(self, *, by: Any, **conditions: Any) -> Iterable[Mapping[str, Any]]:
        """What this user may see, as rows of the same sheet. ``Refused`` when it cannot be exported."""
        if self.exporter is None:
            raise Refused(f"“{self.sheet.title}”不能导出")
        exporter = import_string(self.exporter) if isinstance(self.exporter, str) else self.exporter
        return cast("Exporter", exporter)(by=by, **conditions)


_sheets: dict[str, RegisteredSheet] = {}


def register(
    sheet: Sheet, *, planner: Planner | str | None = None, exporter: Exporter | str | None = None, page: str = ""
) -> Sheet:
    """Make a sheet known. Registering the same kind again replaces it only by an equal sheet."""
    known = _sheets.get(sheet.kind)
    if known is not None and known.sheet != sheet:
        raise ValueError(f"表格种类 {sheet.kind} 已经登记过")
    _sheets[sheet.kind] = RegisteredSheet(sheet, planner, exporter, page)
    return sheet


def registered(kind: str) -> RegisteredSheet:
    """The sheet of this kind; ``Refused`` names those there are."""
    if kind not in _sheets:
        raise Refused(f"没有“{kind}”这种表格，可用：{'、'.join(sorted(_sheets))}", status=404)
    return _sheets[kind]


def all_sheets() -> list[RegisteredSheet]:
    """Every registered sheet, in the order of registration."""
    return list(_sheets.values())
