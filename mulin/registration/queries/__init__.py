"""What we ask of registration. Lists start from ``registration.permissions``."""

from mulin.registration.queries.campaigns import (
    area_of,
    communities_within,
    current_campaign,
    days_of,
    region_rulings,
    residence_rulings,
)
from mulin.registration.queries.coverage import by_community, by_region, by_unit, expected_ties
from mulin.registration.queries.listing import community_problem, problems_of_listing
from mulin.registration.queries.registrations import profiles, responsible_for, waiting_by_line, with_nodes
from mulin.registration.queries.telling import timeline_entries

__all__ = [
    "area_of",
    "by_community",
    "by_region",
    "by_unit",
    "communities_within",
    "community_problem",
    "current_campaign",
    "days_of",
    "expected_ties",
    "problems_of_listing",
    "profiles",
    "region_rulings",
    "residence_rulings",
    "responsible_for",
    "timeline_entries",
    "waiting_by_line",
    "with_nodes",
]
