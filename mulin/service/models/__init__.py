"""What we keep about service, and what can never be true of it."""

from mulin.service.models.contacts import UnitContact
from mulin.service.models.groups import Grouping, GroupMembership, ProposedGroup, ProposedPlace
from mulin.service.models.needs import Answer, Need
from mulin.service.models.pledges import Deed, DeedFile, Pledge
from mulin.service.models.posts import Adjustment, Claim, Post
from mulin.service.models.teams import Team, TeamMembership, VolunteerApplication

__all__ = [
    "Adjustment",
    "Answer",
    "Claim",
    "Deed",
    "DeedFile",
    "GroupMembership",
    "Grouping",
    "Need",
    "Pledge",
    "Post",
    "ProposedGroup",
    "ProposedPlace",
    "Team",
    "TeamMembership",
    "UnitContact",
    "VolunteerApplication",
]
