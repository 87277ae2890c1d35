"""Transfers and floating members in words."""

from __future__ import annotations

from collections.abc import Iterator

from mulin.rulebook.exact import percent
from mulin.rulebook.schema.base import ParameterRef
from mulin.rulebook.schema.floating import FloatingRule, SelfWithdrawal
from mulin.rulebook.schema.transfers import TransferRule
from mulin.rulebook.walking import named
from mulin.rulebook.wording.words import PERIODS, Words

GROUNDS = {"organisation_life": "不参加组织生活", "dues": "不交纳党费", "contact": "不与党组织联系"}


def relation_lines(words: Words) -> Iterator[str]:
    """How relations are transferred, and how floating members are looked after."""
    clauses = (
        *((one, transfer_facts(words, one)) for one in words.pack.transfers),
        *((one, floating_facts(words, one)) for one in words.pack.floating),
    )
    for clause, facts in clauses:
        yield f"## {clause.name} {words.source(clause.source)}"
        yield ""
        yield from (f"- {fact}" for fact in facts if fact)
        yield ""


def transfer_facts(words: Words, clause: TransferRule) -> Iterator[str]:
    """One clause of transfers."""
    yield clause.text
    if clause.letter_months is not None:
        yield f"介绍信有效期不超过 {words.amount(clause.letter_months, '个月')}"
    approved = clause.approved_by_superior
    if isinstance(approved, ParameterRef):
        yield f"开介绍信前须经上级审批：{words.parameter(approved)}"
    elif approved:
        yield "开介绍信前须经上级审批"
    if clause.suggested_by:
        table = named(words.pack.decisions).get(clause.suggested_by, clause.suggested_by if words.codes else "")
        yield f"去向由判定表“{table}”建议" if table else "去向由另一制度的判定表建议"


def floating_facts(words: Words, clause: FloatingRule) -> Iterator[str]:
    """One clause of floating members."""
    yield clause.text
    urge = words.amount(clause.urge_from_months, "个月")
    yield f"外出满 {urge}、地点比较固定的，动员转出组织关系；不足的，发《流动党员活动证》"
    if clause.contact_months is not None:
        yield f"至少每 {words.amount(clause.contact_months, '个月')}与党组织联系一次"
    if clause.mend_days is not None:
        yield f"不报告、不联系的，查明原因，批评教育，限 {words.amount(clause.mend_days, '天')}改正"
    if clause.census is not None:
        within = f"，{words.amount(clause.census_days, '天')}内完成" if clause.census_days is not None else ""
        yield f"{PERIODS[clause.census]}对流入党员摸底一次{within}"
    if clause.withdrawal is not None:
        yield withdrawal_words(words, clause.withdrawal)


def withdrawal_words(words: Words, one: SelfWithdrawal) -> str:
    """When a self-withdrawal is flagged, and who decides."""
    there = f"，实到不少于 {percent(one.quorum)}" if one.quorum is not None else ""
    grounds = "或".join(GROUNDS[ground] for ground in one.grounds)
    counted = f"（组织生活指{words.filed(one.activities)}）" if one.activities else ""
    return (
        f"没有正当理由，连续 {words.amount(one.months, '个月')}{grounds}{counted}的，系统只作提示；查明原因、谈话后"
        f"由支部大会决定（赞成超过应到会有表决权人数的 {percent(one.majority)}{there}），报上级批准"
    )
