"""What we ask of what stands at nodes. Lists start from a scope condition that says what the person may see."""

from mulin.organisations.queries.coverage import (
    Rate,
    coverage,
    coverage_rates,
    places_uncovered,
    units_without_due_organisation,
    units_without_guide,
)
from mulin.organisations.queries.nodes import (
    known_day,
    live_guide,
    located_organisation,
    nodes_of,
    post_names,
    units,
    with_superiors,
)
from mulin.organisations.queries.standing import (
    details_of,
    double_heads,
    guides,
    kept,
    live_population,
    model_of,
    premises,
    staff,
    standing_at,
)

__all__ = [
    "Rate",
    "coverage",
    "coverage_rates",
    "details_of",
    "double_heads",
    "guides",
    "kept",
    "known_day",
    "live_guide",
    "live_population",
    "located_organisation",
    "model_of",
    "nodes_of",
    "places_uncovered",
    "post_names",
    "premises",
    "staff",
    "standing_at",
    "units",
    "units_without_due_organisation",
    "units_without_guide",
    "with_superiors",
]
