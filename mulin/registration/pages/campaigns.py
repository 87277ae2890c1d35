"""Campaigns: the list, and one with its coverage by unit and by community."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.foundation.clock import today
from mulin.foundation.lists import Choice, Column, EmptyState, ListPage, Search, to
from mulin.foundation.page_parts import Action
from mulin.registration import permissions, queries
from mulin.registration.models import Campaign
from mulin.registration.pages.lists import campaign_choices
from mulin.registration.rules import Tally, percentage
from mulin.tree.models import Node
from mulin.tree.pages import printing, printing_all
from mulin.tree.permissions import has_anywhere, scope

CAMPAIGNS = ListPage(
    name="campaigns",
    title=gettext_lazy("报到工作"),
    columns=(
        Column(title=gettext_lazy("名称"), value="name", link=to("registration:campaign")),
        Column(title=gettext_lazy("区域"), value="node__name"),
        Column(title=gettext_lazy("名单"), value=lambda one: one.listed or 0, kind="number"),
        Column(title=gettext_lazy("已报到"), value=lambda one: one.received or 0, kind="number"),
        Column(title=gettext_lazy("启动"), value="opened_on", kind="day", phone=False),
        Column(title=gettext_lazy("报到截止"), value="received_by", kind="day"),
        Column(title=gettext_lazy("结束"), value="ended_on", kind="day", phone=False),
    ),
    order=("-year", "-id"),
    filters=(
        Search(apply=lambda rows, words: rows.filter(name__icontains=words), placeholder=gettext_lazy("名称")),
        Choice(
            name="running",
            title=gettext_lazy("状态"),
            choices=(("yes", gettext_lazy("正在开展")), ("no", gettext_lazy("已结束"))),
            apply=lambda rows, value: rows.filter(ended_on__isnull=value == "yes"),
        ),
    ),
    export_kind="registration_campaigns",
    empty=EmptyState(title=gettext_lazy("还没有启动报到工作")),
)

COVERAGE = ListPage(
    name="coverage",
    title=gettext_lazy("报到情况"),
    columns=(),
    order=("-year", "-id"),
    filters=(Choice(name="campaign", title=gettext_lazy("报到工作"), choices=campaign_choices, lookup="pk"),),
    export_kind="registration_coverage",
)
"""Which rows the workbook of a campaign's tables holds: those of one campaign, or of all in reach."""


BATCHES = {
    "registration_letter": gettext_lazy("批量打印报到函"),
    "registration_card": gettext_lazy("批量打印登记卡"),
}


def campaign_page(user: Any, campaign: Campaign) -> dict[str, Any]:
    """One campaign: its days, its clause, how many are registered, who is missing."""
    within = scope(user, "registrations.view", "node__")
    units = queries.by_unit(campaign, within)
    communities = queries.by_community(campaign, scope(user, "registrations.view"))
    total = sum((tally for _node, tally in units), Tally())
    unit_lines = list(lines(units))
    query = urlencode({"campaign": campaign.pk})
    return {
        "campaign": campaign,
        "clause": campaign.ruling.clause,
        "late": campaign.is_overdue(today()) and total.missing > 0,
        "total": total,
        "rate": percentage(total.rate),
        "units": [line for line in unit_lines if not line["full"]],
        "full_units": [line for line in unit_lines if line["full"]],
        "communities": list(lines(communities)),
        "missing_url": f"{reverse('registration:missing')}?{query}",
        "list_url": f"{reverse('registration:registrations')}?{query}",
        "actions": buttons(user, campaign),
        "page_title": campaign.name,
        "trail": [(_("报到工作"), reverse("registration:campaigns"))],
    }


def lines(rows: Iterable[tuple[Node, Tally]]) -> Iterable[dict[str, Any]]:
    """A tally as a line of a table, where most are missing first."""
    for node, tally in sorted(rows, key=lambda row: -row[1].missing):
        yield {"node": node, "tally": tally, "rate": percentage(tally.rate), "full": tally.missing == 0}


def buttons(user: Any, campaign: Campaign) -> list[Action]:
    """Printing, and ending it."""
    found = printing(user, "campaign", campaign.pk)
    rows = permissions.registrations_visible_to(user).filter(campaign=campaign)
    for paper, title in BATCHES.items() if rows.exists() else ():
        found += printing_all(user, paper, title, campaign=campaign.pk)
    if has_anywhere(user, "sheets.export"):
        url = f"{reverse('web:export', args=['registration_coverage'])}?{urlencode({'campaign': campaign.pk})}"
        found.append(Action(title=_("导出报到情况"), url=url, icon="file-type-xls"))
    if campaign.ended_on is None and permissions.organise_campaigns.allows(user, campaign):
        url = reverse("registration:end_campaign", args=[campaign.pk])
        found.append(Action(title=_("结束这项工作"), url=url, icon="archive"))
    return found
