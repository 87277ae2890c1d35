"""Matters go through the steps of their procedure: who took part, the ballot, disclosures, objections answered."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction

from mulin.audit.actions import log
from mulin.deliberation import events, permissions
from mulin.deliberation.actions.polling import Item, NewPoll, open_poll
from mulin.deliberation.choices import MatterState, PollState, StepState
from mulin.deliberation.models import Disclosure, Matter, Objection, Poll, StepRun
from mulin.deliberation.queries import matters as queries
from mulin.foundation.clock import today
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.programmes.queries import Ruling
from mulin.records.models import Activity
from mulin.rulebook.schema.procedures import Step
from mulin.tree.models import Node


@dataclass(frozen=True)
class StepResult:
    """How a step ended: passed or not, how many of each party were there, the conclusion, the minutes kept of it."""

    passed: bool
    text: str
    present: Mapping[str, int] = field(default_factory=dict)
    activity: Activity | None = None


@transaction.atomic
def open_matter(
    node: Node,
    ruling: Ruling,
    *,
    title: str,
    by: User,
    text: str = "",
    proposed_by: str = "",
) -> Matter:
    """Open a matter under a procedure in force at the node; its first step begins."""
    permissions.manage_deliberation.check(by, node)
    if node.kind_id not in ruling.clause.subjects:
        raise Refused(f"“{ruling.clause.name}”不适用于{node.kind.name}")
    if not title.strip():
        raise Refused("请填写议题", field="title")
    day = today()
    matter = Matter.objects.create(
        node=node,
        programme=ruling.programme,
        procedure=ruling.clause.id,
        title=title.strip(),
        text=text.strip(),
        proposed_by=proposed_by.strip(),
        opened_on=day,
        opened_by=by,
    )
    StepRun.objects.create(matter=matter, number=1, step=ruling.clause.steps[0].id, began_on=day)
    log(by, "提出议题", matter, node_id=node.pk, changes={"程序": ruling.clause.name})
    return matter


def current(matter: Matter) -> tuple[Matter, StepRun, Step]:
    """The matter and its open step, held until the transaction ends, and what the procedure says of the step."""
    found = Matter.objects.select_for_update(of=("self",)).select_related("node__kind", "programme").get(pk=matter.pk)
    if found.state != MatterState.OPEN:
        raise Refused("这个议题已经办结")
    run = found.runs.select_for_update().get(state=StepState.OPEN)
    return found, run, queries.step_of(found, run.step)


@transaction.atomic
def open_step_poll(matter: Matter, voter_ids: Sequence[int], *, closes_on: datetime.date, by: User) -> Poll:
    """Let a ballot of these members decide the open step, with the choices and the majority the procedure says."""
    permissions.manage_deliberation.check(by, matter)
    found, run, step = current(matter)
    if step.ballot is None:
        raise Refused(f"“{step.name}”不需要表决")
    if run.poll is not None and run.poll.state != PollState.CANCELLED:
        raise Refused("这一步已经有一次表决")
    new = NewPoll(
        title=f"{found.title}：{step.name}",
        text=found.text,
        closes_on=closes_on,
        items=[Item(found.title)],
        voter_ids=voter_ids,
        choices=step.ballot.choices,
        secret=step.ballot.secret,
        terms=queries.terms_of(queries.ruling_of(found), step),
    )
    run.poll = open_poll(found.node, new, by=by)
    run.save(update_fields=["poll"])
    return run.poll


@transaction.atomic
def disclose(matter: Matter, *, text: str, by: User) -> Disclosure:
    """Make the open step public from today, for as many days as the procedure says."""
    permissions.manage_deliberation.check(by, matter)
    found, run, step = current(matter)
    if step.disclosure is None:
        raise Refused(f"“{step.name}”不需要公示")
    if Disclosure.objects.filter(run=run).exists():
        raise Refused("这一步已经公示")
    if not text.strip():
        raise Refused("请填写公示正文", field="text")
    ruling = queries.ruling_of(found)
    days = ruling.value(step.disclosure.days)
    if days is None:
        raise Refused("公示天数未配置，请先在制度参数中填写")
    answer = step.disclosure.answer_within_days
    disclosure = Disclosure.objects.create(
        run=run,
        what=step.disclosure.what,
        text=text.strip(),
        first=today(),
        last=queries.last_day(today(), int(days), working=step.disclosure.working_days),
        takes_objections=step.disclosure.objections,
        answer_within_days=None if answer is None else ruling.value(answer),
    )
    log(by, "公示", found, node_id=found.node_id, changes={"公示起": disclosure.first, "公示止": disclosure.last})
    return disclosure


@transaction.atomic
def object_to(disclosure: Disclosure, *, said_by: str, text: str, by: User) -> Objection:
    """Write down an objection that somebody made while the disclosure lasts."""
    matter = disclosure.run.matter
    permissions.manage_deliberation.check(by, matter)
    if not disclosure.takes_objections:
        raise Refused("这次公示不受理异议")
    if not disclosure.first <= today() <= disclosure.last:
        raise Refused(f"公示期是 {disclosure.first} 至 {disclosure.last}，不在公示期内")
    if not text.strip() or not said_by.strip():
        raise Refused("请填写提出人和异议内容", field="text")
    objection = Objection.objects.create(
        disclosure=disclosure, said_on=today(), said_by=said_by.strip(), text=text.strip()
    )
    log(by, "登记异议", matter, node_id=matter.node_id)
    return objection


@transaction.atomic
def answer_objection(objection: Objection, *, answer: str, by: User) -> Objection:
    """Answer an objection."""
    matter = objection.disclosure.run.matter
    permissions.manage_deliberation.check(by, matter)
    objection = Objection.objects.select_for_update().get(pk=objection.pk)
    if objection.answered_on is not None:
        raise Refused("这条异议已经答复")
    if not answer.strip():
        raise Refused("请填写答复", field="answer")
    objection.answer, objection.answered_on, objection.answered_by = answer.strip(), today(), by
    objection.save(update_fields=["answer", "answered_on", "answered_by"])
    log(by, "答复异议", matter, node_id=matter.node_id)
    return objection


@transaction.atomic
def finish_step(matter: Matter, result: StepResult, *, by: User) -> Matter:
    """End the open step. The next one begins, or the step it goes back to, or the matter is decided or refused."""
    permissions.manage_deliberation.check(by, matter)
    found, run, step = current(matter)
    if not result.text.strip():
        raise Refused("请填写这一步的结论", field="text")
    check_parties(found, step, result)
    check_ballot(run, step, passed=result.passed)
    if result.passed:
        check_disclosure(run, step)
    run.state = StepState.PASSED if result.passed else StepState.REFUSED
    run.ended_on, run.ended_by, run.text = today(), by, result.text.strip()
    run.present, run.activity = dict(result.present), result.activity
    run.save(update_fields=["state", "ended_on", "ended_by", "text", "present", "activity"])
    log(by, "完成议事步骤", found, node_id=found.node_id, changes={"步骤": step.name, "结果": run.get_state_display()})
    following = queries.step_after(found, step, passed=result.passed)
    if following is not None:
        StepRun.objects.create(matter=found, number=run.number + 1, step=following.id, began_on=today())
        return found
    return end(found, MatterState.DECIDED if result.passed else MatterState.REFUSED)


def check_parties(matter: Matter, step: Step, result: StepResult) -> None:
    """Every party the step needs was there, with as many people as the procedure asks; the quorum is reached."""
    ruling = queries.ruling_of(matter)
    for party in (party for party in ruling.clause.parties if party.id in step.who):
        least = int(ruling.value(party.at_least) or 1) if party.at_least is not None else 1
        if result.present.get(party.id, 0) < least:
            raise Refused(f"“{step.name}”须有{party.name}参加，至少 {least} 人", field=f"present_{party.id}")
    least = ruling.value(step.quorum.number) if step.quorum is not None and step.quorum.number is not None else 0
    there = sum(result.present.values())
    if there < int(least or 0):
        raise Refused(f"到场 {there} 人，至少要 {least} 人才有效")


def check_ballot(run: StepRun, step: Step, *, passed: bool) -> None:
    """Where the step is decided by a ballot, its result is the result of the step."""
    if step.ballot is None:
        return
    if run.poll is None or run.poll.state != PollState.CLOSED:
        raise Refused(f"“{step.name}”须先表决并计票")
    items = run.poll.result["items"].values()
    if passed != all(item["passed"] for item in items):
        raise Refused("结论与表决结果不一致：" + ("；".join(item["reason"] for item in items) or "表决已通过"))


def check_disclosure(run: StepRun, step: Step) -> None:
    """What the step makes public has been public long enough, and every objection is answered."""
    if step.disclosure is None:
        return
    disclosure = Disclosure.objects.filter(run=run).first()
    if disclosure is None:
        raise Refused(f"“{step.name}”须先公示")
    if today() <= disclosure.last:
        raise Refused(f"公示到 {disclosure.last} 为止，期满后才能进入下一步")
    if disclosure.objections.filter(answered_on__isnull=True).exists():
        raise Refused("还有异议没有答复")


def end(matter: Matter, state: str, reason: str = "") -> Matter:
    """The matter is over."""
    matter.state, matter.ended_on, matter.reason = state, today(), reason
    matter.save(update_fields=["state", "ended_on", "reason"])
    events.matter_ended.send(Matter, matter_id=matter.pk)
    return matter


@transaction.atomic
def withdraw(matter: Matter, *, reason: str, by: User) -> Matter:
    """Take a matter back, with a reason; its steps stay on record."""
    permissions.manage_deliberation.check(by, matter)
    found, run, _step = current(matter)
    if not reason.strip():
        raise Refused("请写明撤回的原因", field="reason")
    run.state, run.ended_on, run.ended_by, run.text = StepState.REFUSED, today(), by, f"撤回：{reason.strip()}"
    run.save(update_fields=["state", "ended_on", "ended_by", "text"])
    log(by, "撤回议题", found, node_id=found.node_id, changes={"原因": reason.strip()})
    return end(found, MatterState.WITHDRAWN, reason.strip())
