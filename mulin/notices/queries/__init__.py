"""What we ask of messages: one's inbox, birthdays in reach, lists of those who are late."""

from mulin.notices.queries.birthdays import (
    birthdays_on,
    born_in,
    greeted_by,
    greeting_of,
    greeting_text,
    members_greeted_by,
)
from mulin.notices.queries.inbox import at_the_bell, inbox
from mulin.notices.queries.late import LATE, Late, LateList, responsible

__all__ = [
    "LATE", "Late", "LateList", "at_the_bell", "birthdays_on", "born_in", "greeted_by", "greeting_of", "greeting_text",
    "inbox", "members_greeted_by", "responsible",
]  # fmt: skip
