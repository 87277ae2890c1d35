"""Wording, links and lists of the workbench."""

from mulin.web.pages.governing import ACCOUNTS, HOLDINGS, WORKDAYS, audit_page
from mulin.web.pages.parts import node_parts
from mulin.web.pages.urgency import by_urgency
from mulin.web.pages.waiting import waiting_words
from mulin.web.pages.workbooks import conditions_of, import_page, list_url, preview_page, reason_page

__all__ = [
    "ACCOUNTS",
    "HOLDINGS",
    "WORKDAYS",
    "audit_page",
    "by_urgency",
    "conditions_of",
    "import_page",
    "list_url",
    "node_parts",
    "preview_page",
    "reason_page",
    "waiting_words",
]
