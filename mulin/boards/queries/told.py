"""Consents as the member's own file tells them."""

import datetime
from collections.abc import Iterator, Sequence

from mulin.boards.models import Consent
from mulin.members.queries.timeline import Entry


def consents(member_ids: Sequence[int], first: datetime.date, last: datetime.date) -> Iterator[tuple[int, Entry]]:
    """Consents given and taken back; the member and the home side see them."""
    rows = Consent.objects.filter(member_id__in=member_ids).select_related("node")
    for one in rows:
        words = f"{one.node.name}监督台：{one.get_field_display()}"
        if first <= one.given_on <= last:
            detail = f"{one.get_origin_display()}，{one.until} 到期"
            yield one.member_id, Entry(one.given_on, "board", f"同意公开 {words}", detail, "", one.node_id, True)
        if one.ended_on is not None and first <= one.ended_on <= last:
            detail = one.get_ending_display()
            yield one.member_id, Entry(one.ended_on, "board", f"终止公开 {words}", detail, "", one.node_id, True)
