"""Members who go away: told before leaving, place reported, permit, contact, urged to transfer, checked on return."""

import datetime
from dataclasses import dataclass

from django.db import transaction

from mulin.audit.actions import log
from mulin.foundation.clock import today
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.members.models import Member
from mulin.members.permissions import is_oneself
from mulin.organisations.actions.keeping import checked
from mulin.relations import permissions
from mulin.relations.actions.following import end_stays
from mulin.relations.actions.numbering import take_numbers
from mulin.relations.actions.transfers.starting import home_of
from mulin.relations.choices import AbsenceState, ContactKind, Series, StayEnd
from mulin.relations.models import Absence, Contact, Permit, Whereabouts
from mulin.relations.queries.clauses import floating_terms
from mulin.relations.queries.floating import is_urged
from mulin.tree.models import Node


@dataclass(frozen=True)
class Spot:
    """Where a member goes: the place, the organisation there (ours or as a text), and whether the place is fixed."""

    place: str
    is_fixed: bool = False
    host: Node | None = None
    host_text: str = ""


@dataclass(frozen=True)
class Departure:
    """What a member tells before leaving: why, when, until when, where to; when it was told."""

    reason: str
    left_on: datetime.date
    spot: Spot
    expected_until: datetime.date | None = None
    told_on: datetime.date | None = None


@transaction.atomic
def tell_absence(member: Member, departure: Departure, *, by: User) -> Absence:
    """Note that a member goes away. Members tell it themselves, or the secretary writes it down."""
    member = Member.objects.select_for_update(of=("self",)).get(pk=member.pk)
    home = home_of(member)
    if not is_oneself(by, member):
        permissions.manage_relations.check(by, home)
    if Absence.objects.filter(member=member, state=AbsenceState.AWAY).exists():
        raise Refused(f"“{member.name}”已登记为外出，变更地点请用“变更地点”")
    told = departure.told_on or today()
    if told > today():
        raise Refused("报告日期不能晚于今天", field="told_on")
    made = Absence(
        member=member, home=home, told_on=told, left_on=departure.left_on,
        expected_until=departure.expected_until, reason=departure.reason,
    )  # fmt: skip
    checked(made, {"state"})
    made.save()
    add_place(made, departure.spot, since=departure.left_on, told_on=told)
    log(by, "登记外出", member, node_id=home.pk, changes={"外出": departure.left_on, "去向": departure.spot.place})
    return made


def add_place(absence: Absence, spot: Spot, *, since: datetime.date, told_on: datetime.date) -> Whereabouts:
    """One more place, since a day."""
    return Whereabouts.objects.create(
        absence=absence, place=spot.place, host_text=spot.host_text, host=spot.host, is_fixed=spot.is_fixed,
        since=since, told_on=told_on,
    )  # fmt: skip


def held(absence: Absence, by: User, *, own: bool = False) -> Absence:
    """The absence, locked, of a member who is away; refuses who may not (with ``own`` the member may)."""
    found = Absence.objects.select_for_update(of=("self",)).select_related("member", "home").get(pk=absence.pk)
    if not (own and is_oneself(by, found.member)):
        permissions.manage_relations.check(by, found.home)
    if found.state != AbsenceState.AWAY:
        raise Refused(f"“{found.member.name}”{found.get_state_display()}，不用再办理")
    return found


@transaction.atomic
def change_place(absence: Absence, spot: Spot, *, since: datetime.date, by: User) -> Whereabouts:
    """The member is somewhere else; the clock of a fixed place begins again."""
    found = held(absence, by, own=True)
    current = found.place
    if current is not None and since <= current.since:
        raise Refused(f"现在的地点自 {current.since} 起，新的地点应在其后", field="since")
    made = add_place(found, spot, since=since, told_on=today())
    told = f"变更地点：{spot.place}"[:200]
    Contact.objects.create(absence=found, kind=ContactKind.REPORTED, day=max(today(), found.left_on), note=told, by=by)
    Absence.objects.filter(pk=found.pk).update(urged_on=None, urged_answer="")
    log(by, "变更外出地点", found.member, node_id=found.home_id, changes={"去向": [str(current or ""), spot.place]})
    return made


@transaction.atomic
def issue_permit(absence: Absence, *, because: str = "", by: User) -> Permit:
    """Give the permit for this absence. Who is long at a fixed place has to say why the relation cannot follow now."""
    found = held(absence, by)
    terms = floating_terms(found.home, today())
    if terms is None:
        raise Refused("现行制度没有规定流动党员管理，不能发证")
    if found.permit is not None:
        raise Refused(f"这次外出已发活动证（{found.permit}）")
    if is_urged(found, terms, today()) and not because.strip():
        months = terms.urge_from_months
        raise Refused(
            f"外出满 {months} 个月且地点比较固定，应动员转出组织关系；暂时不能转移的，请写明原因", field="because"
        )
    [number] = take_numbers(Series.PERMIT, today().year)
    made = Permit.objects.create(absence=found, number=number, issued_on=today(), because=because)
    log(by, "发流动党员活动证", found.member, node_id=found.home_id, changes={"编号": number})
    return made


@transaction.atomic
def hand_permit(absence: Absence, *, on: datetime.date, by: User) -> Permit:
    """The permit was handed to the organisation there."""
    found = held(absence, by, own=True)
    permit = found.permit
    if permit is None:
        raise Refused("这次外出还没有发活动证")
    if not permit.issued_on <= on <= today():
        raise Refused("交证日期应在发证之后，不能晚于今天", field="on")
    permit.handed_on = on
    permit.save(update_fields=["handed_on"])
    log(by, "活动证交外出地党组织", found.member, node_id=found.home_id, changes={"编号": permit.number, "日期": on})
    return permit


@transaction.atomic
def note_contact(absence: Absence, *, kind: str, day: datetime.date, note: str, by: User) -> Contact:
    """Either side heard of the other."""
    found = held(absence, by, own=kind == ContactKind.REPORTED)
    if not found.left_on <= day <= today():
        raise Refused("联系日期应在外出之后，不能晚于今天", field="day")
    made = Contact.objects.create(absence=found, kind=kind, day=day, note=note, by=by)
    log(by, "登记外出联系", found.member, node_id=found.home_id, changes={"方式": made.get_kind_display(), "日期": day})
    return made


@transaction.atomic
def urge(absence: Absence, *, on: datetime.date, answer: str, by: User) -> Absence:
    """The branch urged the member to transfer, and heard this."""
    found = held(absence, by)
    if not answer.strip():
        raise Refused("请写明动员情况", field="answer")
    found.urged_on, found.urged_answer = on, answer
    found.save(update_fields=["urged_on", "urged_answer"])
    log(by, "动员转出组织关系", found.member, node_id=found.home_id, changes={"日期": on, "情况": answer})
    return found


@dataclass(frozen=True)
class ReturnCheck:
    """What is seen on return: how the member did, and what the permit shows."""

    on: datetime.date
    conduct: str
    attended: int | None = None
    dues_until: datetime.date | None = None
    host_opinion: str = ""


@transaction.atomic
def check_return(absence: Absence, check: ReturnCheck, *, by: User) -> Absence:
    """The member is back: the permit is looked through, the conduct asked, stays with hosts of ours end."""
    found = held(absence, by)
    if not found.left_on <= check.on <= today():
        raise Refused("返回日期应在外出之后，不能晚于今天", field="on")
    permit = found.permit
    if permit is not None:
        if check.attended is None:
            raise Refused("请查验活动证，填写证上记载的参加活动次数", field="attended")
        permit.checked_on, permit.attended = check.on, check.attended
        permit.dues_until, permit.host_opinion = check.dues_until, check.host_opinion
        permit.save(update_fields=["checked_on", "attended", "dues_until", "host_opinion"])
    found.come_back(on=check.on, conduct=check.conduct)
    found.save(update_fields=["state", "returned_on", "conduct"])
    end_stays([found.member_id], on=check.on, ending=StayEnd.WENT_BACK, by=by)
    log(by, "返回查验", found.member, node_id=found.home_id, changes={"日期": check.on, "活动证": str(permit or "无")})
    return found
