"""The community receives members, or sends them back with a reason."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db import transaction

from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.members.actions.residing import settle
from mulin.members.choices import TieKind
from mulin.members.rules import RESIDENCE_KINDS
from mulin.registration import permissions, queries
from mulin.registration.actions.locking import check_all, community_of, locked, log_all, named, refuse_unless, save_all
from mulin.registration.choices import State
from mulin.registration.events import members_received
from mulin.registration.models import Registration
from mulin.tree.models import Node


@transaction.atomic
def receive(
    registrations: Iterable[Registration], *, on: datetime.date, by: User, place: Node | None = None
) -> list[Registration]:
    """Receive members: they live here from this day on, the second slip is filed, the first goes back with them.

    ``place``: the compound, grid or block to which all of them are assigned (分划); without one, the community.
    """
    rows = locked(registrations)
    check_all(rows, permissions.receive_members, community_of, by)
    refuse_unless(rows, (State.SENT,), "不能接收")
    early = [row for row in rows if row.sent_on and on < row.sent_on]
    if early:
        raise Refused(f"报到日期不能早于派遣日期：{named(early)}", field="on")
    if place is not None:
        check_place(place, rows)
    settle({row.member_id: place.pk if place else row.community_id for row in rows}, TieKind.RESIDENCE, on=on)
    for row in rows:
        row.receive(on=on, place=place)
    save_all(rows, ["state", "received_on", "second_slip_on", "place"])
    log_all(by, "接收报到", rows, community_of, 日期=on, 分划到=place.name if place else "")
    members_received.send(Registration, registration_ids=[row.pk for row in rows], on=on)
    return rows


def check_place(place: Node, rows: Sequence[Registration]) -> None:
    """Refuse a place that is no home of people, or not in the community."""
    if place.kind_id not in RESIDENCE_KINDS:
        raise Refused(f"“{place.name}”不是社区、网格、小区或楼栋", field="place")
    outside = next((row for row in rows if not place.place_path.startswith(row.community.place_path)), None)
    if outside is not None:
        raise Refused(f"“{place.name}”不在“{outside.community.name}”之内", field="place")


@transaction.atomic
def refuse(registrations: Iterable[Registration], *, because: str, on: datetime.date, by: User) -> list[Registration]:
    """Send members back to their units, which answer for them again, with the reason."""
    rows = locked(registrations)
    check_all(rows, permissions.receive_members, community_of, by)
    if not because.strip():
        raise Refused("请写明退回原因，如“不住在本社区”", field="because")
    refuse_unless(rows, (State.SENT,), "不能退回")
    for row in rows:
        row.refuse(on=on, because=because.strip())
    save_all(rows, ["state", "refused_on", "refused_because"])
    log_all(by, "退回报到", rows, community_of, 日期=on, 原因=because.strip())
    return rows


@dataclass(frozen=True)
class Named:
    """A list of names or numbers, read: who was received, which lines named nobody waiting, which several."""

    received: list[Registration] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    ambiguous: list[str] = field(default_factory=list)


@transaction.atomic
def receive_named(community: Node, lines: Sequence[str], *, on: datetime.date, by: User) -> Named:
    """Receive those whom lines name by name, member code or letter number, as on a sign-in sheet.

    Nobody is received when a line names nobody who waits here, or several people: the lines are handed back.
    """
    permissions.receive_members.check(by, community)
    found, unknown, ambiguous = queries.waiting_by_line(community, lines)
    if unknown or ambiguous:
        return Named([], unknown, ambiguous)
    return Named(receive(found, on=on, by=by))
