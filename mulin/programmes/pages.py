"""Lists and texts of programmes."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import nh3
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from markdown_it import MarkdownIt
from markdown_it.token import Token

from mulin.foundation.lists import Column, EmptyState, ListPage, to
from mulin.judgement.registry import REGISTRY
from mulin.programmes.models import Programme
from mulin.programmes.queries import Ruling
from mulin.rulebook.rendering import render_markdown
from mulin.rulebook.schema import Pack
from mulin.tree.permissions import has_anywhere


def state_of(programme: Programme) -> str:
    """In force, or still a draft."""
    return "active" if programme.is_published else "draft"


PROGRAMMES = ListPage(
    name="programmes",
    title=_("制度实施"),
    columns=(
        Column(title=_("制度"), value="edition__title", link=to("programmes:programme")),
        Column(title=_("版本"), value=lambda programme: programme.edition.label),
        Column(title=_("实施范围"), value="node__name"),
        Column(title=_("实施起"), value="since", kind="day"),
        Column(title=_("依据文件"), value="legal_basis", phone=False),
        Column(title=_("状态"), value=state_of, kind="light"),
    ),
    order=("-since", "-id"),
    empty=EmptyState(title=_("还没有实施的制度"), text=_("先安装制度包，再选择实施范围和依据文件。")),
)


@dataclass(frozen=True)
class Chapter:
    """A part of a regulation as people read it: its heading, how many clauses it has, its text as clean HTML."""

    title: str
    clauses: int
    text: SafeString


def chapters(pack: Pack) -> list[Chapter]:
    """The whole pack for those who live by it, every clause with its source; the first is what it is about."""
    head, *parts = re.split(r"^## ", render_markdown(pack, REGISTRY.describe(), codes=False), flags=re.MULTILINE)
    found = [Chapter("", 0, readable(head.partition("\n")[2]))]
    for part in parts:
        title, _line, text = part.partition("\n")
        found.append(Chapter(title.strip(), clauses_in(text), readable(text)))
    return found


def clauses_in(text: str) -> int:
    """Lines of lists and rows of tables, the two lines of each table's head left out."""
    rules = len(re.findall(r"^\| --- ", text, re.MULTILINE))
    return len(re.findall(r"^(?:- |\| )", text, re.MULTILINE)) - 2 * rules


def identifiers(pack: Pack) -> list[tuple[str, str]]:
    """What clauses are called in the pack, for who compares both: name and identifier."""
    lists: tuple[Sequence[Any], ...] = (pack.parameters, pack.rubrics, pack.duties, pack.activities)
    return [(one.name, one.id) for clauses in lists for one in clauses]


def readable(text: str) -> SafeString:
    """Markdown of a pack as clean HTML."""
    reader = MarkdownIt("commonmark").enable("table")
    tokens = reader.parse(text)
    name_cells(tokens)
    html = reader.renderer.render(tokens, reader.options, {})
    return mark_safe(nh3.clean(html, attributes=ALLOWED))


ALLOWED = {**nh3.ALLOWED_ATTRIBUTES, "table": {"class"}, "td": {"data-title"}}
"""What a regulation's text may carry: tables become cards on a phone, each cell under the name of its column."""


def name_cells(tokens: Iterable[Token]) -> None:
    """Give each cell of the tables the name of its column, and the tables their look."""
    heads: list[str] = []
    opened, column = "", 0
    for token in tokens:
        if token.type == "table_open":
            token.attrSet("class", "list-cards")
            heads = []
        elif token.type == "tr_open":
            column = 0
        elif token.type == "td_open":
            token.attrSet("data-title", heads[column] if column < len(heads) else "")
            column += 1
        elif token.type == "inline" and opened == "th_open":
            heads.append(token.content)
        opened = token.type


def parameter_words(value: Any) -> Any:
    """What a district set: a list as one line, nothing for an empty one, everything else as it is."""
    return "、".join(str(one) for one in value) or None if isinstance(value, list | tuple) else value


def clause_link(user: Any, ruling: Ruling) -> SafeString | str:
    """The clause that something rests on: document, section and number. It leads to the clause in the readable
    regulation, for who may read regulations; the browser looks the clause up there by its name.
    """
    words = ruling.basis + (gettext("（本产品补充）") if ruling.clause.source.ours else "")
    if not has_anywhere(user, "programmes.view"):
        return words
    address = reverse("programmes:edition", args=[ruling.programme.edition_id])
    return format_html('<a href="{}#:~:text={}">{}</a>', address, quote(ruling.clause.name, safe=""), words)
