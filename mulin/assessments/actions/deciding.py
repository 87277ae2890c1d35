"""The decision: a grade only where the engine's conditions hold, its history, and its certificate."""

from typing import Any

from django.db import transaction

from mulin.assessments import events, permissions, rules
from mulin.assessments.actions.steps import change_state, check_fields, keep_stage, locked
from mulin.assessments.choices import HoldingEnd, Outcome, Stage, State
from mulin.assessments.models import (
    Assessment,
    Certificate,
    CertificateCounter,
    CertificateRule,
    Decision,
    GradeHolding,
)
from mulin.assessments.queries.judged import judge_assessment
from mulin.assessments.queries.kept import live_holding, missing_texts, pack_of, stored_items
from mulin.audit.actions import log
from mulin.foundation.clock import now, today
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.judgement.explanation import SubjectResult
from mulin.tree.models import Node
from mulin.tree.queries import superiors


@transaction.atomic
def decide(assessment: Assessment, *, grade: str, reason: str, by: User) -> Decision:
    """Decide an acceptance. ``grade`` is granted only when the conditions of that level hold today; empty: none is
    granted. Everything known now is stored with the decision.

    Refused with the list of what is missing when the conditions do not hold; never by who checked or applied.
    """
    assessment = locked(assessment)
    permissions.decide.check(by, assessment)
    if assessment.state != State.IN_ACCEPTANCE:
        raise Refused(f"“{assessment.subject}”的评定现在是“{assessment.get_state_display()}”，不能作出认定")
    if not reason.strip():
        raise Refused("请写明认定的理由", field="reason")
    result = judge_assessment(assessment, today())
    if result is None:
        raise Refused(f"“{assessment.subject}”今天已不存在，不能认定；请撤回这项评定")
    if grade:
        check_reached(assessment, result, grade)
    decision = keep_decision(assessment, result, grade, reason.strip(), by)
    change_state(assessment, assessment.close, today(), by=by, note=reason.strip())
    keep_stage(assessment, Stage.ACCEPTANCE, result, by=by)
    if grade:
        hold(assessment, decision)
    events.assessment_decided.send(
        Decision, assessment_id=assessment.pk, decision_id=decision.pk, outcome=decision.outcome
    )
    return decision


def check_reached(assessment: Assessment, result: SubjectResult, grade: str) -> None:
    """Refuse a grade whose conditions do not hold, with everything that is missing."""
    pack = pack_of(assessment)
    level = rules.level_of(pack, assessment.rubric, grade)
    if level is None:
        raise Refused("评分表里没有这个等级", field="grade")
    if not rules.holds(pack, assessment.rubric, result.grade, grade):
        lacking = missing_texts(result, grade) or missing_texts(result)
        raise Refused(f"还不能认定为{level.name}：{'；'.join(lacking)}", field="grade")


def keep_decision(assessment: Assessment, result: SubjectResult, grade: str, reason: str, by: User) -> Decision:
    """Store the decision with the whole result as it was known."""
    level = rules.level_of(pack_of(assessment), assessment.rubric, grade) if grade else None
    decision = Decision.objects.create(
        assessment=assessment,
        outcome=Outcome.GRANTED if grade else Outcome.REFUSED,
        grade=grade,
        grade_name=level.name if level else "",
        total=result.total,
        items=stored_items(result),
        missing=missing_texts(result, assessment.level) if not grade else missing_texts(result),
        notices=list(result.notices),
        reason=reason,
        on=today(),
        by=by,
        at=now(),
    )
    changes: dict[str, Any] = {"结果": ["", decision.get_outcome_display()], "等级": ["", decision.grade_name]}
    log(by, "认定等级", decision, node_id=assessment.subject_id, changes=changes | {"总分": str(result.total)})
    return decision


def hold(assessment: Assessment, decision: Decision) -> GradeHolding:
    """The subject holds the granted grade from today; a grade held before ends, unless it is the same."""
    live = live_holding(assessment)
    if live is not None:
        live = GradeHolding.objects.select_for_update().get(pk=live.pk)
        if live.grade == decision.grade and live.programme_id == assessment.programme_id:
            return live
        pack = pack_of(assessment)
        higher = rules.rank_of(pack, live.rubric, decision.grade) >= rules.rank_of(pack, live.rubric, live.grade)
        end_holding(live, HoldingEnd.PROMOTED if higher else HoldingEnd.LOWERED)
    holding = GradeHolding.objects.create(
        programme=assessment.programme,
        subject=assessment.subject,
        rubric=assessment.rubric,
        grade=decision.grade,
        grade_name=decision.grade_name,
        since=decision.on,
        decision=decision,
    )
    events.grade_granted.send(
        GradeHolding,
        subject_id=holding.subject_id,
        rubric=holding.rubric,
        grade=holding.grade,
        holding_id=holding.pk,
        on=holding.since,
    )
    return holding


def end_holding(holding: GradeHolding, how: HoldingEnd) -> None:
    """Close a grade as of today."""
    holding.until, holding.ended_how = max(today(), holding.since), how
    holding.save(update_fields=["until", "ended_how"])


@transaction.atomic
def set_certificate_rule(node: Node, *, prefix: str, years_valid: int | None, by: User) -> CertificateRule:
    """Set how certificates are numbered and how long they hold, at a node and below."""
    permissions.decide_at.check(by, node)
    rule = CertificateRule.objects.select_for_update().filter(node=node).first() or CertificateRule(node=node)
    before = [rule.prefix, rule.years_valid]
    rule.prefix, rule.years_valid = prefix.strip(), years_valid
    check_fields(rule)
    rule.save()
    log(by, "设置证书规则", rule, node_id=node.pk, changes={"规则": [before, [rule.prefix, rule.years_valid]]})
    return rule


@transaction.atomic
def issue_certificate(decision: Decision, *, by: User) -> Certificate:
    """Issue the certificate of a granted grade; a second time gives the same one."""
    assessment = locked(decision.assessment)
    permissions.decide.check(by, assessment)
    if decision.outcome != Outcome.GRANTED:
        raise Refused("没有认定等级，不能签发证书")
    known = Certificate.objects.filter(decision=decision).first()
    if known is not None:
        return known
    line = [*superiors(assessment.subject), assessment.subject]
    street = next((node for node in line if node.kind_id == "street"), line[0])
    rule = nearest_rule(line)
    number = next_number(street, decision.on.year)
    certificate = Certificate.objects.create(
        decision=decision,
        street=street,
        number=rules.certificate_number(rule.prefix if rule else street.name, decision.on.year, street.code, number),
        valid_from=decision.on,
        valid_until=rules.valid_until(decision.on, rule.years_valid if rule else None),
        issued_by=by,
        issued_at=now(),
    )
    log(by, "签发证书", certificate, node_id=assessment.subject_id, changes={"编号": ["", certificate.number]})
    return certificate


def nearest_rule(line: list[Node]) -> CertificateRule | None:
    """The certificate rule at the nearest of these nodes (root first)."""
    found = {rule.node_id: rule for rule in CertificateRule.objects.filter(node__in=line)}
    return next((found[node.pk] for node in reversed(line) if node.pk in found), None)


def next_number(street: Node, year: int) -> int:
    """The next number of a street in a year; the counter's row is locked until the transaction ends."""
    CertificateCounter.objects.get_or_create(street=street, year=year)
    counter = CertificateCounter.objects.select_for_update().get(street=street, year=year)
    number = counter.next_number
    counter.next_number += 1
    counter.save(update_fields=["next_number"])
    return number
