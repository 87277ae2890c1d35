"""Pages of duties: the list of nodes, the list of members, the part of a record's and of a member's page."""

from mulin.duties.pages import doing
from mulin.duties.pages.counting import kept_by
from mulin.duties.pages.lists import DUTIES, duty_name, period_name
from mulin.duties.pages.members import MEMBER_DUTIES, member_section

__all__ = ["DUTIES", "MEMBER_DUTIES", "doing", "duty_name", "kept_by", "member_section", "period_name"]
