"""Members take out everything that is kept about them: a workbook and JSON in one file, logged."""

import io
import json
import zipfile
from typing import Any

import xlsxwriter
from django.db import transaction

from mulin.audit.actions import log
from mulin.boards.models import Photo
from mulin.foundation.clock import now, on_the_wall, today
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.members.models import Member
from mulin.members.permissions import nodes_of
from mulin.members.queries import timeline
from mulin.web.queries.own import OwnRows, own_rows

LONGEST_TITLE = 31
NOTE = "限定范围的记录不随文件导出，本人可在“我的”页面查看。"


@transaction.atomic
def take_out_own(member: Member, *, by: User) -> bytes:
    """The file of one's own. Only the member takes it, and each time is logged."""
    if member.account_id is None or member.account_id != by.pk:
        raise Refused("只能导出本人的信息")
    found = [one for one in own_rows(member) if one.rows]
    log(by, "导出本人信息", member, node_id=next((one.pk for one in nodes_of(member)), None))
    folder = io.BytesIO()
    with zipfile.ZipFile(folder, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("本人信息.xlsx", as_workbook(member, found))
        archive.writestr("本人信息.json", as_json(member, found))
        for photo in Photo.objects.filter(member=member):
            archive.writestr("照片.jpg", bytes(photo.content))
    return folder.getvalue()


def story(member: Member) -> list[timeline.Entry]:
    """The member's whole file."""
    return timeline.timelines([member.pk], today().min, today()).get(member.pk, [])


def as_workbook(member: Member, found: list[OwnRows]) -> bytes:
    """A sheet for each kind of row with purpose and retention, and the file as a timeline."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(
        target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        write(book, "说明", [["姓名", member.name], ["导出时间", on_the_wall(now())], ["说明", NOTE]])
        for one in found:
            head = [["用途", one.kind.purpose], ["保存", one.kind.retention.name], [], one.titles]
            write(book, one.kind.title, [*head, *one.rows])
        titles = timeline.titles()
        rows = [[str(one.day), titles.get(one.kind, one.kind), one.title, one.detail] for one in story(member)]
        write(book, "写实档案", [["日期", "种类", "事项", "说明"], *rows])
    return target.getvalue()


def write(book: Any, title: str, rows: list[list[Any]]) -> None:
    """One sheet; of two of the same title the second is numbered."""
    known = {one.get_name() for one in book.worksheets()}
    name = title[:LONGEST_TITLE]
    if name in known:
        name = f"{title[: LONGEST_TITLE - 4]}（{len(known)}）"
    sheet = book.add_worksheet(name)
    sheet.set_column(0, 20, 22)
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            sheet.write(number, column, value)


def as_json(member: Member, found: list[OwnRows]) -> str:
    """The same for machines."""
    kinds = [
        {
            "kind": one.kind.model,
            "title": one.kind.title,
            "purpose": one.kind.purpose,
            "retention": one.kind.retention.name,
            "rows": [dict(zip(one.titles, row, strict=True)) for row in one.rows],
        }
        for one in found
    ]
    entries = [
        {"day": str(one.day), "kind": one.kind, "title": one.title, "detail": one.detail} for one in story(member)
    ]
    content = {"member": member.code, "taken_out": on_the_wall(now()), "note": NOTE, "kept": kinds, "file": entries}
    return json.dumps(content, ensure_ascii=False, indent=2)
