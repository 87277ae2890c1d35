"""What a kind of activity asks and which answers are right; how differences are told. Plain Python."""

import datetime
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, TypedDict

from mulin.foundation.normalisation import compact, normalise
from mulin.foundation.refusals import Refused
from mulin.rulebook.schema.duties import ActivityField, ActivityKind

LABELS: Mapping[str, str] = {
    "kind": "活动类型",
    "host": "举办组织",
    "title": "名称",
    "day": "日期",
    "begins_at": "开始时间",
    "place": "地点",
    "notice_on": "通知日期",
    "agenda": "议程",
    "minutes": "会议记录",
    "headcount": "另有未列名人数",
    "attendance": "到场人员",
    "members": "其中的党员",
}
"""The words people read for what a record says, in the order they are shown."""


class Content(TypedDict, total=False):
    """What a record says besides its host, kind and day. What is left out stays as it is."""

    title: str
    begins_at: datetime.time | None
    place: str
    notice_on: datetime.date | None
    agenda: str
    minutes: str
    headcount: int
    fields: Mapping[str, Any]


def checked_fields(kind: ActivityKind, given: Mapping[str, Any], *, complete: bool) -> dict[str, Any]:
    """The answers to a kind's own fields in the form that is stored as JSON; empty ones are left out.

    Decimals are stored as text, so that nothing is rounded. Refuses an unknown field, a wrong answer and, when
    ``complete``,
    a missing one that is required.
    """
    known = {one.id: one for one in kind.fields}
    for name, answer in given.items():
        if name not in known and answer not in (None, ""):
            raise Refused(f"“{kind.name}”没有“{name}”这一项")
    answers = {one.id: checked_answer(one, given.get(one.id)) for one in kind.fields}
    for one in kind.fields:
        if complete and one.required and answers[one.id] is None:
            raise Refused(f"请填写“{one.name}”", field=f"own_{one.id}")
    return {name: answer for name, answer in answers.items() if answer is not None}


def checked_answer(field: ActivityField, answer: Any) -> Any:
    """One answer as it is stored; ``None`` when nothing was answered. Refuses what is not of the field's kind."""
    if answer is None or (isinstance(answer, str) and not answer.strip()):
        return None
    if field.kind == "choice" and normalise(str(answer)) not in field.choices:
        raise Refused(f"“{field.name}”请从这些中选：{'、'.join(field.choices)}", field=f"own_{field.id}")
    try:
        return ANSWERS[field.kind](answer)
    except (ValueError, InvalidOperation, KeyError):
        raise Refused(f"“{field.name}”应为{WANTED[field.kind]}，不能是“{answer}”", field=f"own_{field.id}") from None


def whole_number(answer: Any) -> int:
    """A whole number, not below zero; ``ValueError`` for anything else."""
    number = exact_number(answer)
    if number != number.to_integral_value():
        raise ValueError(answer)
    return int(number)


def exact_number(answer: Any) -> Decimal:
    """A number that is not below zero; ``ValueError`` for anything else."""
    number = Decimal(compact(str(answer)).replace(",", ""))
    if not number.is_finite() or number < 0:
        raise ValueError(answer)
    return number


def day_text(answer: Any) -> str:
    """A day as ``2021-06-30``; ``ValueError`` for what is no day."""
    if isinstance(answer, datetime.datetime):
        return answer.date().isoformat()
    if isinstance(answer, datetime.date):
        return answer.isoformat()
    return datetime.date.fromisoformat(str(answer).strip()).isoformat()


def yes_or_no(answer: Any) -> bool:
    """A yes or a no, as people or programs write them; ``KeyError`` for anything else."""
    return YES_NO[compact(str(answer))]


YES_NO: Mapping[str, bool] = {
    "是": True, "有": True, "√": True, "TRUE": True, "1": True,
    "否": False, "无": False, "×": False, "FALSE": False, "0": False,
}  # fmt: skip

ANSWERS: Mapping[str, Callable[[Any], Any]] = {
    "text": lambda answer: normalise(str(answer)),
    "long_text": lambda answer: normalise(str(answer)),
    "choice": lambda answer: normalise(str(answer)),
    "integer": whole_number,
    "decimal": lambda answer: f"{exact_number(answer):f}",
    "date": day_text,
    "boolean": yes_or_no,
}
WANTED: Mapping[str, str] = {
    "integer": "不小于 0 的整数",
    "decimal": "不小于 0 的数",
    "date": "日期，如 2021-06-30",
    "boolean": "“是”或“否”",
}


def reason_against_day(day: datetime.date, today: datetime.date) -> str | None:
    """Why something of this day cannot be confirmed as having happened; nothing when it can."""
    if day > today:
        return f"活动日期 {day} 还没到，可以先存为草稿，办完再确认"
    return None


def differences(
    before: Mapping[str, Any], after: Mapping[str, Any], words: Mapping[str, str] | None = None
) -> dict[str, list[Any]]:
    """What changed between two texts of a record: the field's name in people's words → [before, after].

    ``words`` names the kind's own fields.
    """
    found: dict[str, list[Any]] = {}
    for key, label in LABELS.items():
        if before.get(key) != after.get(key):
            found[label] = [before.get(key), after.get(key)]
    own_before, own_after = before.get("fields") or {}, after.get("fields") or {}
    for key in dict.fromkeys((*own_before, *own_after)):
        if own_before.get(key) != own_after.get(key):
            found[(words or {}).get(key, key)] = [own_before.get(key), own_after.get(key)]
    return found
