"""Workbooks in and out. One audit entry an import, with the file's hash and the counts; one an export."""

import datetime
import hashlib
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from mulin.audit.actions import log
from mulin.foundation.durable import replace_durably
from mulin.foundation.refusals import Refused
from mulin.foundation.spreadsheets import Preview, import_workbook, mark, preview, registered, write_export
from mulin.tree.permissions import has_anywhere

KEPT_FOR = datetime.timedelta(days=1)
MANY = 500
"""More rows than so many leave only for a reason, with a watermark."""
SEEN_BY = {
    "transfers": "relations.view",
    "absences": "relations.view",
    "stays": "relations.view",
    "withdrawals": "relations.view",
    "clocks": "relations.view",
    "census": "relations.view",
    "transfer_batches": "relations.view",
    "units": "units.view",
    "premises": "units.view",
    "staff": "units.view",
    "seats": "units.view",
    "lives": "units.view",
    "structures": "units.view",
    "coverage": "units.view",
    "members": "members.view",
    "activities": "records.view",
    **dict.fromkeys(("registrations", "missing_registrations", "region_registrations"), "registrations.view"),
    **dict.fromkeys(("registration_campaigns", "registration_coverage"), "registrations.view"),
    **dict.fromkeys(("service_communities", "service_posts", "claims", "service_teams"), "service.view"),
    **dict.fromkeys(("service_needs", "volunteers", "pledges", "deeds"), "service.view"),
    **dict.fromkeys(("unit_contacts", "post_groups"), "service.view"),
    **dict.fromkeys(("boards", "board_consents"), "boards.view"),
    "birthdays": "notices.greet",
    **dict.fromkeys(("feedback_cards", "feedback_deliveries", "consultations"), "feedback.view"),
    "duties": "duties.view",
    "member_duties": "members.view",
    "appraisals": "appraisals.view",
    **dict.fromkeys(
        ("points_branches", "points_entries", "points_sheets", "points_objections", "exchange_items", "redemptions"),
        "points.view",
    ),
    "polls": "deliberation.view",
    "matters": "deliberation.view",
    **dict.fromkeys(
        ("standings", "assessments", "differences", "gaps", "vetoes", "rectifications", "certificates", "grades"),
        "assessments.view",
    ),
}
"""By which word a list is seen: nobody takes out what they may not read."""


class ReasonNeeded(Refused):
    """A long list leaves only for a reason."""


def folder() -> Path:
    """Where uploaded workbooks wait for the confirmation of their preview."""
    return Path(settings.MEDIA_ROOT) / "imports"


def keep(content: bytes) -> str:
    """Keep an uploaded workbook until its preview is confirmed; returns its hash. ``Refused`` when the disk is full."""
    name = hashlib.sha256(content).hexdigest()
    try:
        replace_durably(folder() / f"{name}.xlsx", content)
    except OSError as error:
        raise Refused("存储空间不足或不可用，文件没有保存，请联系管理员") from error
    return name


def kept(name: str) -> bytes:
    """A workbook kept earlier. Refuses when it is gone or the name is not a hash."""
    path = folder() / f"{name}.xlsx"
    if len(name) != 64 or not name.isalnum() or not path.is_file():
        raise Refused("上传的文件已过期，请重新上传")
    return path.read_bytes()


def forget_old(now: datetime.datetime) -> int:
    """Remove workbooks whose preview nobody confirmed for a day. Returns how many."""
    old = [path for path in folder().glob("*.xlsx") if path.stat().st_mtime < (now - KEPT_FOR).timestamp()]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def check_may_import(by: Any) -> None:
    """Refuse whoever may import nowhere; each row's place is checked by its domain."""
    if not has_anywhere(by, "sheets.import"):
        raise Refused("您没有“导入表格”的权限，请联系上级管理员", status=403)


def look(content: bytes, kind: str, *, by: Any) -> Preview:
    """What an import would do. Writes nothing."""
    check_may_import(by)
    return preview(content, kind, by=by)


@transaction.atomic
def bring_in(content: bytes, kind: str, *, by: Any, only_right_rows: bool = False) -> Preview:
    """Import a workbook: all or nothing by default."""
    check_may_import(by)
    done = import_workbook(content, kind, by=by, only_right_rows=only_right_rows)
    if done.applied and done.new + done.changed:
        counts = {"新增": done.new, "变更": done.changed, "未变": done.unchanged, "错误": done.wrong}
        differences = [[one.row, one.title, one.before, one.after] for one in done.differences]
        log(
            by,
            "导入",
            name=done.title,
            changes={"文件校验值": done.sha256, "数量": counts, "变更内容": differences[:500]},
        )
    return done


def handed_back(content: bytes, kind: str, result: Preview) -> bytes:
    """The user's own file with its wrong cells marked."""
    return mark(content, registered(kind).sheet, result.errors)


def take_out(kind: str, *, by: Any, reason: str = "", conditions: dict[str, Any] | None = None) -> IO[bytes]:
    """A list as a workbook of what this person may see. Logged with the number of rows.

    More than ``MANY`` rows leave only for a reason (``ReasonNeeded`` otherwise); it is logged, and stands in the file
    with the name of who took it out.
    """
    entry = registered(kind)
    if not has_anywhere(by, "sheets.export") or not has_anywhere(by, SEEN_BY.get(kind, "nodes.view")):
        raise Refused("您没有“导出表格”的权限，请联系上级管理员", status=403)
    counted = 0

    def counting(rows: Iterable[Any]) -> Iterator[Any]:
        nonlocal counted
        for row in rows:
            counted += 1
            yield row

    rows = iter(entry.rows(by=by, **(conditions or {})))
    first = list(islice(rows, MANY + 1))
    many = len(first) > MANY
    if many and not reason.strip() and not by.is_built_in:
        raise ReasonNeeded(f"超过 {MANY} 行，请说明导出的用途", field="reason")
    file = write_export(entry.sheet, counting(chain(first, rows)), watermark(by, reason) if many else "")
    log(
        by,
        "导出",
        name=entry.sheet.title,
        changes={"行数": counted} | ({"用途": reason.strip()} if reason.strip() else {}),
    )
    return file


def watermark(by: Any, reason: str) -> str:
    """Who took a list out, when and what for."""
    moment = timezone.localtime().strftime("%Y-%m-%d %H:%M")
    return f"{by} 于 {moment} 导出，用途：{reason.strip() or '命令行导出'}。内部资料，请勿外传。"
