"""The table in which a community evaluates many cards on one page: one usual opinion, changes for some."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.feedback.actions import Evaluation
from mulin.feedback.choices import State
from mulin.feedback.models import Feedback
from mulin.feedback.queries.clauses import aspects_due, marks_here
from mulin.feedback.queries.contents import facts_of
from mulin.programmes.pages import clause_link
from mulin.tree.models import Node

SHOWN = 100
"""So many cards stand on one page; all others take the usual opinion, or are written on the next pages."""


@dataclass(frozen=True)
class Line:
    """One card of the table: how much the member did, what is written, the marks by aspect with their choices."""

    card: Feedback
    done: int
    posts: str
    marks: Sequence[tuple[str, str, str]]


class Table:
    """The cards of one community and half-year that are not issued, those not evaluated first."""

    def __init__(self, community: Node, half: Any) -> None:
        self.community = community
        rows = Feedback.objects.filter(community=community, half=half).exclude(state=State.ISSUED)
        self.cards = list(
            rows.select_related("member", "community", "programme").order_by("-state", "member__name", "pk")
        )
        self.ruling = ruling = self.cards[0].ruling if self.cards else None
        self.aspects = aspects_due(self.cards[0], ruling) if ruling else []
        self.marks = marks_here(ruling) if ruling else []

    @property
    def period(self) -> str:
        """The half-year in words."""
        return self.cards[0].period.name if self.cards else ""

    def page(self, number: int) -> list[Feedback]:
        """The cards of one page, counted from 0."""
        return self.cards[number * SHOWN : (number + 1) * SHOWN]

    def lines(self, number: int) -> list[Line]:
        """The cards of one page, with the facts beside them."""
        cards = self.page(number)
        if not cards:
            return []
        facts = facts_of([one.member_id for one in cards], cards[0].first, cards[0].last)
        return [
            Line(
                one,
                len(facts[one.member_id].done),
                "、".join(facts[one.member_id].posts),
                [(code, name, one.marks.get(code, "")) for code, name in self.aspects],
            )
            for one in cards
        ]

    def said(self, given: QueryDict, usual: Evaluation) -> dict[int, Evaluation]:
        """What the page says: a line's own words, else the usual ones; lines with neither are left out."""
        found = {}
        for card in self.cards:
            own = given.get(f"opinion-{card.pk}", "").strip()
            marks = {
                code: given.get(f"{code}-{card.pk}", "") or usual.marks.get(code, "") for code, _name in self.aspects
            }
            untouched = f"opinion-{card.pk}" not in given and card.state != State.PREPARED
            opinion = own or usual.opinion
            if opinion and not untouched:
                found[card.pk] = Evaluation(opinion, marks, seen(given, card))
        return found


def seen(given: Mapping[str, Any], card: Feedback) -> int | None:
    """The version that stood on the page."""
    text = str(given.get(f"version-{card.pk}", ""))
    return int(text) if text.isascii() and text.isdigit() else None


def table_page(user: Any, table: Table, form: Any, number: int) -> dict[str, Any]:
    """What the page of the table shows."""
    last = max(0, (len(table.cards) - 1) // SHOWN)
    return {
        "page_title": _("%(name)s：评议反馈卡") % {"name": table.community.name},
        "subtitle": table.period,
        "trail": [(_("社区表现反馈卡"), reverse("feedback:cards"))],
        "basis": clause_link(user, table.ruling) if table.ruling else "",
        "form": form,
        "lines": table.lines(number),
        "aspects": table.aspects,
        "marks": table.marks,
        "total": len(table.cards),
        "number": number,
        "previous": number - 1 if number else None,
        "next": number + 1 if number < last else None,
    }
