"""What follows in appraisals when something happened below."""

import logging
from typing import Any

from django.db import transaction
from django.dispatch import receiver

from mulin.appraisals.actions.examining import award_missing_points
from mulin.appraisals.actions.forgetting import forget_reviews
from mulin.identity.models import User
from mulin.judgement.faults import raise_if_gone
from mulin.members.events import forgotten
from mulin.programmes.events import programme_changed

log = logging.getLogger(__name__)


@receiver(forgotten, dispatch_uid="appraisals.forgotten")
def clear_reviews(member_ids: list[int], **rest: Any) -> None:
    """What a member wrote of themself goes with what identifies the person; the grade stays."""
    forget_reviews(member_ids)


@receiver(programme_changed, dispatch_uid="appraisals.programme")
def award_under_later_schemes(**rest: Any) -> None:
    """A scheme of points put in force, or completed, after an examination gives its points at once."""
    try:
        with transaction.atomic():
            award_missing_points(by=User.objects.command_line())
    except Exception as error:  # never refuses the programme; the work of the next morning tries again
        raise_if_gone(error)
        log.exception("Points of appraisals could not follow the programme")
