"""What we ask records; lists start from what the person may see."""

from mulin.records.queries.kinds import (
    AllowedKinds,
    hosts_for,
    kind_name,
    kinds_for,
    kinds_used,
    likely_host,
    writable_hosts,
)
from mulin.records.queries.people import Roster, labelled, members_to_pick, people_of, units_among
from mulin.records.queries.reading import (
    SEARCHED_AS,
    evidence_visible_to,
    found_by,
    hosted_within,
    hosts_recorded,
    narrowed,
    visible_to,
)
from mulin.records.queries.texts import text_of, whole_text

__all__ = [
    "SEARCHED_AS",
    "AllowedKinds",
    "Roster",
    "evidence_visible_to",
    "found_by",
    "hosted_within",
    "hosts_for",
    "hosts_recorded",
    "kind_name",
    "kinds_for",
    "kinds_used",
    "labelled",
    "likely_host",
    "members_to_pick",
    "narrowed",
    "people_of",
    "text_of",
    "units_among",
    "visible_to",
    "whole_text",
    "writable_hosts",
]
