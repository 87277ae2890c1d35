"""Needs: listed, asked by residents, handed to teams, answered, done, rated."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from mulin.audit.actions import log
from mulin.foundation.clock import today
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.members.models import Member
from mulin.records.models import Activity
from mulin.service import events
from mulin.service.actions.posts import at_a_community
from mulin.service.actions.recording import write_down
from mulin.service.choices import NeedOrigin, NeedState, TeamKind
from mulin.service.models import Answer, Need, Team, TeamMembership
from mulin.service.permissions import check_oneself, manage_service
from mulin.service.queries.clauses import clause_of
from mulin.tree.models import Node


@dataclass(frozen=True)
class NewNeed:
    """A need as it is listed, or as a resident asks."""

    title: str
    text: str = ""
    field: str = ""
    spot: Node | None = None
    wanted_by: datetime.date | None = None
    resident: str = ""
    phone: str = ""


@transaction.atomic
def list_needs(community: Node, needs: Sequence[NewNeed], *, by: User, on: datetime.date | None = None) -> list[Need]:
    """The community lists needs, all or none; one with a resident's name is that resident's request."""
    manage_service.check(by, community)
    at_a_community(community)
    if on is not None and on > today():
        raise Refused("提出日期不能晚于今天", field="asked_on")
    made = []
    for one in needs:
        if not one.title.strip():
            raise Refused("请写明需要什么", field="title")
        if one.spot is not None and not one.spot.path.startswith(community.path):
            raise Refused(f"“{one.spot.name}”不在“{community.name}”", field="spot")
        made.append(
            Need(
                community=community,
                origin=NeedOrigin.RESIDENT if one.resident else NeedOrigin.LISTED,
                title=one.title.strip()[:100],
                text=one.text.strip(),
                field=one.field,
                spot=one.spot,
                asked_on=on or today(),
                wanted_by=one.wanted_by,
                resident=one.resident.strip(),
                phone=one.phone.strip(),
                entered_by=by,
            )
        )
    Need.objects.bulk_create(made)
    log(by, "登记需求", community, node_id=community.pk, changes={"需求": "、".join(one.title for one in made)})
    events.needs_changed.send(Need, node_ids=[community.pk])
    return made


@transaction.atomic
def hand_to_teams(
    community: Node, assigned: Mapping[int, Team], *, by: User, on: datetime.date | None = None
) -> Activity | None:
    """Hand needs (by id) to teams: the quarterly list. The record of it is written with the same press.

    So the duty of the quarter is met without another form. Returns the record; nothing where no regulation in
    force asks for one. A need may be handed to another team as long as it is not done.
    """
    manage_service.check(by, community)
    day = on or today()
    needs = list(
        Need.objects.select_for_update(of=("self",)).filter(pk__in=assigned, community=community).order_by("pk")
    )
    if len(needs) < len(assigned):
        raise Refused("有需求不属于本社区，请刷新后重选")
    for need in needs:
        team = assigned[need.pk]
        if need.state not in (NeedState.OPEN, NeedState.HANDED):
            raise Refused(f"“{need.title}”已经办结或不再需要")
        if team.community_id != community.pk or team.until is not None:
            raise Refused(f"“{team.name}”不是本社区的团组，或已解散", field="team")
        need.hand_to(team, on=day)
    activity = write_list(community, needs, day, by)
    for need in needs:
        need.listed_in = activity
    Need.objects.bulk_update(needs, ["team", "handed_on", "state", "listed_in"])
    changes = {one.title: ["", assigned[one.pk].name] for one in needs}
    log(by, "需求交团组", community, node_id=community.pk, changes=changes)
    events.needs_changed.send(Need, node_ids=[community.pk])
    return activity


def write_list(community: Node, needs: Sequence[Need], day: datetime.date, by: User) -> Activity | None:
    """The record that the list went to the teams, as the clause names it."""
    ruling = clause_of(community, day, "team_rules")
    listed = [one for one in needs if one.origin == NeedOrigin.LISTED]
    if ruling is None or not listed:
        return None
    waiting = Need.objects.filter(community=community, origin=NeedOrigin.LISTED, state=NeedState.OPEN)
    left = waiting.exclude(pk__in=[one.pk for one in listed]).count()
    lines = [f"{number}. {one.title}（{one.team}）" for number, one in enumerate(listed, 1)]
    answers = {"needs": len(listed) + left, "matched": len(listed)}
    return write_down(community, ruling.clause.needs_activity, day, by=by, answers=answers, minutes="\n".join(lines))


def locked_need(need: Need) -> Need:
    """The need, read again and locked."""
    rows = Need.objects.select_for_update(of=("self",)).select_related("community", "team", "spot")
    return rows.get(pk=need.pk)


@transaction.atomic
def answer_need(need: Need, member: Member, reply: str, *, by: User, note: str = "") -> Answer:
    """A member of the team says whether they take part, or suggests something. A later answer replaces the earlier."""
    need = locked_need(need)
    if not manage_service.allows(by, need):
        check_oneself(by, member)
    if need.state != NeedState.HANDED or need.team is None:
        raise Refused("这项需求不在办理中")
    if not TeamMembership.objects.filter(team=need.team, member=member, until__isnull=True).exists():
        raise Refused("只有承办团组的成员可以答复")
    values = {"reply": reply, "note": note.strip()[:300], "on": today()}
    found, _made = Answer.objects.update_or_create(need=need, member=member, defaults=values)
    log(by, "答复需求", need, node_id=need.community_id, changes={"党员": member.name, "答复": reply})
    events.needs_changed.send(Need, node_ids=[need.community_id])
    return found


@transaction.atomic
def finish(need: Need, members: Sequence[Member], *, on: datetime.date, result: str, by: User) -> Need:
    """A need is done: who took part goes into one record with attendance, from which everything else follows."""
    need = locked_need(need)
    manage_service.check(by, need)
    if need.state != NeedState.HANDED or need.team is None:
        raise Refused("只有已交团组的需求可以办结")
    if on > today() or on < need.asked_on:
        raise Refused(f"办结日期应在 {need.asked_on} 至今天之间", field="on")
    if not members:
        raise Refused("请填写参加的党员", field="names")
    answers = {"service": need.field, "content": need.field}
    place = need.spot.name if need.spot else ""
    title, minutes = f"{need.team.name}：{need.title}"[:100], result
    need.activity = write_down(
        need.community,
        work_kind(need, on),
        on,
        by=by,
        people=members,
        answers=answers,
        title=title,
        minutes=minutes,
        place=place,
    )
    need.finish(on=on, result=result)
    need.save(update_fields=["activity", "state", "done_on", "result"])
    log(by, "办结需求", need, node_id=need.community_id, changes={"日期": on, "参加": len(members)})
    events.needs_changed.send(Need, node_ids=[need.community_id])
    return need


def work_kind(need: Need, day: datetime.date) -> str | None:
    """As which kind of activity the work of the team is written down."""
    volunteers = need.team is not None and need.team.kind == TeamKind.VOLUNTEERS
    section, name = ("volunteer_rules", "activity") if volunteers else ("team_rules", "work_activity")
    ruling = clause_of(need.community, day, section)
    return getattr(ruling.clause, name) if ruling else None


@transaction.atomic
def rate(need: Need, rating: int, *, words: str = "", by: User) -> Need:
    """What the resident says about what was done; the worker enters it."""
    need = locked_need(need)
    manage_service.check(by, need)
    if need.state != NeedState.DONE:
        raise Refused("办结以后才能评价")
    need.rating, need.rating_words, need.rated_on = rating, words.strip()[:300], today()
    need.save(update_fields=["rating", "rating_words", "rated_on"])
    log(by, "评价需求", need, node_id=need.community_id, changes={"评价": rating, "意见": need.rating_words})
    return need


@transaction.atomic
def drop(need: Need, *, reason: str, by: User) -> Need:
    """A need is no longer one."""
    need = locked_need(need)
    manage_service.check(by, need)
    if need.state not in (NeedState.OPEN, NeedState.HANDED):
        raise Refused(f"这项需求{need.get_state_display()}，不用再撤销")
    if not reason.strip():
        raise Refused("请填写原因", field="reason")
    need.drop(reason)
    need.save(update_fields=["state", "result"])
    log(by, "撤销需求", need, node_id=need.community_id, changes={"原因": reason})
    return need


def read_phone(need: Need, *, reason: str, by: User) -> str:
    """The phone of the resident who asked, in clear, one at a time; the log says who read it and why."""
    manage_service.check(by, need)
    if not reason.strip():
        raise Refused("请填写查看原因", field="reason")
    log(by, "查看求助电话", need, node_id=need.community_id, changes={"原因": reason})
    return need.phone
