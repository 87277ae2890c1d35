"""The page 我的: what is kept of oneself, and everything one does oneself."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.audit.models import Entry
from mulin.foundation.page_parts import Action, Task
from mulin.members.models import Member
from mulin.web.queries.at_hand import OWN_PAGES


def own_page(member: Member) -> dict[str, Any]:
    """Where members find everything about themselves."""
    tasks = [
        Task(title=title, url=reverse(name, args=[member.pk] if of_member else []), hint=hint, state="done", words=" ")
        for name, title, hint, of_member in OWN_PAGES
    ]
    export = Action(title=_("导出我的全部信息"), url=reverse("web:own_export"), icon="download", post=True)
    return {"page_title": _("我的"), "member": member, "tasks": tasks, "actions": [export]}


def readings_page(entries: list[Entry]) -> dict[str, Any]:
    """Who read one's sealed fields in clear, when and why."""
    rows = [(one.at, one.actor_name, one.changes.get("字段", ""), one.changes.get("原因", "")) for one in entries]
    return {
        "page_title": _("谁看过我的完整信息"),
        "rows": rows,
        "trail": [(_("我的"), reverse("web:mine"))],
    }
