"""What we ask of certification. Lists start from what the person may see."""

from mulin.assessments.queries.given import last_totals, vetoes_on
from mulin.assessments.queries.judged import (
    Judging,
    evaluate_pack,
    evaluate_rubric,
    judge_assessment,
    judging_for,
    judging_of,
)

__all__ = [
    "Judging",
    "evaluate_pack",
    "evaluate_rubric",
    "judge_assessment",
    "judging_for",
    "judging_of",
    "last_totals",
    "vetoes_on",
]
