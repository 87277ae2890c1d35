"""The whole street as rows of workbooks."""

from dataclasses import dataclass

from mulin.demo.plan.activities import plan_activities
from mulin.demo.plan.invention import Invention, Row
from mulin.demo.plan.members import plan_members
from mulin.demo.plan.organisations import plan_organisations, plan_premises, plan_staff, plan_units
from mulin.demo.plan.places import Places, place_rows, plan_places


@dataclass(frozen=True)
class Plan:
    """Rows by kind of workbook, in the order in which they are imported; and the places with their zeal."""

    places: Places
    workbooks: dict[str, list[Row]]


def plan_street() -> Plan:
    """Invent the street; the same at every run."""
    invention = Invention()
    places = plan_places()
    units = plan_units(places, invention)
    organisations = plan_organisations(places, units)
    members = plan_members(places, organisations, invention)
    workbooks = {
        "places": place_rows(places, invention),
        "units": units,
        "organisations": organisations,
        "premises": plan_premises(places, invention),
        "staff": plan_staff(places, invention),
        "members": members,
        "activities": plan_activities(places, units, members, invention),
    }
    return Plan(places, workbooks)
