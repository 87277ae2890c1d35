"""Registration with a region, the badge of shopkeepers and demonstration shops."""

import datetime
from collections.abc import Collection

from django.db import transaction

from mulin.audit.actions import log
from mulin.foundation.bulk import chunks
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.members.actions.moving import check_tie
from mulin.members.actions.residing import settle, unsettle
from mulin.members.choices import TieKind
from mulin.members.models import Member
from mulin.registration import permissions, queries
from mulin.registration.models import RegionRegistration
from mulin.tree.models import Node


@transaction.atomic
def register_with_region(
    member_ids: Collection[int], region: Node, *, on: datetime.date, by: User
) -> list[RegionRegistration]:
    """Register members with a region, whether or not their units have an organisation; who is here already stays.

    A member registered with another region is registered there no longer.
    """
    permissions.register_with_region.check(by, region)
    if not queries.region_rulings(region, on):
        raise Refused(f"“{region.name}”没有实施党员向区域登记报到的制度；请先在“制度实施”中发布")
    check_tie(TieKind.REGION, region)
    wanted = sorted(set(member_ids))
    known = sum(Member.objects.filter(pk__in=chunk, left_on=None).count() for chunk in chunks(wanted))
    if known != len(wanted):
        raise Refused("有党员已经离开或不存在，请刷新页面")
    live = locked_live(wanted)
    here = {row.member_id for row in live if row.region_id == region.pk}
    moving = [one for one in wanted if one not in here]
    settle(dict.fromkeys(moving, region.pk), TieKind.REGION, on=on)
    for row in live:
        if row.region_id != region.pk:
            row.ended_on = on
            row.save(update_fields=["ended_on"])
    RegionRegistration.objects.bulk_create(
        [RegionRegistration(member_id=one, region=region, registered_on=on) for one in moving], batch_size=500
    )
    log(by, "登记到区域党组织", region, node_id=region.pk, changes={"人数": len(moving), "日期": on, "党员": moving})
    return list(RegionRegistration.objects.filter(member_id__in=moving, region=region, ended_on=None))


def locked_live(member_ids: Collection[int]) -> list[RegionRegistration]:
    """The live registrations of members with regions."""
    rows = RegionRegistration.objects.select_for_update(of=("self",)).filter(ended_on__isnull=True)
    return [row for chunk in chunks(sorted(member_ids)) for row in rows.filter(member_id__in=chunk).order_by("pk")]


@transaction.atomic
def show_badge(registration: RegionRegistration, shop: str, *, on: datetime.date, by: User) -> RegionRegistration:
    """A shopkeeper shows that they are a member (亮牌)."""
    row = live_one(registration, by)
    if not shop.strip():
        raise Refused("请填写经营户名称", field="shop")
    if on < row.registered_on:
        raise Refused(f"亮牌日期不能早于登记日期 {row.registered_on}", field="on")
    row.shop, row.badge_on = shop.strip(), on
    row.save(update_fields=["shop", "badge_on"])
    log(by, "亮牌", row, node_id=row.region_id, changes={"经营户": row.shop, "日期": on})
    return row


@transaction.atomic
def name_demonstration(registration: RegionRegistration, *, on: datetime.date, by: User) -> RegionRegistration:
    """A shop that shows the badge is named a demonstration shop (共产党员示范店)."""
    row = live_one(registration, by)
    if row.badge_on is None:
        raise Refused("示范店须先亮牌")
    row.demonstration_on = on
    row.save(update_fields=["demonstration_on"])
    log(by, "评为示范店", row, node_id=row.region_id, changes={"经营户": row.shop, "日期": on})
    return row


@transaction.atomic
def end_region(registration: RegionRegistration, *, on: datetime.date, by: User) -> RegionRegistration:
    """The member no longer works or lives in the region."""
    row = live_one(registration, by)
    if on < row.registered_on:
        raise Refused(f"终止日期不能早于登记日期 {row.registered_on}", field="on")
    row.ended_on = on
    row.save(update_fields=["ended_on"])
    unsettle([row.member_id], TieKind.REGION, on=on)
    log(by, "终止区域登记", row, node_id=row.region_id, changes={"日期": on})
    return row


def live_one(registration: RegionRegistration, by: User) -> RegionRegistration:
    """The registration as it stands now, if this person may change it and it has not ended."""
    rows = RegionRegistration.objects.select_for_update(of=("self",)).select_related("member", "region")
    row = rows.get(pk=registration.pk)
    permissions.register_with_region.check(by, row)
    if row.ended_on is not None:
        raise Refused(f"这份区域登记已于 {row.ended_on} 终止")
    return row
