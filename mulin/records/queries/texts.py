"""What a record says, as JSON can keep it."""

from typing import Any

from mulin.records.models import Activity
from mulin.records.queries.people import people_of
from mulin.records.rules import written


def text_of(activity: Activity) -> dict[str, Any]:
    """What the record itself says, as JSON can keep it (people apart)."""
    return {
        "kind": activity.kind,
        "host": activity.host.code,
        "title": activity.title,
        "day": activity.day.isoformat(),
        "begins_at": activity.begins_at.isoformat("minutes") if activity.begins_at else None,
        "place": activity.place,
        "notice_on": activity.notice_on.isoformat() if activity.notice_on else None,
        "agenda": activity.agenda,
        "minutes": activity.minutes,
        "headcount": activity.headcount,
        "fields": dict(activity.fields),
    }


def whole_text(activity: Activity) -> dict[str, Any]:
    """Everything the record says, its people among it, as JSON can keep it."""
    members = activity.attendances.filter(member__isnull=False).values_list("member__code", flat=True)
    return text_of(activity) | {"attendance": written(people_of(activity)), "members": list(members)}
