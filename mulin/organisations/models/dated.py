"""What all dated rows have in common."""

import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q

from mulin.tree.choices import BEGINNING
from mulin.tree.models import holding


class DatedQuerySet(models.QuerySet):
    """Rows by day."""

    def holding_on(self, day: datetime.date) -> Self:
        """Those that hold on a day (``until`` is the first day they no longer do)."""
        return self.filter(holding("", day))

    def live(self) -> Self:
        """Those without an end."""
        return self.filter(until__isnull=True)


class Dated(models.Model):
    """A row that holds from a day, until a day. It is closed, never deleted."""

    since = models.DateField("起", default=BEGINNING)
    until = models.DateField("止", null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")),
                name="%(class)s_ends_after_it_begins",
                violation_error_message="终止日期必须晚于起始日期",
            )
        ]

    def holds_on(self, day: datetime.date) -> bool:
        """Does it hold on this day?"""
        return self.since <= day and (self.until is None or day < self.until)
