"""What identifies a person is cleared once nobody needs it any more."""

import datetime

from django.db import transaction

from mulin.audit.actions import log
from mulin.identity.models import User
from mulin.members import events
from mulin.members.models import Member

CLEARED = {"identity_number": "", "identity_index": "", "phone": "", "phone_index": "", "born_on": None}


@transaction.atomic
def forget(*, left_before: datetime.date, by: User) -> int:
    """Clear identity numbers, phones and birthdays of members who left before a day; returns of how many.

    Name, ties and what they took part in stay: minutes and rosters of their time remain true. Safe to repeat.
    """
    left = Member.objects.filter(left_on__lt=left_before)
    kept = left.exclude(identity_index="", phone_index="", born_on__isnull=True).select_for_update().order_by("pk")
    ids = list(kept.values_list("pk", flat=True))
    if not ids:
        return 0
    Member.objects.filter(pk__in=ids).update(**CLEARED)
    log(by, "到期清除", name="党员个人信息", changes={"人数": len(ids), "编号": ids, "离开早于": left_before})
    events.forgotten.send(sender=Member, member_ids=ids)
    return len(ids)
