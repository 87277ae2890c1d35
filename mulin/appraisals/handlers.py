"""What follows in appraisals when something happened below."""

from typing import Any

from django.dispatch import receiver

from mulin.appraisals.actions.forgetting import forget_reviews
from mulin.members.events import forgotten


@receiver(forgotten, dispatch_uid="appraisals.forgotten")
def clear_reviews(member_ids: list[int], **rest: Any) -> None:
    """What a member wrote of themself goes with what identifies the person; the grade stays."""
    forget_reviews(member_ids)
