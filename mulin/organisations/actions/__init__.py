"""What people do with what stands at nodes. The only code that writes it."""

from mulin.organisations.actions.describing import count_population, describe
from mulin.organisations.actions.founding import found_unit, split_into
from mulin.organisations.actions.keeping import close, correct, enter, read_phone
from mulin.organisations.actions.seating import arrange_life, seat
from mulin.organisations.actions.staffing import change_post, name_guide

__all__ = [
    "arrange_life",
    "change_post",
    "close",
    "correct",
    "count_population",
    "describe",
    "enter",
    "found_unit",
    "name_guide",
    "read_phone",
    "seat",
    "split_into",
]
