"""Pages of registration: lists, batches, one registration, campaigns, the part of a member's page."""

from mulin.registration.pages.batches import BATCHES, Batch, batch_page
from mulin.registration.pages.campaigns import CAMPAIGNS, COVERAGE, campaign_page
from mulin.registration.pages.lists import MISSING, REGIONS, REGISTRATIONS, list_buttons
from mulin.registration.pages.member import member_section
from mulin.registration.pages.registration import registration_page, trail_of

__all__ = [
    "BATCHES",
    "CAMPAIGNS",
    "COVERAGE",
    "MISSING",
    "REGIONS",
    "REGISTRATIONS",
    "Batch",
    "batch_page",
    "campaign_page",
    "list_buttons",
    "member_section",
    "registration_page",
    "trail_of",
]
