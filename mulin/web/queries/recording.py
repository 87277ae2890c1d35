"""Records that wait to be confirmed."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy

from mulin.records.models import Activity
from mulin.tree.permissions import handled
from mulin.web.queries.matters import Group, Matter

CONFIRM = "records.confirm"


def records_waiting(user: Any) -> dict[str, Q]:
    """Records that wait for this person's confirmation."""
    return {"confirm": handled(user, CONFIRM, "host__") & Q(state="draft")}


RECORDS = Group(
    model=Activity,
    listed="activities",
    page="records:activities",
    conditions=records_waiting,
    matters={
        "confirm": Matter(
            word=CONFIRM,
            many=gettext_lazy("确认纪实：%(number)d 条"),
            one=gettext_lazy("确认纪实：%(who)s"),
            detail="records:activity",
            node="host",
            who="title",
            light="draft",
        )
    },
).declare()
