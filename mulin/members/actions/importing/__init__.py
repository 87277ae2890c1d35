"""Members from a workbook: compared and written in sets, whatever the number of rows."""

from mulin.members.actions.importing.planning import plan_members

__all__ = ["plan_members"]
