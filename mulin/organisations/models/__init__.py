"""What each kind of node keeps beside its place in the tree."""

from mulin.organisations.models.brand import Brand
from mulin.organisations.models.dated import Dated, DatedQuerySet
from mulin.organisations.models.details import PartyOrganisation, Place, Unit
from mulin.organisations.models.life import OrganisationLife
from mulin.organisations.models.organ import OrganSeat
from mulin.organisations.models.population import Population
from mulin.organisations.models.premises import Premises
from mulin.organisations.models.staff import Guide, Staff

__all__ = [
    "Brand",
    "Dated",
    "DatedQuerySet",
    "Guide",
    "OrganSeat",
    "OrganisationLife",
    "PartyOrganisation",
    "Place",
    "Population",
    "Premises",
    "Staff",
    "Unit",
]
