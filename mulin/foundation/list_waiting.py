"""What waits for the person who looks: a filter of list pages that a line of the home page leads to.

The conditions are declared once, by list, and used for both the number of the line and the rows of the list: whoever
follows "7 件" finds seven rows.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from mulin.foundation.list_filters import Choice, Control

WAITING = "waiting"
Conditions = Callable[[Any], Mapping[str, Q]]

Titles = Callable[[], Sequence[tuple[str, str]]]

_declared: dict[str, tuple[Titles, Conditions]] = {}


def declare_waiting(listed: str, titles: Titles, conditions: Conditions) -> None:
    """What waits on the list of this name: the name and title of each matter, and by person the rows it has."""
    _declared[listed] = (titles, conditions)


@dataclass(frozen=True, kw_only=True)
class WaitingChoice(Choice):
    """One of the matters that wait; which rows these are depends on who looks."""

    conditions: Conditions

    def read(self, request: HttpRequest) -> Control:
        """The choice with its condition for this person."""
        control = super().read(request)
        return replace(control, condition=self.conditions(request.user)[control.value]) if control.value else control

    def narrow(self, queryset: QuerySet, control: Control) -> QuerySet:
        """Only the rows that wait."""
        return queryset if control.condition is None else queryset.filter(control.condition)


def waiting_filters(request: HttpRequest, listed: str) -> tuple[WaitingChoice, ...]:
    """The filter of a list, where the address asks for it: it stands in no list that nobody came to by a line."""
    if listed not in _declared or not request.GET.get(WAITING):
        return ()
    titles, conditions = _declared[listed]
    return (WaitingChoice(name=WAITING, title=_("要办的事"), choices=titles(), conditions=conditions),)
