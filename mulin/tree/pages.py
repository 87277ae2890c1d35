"""Buttons that lead to printed papers. Whether one shows depends on roles only; the papers check the rest."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.foundation.page_parts import Action
from mulin.tree.models import Node
from mulin.tree.permissions import has_anywhere, may_at

PRINTS = "papers.print"


def printing(user: Any, about: str, pk: int, *, at: Node | None = None, own: bool = False) -> list[Action]:
    """The button to the papers about something, for those who print: anywhere, or at a node where one is named.

    ``own``: it is the person's own, who prints it without any role.
    """
    if not (own or (may_at(user, PRINTS, at) if at else has_anywhere(user, PRINTS))):
        return []
    return [Action(title=_("打印材料"), url=reverse("papers:papers", args=[about, pk]), icon="printer")]


def printing_all(user: Any, paper: str, title: Any, *, word: bool = False, **narrowed: Any) -> list[Action]:
    """The button for one paper about many things in one file, for those who print.

    ``narrowed`` chooses the things by the columns that the register of papers names; ``word``: as Word, not as PDF.
    """
    if not has_anywhere(user, PRINTS):
        return []
    address = reverse("papers:batch_word" if word else "papers:batch", args=[paper])
    return [Action(title=title, url=f"{address}?{urlencode(narrowed)}", icon="printer")]
