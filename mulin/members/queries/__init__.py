"""What we ask of members. Lists start from ``permissions.members_visible_to``."""

from mulin.members.queries.members import (
    SEARCH_KIND,
    member_of,
    tie_of,
    tied_at,
    ties_of,
    with_all_ties,
    with_tie_names,
    with_ties,
)

__all__ = ["SEARCH_KIND", "member_of", "tie_of", "tied_at", "ties_of", "with_all_ties", "with_tie_names", "with_ties"]
