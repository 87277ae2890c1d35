"""That a community gave feedback, written down once a half-year: what counts feedback counts the cards."""

from collections import defaultdict
from collections.abc import Sequence

from mulin.feedback.models import Feedback, Issue
from mulin.foundation.clock import today
from mulin.identity.models import User
from mulin.records.models import Activity
from mulin.service.actions.recording import write_down
from mulin.tree.models import Node

AT_A_TIME = 500


def write_rounds_down(issues: Sequence[Issue], *, by: User) -> None:
    """Name the record of its community and half-year with each card issued first; the first of them makes it.

    Only under a clause that names a kind of activity, where a regulation in force lets the community record it.
    """
    rounds: dict[tuple[int, str], list[Issue]] = defaultdict(list)
    for one in issues:
        if one.feedback.ruling.clause.activity:
            rounds[one.feedback.community_id, one.feedback.half.isoformat()].append(one)
    locked = Node.objects.select_for_update(of=("self",)).filter(pk__in={community for community, _half in rounds})
    communities = {one.pk: one for one in locked.order_by("pk")}
    for (community, _half), those in rounds.items():
        record = record_of(those[0].feedback) or written_down(communities[community], those[0].feedback, by)
        for one in those:
            one.activity = record
    Issue.objects.bulk_update(issues, ["activity"], batch_size=AT_A_TIME)


def record_of(card: Feedback) -> Activity | None:
    """The standing record as which cards of the same community and half-year were written down."""
    same = {"feedback__community_id": card.community_id, "feedback__half": card.half}
    found = Issue.objects.filter(**same).exclude(activity=None).exclude(activity__state="void")
    return next((one.activity for one in found.select_related("activity").order_by("pk")[:1]), None)


def written_down(community: Node, card: Feedback, by: User) -> Activity | None:
    """A new record. It repeats nothing of the cards: its page leads to them."""
    ruling = card.ruling
    return write_down(
        community,
        ruling.clause.activity,
        today(),
        by=by,
        title=f"{card.period.name}反馈：{ruling.clause.title}"[:100],
        minutes="社区评议以后发出反馈卡；名单、内容和答复见反馈卡。",
    )
