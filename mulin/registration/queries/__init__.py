"""What we ask of registration. Lists start from ``registration.permissions``."""

from mulin.registration.queries.campaigns import (
    area_of,
    communities,
    communities_within,
    current_campaign,
    days_of,
    only_clause,
    region_rulings,
    residence_rulings,
    with_progress,
)
from mulin.registration.queries.chasing import asked_by, days_late, missing_members, running, step_words
from mulin.registration.queries.coverage import by_community, by_region, by_unit, expected_ties
from mulin.registration.queries.listing import community_problem, problems_of_listing
from mulin.registration.queries.registrations import (
    members_by_line,
    profiles,
    responsible_for,
    waiting_by_line,
    with_nodes,
)
from mulin.registration.queries.telling import timeline_entries

__all__ = [
    "area_of",
    "asked_by",
    "by_community",
    "by_region",
    "by_unit",
    "communities",
    "communities_within",
    "community_problem",
    "current_campaign",
    "days_late",
    "days_of",
    "expected_ties",
    "members_by_line",
    "missing_members",
    "only_clause",
    "problems_of_listing",
    "profiles",
    "region_rulings",
    "residence_rulings",
    "responsible_for",
    "running",
    "step_words",
    "timeline_entries",
    "waiting_by_line",
    "with_nodes",
    "with_progress",
]
