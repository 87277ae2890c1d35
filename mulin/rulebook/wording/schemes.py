"""Procedures, decision tables, funding, papers and archives in words."""

from __future__ import annotations

from collections.abc import Iterator

from mulin.rulebook.exact import percent
from mulin.rulebook.schema.base import ParameterRef
from mulin.rulebook.schema.decisions import Answer, DecisionTable
from mulin.rulebook.schema.funding import FundingNorm
from mulin.rulebook.schema.papers import Archive, Cell, Paper
from mulin.rulebook.schema.procedures import Ballot, Disclosure, Party, Procedure, Quorum, Step
from mulin.rulebook.wording.words import PERIODS, Words


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
        if procedure.activity is not None:
            yield f"各步记作“{words.filed((procedure.activity,))}”。"
            yield ""


def step_words(words: Words, procedure: Procedure, step: Step) -> Iterator[str]:
    """One step: who, how soon, quorum, ballot, disclosure."""
    parties = {party.id: party_words(words, party) for party in procedure.parties}
    yield f"**{step.name}** {step.text}（{'、'.join(parties.get(one, one) for one in step.who)}）"
    if step.within_days is not None:
        yield f"上一步后 {words.amount(step.within_days, '天')}内"
    if step.quorum is not None:
        yield quorum_words(words, step.quorum)
    if step.ballot is not None:
        yield ballot_words(step.ballot)
    if step.disclosure is not None:
        yield disclosure_words(words, step.disclosure)
    if not step.minutes:
        yield "不作纪要"
    if step.back_to is not None:
        names = {one.id: one.name for one in procedure.steps}
        yield f"未通过退回“{names.get(step.back_to, step.back_to)}”"


def party_words(words: Words, party: Party) -> str:
    """A party, and how many of it must come."""
    return party.name + (f"至少 {words.amount(party.at_least, '人')}" if party.at_least is not None else "")


def quorum_words(words: Words, quorum: Quorum) -> str:
    """How many must be there: by share, by number, or both."""
    limits = [percent(quorum.share)] if quorum.share is not None else []
    limits += [words.amount(quorum.number, "人")] if quorum.number is not None else []
    more = "超过" if quorum.more_than else "不少于"
    return "到会" + "、且".join(f"{more} {limit}" for limit in limits)


def ballot_words(ballot: Ballot) -> str:
    """A vote: secret or not, the answers, from which share of whom it passes, and whether on paper too."""
    more = "超过" if ballot.more_than else "达到"
    base = "到会" if ballot.of == "present" else "应到"
    secret = "无记名" if ballot.secret else ""
    paper = "" if ballot.on_paper else "，不用纸质票"
    return f"{secret}表决（{'、'.join(ballot.choices)}），{base}人数{more} {percent(ballot.passes)} 通过{paper}"


def disclosure_words(words: Words, disclosure: Disclosure) -> str:
    """What is made public for how long, and how soon objections are answered."""
    days = words.amount(disclosure.days, "个工作日" if disclosure.working_days else "天")
    if disclosure.working_days and isinstance(disclosure.days, ParameterRef):
        days = f"{days}（按工作日计）"
    answer = words.amount(disclosure.answer_within_days, "天")
    objection = "，可以提出异议" if disclosure.objections else ""
    return f"公开{disclosure.what} {days}{objection}{f'，{answer}内答复' if objection and answer else ''}"


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
        title = f"{paper.title}{paper.subtitle}"
        yield f"## 表样：{words.blanks(title)} {words.source(paper.source)}"
        yield ""
        for row in paper.rows:
            yield "- " + " ｜ ".join(cell_words(words, cell) for cell in row.cells)
        yield f"- {paper_foot(paper)}"
        yield ""


def paper_foot(paper: Paper) -> str:
    """What stands below the table."""
    facts = ["盖章处" if paper.seal else "", "年月日" if paper.date_line else ""]
    facts.append(f"一式 {paper.parts} 联" if paper.parts > 1 else "")
    return "、".join(fact for fact in facts if fact) or "无落款"


def cell_words(words: Words, cell: Cell) -> str:
    """One cell: its label, its boxes, or the fact that fills it."""
    if cell.kind == "choice":
        return " ".join(f"□{text}" for text in cell.choices.values())
    filled = words.code(cell.fact, "（自动填入）") if cell.fact else "（空白）"
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
        called = f"名称见{words.parameter(volume.called)}" if volume.called is not None else ""
        facts = "；".join(fact for fact in (inside, volume.note, called) if fact)
        yield f"- 第 {volume.number} 卷 {volume.name}：{facts}"
    for one in archive.rounds:
        yield f"- {PERIODS[one.period]} {one.name}"
