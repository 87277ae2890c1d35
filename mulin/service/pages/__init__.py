"""Wording, links and tables of service."""

from mulin.service.pages.claims import adjusting_words, application_words, at_claim, claim_page
from mulin.service.pages.communities import community_page, list_buttons
from mulin.service.pages.groups import (
    community_around,
    group_page,
    grouping_page,
    grouping_words,
    only_branch,
    proposed_members,
    proposed_page,
)
from mulin.service.pages.lists import (
    APPLICATIONS,
    CLAIMS,
    COMMUNITIES,
    CONTACTS,
    DEEDS,
    GROUPS,
    NEEDS,
    PLEDGES,
    POSTS,
    TEAMS,
)
from mulin.service.pages.own import own_page
from mulin.service.pages.pledges import absent_choices, absent_words, deed_page, letter_buttons
from mulin.service.pages.posts import (
    at_community,
    at_post,
    catalogue_choices,
    catalogue_words,
    post_page,
    reasons_for,
    taking,
)
from mulin.service.pages.teams import (
    accepted_names,
    application_buttons,
    hand_words,
    home_of,
    need_page,
    services_for,
    team_page,
    team_values,
)

__all__ = [
    "APPLICATIONS", "CLAIMS", "COMMUNITIES", "CONTACTS", "DEEDS", "GROUPS", "NEEDS", "PLEDGES", "POSTS",
    "TEAMS", "absent_choices", "absent_words", "accepted_names", "adjusting_words", "application_buttons",
    "application_words", "at_claim", "at_community", "at_post", "catalogue_choices", "catalogue_words",
    "claim_page", "community_around", "community_page", "deed_page", "group_page", "grouping_page",
    "grouping_words", "hand_words", "home_of", "letter_buttons", "list_buttons", "need_page", "only_branch", "own_page",
    "post_page", "proposed_members", "proposed_page", "reasons_for", "services_for", "taking", "team_page",
    "team_values",
]  # fmt: skip
