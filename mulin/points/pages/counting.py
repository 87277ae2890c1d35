"""Which points a record gave, as its page shows them."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.points.models import PointsEntry
from mulin.points.pages.parts import figure
from mulin.points.permissions import entries_visible_to
from mulin.points.queries.terms import rule_words
from mulin.records.models import Activity
from mulin.records.pages import Consequence, Counted, told


def given_by(entries: QuerySet[PointsEntry], key: int | str) -> QuerySet[PointsEntry]:
    """Of these entries those that a record gives and nobody has taken back."""
    standing = entries.filter(reverses__isnull=True, reversal__isnull=True)
    return standing.filter(fact_table="activities", fact_id=key)


def awarded_for(activity: Activity, user: Any) -> list[Consequence]:
    """The points of those who were there, as far as this person sees their points."""
    among = f"{reverse('points:entries')}?{urlencode({'record': activity.pk})}"
    return told(counted(one, among) for one in given_by(entries_visible_to(user), activity.pk).order_by("pk"))


def counted(entry: PointsEntry, among: str) -> Counted:
    """One entry."""
    rule = rule_words(entry.programme.edition_id, entry.scheme, entry.rule)
    words = _("积分“%(rule)s” %(points)s 分") % {"rule": rule, "points": figure(entry.points)}
    return Counted(str(entry.member or entry.node), words, reverse("points:entry", args=[entry.pk]), among)
