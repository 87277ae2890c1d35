"""What we ask of ballots. No count is told before the ballot is closed: two looks would tell one person's choice."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from mulin.deliberation.choices import PollState, Way
from mulin.deliberation.models import Poll, PollItem, Tally, Voter


def with_turnout(polls: QuerySet[Poll]) -> QuerySet[Poll]:
    """The same ballots with ``entitled`` and ``voted``: how many may vote and how many have."""
    return polls.annotate(entitled=Count("voters"), voted=Count("voters", filter=~Q(voters__way=Way.NONE)))


def entitled(poll: Poll) -> int:
    """How many may vote."""
    return poll.voters.count()


def took_part(poll: Poll) -> int:
    """How many have voted, or were handed a paper ballot."""
    return poll.voters.exclude(way=Way.NONE).count()


def voter_of(poll: Poll, user: Any) -> Voter | None:
    """This person's place among those who may vote."""
    return poll.voters.filter(member__account_id=user.pk).select_related("member").first() if user.pk else None


def counts(poll: Poll) -> dict[int, dict[str, int]]:
    """Votes of each item by choice, both ways together; empty until the ballot is closed."""
    if poll.state != PollState.CLOSED:
        return {}
    found: dict[int, dict[str, int]] = {item.pk: dict.fromkeys(poll.choices, 0) for item in poll.items.all()}
    rows = Tally.objects.filter(item__poll=poll).values("item_id", "choice").annotate(number=Sum("votes"))
    for row in rows.order_by():
        found[row["item_id"]][row["choice"]] = row["number"]
    return found


def items_of(poll: Poll) -> list[PollItem]:
    """What is voted on, in order."""
    return list(poll.items.all())


def waiting_for(user: Any) -> QuerySet[Poll]:
    """Open ballots in which this person has not voted yet."""
    mine = Voter.objects.filter(member__account_id=user.pk, way=Way.NONE).values("poll_id")
    return Poll.objects.filter(pk__in=mine, state=PollState.OPEN).order_by("closes_on", "pk")


def not_yet_voted(poll: Poll) -> Iterable[str]:
    """The names of those who have not voted, to be reminded; who voted is known, what is not."""
    return poll.voters.filter(way=Way.NONE).order_by("member__name").values_list("member__name", flat=True)
