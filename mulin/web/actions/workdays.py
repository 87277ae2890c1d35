"""Working days with 调休, set by people when the yearly notice comes."""

import datetime
from typing import Any

from django.db import transaction

from mulin.audit.actions import log
from mulin.foundation.models import Workday
from mulin.foundation.refusals import Refused
from mulin.tree.permissions import has_anywhere


@transaction.atomic
def set_workday(day: datetime.date, *, is_workday: bool, name: str, by: Any) -> Workday:
    """Say that a day is worked or not. Due dates that move with workdays follow at the next tick."""
    if not has_anywhere(by, "workdays.manage"):
        raise Refused("您没有“维护工作日”的权限，请联系上级管理员", status=403)
    found, _ = Workday.objects.update_or_create(day=day, defaults={"is_workday": is_workday, "name": name.strip()})
    log(by, "设置工作日", found, name=str(day), changes={"安排": ["", "上班" if is_workday else "放假"], "名称": name})
    return found
