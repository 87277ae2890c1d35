"""What begins or ends a transfer before it is received: the member asks, the home declines, somebody withdraws."""

from typing import Any

from django.db import transaction

from mulin.foundation.clock import today
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.members.models import Member
from mulin.members.permissions import is_oneself
from mulin.relations import permissions
from mulin.relations.actions.transfers.starting import home_of
from mulin.relations.actions.transfers.stepping import add_steps, check_step, locked, log_step, save_step
from mulin.relations.choices import OPEN_TRANSFERS, TransferEvent, TransferState
from mulin.relations.models import Transfer


@transaction.atomic
def ask(member: Member, *, reason: str, where: str = "", by: User) -> Transfer:
    """A member asks for a transfer, from their own account or through the secretary; the home takes it up or not."""
    member = Member.objects.select_for_update(of=("self",)).get(pk=member.pk)
    source = home_of(member)
    if not is_oneself(by, member):
        permissions.manage_relations.check(by, source)
    if Transfer.objects.filter(member=member, state__in=OPEN_TRANSFERS).exists():
        raise Refused("已有一件转接正在办理，请等办结，或先撤回")
    made = Transfer.objects.create(
        member=member, source=source, reason=reason, answers={"where": where}, started_on=today()
    )
    note = f"{reason}；希望转往{where}" if where else reason
    add_steps([made.pk], TransferEvent.ASKED, by=by, note=note)
    log_step([made], TransferEvent.ASKED.label, by=by, note=note)
    return made


@transaction.atomic
def decline(transfer: Transfer, *, because: str, by: User) -> Transfer:
    """The home organisation does not take up what the member asked for, and says why."""
    [found] = locked([transfer])
    permissions.send.check(by, found)
    check_step([found], "decline", "答复不予办理")
    found.decline(because=because)
    save_step([found], TransferEvent.DECLINED, by=by, note=because)
    return found


@transaction.atomic
def withdraw(transfers: Any, *, because: str, by: User) -> list[Transfer]:
    """The sender takes it back; a member may take back what nobody has taken up."""
    found = locked(transfers)
    for one in found:
        may_take_back = one.state == TransferState.ASKED and is_oneself(by, one.member)
        if not may_take_back:
            permissions.send.check(by, one)
    check_step(found, "withdraw", "撤回")
    for one in found:
        one.withdraw(because=because)
    save_step(found, TransferEvent.WITHDRAWN, by=by, note=because)
    return found
