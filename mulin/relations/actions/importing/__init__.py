"""Members away and members who came from workbooks: compared and written in sets, whatever the number of rows."""

from mulin.relations.actions.importing.absences import plan_absences
from mulin.relations.actions.importing.stays import plan_stays

__all__ = ["plan_absences", "plan_stays"]
