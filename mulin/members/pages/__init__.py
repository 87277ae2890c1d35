"""Pages of members: the list, one member, the part of a node's page, and what other domains add."""

from mulin.members.pages.lists import LISTED, node_members, searchable
from mulin.members.pages.member import SEALED, field_title, member_page

__all__ = ["LISTED", "SEALED", "field_title", "member_page", "node_members", "searchable"]
