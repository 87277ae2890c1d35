"""The community asks the unit about members who were long absent; the answer is kept."""

import datetime
from collections.abc import Collection

from django.db import transaction

from mulin.audit.actions import log
from mulin.foundation.clock import today
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.members.choices import TieKind
from mulin.members.models import Tie
from mulin.members.permissions import manage_members
from mulin.service import events
from mulin.service.choices import ContactOutcome
from mulin.service.models import UnitContact
from mulin.service.permissions import manage_service
from mulin.service.queries.absences import absences, contact_rules
from mulin.tree.models import Node, holding


@transaction.atomic
def contact_units(community: Node, member_ids: Collection[int], *, by: User) -> list[UnitContact]:
    """Write to the units of these members; those who are not long absent (any more) are left out.

    Letters are printed from what this returns, hundreds in one go. Sending the same choice twice writes once.
    """
    manage_service.check(by, community)
    Node.objects.select_for_update(of=("self",)).get(pk=community.pk)
    wanted = [one for one in absences(community, today()) if one.member.pk in set(member_ids)]
    ties = Tie.objects.filter(
        holding("", today()), kind=TieKind.HOME_ORGANISATION, member_id__in=[one.member.pk for one in wanted]
    )
    homes = dict(ties.values_list("member_id", "node_id"))
    _months, days = contact_rules(community, today())
    due = today() + datetime.timedelta(days=days) if days is not None else None
    made = [
        UnitContact(
            member=one.member,
            community=community,
            home_id=homes[one.member.pk],
            absent_since=one.since,
            sent_on=today(),
            sent_by=by,
            answer_due=due,
        )
        for one in wanted
        if one.member.pk in homes
    ]
    UnitContact.objects.bulk_create(made)
    if made:
        changes = {"人数": len(made), "党员": "、".join(one.member.name for one in made[:20])}
        log(by, "与单位联系", community, node_id=community.pk, changes=changes)
    return made


@transaction.atomic
def record_answer(
    contact: UnitContact, outcome: str, answer: str, *, by: User, on: datetime.date | None = None
) -> UnitContact:
    """What the unit answered: entered by the unit itself or by the community from the letter."""
    rows = UnitContact.objects.select_for_update(of=("self",)).select_related("community", "home", "member")
    fresh = rows.get(pk=contact.pk)
    if not manage_members.allows(by, fresh.home):
        manage_service.check(by, fresh.community)
    if fresh.answered_on is not None:
        raise Refused("单位已经答复")
    day = on or today()
    if not fresh.sent_on <= day <= today():
        raise Refused(f"答复日期应在 {fresh.sent_on} 至今天之间", field="on")
    fresh.outcome, fresh.answer, fresh.answered_on = outcome, answer.strip()[:500], day
    fresh.save(update_fields=["outcome", "answer", "answered_on"])
    if outcome == ContactOutcome.UNABLE:
        events.ability_changed.send(UnitContact, member_ids=[fresh.member_id])
    changes = {"党员": fresh.member.name, "答复": ContactOutcome(outcome).label}
    log(by, "登记单位答复", fresh.community, node_id=fresh.community_id, changes=changes)
    return fresh
