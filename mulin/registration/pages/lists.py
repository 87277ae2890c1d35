"""The lists: registrations, who is missing, registrations with regions."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.foundation.clock import today
from mulin.foundation.lists import Choice, Column, DateRange, EmptyState, ListPage, Search, to
from mulin.foundation.page_parts import Action
from mulin.registration import permissions, queries
from mulin.registration.choices import State
from mulin.registration.models import Campaign
from mulin.tree.permissions import has_anywhere


def campaign_choices(request: HttpRequest) -> list[tuple[str, str]]:
    """Campaigns this person may see."""
    return [(str(one.pk), one.name) for one in permissions.campaigns_visible_to(request.user)]


def only_asked(ties: QuerySet[Any], value: str) -> QuerySet[Any]:
    """Only those whom one campaign asks."""
    campaign = Campaign.objects.select_related("node", "programme__edition").filter(pk=int(value)).first()
    return ties.filter(queries.asked_by(campaign)) if campaign else ties.none()


def by_step(ties: QuerySet[Any], value: str) -> QuerySet[Any]:
    """Only those who are this far; ``not_listed``: not at all."""
    return ties.filter(step__isnull=True) if value == "not_listed" else ties.filter(step=value)


def late_words(tie: Any) -> str:
    """逾期 3 天; nothing before the deadline."""
    days = queries.days_late(tie.deadline, today())
    return _("逾期 %(days)d 天") % {"days": days} if days else ""


def missing_link(tie: Any) -> str:
    """The registration where there is one, else the form that lists the member, else the member."""
    if tie.registration_id:
        return reverse("registration:registration", args=[tie.registration_id])
    return reverse("registration:list_one" if tie.may_act else "members:member", args=[tie.member_id])


REGISTRATIONS = ListPage(
    name="registrations",
    title=gettext_lazy("报到登记"),
    columns=(
        Column(title=gettext_lazy("姓名"), value="member__name", link=to("registration:registration")),
        Column(title=gettext_lazy("所在党组织"), value="unit__name"),
        Column(title=gettext_lazy("报到社区"), value="community__name"),
        Column(title=gettext_lazy("报到函"), value="number", phone=False),
        Column(title=gettext_lazy("派遣"), value="sent_on", kind="day", phone=False),
        Column(title=gettext_lazy("报到"), value="received_on", kind="day", phone=False),
        Column(title=gettext_lazy("状态"), value="state", kind="light"),
    ),
    order=("-id",),
    filters=(
        Search(apply=lambda rows, words: rows.filter(member__name__icontains=words), placeholder=gettext_lazy("姓名")),
        Choice(name="campaign", title=gettext_lazy("报到工作"), choices=campaign_choices),
        Choice(name="state", title=gettext_lazy("状态"), choices=State.choices),
        DateRange(name="received_on", title=gettext_lazy("报到日期")),
    ),
    export_kind="registrations",
    import_kind="registrations",
    empty=EmptyState(
        title=gettext_lazy("没有符合条件的报到登记"),
        text=gettext_lazy("单位从 Excel 导入名单，或在“未报到”里逐人列入。"),
    ),
)
MISSING = ListPage(
    name="missing",
    title=gettext_lazy("未报到党员"),
    columns=(
        Column(title=gettext_lazy("姓名"), value="member_name", link=missing_link),
        Column(title=gettext_lazy("所在党组织"), value="node__name"),
        Column(title=gettext_lazy("报到社区"), value="community_name", phone=False),
        Column(title=gettext_lazy("进度"), value=lambda tie: tie.step or "not_listed", kind="light"),
        Column(title=gettext_lazy("退回原因"), value="refused_because", phone=False),
        Column(title=gettext_lazy("截止"), value="deadline", kind="day"),
        Column(title=gettext_lazy("逾期"), value=late_words),
    ),
    order=("node__name", "id"),
    filters=(
        Search(
            apply=lambda ties, words: (
                ties.filter(member__name__icontains=words) | ties.filter(node__name__icontains=words)
            ),
            placeholder=gettext_lazy("姓名或党组织"),
        ),
        Choice(name="campaign", title=gettext_lazy("报到工作"), choices=campaign_choices, apply=only_asked),
        Choice(
            name="step",
            title=gettext_lazy("进度"),
            choices=[("not_listed", gettext_lazy("未列入名单")), *State.choices[:3]],
            apply=by_step,
        ),
    ),
    export_kind="missing_registrations",
    empty=EmptyState(
        title=gettext_lazy("没有未报到的党员"), text=gettext_lazy("报到工作启动以后，应报到而未报到的列在这里。")
    ),
)
REGIONS = ListPage(
    name="regions",
    title=gettext_lazy("区域登记"),
    columns=(
        Column(title=gettext_lazy("姓名"), value="member__name", link=to("registration:region")),
        Column(title=gettext_lazy("区域党组织"), value="region__name"),
        Column(title=gettext_lazy("登记"), value="registered_on", kind="day", phone=False),
        Column(title=gettext_lazy("经营户"), value="shop"),
        Column(title=gettext_lazy("亮牌"), value="badge_on", kind="day"),
        Column(title=gettext_lazy("示范店"), value="demonstration_on", kind="day", phone=False),
    ),
    order=("-id",),
    filters=(
        Search(
            apply=lambda rows, words: rows.filter(member__name__icontains=words) | rows.filter(shop__icontains=words),
            placeholder=gettext_lazy("姓名或经营户"),
        ),
        Choice(
            name="badge",
            title=gettext_lazy("亮牌"),
            choices=(("1", gettext_lazy("已亮牌")), ("2", gettext_lazy("示范店"))),
            apply=lambda rows, value: rows.filter(
                **{"badge_on__isnull" if value == "1" else "demonstration_on__isnull": False}
            ),
        ),
    ),
    export_kind="region_registrations",
    import_kind="region_registrations",
    template="registration/regions.html",
    empty=EmptyState(title=gettext_lazy("还没有党员在区域登记")),
)


def list_buttons(user: Any) -> list[Action]:
    """Where somebody who sends or receives goes on from the list."""
    steps = (
        ("registrations.send", _("派遣"), "registration:outbox", "send"),
        ("registrations.send", _("收回第一联"), "registration:slips", "file-text"),
        ("registrations.receive", _("接收"), "registration:inbox", "check"),
        ("registrations.view", _("未报到"), "registration:missing", "bell"),
    )
    return [
        Action(title=title, url=reverse(url_name), icon=icon)
        for word, title, url_name, icon in steps
        if has_anywhere(user, word)
    ]
