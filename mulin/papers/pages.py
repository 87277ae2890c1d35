"""Which papers an object has, with their addresses."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mulin.papers import permissions
from mulin.papers.queries import PaperKind, Subject, papers_about

ROWS_OFFERED = (25, 50, 100)
"""How many empty rows a blank sheet is offered with."""


@dataclass(frozen=True)
class Offer:
    """One paper on the page of an object: its addresses, or why it is not there."""

    title: str
    absent: str
    pdf: str
    word: str
    blanks: list[tuple[Any, str, str]]


def page_of(subject: Subject, thing: Any) -> str:
    """The path of an object's page."""
    return reverse(subject.page, args=[thing.pk])


def offers(user: Any, subject: Subject, thing: Any) -> list[Offer]:
    """Every paper of an object that this person may read."""
    node = subject.node(thing)
    kinds = [one for one in papers_about(subject.id) if one.reading is None or one.reading.allows(user, node)]
    return [offer(kind, thing) for kind in kinds]


def offer(kind: PaperKind, thing: Any) -> Offer:
    """One paper of an object."""
    address = {
        name: reverse(f"papers:{name}", args=[kind.id, thing.pk]) for name in ("pdf", "word", "blank", "blank_word")
    }
    blanks: list[tuple[Any, str, str]] = [(_("空白"), address["blank"], address["blank_word"])]
    if kind.blank_rows:
        blanks = [
            (
                _("空白 %(rows)d 行") % {"rows": rows},
                f"{address['blank']}?rows={rows}",
                f"{address['blank_word']}?rows={rows}",
            )
            for rows in ROWS_OFFERED
        ]
    return Offer(kind.title, kind.absent(thing), address["pdf"], address["word"], blanks)


def context_of(user: Any, subject: Subject, thing: Any) -> dict[str, Any]:
    """What the page of an object's papers shows."""
    return {
        "page_title": _("打印文书"),
        "thing": thing,
        "trail": [(str(thing), page_of(subject, thing))],
        "offers": offers(user, subject, thing),
        "reason": permissions.print_papers.reason_against(user, subject.node(thing)),
    }
