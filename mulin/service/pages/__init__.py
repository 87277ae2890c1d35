"""Wording, links and tables of service."""

from mulin.service.pages.communities import community_page
from mulin.service.pages.lists import CLAIMS, COMMUNITIES, POSTS
from mulin.service.pages.own import own_page
from mulin.service.pages.posts import (
    adjusting_words,
    application_words,
    at_claim,
    at_community,
    at_post,
    catalogue_choices,
    catalogue_words,
    claim_page,
    post_page,
    reasons_for,
    taking,
)

__all__ = [
    "CLAIMS",
    "COMMUNITIES",
    "POSTS",
    "adjusting_words",
    "application_words",
    "at_claim",
    "at_community",
    "at_post",
    "catalogue_choices",
    "catalogue_words",
    "claim_page",
    "community_page",
    "own_page",
    "post_page",
    "reasons_for",
    "taking",
]
