"""What a workbook of this domain would change, and changing it: in sets, whatever the number of rows."""

from mulin.organisations.actions.importing.lives import plan_lives
from mulin.organisations.actions.importing.nodes import plan_organisations, plan_places, plan_units
from mulin.organisations.actions.importing.premises import plan_premises
from mulin.organisations.actions.importing.seats import plan_seats
from mulin.organisations.actions.importing.staff import plan_staff

__all__ = [
    "plan_lives",
    "plan_organisations",
    "plan_places",
    "plan_premises",
    "plan_seats",
    "plan_staff",
    "plan_units",
]
