"""The factual file of a member (写实档案) on the screen: one timeline, by kind and year."""

import datetime
from collections.abc import Collection, Iterable
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.foundation.clock import today
from mulin.foundation.page_parts import Happening
from mulin.members.models import Member
from mulin.members.permissions import side_of
from mulin.members.queries import timeline
from mulin.members.queries.timeline import Entry
from mulin.tree.pages import printing


def file_entries(
    member: Member, side: str, first: datetime.date, last: datetime.date, kinds: Iterable[str] = ()
) -> list[Entry]:
    """What a side reads of a member's file: the community where one lives, nothing that is private."""
    found = timeline.timelines([member.pk], first, last, kinds).get(member.pk, [])
    return [one for one in found if not one.private or side in ("own", "home")]


def file_page(request: HttpRequest, member: Member) -> dict[str, Any]:
    """The file with the filters of this address."""
    titles, side = timeline.titles(), side_of(request.user, member)
    kind = request.GET.get("kind", "")
    kinds = [kind] if kind in titles else []
    everything = file_entries(member, side, datetime.date.min, today())
    years = sorted({one.day.year for one in everything}, reverse=True)
    year = request.GET.get("year", "")
    shown = [
        one
        for one in everything
        if (not kinds or one.kind in kinds) and (year not in map(str, years) or str(one.day.year) == year)
    ]
    opening = timeline.opening(request.user, shown)
    return {
        "page_title": _("写实档案：%(name)s") % {"name": member.name},
        "member": member,
        "items": [happening(one, titles, opening) for one in reversed(shown)],
        "kinds": [(code, title, code in kinds) for code, title in titles.items()],
        "years": [(one, str(one) == year) for one in years],
        "actions": printing(request.user, "member", member.pk, own=side == "own") if side in ("own", "home") else [],
        "trail": [(_("党员"), reverse("members:members")), (member.name, reverse("members:member", args=[member.pk]))],
    }


def happening(entry: Entry, titles: dict[str, str], opening: Collection[str]) -> Happening:
    """One entry as the page draws it; it leads back to its fact where that page opens for the reader."""
    url = entry.url if entry.url in opening else ""
    return Happening(at=entry.day, title=entry.title, text=entry.detail, by=titles.get(entry.kind, ""), url=url)
