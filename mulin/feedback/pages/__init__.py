"""What the pages of feedback show."""

from mulin.feedback.pages.activities import activities_page
from mulin.feedback.pages.buttons import batch_buttons, own_node_buttons
from mulin.feedback.pages.cards import card_page, mine_page
from mulin.feedback.pages.consultations import consultation_page
from mulin.feedback.pages.counting import issuing_step, told_on
from mulin.feedback.pages.cycle import cycle_page
from mulin.feedback.pages.deliveries import delivery_page
from mulin.feedback.pages.effects import effects_page, member_trail
from mulin.feedback.pages.lists import CARDS, CONSULTATIONS, DELIVERIES
from mulin.feedback.pages.member import member_section
from mulin.feedback.pages.tables import Table, table_page

__all__ = [
    "CARDS", "CONSULTATIONS", "DELIVERIES", "Table", "activities_page", "batch_buttons", "card_page",
    "consultation_page", "cycle_page", "delivery_page", "effects_page", "issuing_step", "member_section",
    "member_trail", "mine_page", "own_node_buttons", "table_page", "told_on",
]  # fmt: skip
