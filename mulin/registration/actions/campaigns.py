"""Opening and ending a campaign."""

import datetime
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from mulin.audit.actions import log
from mulin.foundation.clock import today
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.registration import permissions, queries
from mulin.registration.models import Campaign
from mulin.tree.models import Node


@dataclass(frozen=True)
class NewCampaign:
    """What is asked to open a campaign; days that are left out are those of the clause, in that year."""

    year: int
    name: str = ""
    prepared_by: datetime.date | None = None
    received_by: datetime.date | None = None


@transaction.atomic
def open_campaign(node: Node, clause: str, new: NewCampaign, *, by: User) -> Campaign:
    """Open a campaign at a county or street, by a clause in force there on this day."""
    permissions.organise_campaigns.check(by, node)
    day = today()
    ruling = queries.residence_rulings(node, day).get(clause)
    if ruling is None:
        raise Refused(f"“{node.name}”没有实施党员到社区报到的制度，不能启动；请先在“制度实施”中发布", field="clause")
    prepared_by, received_by = queries.days_of(ruling, new.year)
    campaign = Campaign(
        node=node,
        programme=ruling.programme,
        clause=clause,
        year=new.year,
        name=new.name or f"{new.year}年{ruling.clause.name}",
        opened_on=day,
        prepared_by=new.prepared_by or prepared_by,
        received_by=new.received_by or received_by,
    )
    if campaign.prepared_by and campaign.received_by and campaign.received_by < campaign.prepared_by:
        raise Refused("报到接收截止日期不能早于动员部署截止日期", field="received_by")
    try:
        with transaction.atomic():
            campaign.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(f"“{node.name}”{new.year} 年的这项报到工作已经启动", field="year") from error
    days = {"动员部署截止": campaign.prepared_by, "报到接收截止": campaign.received_by}
    log(by, "启动报到工作", campaign, node_id=node.pk, changes={"年度": new.year, **days})
    return campaign


@transaction.atomic
def end_campaign(campaign: Campaign, *, by: User) -> Campaign:
    """End a campaign: nobody is listed in it any more. What is on its way goes on."""
    campaign = Campaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk)
    permissions.organise_campaigns.check(by, campaign)
    if campaign.ended_on is not None:
        raise Refused(f"“{campaign.name}”已于 {campaign.ended_on} 结束")
    campaign.ended_on = today()
    campaign.save(update_fields=["ended_on"])
    log(by, "结束报到工作", campaign, node_id=campaign.node_id, changes={"日期": campaign.ended_on})
    return campaign
