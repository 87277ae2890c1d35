"""The to-dos of home under headings that say how urgent they are, so that no line has to repeat it."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from mulin.web.queries.todo import Todo

IMPLIED = {"overdue", "due"}
"""Lights that a heading already says."""


@dataclass(frozen=True)
class Urgency:
    """One heading of home: its words, its tone (``bad``, ``attention`` or none) and what stands below it."""

    title: str
    tone: str
    todos: list[tuple[Todo, str]]
    """Each to-do with the light it shows beside its line: none where the heading says the same."""

    def tasks(self) -> list[dict[str, Any]]:
        """Its lines."""
        return [todo.task(light) for todo, light in self.todos]


def by_urgency(todos: Iterable[Todo], day: datetime.date) -> list[Urgency]:
    """What is late, what was returned, what is due today, this week and later, and what has no deadline; none empty."""
    sunday = day + datetime.timedelta(days=6 - day.weekday())
    groups: dict[str, Urgency] = {
        name: Urgency(title, tone, [])
        for name, title, tone in (
            ("overdue", _("已逾期"), "bad"),
            ("returned", _("退回给您修改"), "bad"),
            ("today", _("今天到期"), "attention"),
            ("week", _("本周到期"), "attention"),
            ("later", _("以后到期"), ""),
            ("open", _("没有写明期限"), ""),
        )
    }
    for todo in todos:
        groups[urgency(todo, day, sunday)].todos.append((todo, "" if todo.light in IMPLIED else todo.light))
    return [group for group in groups.values() if group.todos]


def urgency(todo: Todo, day: datetime.date, sunday: datetime.date) -> str:
    """Under which heading a to-do stands."""
    if todo.light in {"overdue", "returned"}:
        return todo.light
    if todo.due is None:
        return "open"
    if todo.due < day:
        return "overdue"
    return "today" if todo.due == day else "week" if todo.due <= sunday else "later"
