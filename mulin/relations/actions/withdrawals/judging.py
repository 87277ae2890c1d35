"""The steps by which people judge a flagged member: cause, talk, branch meeting, superior; closed at any of them."""

import datetime
from dataclasses import dataclass

from django.db import transaction

from mulin.audit.actions import log
from mulin.foundation.clock import today
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.members.actions.moving import let_go
from mulin.members.choices import Leaving
from mulin.members.models import Member
from mulin.organisations.actions.keeping import checked
from mulin.relations import permissions
from mulin.relations.actions.transfers.starting import home_of
from mulin.relations.choices import OPEN_WITHDRAWALS, WithdrawalState
from mulin.relations.models import Excuse, WithdrawalCase, WithdrawalStep
from mulin.relations.queries.clauses import floating_terms
from mulin.relations.queries.clocks import full_clocks
from mulin.relations.rules import passes, quorum_problem, vote_problem
from mulin.rulebook.schema.floating import SelfWithdrawal

NEXT = {
    "ask_cause": WithdrawalState.FLAGGED,
    "talk": WithdrawalState.CAUSE_ASKED,
    "decide": WithdrawalState.TALKED,
    "approve": WithdrawalState.DECIDED,
}


@transaction.atomic
def open_case(member: Member, *, by: User) -> WithdrawalCase:
    """Take up what the facts flag for a member. Nobody is taken up whom they do not flag."""
    member = Member.objects.select_for_update(of=("self",)).get(pk=member.pk)
    home = home_of(member)
    permissions.manage_relations.check(by, home)
    if WithdrawalCase.objects.filter(member=member, state__in=OPEN_WITHDRAWALS).exists():
        raise Refused(f"“{member.name}”已在核实")
    flags = full_clocks([home], today(), [member.pk])
    if not flags:
        raise Refused(f"“{member.name}”没有达到提示条件，不能立案")
    flag = flags[0]
    made = WithdrawalCase.objects.create(
        member=member, home=home, programme=flag.ruling.programme, clause=flag.ruling.clause.id,
        ground=flag.ground, since=flag.since, facts=dict(flag.facts) | {"months": flag.months}, flagged_on=today(),
    )  # fmt: skip
    add_step(made, WithdrawalState.FLAGGED, f"{flag.ground.label}，自 {flag.since} 起满 {flag.months} 个月", by)
    return made


def add_step(case: WithdrawalCase, state: str, note: str, by: User) -> None:
    """Write down one step, and log it."""
    WithdrawalStep.objects.create(case=case, state=state, day=today(), note=note, by=by)
    label = WithdrawalState(state).label
    log(by, f"自行脱党认定：{label}", case, node_id=case.home_id, changes={"步骤": label})


def held(case: WithdrawalCase, step: str, note: str) -> WithdrawalCase:
    """The case, locked, at the point where this step comes next; every step is put into words."""
    rows = WithdrawalCase.objects.select_for_update(of=("self",)).select_related("member", "home", "programme")
    found = rows.get(pk=case.pk)
    expected = NEXT[step]
    if found.state != expected:
        raise Refused(f"现在是“{found.get_state_display()}”，这一步要在“{expected.label}”之后办理")
    if not note.strip():
        raise Refused("请写明情况", field="note")
    return found


@transaction.atomic
def ask_cause(case: WithdrawalCase, *, note: str, by: User) -> WithdrawalCase:
    """Somebody asked why; the answer is written down."""
    found = held(case, "ask_cause", note)
    permissions.manage_relations.check(by, found.home)
    found.ask_cause()
    found.save(update_fields=["state"])
    add_step(found, found.state, note, by)
    return found


@transaction.atomic
def talk(case: WithdrawalCase, *, note: str, by: User) -> WithdrawalCase:
    """Somebody talked with the member, or tried to and could not."""
    found = held(case, "talk", note)
    permissions.manage_relations.check(by, found.home)
    found.talk()
    found.save(update_fields=["state"])
    add_step(found, found.state, note, by)
    return found


@dataclass(frozen=True)
class Meeting:
    """A branch meeting on the case: its day, how many could vote, were there, and how they voted; what was resolved."""

    on: datetime.date
    entitled: int
    present: int
    votes_for: int
    votes_against: int
    abstained: int
    resolution: str


@transaction.atomic
def decide(case: WithdrawalCase, meeting: Meeting, *, by: User) -> WithdrawalCase:
    """The branch meeting decides. With too few votes the case is closed: the member stays."""
    found = held(case, "decide", meeting.resolution)
    permissions.manage_relations.check(by, found.home)
    check_meeting(found, meeting)
    for name in ("entitled", "present", "votes_for", "votes_against", "abstained"):
        setattr(found, name, getattr(meeting, name))
    votes = f"应到 {meeting.entitled}，实到 {meeting.present}，赞成 {meeting.votes_for}，"
    note = f"{meeting.resolution}（{votes}不赞成 {meeting.votes_against}，弃权 {meeting.abstained}）"
    if passes(meeting.votes_for, meeting.entitled, rule_of(found).majority):
        found.decide(on=meeting.on, resolution=meeting.resolution)
    else:
        found.meeting_on, found.resolution = meeting.on, meeting.resolution
        found.close(on=today())
        note = f"赞成票未超过规定，不作处理。{note}"
    checked(found, {"state"})
    found.save()
    add_step(found, found.state, note, by)
    return found


def check_meeting(case: WithdrawalCase, meeting: Meeting) -> None:
    """The figures can be right, and enough were there."""
    votes = (meeting.votes_for, meeting.votes_against, meeting.abstained)
    problem = vote_problem(meeting.entitled, meeting.present, votes)
    problem = problem or quorum_problem(meeting.entitled, meeting.present, rule_of(case).quorum)
    if problem:
        raise Refused(problem, field="present")
    if not case.flagged_on <= meeting.on <= today():
        raise Refused("支部大会日期应在立案之后，不能晚于今天", field="on")


def rule_of(case: WithdrawalCase) -> SelfWithdrawal:
    """What the clause in force says of deciding; refuses once no pack says anything."""
    terms = floating_terms(case.home, case.flagged_on)
    if terms is None or terms.clause.withdrawal is None:
        raise Refused("立案时的制度已不在实施，不能继续认定；可以结案")
    rule: SelfWithdrawal = terms.clause.withdrawal
    return rule


@transaction.atomic
def approve(case: WithdrawalCase, *, note: str, by: User) -> WithdrawalCase:
    """The superior approves: the member leaves the register as of today."""
    found = held(case, "approve", note)
    permissions.approve_at.check(by, found.home)
    found.approve(on=today())
    found.save(update_fields=["state", "ended_on"])
    add_step(found, found.state, note, by)
    let_go(found.member, on=today(), leaving=Leaving.LEFT_PARTY, by=by)
    return found


@transaction.atomic
def close(case: WithdrawalCase, *, note: str, by: User) -> WithdrawalCase:
    """There was a cause, the member is back, or the superior did not approve: the case ends, the member stays."""
    rows = WithdrawalCase.objects.select_for_update(of=("self",)).select_related("member", "home")
    found = rows.get(pk=case.pk)
    if not found.is_open:
        raise Refused(f"已结案（{found.get_state_display()}）")
    decided = found.state == WithdrawalState.DECIDED
    (permissions.approve_at if decided else permissions.manage_relations).check(by, found.home)
    if not note.strip():
        raise Refused("请写明结案的原因", field="note")
    found.close(on=today())
    found.save(update_fields=["state", "ended_on"])
    add_step(found, found.state, note, by)
    return found


@transaction.atomic
def excuse(
    member: Member, *, since: datetime.date, until: datetime.date | None = None, reason: str, by: User
) -> Excuse:
    """Note a known cause why a member takes no part for a time: the clock does not run, and an open flag is closed."""
    home = home_of(member)
    permissions.manage_relations.check(by, home)
    made = Excuse(member=member, since=since, until=until, reason=reason, by=by)
    checked(made)
    made.save()
    log(by, "登记正当理由", member, node_id=home.pk, changes={"起": since, "止": until, "理由": reason})
    covers_today = since <= today() and (until is None or until >= today())
    case = WithdrawalCase.objects.filter(member=member, state=WithdrawalState.FLAGGED).first()
    if case is not None and covers_today:
        close(case, note=f"有正当理由：{reason}", by=by)
    return made
