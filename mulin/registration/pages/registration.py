"""One registration: what each side sees of it, and what may be done next. It is where the QR code of the card leads."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.foundation.identifiers import mask_phone
from mulin.foundation.page_parts import Action, Happening
from mulin.members.permissions import is_oneself
from mulin.organisations.actions.keeping import title_of
from mulin.registration import permissions
from mulin.registration.choices import IN_FORCE, WITH_THE_UNIT, Destination, State
from mulin.registration.models import Registration
from mulin.registration.queries.telling import steps
from mulin.tree.pages import printing

PLAIN = ("job", "rank", "skills", "wishes", "needs")
SEALED = ("address", "health", "family")


def registration_page(user: Any, row: Registration) -> dict[str, Any]:
    """One registration as this person sees it: the basic form, the steps, the next step first."""
    return {
        "row": row,
        "fields": list(fields(row)),
        "happenings": [Happening(at=day, title=title, text=text) for day, title, text in steps(row)],
        "actions": buttons(user, row),
        "next_step": next_step(user, row),
        "member_url": reverse("members:member", args=[row.member_id]),
        "page_title": _("%(name)s的报到登记") % {"name": row.member.name},
        "trail": [(_("报到登记"), reverse("registration:registrations"))],
    }


def fields(row: Registration) -> Any:
    """What the basic form says: title and value. Both sides and the member need all of it."""
    yield _("所在党组织"), row.unit.name
    yield _("报到社区"), row.community.name
    yield _("分划到"), row.place.name if row.place else ""
    yield _("联系电话"), mask_phone(row.member.phone)
    for name in (*SEALED[:1], *PLAIN, *SEALED[1:]):
        value = row.get_rank_display() if name == "rank" else getattr(row, name)
        yield title_of(Registration, name), value
    yield _("报到函编号"), row.number


def next_step(user: Any, row: Registration) -> str:
    """Who has to do what now, in one sentence."""
    names = {"unit": row.unit.name, "community": row.community.name}
    said = {
        State.LISTED: _("由%(unit)s派遣，打印报到函和登记卡。"),
        State.SENT: _("请持报到函和登记卡到%(community)s报到，由社区接收、盖章。"),
        State.REFUSED: _("%(community)s已退回，由%(unit)s核对居住社区后重新派遣。"),
        State.RECEIVED: _("已由%(community)s接收。")
        if row.first_slip_on
        else _("已由%(community)s接收，请把盖章的第一联交回%(unit)s。"),
        State.LEAVING: _("已报告搬离，请由%(unit)s办理到新社区重新报到。")
        if row.destination == Destination.HERE
        else _("已报告搬往区外，由%(community)s结档。"),
    }
    text = said.get(State(row.state), "")
    return text % names if text else ""


def buttons(user: Any, row: Registration) -> list[Action]:
    """What may be done now by this person."""
    sends = permissions.send_members.allows(user, row)
    receives = permissions.receive_members.allows(user, row)
    reports = permissions.reason_against_reporting(user, row) is None
    outward = row.state == State.LEAVING and row.destination == Destination.OUTSIDE
    offered = (
        (receives and row.state == State.SENT, "receive", _("接收"), "check"),
        (receives and row.state == State.SENT, "refuse", _("退回单位"), "arrow-left"),
        (sends and row.state in (State.LISTED, State.REFUSED), "send", _("派遣"), "send"),
        (sends and row.state in IN_FORCE and row.first_slip_on is None, "slip", _("收回第一联"), "file-text"),
        (sends and row.state == State.LEAVING, "anew", _("重新报到"), "refresh"),
        (receives and outward, "close", _("结档"), "archive"),
        (sends and row.is_live, "correct", _("更正"), "edit"),
        (reports and row.state == State.RECEIVED, "leave", _("报告搬离"), "arrow-right"),
        (reports and row.state == State.LEAVING, "stay", _("不搬了"), "x"),
        (sends and row.state in WITH_THE_UNIT, "withdraw", _("撤销"), "trash"),
    )
    shown = [(name, title, icon) for may, name, title, icon in offered if may]
    made = [
        Action(
            title=title,
            url=reverse(f"registration:{name}", args=[row.pk]),
            icon=icon,
            primary=position == 0 and name in ("receive", "send", "slip", "anew", "close"),
        )
        for position, (name, title, icon) in enumerate(shown)
    ]
    return [*made, *printing(user, "registration", row.pk, own=is_oneself(user, row.member))] if row.is_live else made


def trail_of(row: Registration) -> list[tuple[str, str]]:
    """The way back to a registration."""
    return [
        (_("报到登记"), reverse("registration:registrations")),
        (row.member.name, reverse("registration:registration", args=[row.pk])),
    ]
