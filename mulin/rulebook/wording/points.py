"""Points schemes in words."""

from __future__ import annotations

from collections.abc import Iterator

from mulin.rulebook.exact import number, percent
from mulin.rulebook.schema.points import Exchange, PointsRule, PointsScheme
from mulin.rulebook.wording.words import PERIODS, Words


def points_lines(words: Words) -> Iterator[str]:
    """Points schemes."""
    for scheme in words.pack.points:
        total = f"（{number(scheme.total)}分）" if scheme.total is not None else ""
        yield f"## {scheme.name}{total}{words.source(scheme.source)}"
        yield ""
        yield from (f"- {fact}" for fact in scheme_facts(words, scheme))
        for rule in scheme.rules:
            yield f"- {rule_words(words, scheme, rule)} {words.source(rule.source)}"
        for exchange in scheme.exchanges:
            yield f"- 兑换 {exchange_words(words, exchange)} {words.source(exchange.source)}"
        yield ""


def exchange_words(words: Words, exchange: Exchange) -> str:
    """What is given back for points, and how much of it is offered."""
    better = f"，最好 {words.amount(exchange.better, '项')}" if exchange.better is not None else ""
    offer = f"{PERIODS[exchange.period]}至少 {words.amount(exchange.at_least, '项')}{better}"
    return f"{exchange.name}：{words.amount(exchange.points, '分')}，{offer}"


def scheme_facts(words: Words, scheme: PointsScheme) -> Iterator[str]:
    """Parts, categories, rhythm and carry-over."""
    for part in scheme.parts:
        extra = "，起算即满分" if part.starts_full else ""
        most = f" {words.amount(part.max, '分')}" if part.max is not None else ""
        yield f"{part.name}{most}{extra}{'，在总分之外加分' if part.bonus else ''}"
    if scheme.categories:
        yield "类别：" + "、".join(category.name for category in scheme.categories)
    rhythm = (("登记", scheme.registered), ("公示", scheme.published), ("评议", scheme.reviewed))
    said = "，".join(f"{PERIODS[period]}{what}" for what, period in rhythm if period is not None)
    if said:
        yield said
    if scheme.lasting:
        yield "多年累计，不按年清零"
    if scheme.carry_over is not None:
        cap = f"，最多 {number(scheme.carry_over.cap)} 分" if scheme.carry_over.cap is not None else ""
        yield f"上年积分的 {percent(scheme.carry_over.share)} 结转{cap}"
    yield f"最低 {number(scheme.floor)} 分"
    yield from sheet_facts(words, scheme)


def sheet_facts(words: Words, scheme: PointsScheme) -> Iterator[str]:
    """Who collects, objections to what is published, whose hands, and what a year's total comes to."""
    if scheme.subjects == "members":
        yield "按居住社区的党员计" if scheme.tie == "residence" else "按所在党组织的党员计"
    if scheme.objection_days is not None:
        yield f"公示后 {words.amount(scheme.objection_days, '天')}内可以提出异议"
    if scheme.separate_hands:
        yield "登记人与公示人分开"
    if scheme.results:
        bands = "，".join(f"{one.name} {words.amount(one.at_least, '分')}起" for one in scheme.results)
        yield f"{'累计' if scheme.lasting else '年度评审'}结果：{bands}"


def rule_words(words: Words, scheme: PointsScheme, rule: PointsRule) -> str:
    """One rule of a scheme."""
    parts = {part.id: part.name for part in scheme.parts}
    categories = {category.id: category.name for category in scheme.categories}
    worth = "" if rule.grades or (rule.empties and not rule.points) else f"每次 {number(rule.points)} 分"
    facts = [f"{rule.name}（{parts.get(rule.part, rule.part)}）{worth}"]
    if rule.grades:
        shares = "、".join(f"{one.grade} {words.share(one.share)}" for one in rule.grades)
        facts.append(f"按民主评议等次折算，占本部分满分：{shares}")
    facts += ["限" + "、".join(categories.get(one, one) for one in rule.categories)] if rule.categories else []
    if rule.cap is not None:
        facts.append(f"{PERIODS[rule.cap_period] if rule.cap_period else ''}最多 {words.amount(rule.cap, '分')}")
    facts += ["出现一次，本部分记 0 分"] if rule.empties else []
    facts.append(words.measure(rule.measure) if rule.measure is not None else rule.because)
    return "；".join(fact for fact in facts if fact)
