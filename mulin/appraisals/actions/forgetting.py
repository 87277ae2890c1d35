"""What a member wrote is cleared with what identifies the person."""

from collections.abc import Sequence

from mulin.appraisals.models import Appraisee


def forget_reviews(member_ids: Sequence[int]) -> None:
    """Clear the self-reviews of these members."""
    Appraisee.objects.filter(member_id__in=member_ids).update(self_review="")
