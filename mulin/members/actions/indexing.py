"""Making members findable by name, for those who see them through one of their ties."""

from collections.abc import Iterable, Iterator

from mulin.foundation.bulk import chunks
from mulin.foundation.clock import today
from mulin.foundation.search import Findable, index, remove
from mulin.members.models import Member
from mulin.members.queries import SEARCH_KIND, with_ties


def index_members(member_ids: Iterable[int]) -> None:
    """Let search find these members as they are now, and no longer those who left."""
    for chunk in chunks(member_ids):
        members = Member.objects.filter(pk__in=chunk)
        index(entries(list(with_ties(members.filter(left_on__isnull=True), today()).values_list(*COLUMNS))))
        gone = members.filter(left_on__isnull=False).values_list("pk", flat=True)
        remove(SEARCH_KIND, list(gone))


COLUMNS = ("pk", "name", "home_organisation_name", "home_organisation_id", "residence_id")


def entries(rows: Iterable[tuple[int, str, str | None, int | None, int | None]]) -> Iterator[Findable]:
    """One entry a member: the name, and below it the organisation. Nothing that identifies the person."""
    for pk, name, home_name, home_id, residence_id in rows:
        yield Findable(SEARCH_KIND, pk, name, home_name or "", "members:member", str(pk), home_id, residence_id)
