"""Wording and lists of messages."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.foundation.clock import today
from mulin.foundation.lists import Choice, Column, EmptyState, ListPage, Search, to
from mulin.foundation.page_parts import Action, Part, Task
from mulin.notices.models import Notice
from mulin.notices.queries import LATE, Late, LateList
from mulin.notices.rules import anniversary
from mulin.tree.permissions import has_anywhere

SHOWN = 100
MONTHS = tuple((str(month), gettext_lazy("%(month)d月") % {"month": month}) for month in range(1, 13))


def by_month(rows: QuerySet[Any], month: str) -> QuerySet[Any]:
    """Those admitted in a month."""
    return rows.filter(admitted_on__month=int(month))


def this_month() -> str:
    """The number of the running month."""
    return str(today().month)


def years_of(member: Any) -> int:
    """How many years it will have been this year."""
    return int(today().year - member.admitted_on.year)


def birthday_of(member: Any) -> str:
    """The day of this year."""
    day = anniversary(member.admitted_on, today().year)
    return f"{day.month}月{day.day}日"


BIRTHDAYS = ListPage(
    name="birthdays",
    title=gettext_lazy("政治生日"),
    columns=(
        Column(title=gettext_lazy("姓名"), value="name", link=to("notices:card", "id")),
        Column(title=gettext_lazy("所在党组织"), value="home_organisation_name"),
        Column(title=gettext_lazy("政治生日"), value=birthday_of),
        Column(title=gettext_lazy("周年"), value=years_of),
    ),
    order=("name", "id"),
    filters=(
        Search(apply=lambda rows, words: rows.filter(name__icontains=words), placeholder=gettext_lazy("姓名")),
        Choice(name="month", title=gettext_lazy("月份"), choices=MONTHS, apply=by_month, default=this_month),
    ),
    export_kind="birthdays",
    empty=EmptyState(title=gettext_lazy("本月没有党员过政治生日"), text=gettext_lazy("在“月份”里选“全部”看全年。")),
)


def inbox_context(notices: Sequence[Notice], user: Any) -> dict[str, Any]:
    """One's own messages, the last first."""
    unread = len(notices) == SHOWN or any(one.read_at is None for one in notices)
    read_all = Action(title=_("全部标为已读"), url=reverse("notices:read_all"), icon="check", post=True)
    actions = [read_all] if unread else []
    if has_anywhere(user, "notices.remind"):
        actions.append(Action(title=_("催办"), url=reverse("notices:reminders"), icon="send"))
    if has_anywhere(user, "notices.greet"):
        actions.append(Action(title=_("政治生日"), url=reverse("notices:birthdays"), icon="calendar-event"))
    return {"page_title": _("消息"), "notices": notices, "actions": actions}


def reminders_page(found: Mapping[str, Sequence[Late]]) -> dict[str, Any]:
    """Every list in which somebody may be late, with how many organisations owe how much."""
    tasks = [
        Task(
            title=LATE[key].title,
            url=reverse("notices:remind", args=[key]),
            state="overdue" if late else "good",
            words=_("%d 个组织") % len(late) if late else _("没有逾期"),
            hint=_("共 %d 项") % sum(one.number for one in late) if late else "",
        )
        for key, late in found.items()
    ]
    return {"page_title": _("催办"), "parts": [Part(title=_("逾期的组织"), tasks=tasks)]}


def late_choices(late: Sequence[Late]) -> list[tuple[int, str]]:
    """Organisations with how much they owe."""
    words = _("%(name)s（%(number)d 项）")
    return [(one.node.pk, words % {"name": one.node.name, "number": one.number}) for one in late]


def remind_frame(found: LateList) -> dict[str, Any]:
    """What the page of a reminder is called and where it leads back to."""
    return {
        "page_title": _("催办：%(title)s") % {"title": found.title},
        "trail": [(_("催办"), reverse("notices:reminders"))],
    }


def remind_page(found: LateList) -> dict[str, Any]:
    """Words around the form of a reminder."""
    return remind_frame(found) | {
        "intro": _("消息发到这些组织负责人的账号；同一事项每天一条。"),
        "submit_label": _("发出"),
        "cancel_url": reverse("notices:reminders"),
    }


def nobody_late(found: LateList) -> dict[str, Any]:
    """The same page where nobody is late: words instead of a form that could not be sent."""
    return remind_frame(found) | {"notice": _("没有逾期的组织，不用催办。"), "notice_tone": "good"}
