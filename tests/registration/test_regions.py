"""Registration with a region: everybody, whether or not their unit has an organisation; badges of shopkeepers."""

import datetime

import pytest
from django.db.models import Q

from mulin.foundation.refusals import Refused
from mulin.registration import actions, queries
from mulin.registration.models import RegionRegistration
from tests.registration.conftest import OPENED, County

pytestmark = pytest.mark.row("L03")
LATER = datetime.date(2021, 10, 1)


def test_members_are_registered_and_seen_by_the_region(county: County) -> None:
    ids = [one.pk for one in county.members.values()]
    rows = actions.register_with_region(ids, county.committee, on=OPENED, by=county.users["officer"])
    assert len(rows) == 3
    assert county.members["王甲"].ties.filter(kind="region", node=county.committee, until=None).count() == 1
    assert queries.by_region(Q()) == [(county.committee, {"registered": 3, "badges": 0, "demonstrations": 0})]


def test_registering_twice_changes_nothing_and_another_region_takes_over(county: County) -> None:
    ids = [county.members["王甲"].pk]
    actions.register_with_region(ids, county.committee, on=OPENED, by=county.root)
    assert actions.register_with_region(ids, county.committee, on=OPENED, by=county.root) == []
    assert RegionRegistration.objects.count() == 1
    actions.register_with_region(ids, county.school, on=LATER, by=county.root)
    assert list(RegionRegistration.objects.order_by("pk").values_list("ended_on", flat=True)) == [LATER, None]


def test_a_shopkeeper_shows_the_badge_before_the_shop_is_named(county: County) -> None:
    [row] = actions.register_with_region([county.members["王甲"].pk], county.committee, on=OPENED, by=county.root)
    with pytest.raises(Refused, match="先亮牌"):
        actions.name_demonstration(row, on=LATER, by=county.root)
    actions.show_badge(row, "清河粮油店", on=OPENED, by=county.root)
    row = actions.name_demonstration(row, on=LATER, by=county.root)
    assert (row.shop, row.badge_on, row.demonstration_on) == ("清河粮油店", OPENED, LATER)


def test_a_region_without_the_regulation_registers_nobody(county: County) -> None:
    from mulin.programmes.models import Programme

    Programme.objects.filter(edition__pack="quyu").update(until=OPENED)
    with pytest.raises(Refused, match="没有实施"):
        actions.register_with_region([county.members["王甲"].pk], county.committee, on=OPENED, by=county.root)


def test_who_leaves_the_region_is_untied(county: County) -> None:
    [row] = actions.register_with_region([county.members["王甲"].pk], county.committee, on=OPENED, by=county.root)
    actions.end_region(row, on=LATER, by=county.root)
    assert not county.members["王甲"].ties.filter(kind="region", until=None).exists()
    with pytest.raises(Refused, match="已于"):
        actions.end_region(row, on=LATER, by=county.root)


def test_a_community_worker_of_elsewhere_registers_nobody(county: County) -> None:
    with pytest.raises(Refused):
        actions.register_with_region([county.members["王甲"].pk], county.committee, on=OPENED, by=county.users["west"])
