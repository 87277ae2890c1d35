"""What the product does by itself: every morning, and when everything is to be derived again."""

import datetime
from typing import Any

from mulin.appraisals import actions as appraisals
from mulin.assessments import actions as assessments
from mulin.audit.actions import seal
from mulin.boards import actions as boards
from mulin.duties import actions as duties
from mulin.feedback import actions as feedback
from mulin.foundation.clock import SHANGHAI, now
from mulin.foundation.periods import months_later
from mulin.foundation.statistics import refresh_statistics
from mulin.foundation.submissions import forget_old_submissions
from mulin.foundation.workdays import known_until, seed_workdays
from mulin.identity.models import User
from mulin.members.actions import forget
from mulin.notices import actions as notices
from mulin.points import actions as points
from mulin.restricted import actions as restricted
from mulin.restricted.choices import RecordKind
from mulin.tree.actions import refresh_paths
from mulin.web.actions.exchange import forget_old
from mulin.web.queries.privacy import register


def rebuild() -> dict[str, int]:
    """Derive everything again from the facts. Returns how many rows of each kind were not right."""
    return {
        "路径": refresh_paths(),
        "应办事项": duties.rebuild(),
        "积分": points.rebuild(),
        "测算结果": assessments.rebuild(),
    }


def tick(day: datetime.date) -> dict[str, Any]:
    """The work of a morning; safe to repeat.

    Ties that begin today take effect, periods open, scores are judged as of today, the cards of a half-year that is
    over are prepared, the audit chain is sealed, and what nobody came back for is cleared away. Last the database
    learns what its tables hold now.
    """
    done: dict[str, Any] = {"路径": refresh_paths(), "应办事项": duties.rebuild(), "测算结果": assessments.tick()}
    done["评议折算积分"] = appraisals.award_missing_points(by=User.objects.command_line())
    done["反馈卡"] = feedback.prepare_ended(day, by=User.objects.command_line())
    sealed = seal()
    done["封存"] = sealed.entries if sealed else 0
    done["到期个人信息"] = forget_members(day)
    done["寄语"] = notices.greet(day)
    done["到期提示"] = notices.tell_of_clocks(day)
    done["过期消息"] = forget_notices(day)
    done["到期照片"] = boards.drop_photos()
    done["到期限定记录"] = forget_restricted(day)
    done["过期上传"] = forget_old(now())
    done["过期表单"] = forget_old_submissions()
    known = known_until()
    if known is None or known < day:
        done["工作日"] = seed_workdays()
    refresh_statistics()
    return done


def forget_restricted(day: datetime.date) -> int:
    """Delete records on the restricted shelf whose class has a time that is over. Returns how many."""
    classes, by = register()[0], User.objects.command_line()
    return sum(
        restricted.forget(kind, before=months_later(day, -kept.months), by=by)
        for kind in RecordKind.values
        if (kept := classes.get(f"restricted_{kind}")) is not None and kept.months
    )


def forget_notices(day: datetime.date) -> int:
    """Clear messages whose time is over by the register of personal fields. Returns how many."""
    kept = register()[0]["notice"].months
    if not kept:
        return 0
    before = datetime.datetime.combine(months_later(day, -kept), datetime.time.min, SHANGHAI)
    return notices.forget_old(before)


def forget_members(day: datetime.date) -> int:
    """Clear what identifies people whose time is over by the register of personal fields. Returns how many."""
    kept = register()[0]["membership"].months
    return forget(left_before=months_later(day, -kept), by=User.objects.command_line()) if kept else 0
