"""核实通知书: what the facts flag about a member, and the steps that people take before anything is decided."""

from mulin.papers.machine.paper import Block, Heading, Paper, Paragraph, Signature
from mulin.papers.queries.offices import issuing_office
from mulin.papers.rules import Pen, closed, worded_iso
from mulin.relations.choices import Ground, WithdrawalState
from mulin.relations.models import WithdrawalCase

WORDS = {
    Ground.ORGANISATION_LIFE: "没有参加党的组织生活的记载",
    Ground.DUES: "没有交纳党费的记载",
    Ground.CONTACT: "没有与党组织联系的记载",
}


def compose(case: WithdrawalCase, pen: Pen) -> Paper:
    """The notice to the branch, with the facts and what was done since."""
    since, months = pen.held(case.since, 8), pen.held(case.facts.get("months"), 2)
    ground = WORDS[Ground(case.ground)] if not pen.blank else "＿" * 12
    blocks: list[Block] = [
        Paragraph(f"{pen.held(case.home, 10)}：", indent=False),
        Paragraph(
            f"据记载，你支部党员{pen.held(case.member, 5)}同志自{since}起，连续{months}个月{ground}，请核实。"
            "本通知只列事实，不是结论。"
        ),
        Heading("一、依据的事实"),
        *(Paragraph(closed(one)) for one in facts(case, pen)),
        Heading("二、请按下列步骤办理"),
        Paragraph(
            "查明原因；有正当理由的，登记后结案。没有正当理由的，谈话教育。仍不改正的，提交支部大会讨论决定，并报上级批准。"
        ),
        Heading("三、办理情况"),
        *course(case, pen),
        Signature(issuing_office(case.home, case.flagged_on), pen.held(case.flagged_on)),
    ]
    return Paper(
        id="withdrawal_notice",
        title="党员参加组织生活情况核实通知书",
        style="document",
        blocks=tuple(blocks),
        reference_url=pen.reference_url,
        printed_at=pen.printed_at,
    )


def facts(case: WithdrawalCase, pen: Pen) -> list[str]:
    """The facts in sentences."""
    last, missed = case.facts.get("last"), case.facts.get("missed") or []
    told = [f"最近一次记载：{pen.held(worded_iso(last) if last else '没有', 8)}"]
    if missed or pen.blank:
        days = pen.held("、".join(map(worded_iso, missed[:12])), 20)
        told.append(f"其间支部举办有名单的活动{pen.held(len(missed), 2)}次：{days}")
    return told


def course(case: WithdrawalCase, pen: Pen) -> list[Paragraph]:
    """What was done, step by step; empty lines where nothing was done yet."""
    steps = [] if pen.blank else list(case.steps.exclude(state=WithdrawalState.FLAGGED))
    if not steps:
        return [Paragraph("（由支部填写）")]
    return [
        Paragraph(f"{pen.held(step.day)} {step.get_state_display()}：{closed(pen.given(step.note))}") for step in steps
    ]
