"""Structures, powers and organs in words."""

from __future__ import annotations

from collections.abc import Iterator

from mulin.rulebook.schema.base import ParameterRef
from mulin.rulebook.schema.structures import Organ, OrganPosition, Power, Structure, StructurePart
from mulin.rulebook.walking import named
from mulin.rulebook.wording.words import Words

FIXED = {"time": "时间", "place": "地点", "content": "内容"}


def structure_lines(words: Words) -> Iterator[str]:
    """Structures part by part, with what is fixed and the powers."""
    for structure in words.pack.structures:
        yield f"## 组织架构：{structure.name}（{words.kinds(structure.subjects)}）{words.source(structure.source)}"
        yield ""
        yield from (f"- **{part.name}**：{part_words(words, structure, part)}" for part in structure.parts)
        if structure.fixed:
            yield f"- 组织生活固定：{'、'.join(FIXED[one] for one in structure.fixed)}"
        yield from (f"- {power_words(words, structure, power)}" for power in structure.powers)
        yield ""


def part_words(words: Words, structure: Structure, part: StructurePart) -> str:
    """One part: which organisations, where, how many, under whom, with what duties."""
    names = {one.id: one.name for one in structure.parts}
    facts = []
    if part.gathers:
        excepted = f"（设在{words.kinds(part.except_in)}的除外）" if part.except_in else ""
        facts.append(f"区域内党组织都归“{names.get(part.under or '', part.under)}”管理{excepted}")
    else:
        where = f"每个{words.kinds(part.in_each)}" if part.in_each else "本区域"
        most = f"，至多 {words.amount(part.at_most, '个')}" if part.at_most is not None else ""
        facts.append(f"{where}至少 {words.amount(part.at_least, '个')}{words.kinds(part.organisations)}{most}")
        facts += [f"隶属“{names.get(part.under, part.under)}”"] if part.under else []
    return "；".join([*facts, *part.duties, *([f"口径：{part.reading}"] if part.reading else [])])


def power_words(words: Words, structure: Structure, power: Power) -> str:
    """One power: who holds it, over whom."""
    holder = next((one.name for one in structure.parts if one.id == power.held_by), power.held_by)
    over = [f"设在{words.kinds(power.over)}的党组织"] if power.over else []
    over += ["区域内党员"] if power.over_members else []
    return f"{holder}的**{power.name}**：对{'、'.join(over)}"


def organ_lines(words: Words) -> Iterator[str]:
    """Organs with positions and duties."""
    if not words.pack.organs:
        return
    yield "## 机构和名单"
    yield ""
    for organ in words.pack.organs:
        yield f"- **{organ.name}**（{words.kinds(organ.at)}）：{organ_words(words, organ)} {words.source(organ.source)}"
    yield ""


def organ_words(words: Words, organ: Organ) -> str:
    """One organ in a line."""
    facts = [f"属{named(words.pack.organs).get(organ.part_of, organ.part_of)}"] if organ.part_of else []
    facts += [f"设 {words.amount(organ.count, '个')}"] if organ.count != 1 else []
    facts += [f"每个联系一个{words.kinds(organ.looks_after)}"] if organ.looks_after else []
    facts.append("、".join(position_words(words, one) for one in organ.positions))
    facts += [organ.text] if organ.text else []
    duties = organ.duties
    facts += [words.parameter(duties)] if isinstance(duties, ParameterRef) else list(duties)
    return "；".join(facts)


def position_words(words: Words, position: OrganPosition) -> str:
    """A position with how many hold it."""
    least, most = words.amount(position.at_least), words.amount(position.at_most)
    number = f" {least} 人" if least == most else f"至少 {least} 人" + (f"、至多 {most} 人" if most else "")
    hours = "，写明值班时间" if position.hours else ""
    return f"{position.name}{number}{hours}"
