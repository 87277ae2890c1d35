"""What registration keeps: campaigns, registrations of members with communities, registrations with a region."""

from mulin.registration.models.campaign import Campaign, NumberSeries
from mulin.registration.models.region import RegionRegistration
from mulin.registration.models.registration import Registration, RegistrationQuerySet

__all__ = ["Campaign", "NumberSeries", "RegionRegistration", "Registration", "RegistrationQuerySet"]
