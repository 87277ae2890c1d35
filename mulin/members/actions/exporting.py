"""Members as rows of the workbook they come in by. What identifies them stays sealed and is shown masked."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import QuerySet

from mulin.foundation.bulk import chunks
from mulin.foundation.clock import today
from mulin.foundation.narrowing import Narrow
from mulin.identity.models import User
from mulin.members.choices import TieKind
from mulin.members.models import Member, Tie
from mulin.members.permissions import members_visible_to
from mulin.organisations.actions.exporting import values_of
from mulin.tree.actions.bulk import reaches_path
from mulin.tree.models import Node, holding

HOME_ONLY = ("born_on", "admitted_on", "stage", "code", "identity_masked")


def by_name(members: QuerySet[Member]) -> QuerySet[Member]:
    """The order of the list."""
    return members.order_by("name", "pk")


def export_members(*, by: User, narrow: Narrow = by_name) -> Iterator[Mapping[str, Any]]:
    """Members within reach by both ties; those seen through the residence alone, with the fields of that side."""
    members = narrow(members_visible_to(by, "sheets.export"))
    reach = reaches_path(by, "sheets.export")
    for chunk in chunks(members.iterator(chunk_size=2000), 2000):
        ties = live_ties([member.pk for member in chunk])
        for member in chunk:
            nodes = ties.get(member.pk, {})
            yield as_row(member, nodes, is_home=is_home_side(nodes, reach))


def is_home_side(nodes: Mapping[str, Node], reach: Any) -> bool:
    """Does this person see the member as the organisation that leads?"""
    home = nodes.get(TieKind.HOME_ORGANISATION)
    return home is not None and bool(reach(home.path, home.place_path))


def live_ties(member_ids: list[int]) -> dict[int, dict[str, Node]]:
    """The nodes members are tied to today, by member and kind."""
    found: dict[int, dict[str, Node]] = {}
    for tie in Tie.objects.filter(holding("", today()), member_id__in=member_ids).select_related("node"):
        found.setdefault(tie.member_id, {})[tie.kind] = tie.node
    return found


def as_row(member: Member, nodes: Mapping[str, Node], *, is_home: bool) -> dict[str, Any]:
    """One member by column; sealed columns stay empty, beside them stands enough to recognise."""
    row = values_of(member, ("code", "name", "gender", "born_on", "category", "stage", "admitted_on"))
    row |= {"identity_masked": member.masked_identity, "phone_masked": member.masked_phone}
    home, residence = nodes.get(TieKind.HOME_ORGANISATION), nodes.get(TieKind.RESIDENCE)
    row["home_organisation"], row["home_name"] = (home.code, home.name) if home else ("", "")
    row["residence"], row["residence_name"] = (residence.code, residence.name) if residence else ("", "")
    return row if is_home else {name: value for name, value in row.items() if name not in HOME_ONLY}
