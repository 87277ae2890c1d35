"""How many may have the best grade, and which grade the votes suggest. Exact shares; plain Python."""

from collections.abc import Mapping, Sequence
from fractions import Fraction


def best_allowed(graded: int, share: Fraction | None) -> int:
    """How many of those graded may have the best grade: a third of eleven is three. Without a share all may."""
    return graded if share is None else (graded * share).__floor__()


def suggested(votes: Sequence[Mapping[str, int]], grades: Sequence[str]) -> str:
    """The grade with the most votes over all layers; of equal ones the lower, so that a tie flatters nobody.

    ``grades`` are in order, best first. Empty when nobody voted.
    """
    total = {grade: sum(layer.get(grade, 0) for layer in votes) for grade in grades}
    most = max(total.values(), default=0)
    return [grade for grade in grades if total[grade] == most][-1] if most else ""


def against_share(given: Sequence[str], best: str, allowed: int) -> str:
    """Why too many have the best grade; empty when they are not too many."""
    number = sum(1 for grade in given if grade == best)
    if number <= allowed:
        return ""
    return f"参加评定 {len(given)} 人，“{best}”最多 {allowed} 人，现有 {number} 人"
