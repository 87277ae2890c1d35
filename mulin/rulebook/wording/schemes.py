"""Points, procedures, decision tables, funding, papers and archives in words."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from mulin.rulebook.exact import number, percent
from mulin.rulebook.schema.base import ParameterRef
from mulin.rulebook.schema.decisions import Answer, DecisionTable
from mulin.rulebook.schema.funding import FundingNorm
from mulin.rulebook.schema.papers import Archive, Cell, Paper
from mulin.rulebook.schema.points import Exchange, PointsRule, PointsScheme
from mulin.rulebook.schema.procedures import Procedure, Step
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
    if scheme.tie == "residence":
        yield "按居住社区的党员计"
    if scheme.objection_days is not None:
        yield f"公示后 {words.amount(scheme.objection_days, '天')}内可以提出异议"
    if scheme.separate_hands:
        yield "登记人与公示人分开"
    if scheme.results:
        bands = "，".join(f"{one.name} {words.amount(one.at_least, '分')}起" for one in scheme.results)
        yield f"{'累计' if scheme.lasting else '年度评审'}结果：{bands}"


def share_words(words: Words, share: Fraction | ParameterRef) -> str:
    """A share as a percentage, or the parameter that holds it."""
    return words.parameter(share) if isinstance(share, ParameterRef) else percent(share)


def rule_words(words: Words, scheme: PointsScheme, rule: PointsRule) -> str:
    """One rule of a scheme."""
    parts = {part.id: part.name for part in scheme.parts}
    categories = {category.id: category.name for category in scheme.categories}
    worth = "" if rule.grades else f"每次 {number(rule.points)} 分"
    facts = [f"{rule.name}（{parts.get(rule.part, rule.part)}）{worth}"]
    if rule.grades:
        shares = "、".join(f"{one.grade} {share_words(words, one.share)}" for one in rule.grades)
        facts.append(f"按民主评议等次折算，占本部分满分：{shares}")
    facts += ["限" + "、".join(categories.get(one, one) for one in rule.categories)] if rule.categories else []
    if rule.cap is not None:
        facts.append(f"{PERIODS[rule.cap_period] if rule.cap_period else ''}最多 {words.amount(rule.cap, '分')}")
    facts += ["出现一次，本部分记 0 分"] if rule.empties else []
    facts.append(words.measure(rule.measure) if rule.measure is not None else rule.because)
    return "；".join(fact for fact in facts if fact)


def procedure_lines(words: Words) -> Iterator[str]:
    """Procedures step by step."""
    for procedure in words.pack.procedures:
        note = "（默认步骤，可修改）" if procedure.editable else ""
        who = words.kinds(procedure.subjects)
        yield f"## {procedure.name}{note}（{who}）{words.source(procedure.source)}"
        yield ""
        for position, step in enumerate(procedure.steps, start=1):
            yield f"{position}. {'；'.join(step_words(words, procedure, step))}"
        yield ""


def step_words(words: Words, procedure: Procedure, step: Step) -> Iterator[str]:
    """One step: who, how soon, quorum, ballot, disclosure."""
    parties = {party.id: party.name for party in procedure.parties}
    yield f"**{step.name}** {step.text}（{'、'.join(parties.get(one, one) for one in step.who)}）"
    if step.within_days is not None:
        yield f"上一步后 {words.amount(step.within_days, '天')}内"
    if step.quorum is not None:
        more = "超过" if step.quorum.more_than else "不少于"
        share = percent(step.quorum.share) if step.quorum.share is not None else ""
        yield f"到会{more} {share}{words.amount(step.quorum.number, '人')}"
    if step.ballot is not None:
        more = "超过" if step.ballot.more_than else "达到"
        base = "到会" if step.ballot.of == "present" else "应到"
        secret = "无记名" if step.ballot.secret else ""
        yield f"{secret}表决，{base}人数{more} {percent(step.ballot.passes)} 通过"
    if step.disclosure is not None:
        days = words.amount(step.disclosure.days, "个工作日" if step.disclosure.working_days else "天")
        answer = words.amount(step.disclosure.answer_within_days, "天")
        objection = f"，异议 {answer}内答复" if step.disclosure.objections and answer else ""
        yield f"公开{step.disclosure.what} {days}{objection}"
    if step.back_to is not None:
        names = {one.id: one.name for one in procedure.steps}
        yield f"未通过退回“{names.get(step.back_to, step.back_to)}”"


def decision_lines(words: Words) -> Iterator[str]:
    """Decision tables row by row."""
    for decision in words.pack.decisions:
        outcomes = {one.id: one.name for one in decision.outcomes}
        yield f"## {decision.name} {words.source(decision.source)}"
        yield ""
        for position, row in enumerate(decision.rows, start=1):
            when = "，且".join(answer_words(words, decision, one) for one in row.when) or "其余情形"
            outcome = outcomes.get(row.outcome, row.outcome)
            yield f"{position}. {when} → **{outcome}**：{row.reason} {words.source(row.source)}"
        yield ""


def answer_words(words: Words, decision: DecisionTable, answer: Answer) -> str:
    """One condition of a row."""
    question = next((one for one in decision.questions if one.id == answer.question), None)
    name, unit = (question.name, question.unit) if question else (answer.question, "")
    if answer.yes is not None:
        return f"{name}：{'是' if answer.yes else '否'}"
    if answer.is_one_of:
        choices = question.choices if question else {}
        return f"{name}为" + "、".join(choices.get(one, one) for one in answer.is_one_of)
    if answer.at_least is not None:
        return f"{name}不少于 {words.amount(answer.at_least, unit)}"
    return f"{name}少于 {words.amount(answer.below, unit)}"


def funding_lines(words: Words) -> Iterator[str]:
    """Funding norms."""
    if not words.pack.funding:
        return
    yield "## 经费"
    yield ""
    for norm in words.pack.funding:
        yield f"- {funding_words(words, norm)} {words.source(norm.source)}"
    yield ""


def funding_words(words: Words, norm: FundingNorm) -> str:
    """One norm in a line."""
    per = f"，按{words.measure(norm.per)}计" if norm.per is not None else ""
    yuan = words.amount(norm.yuan, "" if isinstance(norm.yuan, ParameterRef) else "元")
    facts = [f"{norm.name}：{words.kinds(norm.subjects)}{PERIODS[norm.period]} {yuan}{per}"]
    facts += [f"{norm.payer}出资", f"用于{norm.earmark}"]
    facts += [f"{norm.matched_by}按 {percent(norm.matched)} 配套"] if norm.matched is not None else []
    facts += [f"每年至少增长 {percent(norm.growth)}"] if norm.growth is not None else []
    facts += [norm.condition] if norm.condition else []
    return "；".join(facts)


def paper_lines(words: Words) -> Iterator[str]:
    """Forms, row by row: labels, facts filled in, blanks."""
    for paper in words.pack.papers:
        yield f"## 表样：{paper.title}{paper.subtitle} {words.source(paper.source)}"
        yield ""
        for row in paper.rows:
            yield "- " + " ｜ ".join(cell_words(cell) for cell in row.cells)
        yield f"- {paper_foot(paper)}"
        yield ""


def paper_foot(paper: Paper) -> str:
    """What stands below the table."""
    facts = ["盖章处" if paper.seal else "", "年月日" if paper.date_line else ""]
    facts.append(f"一式 {paper.parts} 联" if paper.parts > 1 else "")
    return "、".join(fact for fact in facts if fact) or "无落款"


def cell_words(cell: Cell) -> str:
    """One cell: its label, its boxes, or the fact that fills it."""
    if cell.kind == "choice":
        return " ".join(f"□{text}" for text in cell.choices.values())
    filled = f"`{cell.fact}`" if cell.fact else "（空白）"
    return cell.label or filled


def archive_lines(words: Words) -> Iterator[str]:
    """Archives: volumes with what falls into them, and the rhythm."""
    for archive in words.pack.archives:
        yield f"## {archive.name}（{words.kinds(archive.subjects)}）{words.source(archive.source)}"
        yield ""
        yield from archive_facts(words, archive)
        yield ""


def archive_facts(words: Words, archive: Archive) -> Iterator[str]:
    """Standards, volumes and rounds, one a line."""
    if archive.standards:
        yield f"- 统一标准：{'、'.join(one.name for one in archive.standards)}"
    if archive.requires:
        yield f"- {'、'.join(archive.requires)}"
    for volume in archive.volumes:
        inside = words.filed((*volume.activities, *volume.papers))
        called = f"名称见{words.amount(volume.called)}" if volume.called is not None else ""
        yield f"- 第 {volume.number} 卷 {volume.name}：{inside}{volume.note}{called}"
    for one in archive.rounds:
        yield f"- {PERIODS[one.period]} {one.name}"
