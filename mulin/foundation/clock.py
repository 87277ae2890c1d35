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
