"""Pages of points: branches, sheets, accounts, exchange, lists."""

from mulin.points.pages.accounts import account_page, entry_page, member_section
from mulin.points.pages.branches import branch_page
from mulin.points.pages.counting import awarded_for
from mulin.points.pages.exchange import buyer, buyers, exchange_choices, item_page, offer_buttons, redemption_page
from mulin.points.pages.lists import BRANCHES, ENTRIES, ITEMS, OBJECTIONS, REDEMPTIONS, SHEETS
from mulin.points.pages.sheets import entry_choices, objection_page, review_page, sheet_page

__all__ = [
    "BRANCHES",
    "ENTRIES",
    "ITEMS",
    "OBJECTIONS",
    "REDEMPTIONS",
    "SHEETS",
    "account_page",
    "awarded_for",
    "branch_page",
    "buyer",
    "buyers",
    "entry_choices",
    "entry_page",
    "exchange_choices",
    "item_page",
    "member_section",
    "objection_page",
    "offer_buttons",
    "redemption_page",
    "review_page",
    "sheet_page",
]
