"""What a workbook of evaluated cards would do, and doing it: in one go, all or none."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from mulin.feedback.actions.evaluating import Evaluation, evaluate
from mulin.feedback.models import Feedback
from mulin.feedback.permissions import feedbacks_visible_to, write_feedback
from mulin.feedback.queries.clauses import aspects_due, marks_here
from mulin.feedback.rules import missing_aspects
from mulin.foundation.bulk import chunks
from mulin.foundation.spreadsheets import CellError, Plan, Reading, Row
from mulin.identity.models import User


@dataclass
class Work:
    """The cards of a file by their numbers, and what their rows would do."""

    reading: Reading
    cards: dict[int, Feedback]
    said: dict[int, Evaluation] = field(default_factory=dict)
    errors: list[CellError] = field(default_factory=list)
    unchanged: int = 0

    def wrong(self, row: Row, column: str, message: str) -> None:
        """Note a mistake at its cell."""
        self.errors.append(self.reading.error(row, column, message))

    def look_at(self, row: Row, by: User) -> None:
        """What one row would do."""
        card = self.cards.get(row["number"])
        if card is None or card.member.name != row["name"]:
            self.wrong(row, "number", "没有这张反馈卡，或卡号和姓名不一致")
        elif reason := write_feedback.reason_against(by, card):
            self.wrong(row, "number", reason)
        elif not row["opinion"]:
            self.unchanged += 1
        else:
            self.evaluate(row, card)

    def evaluate(self, row: Row, card: Feedback) -> None:
        """The opinion and the marks of a row."""
        ruling = card.ruling
        aspects, allowed = aspects_due(card, ruling), marks_here(ruling)
        marks, strange = marks_said(row["marks"] or "", aspects)
        missing = missing_aspects(aspects, marks)
        if strange:
            self.wrong(row, "marks", f"这一期没有“{strange[0]}”这一项")
        elif missing:
            self.wrong(row, "marks", f"还没有评议{'、'.join(missing)}")
        elif allowed and not set(marks.values()) <= set(allowed):
            self.wrong(row, "marks", f"档次可选：{'、'.join(allowed)}")
        elif (card.opinion, card.marks) == (row["opinion"], marks):
            self.unchanged += 1
        else:
            self.said[card.pk] = Evaluation(row["opinion"], marks, card.version)


def marks_said(text: str, aspects: Sequence[tuple[str, str]]) -> tuple[dict[str, str], list[str]]:
    """``参与活动：好；遵纪守法：好`` as marks by aspect, and the names that are none."""
    codes = {name: code for code, name in aspects}
    marks, strange = {}, []
    for piece in text.replace(";", "；").replace(":", "：").split("；"):
        name, _colon, mark = piece.partition("：")
        if name.strip() in codes:
            marks[codes[name.strip()]] = mark.strip()
        elif name.strip():
            strange.append(name.strip())
    return marks, strange


def plan_feedback_cards(reading: Reading, *, by: User) -> Plan:
    """Evaluations: a row without an opinion changes nothing; what says the same already stays."""
    numbers = {row["number"] for row in reading.rows}
    rows = feedbacks_visible_to(by)
    work = Work(reading, {one.pk: one for chunk in chunks(numbers) for one in rows.filter(pk__in=chunk)})
    for row in reading.rows:
        work.look_at(row, by)

    def apply() -> None:
        evaluate(work.said, by=by)

    return Plan(changed=len(work.said), unchanged=work.unchanged, errors=work.errors, apply=apply)
