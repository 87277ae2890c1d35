"""What we ask about duties: judged afresh for any day, or read from the stored rows of today."""

from mulin.duties.queries.charges import InCharge, ever_in_charge, in_charge
from mulin.duties.queries.judging import duty_periods, judged, kind_names
from mulin.duties.queries.kept import activities_behind, moved_by, of_members, open_on, visible
from mulin.duties.queries.owing import Whose, attendees, tied_ever

__all__ = [
    "InCharge",
    "Whose",
    "activities_behind",
    "attendees",
    "duty_periods",
    "ever_in_charge",
    "in_charge",
    "judged",
    "kind_names",
    "moved_by",
    "of_members",
    "open_on",
    "tied_ever",
    "visible",
]
