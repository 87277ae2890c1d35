"""Which papers an object has, with their addresses."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mulin.papers import actions
from mulin.papers.queries import PAPERS, Counted, PaperKind, Subject, papers_about, reuse_in_reach, together
from mulin.tree.permissions import has_anywhere

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


def chosen(subject: Subject, user: Any, asked: Mapping[str, str]) -> QuerySet[Any]:
    """The objects in reach with these values, in the order of their making; none where a value makes no sense."""
    rows = subject.visible(user)
    try:
        return rows.filter(**asked).order_by("pk")
    except ValueError:
        return rows.none()


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
    blanks: list[tuple[Any, str, str]] = [("", address["blank"], address["blank_word"])]
    if kind.blank_rows:
        blanks = [
            (
                _("%(rows)d 行") % {"rows": rows},
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
        "reason": actions.reason_against(subject, thing, user),
    }


def percent(ratio: Decimal | None) -> str:
    """97.5 %; a dash when nothing is filled."""
    return "—" if ratio is None else f"{(ratio * 100).quantize(Decimal('0.1'), ROUND_DOWN)} %"


def reuse_row(one: Counted) -> tuple[Any, ...]:
    """One paper of the register: how many were looked at, where their fields come from, the ratio."""
    reuse = one.reuse
    return one.kind.title, one.papers, reuse.held, reuse.given, reuse.typed, percent(reuse.ratio)


def reuse_context(user: Any) -> dict[str, Any]:
    """What the page of the reuse ratio shows. Papers that the person may not read are not counted."""
    kinds = [one for one in PAPERS if one.reading is None or has_anywhere(user, one.reading.word)]
    counted = reuse_in_reach(user, kinds)
    total = together(counted)
    return {
        "page_title": _("文书复用率"),
        "ratio": percent(total.ratio),
        "strict_ratio": percent(total.strict_ratio),
        "reuse": total,
        "heads": [_("文书"), _("份数"), _("原有"), _("办理中作出"), _("专为此件填写"), _("复用率")],
        "rows": [reuse_row(one) for one in counted],
    }
