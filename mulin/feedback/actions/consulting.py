"""Asking communities about members, answering, withdrawing."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from mulin.audit.actions import log
from mulin.feedback import events
from mulin.feedback.choices import ConsultationState, Stand
from mulin.feedback.models import Consultation, OpinionSeries
from mulin.feedback.permissions import ask_communities, write_feedback
from mulin.feedback.queries.clauses import consultation_rule, days_of
from mulin.feedback.queries.consultations import facts_beside, facts_since
from mulin.feedback.queries.receivers import homes_of
from mulin.feedback.rules import due_on
from mulin.foundation.clock import today
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.members.models import Member
from mulin.service.queries.places import communities_of
from mulin.tree.models import Node

NAMED_AT_MOST = 5


@dataclass(frozen=True)
class Question:
    """For which occasion the communities are asked, what is said to them, and by when they answer."""

    occasion: str
    text: str = ""
    due: datetime.date | None = None


@transaction.atomic
def ask(asker: Node, members: Sequence[Member], question: Question, *, by: User) -> list[Consultation]:
    """Ask the community of each member; a question that waits for its answer already is not asked again.

    Without a day the clause's number of days counts.
    Refuses members of other organisations, and who lives nowhere here.
    """
    ask_communities.check(by, asker)
    ruling = consultation_rule(asker, today())
    names = {one.id: one.name for one in ruling.clause.occasions} if ruling else {}
    if ruling is None or question.occasion not in names:
        raise Refused("这里施行的制度没有规定这一事项须听取社区意见", field="occasion")
    if question.due is not None and question.due < today():
        raise Refused("答复期限不能早于今天", field="due")
    due = question.due or due_on(today(), days_of(ruling, "answer_within_days"))
    communities = checked(asker, members)
    rows = [
        Consultation(
            member=one,
            occasion=question.occasion,
            occasion_name=names[question.occasion],
            programme=ruling.programme,
            asker=asker,
            community=communities[one.pk],
            question=question.text.strip()[:500],
            asked_on=today(),
            asked_by=by,
            due=due,
        )
        for one in members
    ]
    Consultation.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
    log_asked(asker, members, names[question.occasion], by)
    waiting = Consultation.objects.filter(state=ConsultationState.ASKED, asker=asker, occasion=question.occasion)
    return list(waiting.filter(member__in=members).order_by("pk"))


def checked(asker: Node, members: Sequence[Member]) -> dict[int, Node]:
    """The community of each member; refuses those of other organisations and those without a community."""
    ids = [one.pk for one in members]
    homes, communities = homes_of(ids, today()), communities_of(ids, today())
    foreign = [one.name for one in members if not belongs(homes.get(one.pk), asker)]
    if foreign:
        raise Refused(f"只能就本组织的党员征求意见：{listed(foreign)}", field="members")
    homeless = [one.name for one in members if one.pk not in communities]
    if homeless:
        raise Refused(f"还没有登记居住社区，请先办理报到：{listed(homeless)}", field="members")
    return communities


def belongs(home: Node | None, asker: Node) -> bool:
    """Is the home organisation the asker, below it, or in its place?"""
    if home is None:
        return False
    return home.path.startswith(asker.path) or home.place_path.startswith(asker.place_path)


def listed(names: Sequence[str]) -> str:
    """The first names, and how many there are."""
    return "、".join(names[:NAMED_AT_MOST]) + (f"等 {len(names)} 人" if len(names) > NAMED_AT_MOST else "")


def log_asked(asker: Node, members: Sequence[Member], occasion: str, by: User) -> None:
    """One entry for all."""
    changes = {"事项": occasion, "党员": [one.pk for one in members]}
    log(by, "征求社区意见", asker, node_id=asker.pk, changes=changes)


def locked(row: Consultation) -> Consultation:
    """A consultation as it stands now."""
    rows = Consultation.objects.select_for_update(of=("self",)).select_related("member", "community", "asker")
    return rows.get(pk=row.pk)


@transaction.atomic
def answer(row: Consultation, *, stand: str, opinion: str, by: User) -> Consultation:
    """The community answers; the letter gets its number, and the facts that stood beside are kept with it."""
    fresh = locked(row)
    write_feedback.check(by, fresh)
    check_open(fresh)
    if stand not in Stand.values:
        raise Refused("请选择态度", field="stand")
    if not opinion.strip():
        raise Refused("请写社区意见", field="opinion")
    fresh.facts = facts_beside(fresh, *facts_since(fresh))
    fresh.stand, fresh.opinion = stand, opinion.strip()
    fresh.series, fresh.serial = next_number(fresh.community)
    fresh.state, fresh.answered_on, fresh.answered_by = ConsultationState.ANSWERED, today(), by
    fresh.save()
    log(by, "答复征求意见", fresh, node_id=fresh.community_id, changes={"编号": fresh.number})
    events.consultation_answered.send(Consultation, consultation_ids=[fresh.pk], member_ids=[fresh.member_id])
    return fresh


def check_open(row: Consultation) -> None:
    """Refuse what was answered or withdrawn already."""
    if row.state != ConsultationState.ASKED:
        raise Refused(f"这次征求意见{ConsultationState(row.state).label}，请刷新页面")


def next_number(community: Node) -> tuple[OpinionSeries, int]:
    """The next number of the community's letters this year."""
    made, _ = OpinionSeries.objects.get_or_create(community=community, year=today().year)
    series = OpinionSeries.objects.select_for_update().get(pk=made.pk)
    serial = series.next_number
    series.next_number += 1
    series.save(update_fields=["next_number"])
    return series, serial


@transaction.atomic
def withdraw(row: Consultation, *, because: str, by: User) -> Consultation:
    """Whoever asked needs no answer any more."""
    fresh = locked(row)
    ask_communities.check(by, fresh)
    check_open(fresh)
    if not because.strip():
        raise Refused("请写明撤回的原因", field="because")
    fresh.state, fresh.withdrawn_because = ConsultationState.WITHDRAWN, because.strip()[:200]
    fresh.save(update_fields=["state", "withdrawn_because"])
    log(by, "撤回征求意见", fresh, node_id=fresh.asker_id, changes={"原因": because})
    return fresh


@transaction.atomic
def follow_residences(member_ids: Sequence[int]) -> None:
    """Questions that wait go on to the community where the member lives now."""
    rows = Consultation.objects.select_for_update(of=("self",)).filter(
        state=ConsultationState.ASKED, member_id__in=member_ids
    )
    waiting = list(rows.order_by("pk"))
    communities = communities_of([one.member_id for one in waiting], today())
    changed = [one for one in waiting if communities.get(one.member_id, one.community).pk != one.community_id]
    for one in changed:
        one.community = communities[one.member_id]
    Consultation.objects.bulk_update(changed, ["community"])
