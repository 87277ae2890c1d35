"""Registration of members, in words."""

from __future__ import annotations

from collections.abc import Iterator

from mulin.rulebook.schema.base import ParameterRef
from mulin.rulebook.schema.registration import Registration
from mulin.rulebook.wording.words import Words

PLACES = {"residence": "居住地社区", "region": "区域党组织"}
KEEPERS = {"unit": "单位党组织留存", "community": "社区党组织存档"}


def registration_lines(words: Words) -> Iterator[str]:
    """Who registers where, by when, on which card."""
    if not words.pack.registration:
        return
    yield "## 党员报到"
    yield ""
    for clause in words.pack.registration:
        said = "；".join(facts(words, clause))
        yield f"- **{clause.name}**（向{PLACES[clause.at]}）：{said} {words.source(clause.source)}"
    yield ""


def facts(words: Words, clause: Registration) -> Iterator[str]:
    """What a clause says, part by part."""
    yield f"{words.members(clause.categories)}报到"
    if clause.text:
        yield clause.text
    if clause.prepared_by is not None:
        yield f"{day(words, clause.prepared_by)}前动员部署"
    if clause.received_by is not None:
        yield f"{day(words, clause.received_by)}前派遣、报到、接收、分划"
    if clause.copies:
        copies = "，".join(f"{one.name}{'盖章，' if one.sealed else ''}{KEEPERS[one.kept_by]}" for one in clause.copies)
        yield f"登记卡一式{len(clause.copies)}份：{copies}"
    if clause.badge:
        yield "经营户党员亮牌，评选示范店"


def day(words: Words, said: str | ParameterRef) -> str:
    """A day of the year, or the parameter that holds it."""
    if isinstance(said, ParameterRef):
        return words.parameter(said)
    month, _, number = said.partition("-")
    return f"{int(month)}月{int(number)}日"
