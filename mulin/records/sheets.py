"""The workbook of activities: one row each, the same shape in and out."""

import datetime
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.db.models import QuerySet

from mulin.foundation.normalisation import compact, normalise
from mulin.foundation.refusals import Refused
from mulin.foundation.spreadsheets import Column, Row, Sheet, register
from mulin.identity.models import User
from mulin.programmes.queries import all_activity_kinds
from mulin.records.choices import State
from mulin.records.models import Activity, Attendance
from mulin.records.queries import narrowed, visible_to
from mulin.records.rules import Attendee, read_names, written
from mulin.rulebook.schema.duties import ActivityKind

AT_A_TIME = 1000
Narrow = Callable[[QuerySet[Activity]], QuerySet[Activity]]
CLOCK = re.compile(r"^(?:(?P<half>上午|下午|晚上))?(?P<hour>\d{1,2})[:：时点](?P<minute>\d{1,2})?分?(?::\d{2})?$")


def kind_choices() -> list[tuple[str, str]]:
    """Every kind of activity that installed editions name."""
    return [(kind.id, kind.name) for kind in all_activity_kinds().values()]


def read_time(text: str) -> datetime.time | None:
    """A time of day as people write it: 14:30, 下午2点30分; nothing for an empty text. ``ValueError`` for anything
    else.
    """
    if not text:
        return None
    said = CLOCK.match(
        normalise(text).replace(" ", "").removesuffix(":00") if text.count(":") == 2 else normalise(text)
    )
    if not said:
        raise ValueError(text)
    hour = int(said["hour"]) + (12 if said["half"] in ("下午", "晚上") and int(said["hour"]) < 12 else 0)
    return datetime.time(hour, int(said["minute"] or 0))


def time_problem(text: str) -> str:
    """Why a text is no time of day; empty when it is one."""
    try:
        read_time(text)
    except ValueError:
        return "时间请写成 14:30 的样子"
    return ""


def names_problem(text: str) -> str:
    """What in a list of names is no name."""
    doubtful = read_names(text).doubtful
    return f"“{doubtful[0]}”不像姓名，姓名之间请用顿号分开" if doubtful else ""


SHEET = Sheet(
    kind="activities",
    title="活动纪实",
    columns=(
        Column("id", "编号", "code", note="系统编号；新登记的请留空，更正已有记录时保留导出的编号", width=10),
        Column("host", "举办组织编码", "code", required=True, example="SQ0001", width=16),
        Column("host_name", "举办组织", read_only=True, width=20),
        Column("kind", "活动类型", "choice", required=True, choices=kind_choices, width=22),
        Column("title", "名称", max_length=100, note="不填则用活动类型作名称", example="二季度联席会议", width=26),
        Column("day", "日期", "date", required=True, example="2021-05-20"),
        Column("begins_at", "开始时间", example="14:30", max_length=20, width=10, check=time_problem),
        Column("place", "地点", max_length=100, example="社区会议室", width=20),
        Column("notice_on", "通知日期", "date", example="2021-05-10"),
        Column("agenda", "议程", max_length=5000, width=30),
        Column("minutes", "会议记录", max_length=20000, width=30),
        Column(
            "people",
            "到场人员",
            max_length=30000,
            width=40,
            example="张三、李四（阳光物业）、王五等12人",
            note="姓名用顿号分开，单位写在括号里或姓名后空一格；也可只填人数",
            check=names_problem,
        ),
        Column("headcount", "另有未列名人数", "integer", minimum=0, maximum=1_000_000, width=10),
        Column(
            "fields",
            "专有内容",
            max_length=5000,
            width=30,
            note="写成“项目=内容”，多项用分号分开，如：办结事项=3；花费=12.5",
        ),
        Column("state", "状态", read_only=True, width=10),
    ),
    notes=(
        "一行一次活动。导入的新记录即为已确认的纪实，据此计算职责和分值。",
        "没有编号的行，按举办组织、活动类型、日期、名称、开始时间认定是否已经登记；内容不同的视为更正，原文保留。",
        "已作废的记录不导出，也不会因再次导入而恢复。照片等佐证请在页面上添加，并非必需。",
    ),
)


def read_own_fields(text: str, kind: ActivityKind) -> dict[str, str]:
    """A kind's own fields out of one cell, by their names or ids: ``项目=内容；项目=内容``.

    A piece without an equals sign belongs to the answer before it. Refuses an unknown name.
    """
    known = {compact(word): one.id for one in kind.fields for word in (one.name, one.id)}
    found: dict[str, str] = {}
    last, mark = "", ""
    for piece in re.split(r"([;；\n])", text):
        name, equals, answer = piece.replace("＝", "=", 1).partition("=")
        if len(piece) == 1 and piece in ";；\n":
            mark = piece
        elif equals and compact(name) in known:
            last = known[compact(name)]
            found[last] = answer.strip()
        elif equals or (piece.strip() and not last):
            names = "、".join(one.name for one in kind.fields) or "无"
            raise Refused(f"“{piece.strip()}”请写成“项目=内容”，“{kind.name}”可用的项目：{names}", field="fields")
        elif last:
            found[last] += mark + piece
    return found


def written_own_fields(fields: Mapping[str, Any], kind: ActivityKind | None) -> str:
    """A kind's own fields as one cell that ``read_own_fields`` reads again."""
    names = {one.id: one.name for one in kind.fields} if kind else {}
    words = {True: "是", False: "否"}
    return "；".join(
        f"{names.get(key, key)}={words[value] if isinstance(value, bool) else value}" for key, value in fields.items()
    )


def content_of(row: Row, kind: ActivityKind) -> tuple[dict[str, Any], tuple[Attendee, ...]]:
    """What a row says: the record's content and its people. Refuses a wrong cell of own fields."""
    names = read_names(row["people"])
    content = {
        "title": row["title"] or kind.name,
        "begins_at": read_time(row["begins_at"]),
        "place": row["place"],
        "notice_on": row["notice_on"],
        "agenda": row["agenda"],
        "minutes": row["minutes"],
        "headcount": max(row["headcount"] or 0, names.unnamed),
        "fields": read_own_fields(row["fields"], kind),
    }
    return content, names.people


def people_by_activity(ids: list[int]) -> dict[int, list[Attendee]]:
    """Who was at these activities, in one query."""
    found: dict[int, list[Attendee]] = defaultdict(list)
    rows = Attendance.objects.filter(activity_id__in=ids).order_by("pk")
    for activity_id, name, unit, member_id in rows.values_list("activity_id", "name", "unit", "member_id"):
        found[activity_id].append(Attendee(name, unit, member_id))
    return found


def newest_first(rows: QuerySet[Activity]) -> QuerySet[Activity]:
    """The order of the list."""
    return rows.order_by("-day", "-pk")


def export_rows(*, by: User, narrow: Narrow = newest_first, **conditions: Any) -> Iterator[dict[str, Any]]:
    """The records this person may see, without those struck out; ``narrow`` filters and orders as the page does,
    ``conditions`` as in the list's address.
    """
    rows = narrow(narrowed(visible_to(by), conditions).exclude(state=State.VOID))
    kinds = all_activity_kinds()
    chunk: list[Activity] = []
    for activity in rows.select_related("host").iterator(AT_A_TIME):
        chunk.append(activity)
        if len(chunk) == AT_A_TIME:
            yield from exported(chunk, kinds)
            chunk = []
    yield from exported(chunk, kinds)


def exported(chunk: list[Activity], kinds: Mapping[str, ActivityKind]) -> Iterator[dict[str, Any]]:
    """Rows of the sheet for these records."""
    people = people_by_activity([one.pk for one in chunk])
    for one in chunk:
        yield {
            "id": str(one.pk),
            "host": one.host.code,
            "host_name": one.host.name,
            "kind": one.kind,
            "title": one.title,
            "day": one.day,
            "begins_at": one.begins_at.isoformat("minutes") if one.begins_at else "",
            "place": one.place,
            "notice_on": one.notice_on,
            "agenda": one.agenda,
            "minutes": one.minutes,
            "people": written(people[one.pk]),
            "headcount": one.headcount or None,
            "fields": written_own_fields(one.fields, kinds.get(one.kind)),
            "state": State(one.state).label,
        }


register(
    SHEET,
    planner="mulin.records.actions.planning.plan",
    exporter="mulin.records.sheets.export_rows",
    page="mulin.records.pages.activities_page",
)
