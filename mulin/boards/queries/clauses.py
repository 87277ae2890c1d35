"""What the regulations in force at a place say about its board."""

import datetime
from typing import Any

from mulin.foundation.refusals import Refused
from mulin.programmes.queries import Ruling, rulings
from mulin.tree.models import Node

NONE = "这里施行的制度没有规定设监督台，不能设台或登记同意"


def board_ruling(place: Node, day: datetime.date) -> Ruling | None:
    """The clause about boards in force at a place whose kind it names; nothing where none is."""
    found = rulings(place, day, "boards")
    return next((one for _id, one in sorted(found.items()) if place.kind_id in one.clause.places), None)


def ruled(place: Node, day: datetime.date) -> Any:
    """The same, refused where there is none."""
    ruling = board_ruling(place, day)
    if ruling is None:
        raise Refused(NONE)
    return ruling


def consent_months(ruling: Ruling) -> int:
    """How many months a consent holds; refused where the district has not said."""
    months = ruling.value(ruling.clause.consent_months)
    if months is None:
        raise Refused("“监督台公开同意的有效期”还没有填写，请先在制度实施里填写")
    return int(months)
