"""Registrations, those who are missing, and registrations with regions as rows of their workbooks."""

from collections.abc import Iterator, Mapping
from typing import Any

from mulin.foundation.clock import today
from mulin.foundation.narrowing import Narrow, newest_first
from mulin.identity.models import User
from mulin.members.choices import Category
from mulin.members.models import Member
from mulin.members.queries import with_tie_names
from mulin.registration import permissions, queries
from mulin.registration.choices import State
from mulin.registration.models import Campaign, Registration
from mulin.registration.rules import Tally, percentage
from mulin.tree.actions.bulk import reaches_path
from mulin.tree.models import Node
from mulin.tree.permissions import scope

AT_A_TIME = 2000
FIGURES = ("members", "listed", "sent", "received", "missing", "slips")
PLAIN = ("job", "rank", "skills", "wishes", "needs", "sent_on", "received_on", "first_slip_on")


def export_registrations(*, by: User, narrow: Narrow = newest_first) -> Iterator[Mapping[str, Any]]:
    """Registrations in reach; what is sealed stays empty, the member's code is for the side that leads."""
    rows = narrow(queries.with_nodes(permissions.registrations_visible_to(by)))
    reach = reaches_path(by, "registrations.view")
    for row in rows.iterator(AT_A_TIME):
        yield as_row(row, leads=reach(row.unit.path, row.unit.place_path))


def as_row(row: Registration, *, leads: bool) -> dict[str, Any]:
    """One registration by column."""
    return {name: getattr(row, name) for name in PLAIN} | {
        "code": row.member.code if leads else "",
        "name": row.member.name,
        "home_organisation": row.unit.code,
        "home_name": row.unit.name,
        "community": row.community.code,
        "community_name": row.community.name,
        "state": State(row.state).label,
        "number": row.number,
    }


def sides_of(campaign: Campaign, by: User) -> tuple[list[tuple[Node, Tally]], list[tuple[Node, Tally]]]:
    """The tallies by unit and by community that this person sees of a campaign."""
    units = queries.by_unit(campaign, scope(by, "registrations.view", "node__"))
    return units, queries.by_community(campaign, scope(by, "registrations.view"))


def export_campaigns(*, by: User, narrow: Narrow = newest_first) -> Iterator[Mapping[str, Any]]:
    """Campaigns in reach with how many of the members in reach are registered."""
    for one in narrow(permissions.campaigns_visible_to(by)):
        tallies = queries.by_unit(one, scope(by, "registrations.view", "node__"))
        total = sum((tally for _node, tally in tallies), Tally())
        yield {name: getattr(one, name) for name in ("name", "year", "opened_on", "received_by", "ended_on")} | {
            "place": one.node.name,
            "members": total.members,
            "received": total.received,
            "rate": percentage(total.rate),
        }


def export_coverage(*, by: User, narrow: Narrow = newest_first) -> Iterator[Mapping[str, Any]]:
    """Of campaigns in reach: the figures of every unit, then of every community."""
    for campaign in narrow(permissions.campaigns_visible_to(by)):
        units, communities = sides_of(campaign, by)
        for side, tallies in (("单位", units), ("社区", communities)):
            for node, tally in tallies:
                yield {name: getattr(tally, name) for name in FIGURES} | {
                    "campaign": campaign.name,
                    "side": side,
                    "code": node.code,
                    "name": node.name,
                    "rate": percentage(tally.rate),
                }


def export_missing(*, by: User, narrow: Narrow | None = None) -> Iterator[Mapping[str, Any]]:
    """Who should be registered and is not, in reach: exactly the rows of the chase list."""
    rows = queries.missing_members(by)
    rows = narrow(rows) if narrow else rows.order_by("member__name", "pk")
    for tie in rows.iterator(AT_A_TIME):
        yield {
            "name": tie.member.name,
            "category": Category(tie.member.category).label,
            "home_code": tie.node.code,
            "home_name": tie.node.name,
            "state": queries.step_words(tie),
            "community": tie.community_name or "",
            "reason": tie.refused_because or "",
            "deadline": tie.deadline,
            "days_late": queries.days_late(tie.deadline, today()) or None,
        }


def export_regions(*, by: User, narrow: Narrow = newest_first) -> Iterator[Mapping[str, Any]]:
    """Registrations with regions in reach that have not ended."""
    rows = list(narrow(permissions.regions_visible_to(by).filter(ended_on__isnull=True)))
    members = with_tie_names(Member.objects.filter(pk__in=[row.member_id for row in rows]), today())
    homes: dict[int, str] = dict(members.values_list("pk", "home_organisation_name"))  # type: ignore[misc]
    for row in rows:
        yield {name: getattr(row, name) for name in ("registered_on", "shop", "badge_on", "demonstration_on")} | {
            "name": row.member.name,
            "home_name": homes.get(row.member_id) or "",
            "region_code": row.region.code,
            "region": row.region.name,
        }
