"""What importing the lists of service would do, and doing it: in sets, all or none."""

from mulin.service.actions.importing.claims import plan_claims
from mulin.service.actions.importing.deeds import plan_deeds
from mulin.service.actions.importing.needs import plan_service_needs
from mulin.service.actions.importing.pledges import plan_pledges
from mulin.service.actions.importing.posts import plan_service_posts
from mulin.service.actions.importing.teams import plan_service_teams
from mulin.service.actions.importing.volunteers import plan_volunteers

__all__ = [
    "plan_claims",
    "plan_deeds",
    "plan_pledges",
    "plan_service_needs",
    "plan_service_posts",
    "plan_service_teams",
    "plan_volunteers",
]
