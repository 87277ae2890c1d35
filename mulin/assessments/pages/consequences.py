"""What a record moved in certification, as the record's page tells it."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.assessments.permissions import visible_subjects
from mulin.assessments.queries.kept import proposals
from mulin.foundation.points import for_the_eye
from mulin.records.models import Activity
from mulin.records.pages import Consequence


def scored_by(activity: Activity, user: Any) -> list[Consequence]:
    """The standing of the host, which follows its records."""
    if not activity.counts:
        return []
    found = proposals(visible_subjects(user)).filter(subject=activity.host_id)
    return [
        (
            _("%(subject)s现在得分 %(total)s") % {"subject": one.subject, "total": for_the_eye(one.total)},
            reverse("assessments:standing", args=[one.pk]),
            one.grade or "failed",
        )
        for one in found
    ]
