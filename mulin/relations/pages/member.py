"""The part of a member's page about relations: what goes on, and what may be begun."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.foundation.page_parts import Action
from mulin.members.models import Member
from mulin.members.permissions import is_oneself, side_of
from mulin.relations import permissions
from mulin.relations.choices import OPEN_TRANSFERS, AbsenceState
from mulin.relations.models import Absence, Stay, Transfer, WithdrawalCase


def section(request: HttpRequest, member: Member) -> tuple[str, dict[str, Any]] | None:
    """Open and past transfers, absences and stays; cases only for the side that leads. Nothing for other sides."""
    user: Any = request.user
    side = side_of(user, member)
    if side not in ("home", "own") and not permissions.manage_relations.allows(user, member):
        return None
    transfers = list(Transfer.objects.filter(member=member).select_related("source", "target").order_by("-pk")[:5])
    absences = list(Absence.objects.filter(member=member).prefetch_related("places").order_by("-pk")[:5])
    stays = list(Stay.objects.filter(member=member).select_related("host").order_by("-pk")[:5])
    cases = list(WithdrawalCase.objects.filter(member=member).order_by("-pk")[:5]) if side == "home" else []
    context = {
        "member": member,
        "transfers": transfers,
        "absences": absences,
        "stays": stays,
        "cases": cases,
        "relation_actions": actions(user, member, transfers, absences),
    }
    return "relations/_member.html", context


def actions(user: Any, member: Member, transfers: list[Transfer], absences: list[Absence]) -> list[Action]:
    """What may be begun for the member now: by who leads, or asked by the member."""
    if permissions.home_or_refuse(member) is None:
        return []
    manages = permissions.manage_relations.allows(user, member)
    own = is_oneself(user, member)
    busy = any(one.state in OPEN_TRANSFERS for one in transfers)
    away = any(one.state == AbsenceState.AWAY for one in absences)
    offered = (
        (manages, _("转接组织关系"), "start", "send"),
        (own and not busy and not manages, _("申请转接"), "ask", "send"),
        ((own or manages) and not away, _("登记外出"), "tell_absence", "arrow-right"),
        (manages, _("登记正当理由"), "excuse", "note"),
    )
    return [
        Action(title=title, url=reverse(f"relations:{name}", args=[member.pk]), icon=icon)
        for shown, title, name, icon in offered
        if shown
    ]
