"""Filters of a list page: each reads its answer from the address, narrows the queryset and says what it did."""

import datetime
import html
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from mulin.foundation.normalisation import normalise

Narrow = Callable[[QuerySet, Any], QuerySet]
Choices = Sequence[tuple[Any, Any]]


@dataclass(frozen=True)
class Control:
    """A filter as it is drawn: what was chosen, the options, and the words for the printed list."""

    kind: str
    name: str
    title: str | Promise
    value: Any = ""
    options: list[tuple[str, str, bool]] = field(default_factory=list)
    words: str = ""
    problem: str = ""
    placeholder: str | Promise = ""
    condition: Q | None = None
    default: str = ""

    @property
    def is_narrowed(self) -> bool:
        """Did the person choose something here, other than what the list begins with?"""
        return bool(self.value) and self.value != self.default

    def options_html(self) -> SafeString:
        """The ``<option>`` elements, written in Python because a choice of places may have hundreds."""
        return mark_safe("".join(_option(*option) for option in self.options))


def _option(value: str, words: str, chosen: bool) -> str:
    mark = " selected" if chosen else ""
    return f'<option value="{html.escape(value)}"{mark}>{html.escape(words)}</option>'


@dataclass(frozen=True, kw_only=True)
class Filter:
    """Base of the filters. ``apply(queryset, value)`` narrows; without it ``lookup`` (else the name) is compared."""

    kind: ClassVar[str] = ""
    name: str
    title: str | Promise
    lookup: str = ""
    apply: Narrow | None = None

    def read(self, request: HttpRequest) -> Control:
        """The control with the answer of this request."""
        raise NotImplementedError

    def narrow(self, queryset: QuerySet, control: Control) -> QuerySet:
        """The queryset without the rows that the answer excludes."""
        if not control.value:
            return queryset
        if self.apply:
            return self.apply(queryset, control.value)
        return queryset.filter(**{self.lookup or self.name: control.value})


@dataclass(frozen=True, kw_only=True)
class Choice(Filter):
    """One of some choices: pairs, or a function of the request that returns pairs (its query is the caller's).

    ``default`` is chosen where the address says nothing; ``NAME=`` (all) is an answer too.
    """

    kind: ClassVar[str] = "choice"
    choices: Choices | Callable[[HttpRequest], Choices]
    default: str | Callable[[], str] = ""

    def read(self, request: HttpRequest) -> Control:
        """An answer that is not among the choices counts as none."""
        pairs = self.choices(request) if callable(self.choices) else self.choices
        default = self.default() if callable(self.default) else self.default
        asked = request.GET.get(self.name, default)
        options = [(str(value), str(words), str(value) == asked) for value, words in pairs]
        chosen = next((option for option in options if option[2]), None)
        return Control(
            self.kind,
            self.name,
            self.title,
            value=asked if chosen else "",
            options=options,
            words=chosen[1] if chosen else "",
            default=default,
        )


@dataclass(frozen=True, kw_only=True)
class NodeChoice(Choice):
    """One out of a long list, as of places or of what people do, found by typing."""

    kind: ClassVar[str] = "node"


@dataclass(frozen=True, kw_only=True)
class Search(Filter):
    """Free text. Give ``apply`` for anything better than ``icontains``."""

    kind: ClassVar[str] = "search"
    name: str = "q"
    title: str | Promise = "查找"
    placeholder: str | Promise = ""

    def read(self, request: HttpRequest) -> Control:
        """Full-width letters and stray spaces are put right first."""
        text = normalise(request.GET.get(self.name, ""))
        return Control(self.kind, self.name, self.title, value=text, words=text, placeholder=self.placeholder)


@dataclass(frozen=True, kw_only=True)
class DateRange(Filter):
    """From a day until a day, both included, either alone; parameters ``NAME_from`` and ``NAME_until``."""

    kind: ClassVar[str] = "dates"

    def read(self, request: HttpRequest) -> Control:
        """A day that does not exist is reported, not silently dropped."""
        wrong: list[str] = []
        days = {end: _day(request.GET, f"{self.name}_{end}", wrong) for end in ("from", "until")}
        words = _words(days["from"], days["until"])
        problem = _("“%(text)s”不是有效日期，未按它筛选") % {"text": "、".join(wrong)} if wrong else ""
        value = days if any(days.values()) else ""
        return Control(self.kind, self.name, self.title, value=value, words=words, problem=problem)

    def narrow(self, queryset: QuerySet, control: Control) -> QuerySet:
        """Compares the column named by ``lookup``, else by the filter's name."""
        if self.apply or not control.value:
            return super().narrow(queryset, control)
        column = self.lookup or self.name
        ends = {"gte": control.value["from"], "lte": control.value["until"]}
        return queryset.filter(**{f"{column}__{end}": day for end, day in ends.items() if day})


def _day(params: Mapping[str, str], name: str, wrong: list[str]) -> datetime.date | None:
    text = normalise(params.get(name, ""))
    if not text:
        return None
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        wrong.append(text)
        return None


def _words(start: datetime.date | None, end: datetime.date | None) -> str:
    if start and end:
        return f"{start} 至 {end}"
    if start:
        return f"{start} 起"
    return f"截至 {end}" if end else ""
