"""The page 我的: what is kept of oneself, and everything one does oneself."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.audit.models import Entry
from mulin.foundation.page_parts import Action, Task
from mulin.members.models import Member

STEPS = (
    ("members:member", gettext_lazy("我的信息"), gettext_lazy("系统里有我的哪些信息，可逐项看完整内容"), True),
    ("members:file", gettext_lazy("写实档案"), gettext_lazy("参加的活动、岗位、承诺、评议，按时间看，可打印"), True),
    ("service:mine", gettext_lazy("我的服务"), gettext_lazy("认领岗位、承诺和实事、团组的需求"), False),
    ("boards:mine", gettext_lazy("公开同意"), gettext_lazy("监督台上公开哪些，随时撤回"), False),
    ("restricted:mine", gettext_lazy("限定范围的记录"), gettext_lazy("只有本人和指定的人能看"), False),
    ("notices:inbox", gettext_lazy("消息"), gettext_lazy("寄语和提醒"), False),
    ("web:readings", gettext_lazy("谁看过我的完整信息"), gettext_lazy("证件号和电话的查看记录"), False),
)


def own_page(member: Member) -> dict[str, Any]:
    """Where members find everything about themselves."""
    tasks = [
        Task(title=title, url=reverse(name, args=[member.pk] if of_member else []), hint=hint, state="done", words=" ")
        for name, title, hint, of_member in STEPS
    ]
    export = Action(
        title=_("导出我的全部信息"), url=reverse("web:own_export"), icon="download", post=True, primary=True
    )
    return {"page_title": _("我的"), "member": member, "tasks": tasks, "actions": [export]}


def readings_page(entries: list[Entry]) -> dict[str, Any]:
    """Who read one's sealed fields in clear, when and why."""
    rows = [(one.at, one.actor_name, one.changes.get("字段", ""), one.changes.get("原因", "")) for one in entries]
    return {
        "page_title": _("谁看过我的完整信息"),
        "rows": rows,
        "trail": [(_("我的"), reverse("web:mine"))],
    }
