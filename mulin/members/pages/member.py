"""What is shown of one member: fields of the side from which one looks, ties, buttons, sections of other domains."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.foundation.page_parts import Action
from mulin.members import permissions
from mulin.members.models import Member
from mulin.members.pages.sections import sections_of
from mulin.members.queries import ties_of
from mulin.organisations.actions.keeping import title_of
from mulin.tree.permissions import has_anywhere

SEALED = {"identity_number": "masked_identity", "phone": "masked_phone"}


def member_page(request: HttpRequest, member: Member) -> dict[str, Any]:
    """One member as this person may see the member: fields of that side, sealed ones masked."""
    user = request.user
    seen = permissions.fields_seen(user, member)
    today_ties = {tie.kind: tie for tie in ties_of(member) if tie.until is None}
    fields = [one_field(user, member, name, today_ties) for name in seen]
    return {
        "member": member,
        "fields": fields,
        "ties": ties_of(member) if "code" in seen else list(today_ties.values()),
        "actions": buttons(user, member),
        "sections": sections_of(request, member),
        "page_title": member.name,
        "trail": [above(user, member)],
    }


def above(user: Any, member: Member) -> tuple[str, str]:
    """Where this person comes from: members from the page of their own things, others from the list."""
    if permissions.side_of(user, member) == "own":
        return _("我的"), reverse("web:mine")
    return _("党员"), reverse("members:members")


def field_title(name: str) -> str:
    """What people call a field of a member."""
    return title_of(Member, name)


def one_field(user: Any, member: Member, name: str, ties: dict[str, Any]) -> dict[str, Any]:
    """Title, value and, for a sealed field, where it can be read in clear or why not."""
    if name in ("home_organisation", "residence"):
        tie = ties.get(name)
        title = _("所在党组织") if name == "home_organisation" else _("居住社区")
        return {"title": title, "value": tie.node if tie else ""}
    title = field_title(name)
    if name in SEALED:
        reason = permissions.reason_against_clear(user, member, name) or ""
        return {
            "title": title,
            "value": getattr(member, SEALED[name]),
            "clear_url": reverse("members:read_clear", args=[member.pk, name]),
            "reason": reason,
        }
    value = getattr(member, name)
    return {
        "title": title,
        "value": dict(getattr(Member._meta.get_field(name), "flatchoices", None) or ()).get(value, value),
    }


def buttons(user: Any, member: Member) -> list[Action]:
    """What may be done for a member, each with its reason when it may not; whoever manages nobody sees none of it."""
    against = permissions.manage_members.reason_against(user, member) or ""
    steps = (
        ("correct", _("更正"), "edit"),
        ("move_tie", _("调整关系"), "arrow-right"),
        ("link_account", _("关联账号"), "user-circle"),
        ("leave", _("登记离开"), "logout"),
    )
    file = Action(title=_("写实档案"), url=reverse("members:file", args=[member.pk]), icon="timeline")
    if not has_anywhere(user, "members.manage"):
        return [file]
    return [
        file,
        *(
            Action(
                title=title,
                url=reverse(f"members:{name}", args=[member.pk]),
                icon=icon,
                primary=name == "correct" and not against,
                reason=against,
            )
            for name, title, icon in steps
        ),
    ]
