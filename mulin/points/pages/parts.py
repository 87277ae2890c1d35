"""Parts that the pages of points are made of, and words they share."""

import datetime
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from mulin.foundation.page_parts import Action
from mulin.foundation.points import for_the_eye
from mulin.points.queries.terms import Scheme
from mulin.tree.permissions import has_anywhere


def link(url_name: str, words: Any, *arguments: Any) -> SafeString:
    """A link to a page."""
    return format_html('<a href="{}">{}</a>', reverse(url_name, args=arguments), words)


def figure(value: Decimal | str | int) -> str:
    """Points as people read them."""
    return for_the_eye(Decimal(value))


def parts_of(scheme: Scheme, values: Any) -> list[str]:
    """The value of each part, in the order of the scheme."""
    return [figure(values[part]) if part in values else "" for part, _name in scheme.part_names()]


def part_heads(scheme: Scheme) -> list[str]:
    """The names of the parts."""
    return [name for _part, name in scheme.part_names()]


def papers(user: Any, about: str, pk: int) -> list[Action]:
    """Where the papers about something are printed; nothing for who may not print."""
    if not has_anywhere(user, "papers.print"):
        return []
    return [Action(title=_("打印材料"), url=reverse("papers:papers", args=[about, pk]), icon="printer")]


def day_words(day: datetime.date | None) -> Any:
    """A day, or nothing."""
    return day or ""
