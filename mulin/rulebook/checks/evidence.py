"""Whether a clause can be held against something: evidence, reasons, sources, a legal basis."""

from __future__ import annotations

from collections.abc import Iterator

from mulin.rulebook.findings import Finding
from mulin.rulebook.schema import Pack
from mulin.rulebook.schema.base import Source
from mulin.rulebook.schema.rubrics import Item
from mulin.rulebook.schema.scoring import Manual
from mulin.rulebook.schema.tasks import Task
from mulin.rulebook.walking import describe, walk


def check_evidence(pack: Pack) -> Iterator[Finding]:
    """Items and tasks that nobody could prove, clauses that nobody could look up."""
    if pack.kind == "creation" and not any(document.legal_basis for document in pack.documents):
        message = "创建示范活动要有依据文件：请在 documents 中标明 legal_basis: true"
        yield Finding("error", "documents", message, "basis.missing")
    for place, clause in walk(pack):
        where = describe(pack, place)
        if isinstance(clause, Item):
            yield from item_evidence(clause, where)
        elif isinstance(clause, Task) and not clause.goals and not clause.because:
            yield Finding("error", where, "任务没有度量，也没有写凭什么销号（because）", "task.unproven")
        elif isinstance(clause, Source) and not clause.section and not clause.ours:
            yield Finding("warning", where, "出处没有写到章节", "source.section_missing")


def item_evidence(item: Item, where: str) -> Iterator[Finding]:
    """A manual item says why and on what evidence; an automatic one says how the fact is read."""
    if isinstance(item.score, Manual):
        if not item.score.because.strip():
            yield Finding("error", where, "人工评分要说明为什么没有事实能证明（because）", "evidence.because_missing")
        if not item.score.evidence:
            yield Finding("warning", where, "人工评分没有写要看哪些佐证（evidence）", "evidence.missing")
    elif not item.reading.strip():
        yield Finding("warning", where, "自动评分没有写怎样由事实得分（reading）", "evidence.reading_missing")
