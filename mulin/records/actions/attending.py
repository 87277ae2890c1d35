"""Who was there: from a paper list of names, or from members picked."""

import datetime
from collections.abc import Collection, Mapping, Sequence

from django.db import transaction

from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.members.models import Tie
from mulin.records.actions.noting import edit
from mulin.records.actions.settling import correct
from mulin.records.actions.writing import locked
from mulin.records.models import Activity
from mulin.records.queries import Roster, people_of, units_among
from mulin.records.rules import Attendee, Matching, NameList, match, read_names, with_marked_units
from mulin.tree.models import Node
from mulin.tree.permissions import scope

MOST_AT_ONCE = 5000


def resolve_people(
    people: Sequence[Attendee], host: Node, day: datetime.date, chosen: Mapping[str, int] | None = None
) -> Matching:
    """Find the members among people, within the host's reach on that day.

    A name that several members bear stays a bare name, and is named as ambiguous, unless ``chosen`` says which member.
    """
    return match(people, Roster(host).finder(host, day), chosen)


def people_said(
    member_ids: Collection[int],
    people: Sequence[Attendee],
    *,
    at: tuple[Node, datetime.date],
    by: User,
    chosen: Mapping[str, int] | None = None,
    activity: Activity | None = None,
) -> Matching:
    """The people of a form, for a host on a day: members picked, then names.

    Who is noted with the record already keeps the unit noted with them.
    """
    standing = {one.member_id: one for one in people_of(activity) if one.member_id} if activity else {}
    fresh = {one.member_id: one for one in picked([one for one in member_ids if one not in standing], by=by)}
    members = [(standing | fresh)[one] for one in dict.fromkeys(member_ids)]
    return resolve_people((*members, *people), *at, chosen)


@transaction.atomic
def enter_attendance(
    activity: Activity,
    names: str | Sequence[Attendee] = (),
    *,
    by: User,
    member_ids: Collection[int] = (),
    chosen: Mapping[str, int] | None = None,
    reason: str = "",
) -> Matching:
    """Add people to those who were there: a typed or pasted text, or people, and members picked by id.

    Whoever is there already is not added again, so sending the same list twice changes nothing. "等12人"
    raises the number of those without a name. On a fact this is a correction and asks for a reason. Returns
    who was found and what is ambiguous.
    """
    activity = locked(activity)
    said = said_in(names) if isinstance(names, str) else NameList(tuple(names))
    if len(said.people) + len(member_ids) > MOST_AT_ONCE:
        raise Refused(f"一次最多登记 {MOST_AT_ONCE} 人，请分批登记")
    standing = people_of(activity)
    place = (activity.host, activity.day)
    found = people_said(member_ids, said.people, at=place, by=by, chosen=chosen, activity=activity)
    together = union(standing, found.people)
    headcount = max(activity.headcount, (said.total or 0) - len(together))
    if activity.counts:
        correct(activity, people=together, headcount=headcount, reason=reason or "补录到场名单", by=by)
    else:
        edit(activity, people=together, headcount=headcount, by=by)
    return found


def said_in(text: str) -> NameList:
    """The people of a typed or pasted text; a unit that trails a name is that person's unit."""
    return read_names(with_marked_units(text, units_among([text])).text)


def picked(member_ids: Collection[int], *, by: User) -> list[Attendee]:
    """Members picked by id, in the order picked. Refuses an id of nobody whom this person may see."""
    wanted = list(dict.fromkeys(member_ids))
    ties = Tie.objects.filter(scope(by, "members.view", "node__"), member_id__in=wanted)
    names = dict(ties.values_list("member_id", "member__name"))
    if len(names) < len(wanted):
        raise Refused("有党员已不在名册中，请重新选择", field="members")
    return [Attendee(names[one], "", one) for one in wanted]


def union(standing: Sequence[Attendee], more: Sequence[Attendee]) -> list[Attendee]:
    """Those who stand already, and of the others whoever is not among them, by member or by name and unit."""
    members = {one.member_id for one in standing if one.member_id}
    names = {(one.name, one.unit) for one in standing}
    fresh = [
        one for one in more if (one.member_id not in members if one.member_id else (one.name, one.unit) not in names)
    ]
    return [*standing, *fresh]
