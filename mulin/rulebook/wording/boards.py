"""Boards and greetings, in words."""

from __future__ import annotations

from collections.abc import Iterator

from mulin.rulebook.wording.words import Words

FIELDS = {"photo": "照片", "name": "姓名", "unit": "单位", "post": "岗位", "pledge": "承诺", "phone": "联系电话"}


def board_lines(words: Words) -> Iterator[str]:
    """Where boards stand, what may stand on them, how long a consent holds; greetings."""
    if words.pack.boards:
        yield "## 在职党员监督台"
        yield ""
        for clause in words.pack.boards:
            fields = "、".join(FIELDS[one] for one in clause.fields)
            lasting = words.amount(clause.consent_months, "个月")
            shown = f"{words.members(clause.categories)}本人逐项同意后公开：{fields}"
            facts = f"设在{words.kinds(clause.places)}；{shown}；同意的有效期 {lasting}"
            text = f"；{clause.text}" if clause.text else ""
            yield f"- **{clause.name}**：{facts}{text} {words.source(clause.source)}"
        yield ""
    if words.pack.greetings:
        yield "## 寄语"
        yield ""
        for greeting in words.pack.greetings:
            yield f"- **{greeting.name}**：{words.blanks(greeting.text)} {words.source(greeting.source)}"
        yield ""
