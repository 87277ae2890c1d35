"""Who left the register comes back to it: the same person, with the same file."""

import datetime

from django.db import transaction

from mulin.audit.actions import log
from mulin.identity.models import User
from mulin.members import permissions
from mulin.members.actions.announcing import announce, tied_to
from mulin.members.actions.indexing import index_members
from mulin.members.actions.moving import check_tie
from mulin.members.actions.registering import Homes
from mulin.members.choices import Leaving
from mulin.members.models import Member, Tie


def left_before(identity_index: str) -> Member | None:
    """The person of this identity number (as its blind index) who moved away before; nothing for a newcomer."""
    if not identity_index:
        return None
    return Member.objects.filter(identity_index=identity_index, leaving=Leaving.MOVED_AWAY).first()


@transaction.atomic
def take_back(member: Member, homes: Homes, *, by: User) -> Member:
    """Put a member who moved away on the register again, with new ties; the former ones stay readable."""
    permissions.manage_members.check(by, homes.responsible)
    member = Member.objects.select_for_update(of=("self",)).get(pk=member.pk)
    for kind, node in homes.ties.items():
        check_tie(kind, node)
    since = later(homes.since, member.left_on)
    member.left_on, member.leaving = None, ""
    member.save(update_fields=["left_on", "leaving"])
    for kind, node in homes.ties.items():
        Tie.objects.create(member=member, kind=kind, node=node, since=since)
    node = homes.responsible
    log(by, "重新登记党员", member, node_id=node.pk, changes={"所在党组织": ["", node.name]})
    announce(tied_to([member.pk]), [member.pk])
    index_members([member.pk])
    return member


def later(since: datetime.date, left_on: datetime.date | None) -> datetime.date:
    """New ties begin no earlier than the former ones ended."""
    return max(since, left_on) if left_on is not None else since
