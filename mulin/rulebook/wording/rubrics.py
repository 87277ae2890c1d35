"""Rubrics and grades in words."""

from __future__ import annotations

from collections.abc import Iterator

from mulin.rulebook.exact import number, percent
from mulin.rulebook.schema.grades import (
    ChildrenCondition,
    ChildrenCountCondition,
    FactCondition,
    GradeLevel,
    Grading,
    Quota,
    SectionCondition,
    VetoCondition,
)
from mulin.rulebook.schema.itemised import EACH
from mulin.rulebook.schema.rubrics import Averages, Item, Rubric, Section
from mulin.rulebook.walking import named
from mulin.rulebook.wording.words import WINDOWS, Words, table

SECTION_KINDS = {"base": "", "bonus": "加分", "deduction": "扣分"}


def rubric_lines(words: Words, rubric: Rubric) -> Iterator[str]:
    """One rubric: its sections with indicators and items, then its grades."""
    yield f"### {rubric.name}（{number(rubric.total)}分）{words.source(rubric.source)}"
    yield ""
    number_words = f"；编号 {words.code(rubric.id)}" if words.codes else ""
    yield f"对象：{words.kinds(rubric.subjects)}{number_words}"
    if rubric.averages is not None:
        yield ""
        yield averages_words(words, rubric.averages)
    for section in rubric.sections if rubric.averages is None else ():
        yield ""
        yield from section_lines(words, section)
    if rubric.carry_over is not None:
        yield ""
        yield f"上一年总分的 {percent(rubric.carry_over.share)} 结转计入本年。"
    grading = words.pack.grading(rubric.id)
    if grading is not None:
        yield ""
        yield from grading_lines(words, rubric, grading)
    yield ""


def averages_words(words: Words, averages: Averages) -> str:
    """Which rubric is averaged, over what."""
    name = next((one.name for one in words.pack.rubrics if one.id == averages.of), averages.of)
    checked = f"只算查过的（{words.measure(averages.when)}）"
    return f"逐项同“{name}”：{EACH[averages.each]}分别得分，{checked}，取{WINDOWS[averages.window]}的平均。"


def section_lines(words: Words, section: Section) -> Iterator[str]:
    """One section as a table of items."""
    facts = [SECTION_KINDS[section.kind]]
    facts += [f"权重 {percent(section.weight)}"] if section.weight is not None else []
    facts += [f"上限 {number(section.cap)} 分"] if section.cap is not None else []
    said = "，".join(fact for fact in facts if fact)
    yield f"**{section.name}**" + (f"（{said}）" if said else "")
    yield ""
    rows = []
    for indicator in section.indicators:
        for item in indicator.items:
            rows.append(item_cells(words, f"{indicator.number} {indicator.name}", item))
    yield from table(("指标", "小项", "内容", "分值", "怎样评分", "出处"), rows)


def item_cells(words: Words, indicator: str, item: Item) -> tuple[str, ...]:
    """One item as cells of the table."""
    how = item.score.said(words)
    if item.reading:
        how = f"{how}。{item.reading}"
    return indicator, item.id, item.text, number(item.max), how, words.source(item.source)


def grading_lines(words: Words, rubric: Rubric, grading: Grading) -> Iterator[str]:
    """The grades of a rubric with their conditions."""
    yield f"**{rubric.name}等级**"
    yield ""
    for level in grading.levels:
        yield f"- **{level.name}**：{'；'.join(level_words(words, rubric, level))} {words.source(level.source)}"


def level_words(words: Words, rubric: Rubric, level: GradeLevel) -> Iterator[str]:
    """What a grade asks for, one by one."""
    if level.requires is not None:
        yield f"已达{words.grade(rubric.subjects, level.requires)}"
    if level.score_from or not (level.conditions or level.quota):
        yield f"得分 {number(level.score_from)} 分以上"
    for condition in level.conditions:
        yield condition_words(words, rubric, condition)
    if level.quota is not None:
        yield quota_words(words, rubric, level.quota)


def condition_words(
    words: Words,
    rubric: Rubric,
    condition: ChildrenCondition | ChildrenCountCondition | FactCondition | SectionCondition | VetoCondition,
) -> str:
    """One condition of a grade."""
    match condition:
        case ChildrenCondition():
            if condition.share == 1:
                return f"所辖{words.kinds(condition.kinds)}全部为{words.grade(condition.kinds, condition.grade)}"
            each = "合计" if condition.pooled else "各自" if len(condition.kinds) > 1 else ""
            grade = words.grade(condition.kinds, condition.grade)
            return f"所辖{words.kinds(condition.kinds)}{each}有 {percent(condition.share)} 以上为{grade}"
        case ChildrenCountCondition():
            grade = words.grade(condition.kinds, condition.grade)
            return f"{grade}{words.kinds(condition.kinds)}不少于 {words.amount(condition.at_least, '个')}"
        case FactCondition():
            return f"{condition.name}：{words.measure(condition.measure)}达到 {words.amount(condition.at_least)}"
        case SectionCondition():
            return f"“{section_name(rubric, condition.section)}”部分 {number(condition.at_least)} 分以上"
        case VetoCondition():
            months = f"（{condition.months} 个月内有效）" if condition.months is not None else ""
            return f"没有生效中的“一票否决”事项{months} {words.parameter(condition.kinds)}"


def section_name(rubric: Rubric, wanted: str) -> str:
    """A section of the rubric by its name."""
    return named(rubric.sections).get(wanted, wanted)


def quota_words(words: Words, rubric: Rubric, quota: Quota) -> str:
    """How many may hold the grade, ranked with whom, and what becomes of ties."""
    limits = [f"前 {words.amount(quota.number, '名')}"] if quota.number is not None else []
    if quota.share is not None:
        limits.append(f"前 {percent(quota.share)}（{'舍去尾数' if quota.rounding == 'down' else '进一'}）")
    within = f"各{words.kinds([quota.within])}分别" if quota.within is not None else ""
    then = "".join(f"，同分比{section_name(rubric, one)}" for one in quota.then_by)
    return f"{within}按得分取{'且不超过'.join(limits)}{then}，末位并列的{'都给' if quota.ties == 'in' else '都不给'}"
