"""会议纪要 and 签到表: what a record of an activity prints."""

from collections.abc import Sequence
from itertools import zip_longest
from typing import Any

from mulin.papers.machine.paper import (
    SERIAL,
    BlankLines,
    Block,
    Column,
    DataTable,
    Fact,
    Facts,
    Heading,
    Paper,
    Paragraph,
    Signature,
)
from mulin.papers.rules import Pen, worded
from mulin.programmes.queries import all_activity_kinds
from mulin.records.choices import State
from mulin.records.models import Activity
from mulin.records.queries import kind_name

LINES_BY_HAND = {"agenda": 4, "minutes": 12, "people": 3}
"""Ruled lines that a blank sheet leaves for each part."""
SPARE_ROWS = 5
SIGN_IN_COLUMNS = (
    SERIAL,
    Column("姓名", 1.2),
    Column("单位及职务", 2.6, "left"),
    Column("签名", 1.6),
    Column("备注", 1),
)
Signer = tuple[str, str]


def absent(activity: Activity) -> str:
    """A record that was struck out has no papers."""
    return "这条纪实已作废" if activity.state == State.VOID else ""


def moment(activity: Activity) -> str:
    """2021年5月20日 14:30."""
    begins = activity.begins_at.strftime("%H:%M") if activity.begins_at else ""
    return f"{worded(activity.day)} {begins}".strip()


def compose_minutes(activity: Activity, pen: Pen) -> Paper:
    """The minutes of an activity: its facts, agenda, what was said, who was there."""
    people = activity.attendances.all()
    parts: list[tuple[str, list[Block]]] = [
        ("议程", text_or_lines(activity.agenda, "agenda", pen)),
        ("会议记录", text_or_lines(activity.minutes, "minutes", pen)),
        ("到场人员", text_or_lines(present_words(activity, [str(one) for one in people]), "people", pen)),
    ]
    shown = [(name, blocks) for name, blocks in parts if blocks]
    blocks: list[Block] = [Facts(heading(activity, pen), columns=1)]
    for numeral, (name, part) in zip("一二三", shown, strict=False):
        blocks += [Heading(f"{numeral}、{name}"), *part]
    blocks.append(Signature(activity.host.name, pen.held(activity.day)))
    return Paper(
        id="minutes",
        title=title_of(activity, pen),
        subtitle="（草稿，尚未确认）" if activity.state == State.DRAFT and not pen.blank else "",
        style="document",
        blocks=tuple(blocks),
        reference_url=pen.reference_url,
        printed_at=pen.printed_at,
    )


def title_of(activity: Activity, pen: Pen) -> str:
    """Meetings have 纪要, everything else that happens has 记录."""
    if pen.blank:
        return "会议纪要"
    return pen.held(activity.title) + ("纪要" if activity.title.endswith(("会", "会议")) else "记录")


def heading(activity: Activity, pen: Pen) -> tuple[Fact, ...]:
    """When, where, by whom, and what the kind asks besides."""
    kind = all_activity_kinds().get(activity.kind)
    asked = {one.id: one for one in kind.fields} if kind else {}
    own = [
        (asked[name].name, f"{worded(value)}{asked[name].unit}")
        for name, value in activity.fields.items()
        if name in asked
    ]
    facts: list[tuple[str, Any]] = [
        ("类　　别", kind_name(activity.kind)),
        ("时　　间", moment(activity)),
        ("地　　点", activity.place),
        ("举办组织", activity.host.name),
        ("通知日期", activity.notice_on),
        *own,
        ("记　　录", None if activity.entered_by.is_built_in else str(activity.entered_by)),
    ]
    return tuple(Fact(label, pen.held(value)) for label, value in facts if value or pen.blank)


def text_or_lines(text: str, part: str, pen: Pen) -> list[Block]:
    """A text by its lines, or ruled lines on a blank sheet; nothing when there is no text."""
    if pen.blank:
        return [BlankLines(LINES_BY_HAND[part])]
    written = pen.held(text)
    return [Paragraph(line.strip()) for line in written.splitlines() if line.strip()]


def present_words(activity: Activity, names: Sequence[str]) -> str:
    """Who was there, and how many more."""
    if not activity.present:
        return ""
    named = f"{'、'.join(names)}。" if names else ""
    more = f"另有{activity.headcount}人。" if activity.headcount and names else ""
    return f"{named}{more}共{activity.present}人。"


def compose_sign_in(activity: Activity, pen: Pen) -> Paper:
    """A sheet to sign: those noted with the record, then room for more; blank, nothing but numbered rows."""
    signers: list[Signer] = []
    if not pen.blank:
        signers = [(pen.held(one.name), pen.held(one.unit)) for one in activity.attendances.all()]
    spare = pen.rows if not signers else SPARE_ROWS
    rows = tuple(
        (str(number), *(signer or ("", "")), "", "")
        for number, signer in zip_longest(range(1, len(signers) + spare + 1), signers)
    )
    return Paper(
        id="sign_in_sheet",
        title="签到表",
        subtitle=pen.held(activity.title),
        blocks=(
            Facts(
                (
                    Fact("时间", pen.held(moment(activity))),
                    Fact("地点", pen.held(activity.place)),
                    Fact("举办组织", pen.held(activity.host.name)),
                    Fact("到场人数", pen.held(f"{activity.present}人" if activity.present else "")),
                )
            ),
            DataTable(SIGN_IN_COLUMNS, rows),
        ),
        reference_url=pen.reference_url,
        printed_at=pen.printed_at,
    )
