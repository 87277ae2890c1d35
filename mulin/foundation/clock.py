"""The one clock. Nothing else in the product asks what day it is."""

import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

SHANGHAI = ZoneInfo("Asia/Shanghai")


def today() -> datetime.date:
    """The day people live in: ``settings.TODAY`` in the demo, else the calendar day in Asia/Shanghai."""
    fixed: datetime.date | None = getattr(settings, "TODAY", None)
    return fixed or timezone.now().astimezone(SHANGHAI).date()


def now() -> datetime.datetime:
    """This moment, aware. Where the day is fixed, the present time of day on that day."""
    moment = timezone.now().astimezone(SHANGHAI)
    return datetime.datetime.combine(today(), moment.timetz())


def on_the_wall(moment: datetime.datetime) -> str:
    """A moment as people read it on the clock on the wall: 2022-06-30 09:30. One without a zone is taken as it is."""
    here = moment.astimezone(SHANGHAI) if timezone.is_aware(moment) else moment
    return f"{here:%Y-%m-%d %H:%M}"
