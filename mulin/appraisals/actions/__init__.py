"""What people do in appraisals. The only code that writes them."""

from mulin.appraisals.actions.conducting import (
    cancel_appraisal,
    count_public,
    grade,
    open_appraisal,
    open_mutual,
    say_of_oneself,
    submit,
)
from mulin.appraisals.actions.examining import approve, award_missing_points, send_back

__all__ = [
    "approve",
    "award_missing_points",
    "cancel_appraisal",
    "count_public",
    "grade",
    "open_appraisal",
    "open_mutual",
    "say_of_oneself",
    "send_back",
    "submit",
]
