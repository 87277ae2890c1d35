"""What we ask of service; lists start from what the person may see."""

from mulin.service.queries.clauses import clause_of, offers, ruled, whole_number
from mulin.service.queries.facts import people_of
from mulin.service.queries.naming import residents_named
from mulin.service.queries.places import communities, communities_of, community_of, member_of, residents
from mulin.service.queries.posts import (
    all_posts_visible_to,
    claims_visible_to,
    free_posts,
    held_posts,
    holders,
    live_claims,
    offered_to,
    own_or_visible_claims,
    past_claims,
    posts_at,
    posts_open_to,
    posts_visible_to,
    suggestions,
    waiting_adjustments,
)

__all__ = [
    "all_posts_visible_to",
    "claims_visible_to",
    "clause_of",
    "communities",
    "communities_of",
    "community_of",
    "free_posts",
    "held_posts",
    "holders",
    "live_claims",
    "member_of",
    "offered_to",
    "offers",
    "own_or_visible_claims",
    "past_claims",
    "people_of",
    "posts_at",
    "posts_open_to",
    "posts_visible_to",
    "residents",
    "residents_named",
    "ruled",
    "suggestions",
    "waiting_adjustments",
    "whole_number",
]
