"""What of service was written down as a record, as the record's page shows it."""

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.records.models import Activity
from mulin.records.pages import Consequence
from mulin.service.queries import own_or_visible_deeds, own_or_visible_needs


def written_down_as(activity: Activity, user: Any) -> list[Consequence]:
    """The deeds and needs that this record stands for, as far as this person sees them."""
    deeds = own_or_visible_deeds(user).filter(activity=activity).order_by("pk")
    needs = own_or_visible_needs(user).filter(Q(activity=activity) | Q(listed_in=activity)).order_by("pk")
    return [
        *(
            (
                _("%(name)s的实事：%(title)s") % {"name": one.member.name, "title": one.title},
                reverse("service:deed", args=[one.pk]),
                "",
            )
            for one in deeds
        ),
        *(
            (_("居民需求：%(title)s") % {"title": one.title}, reverse("service:need", args=[one.pk]), "")
            for one in needs
        ),
    ]
