"""Publishing a quarter to the own branch, which closes it; and letting a branch see an order of its members."""

import datetime
from decimal import Decimal

from django.db import transaction

from mulin.audit.actions import log
from mulin.foundation.bulk import insert_rows
from mulin.foundation.clock import today
from mulin.foundation.periods import Period, periods_between
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.judgement.events import facts_changed
from mulin.points.choices import SHEETS
from mulin.points.models import PointsSheet, RankingSwitch, SheetLine
from mulin.points.permissions import publish_points
from mulin.points.queries.branches import registered_months, standings
from mulin.points.queries.closing import ONE_DAY, closed_until
from mulin.points.queries.terms import Scheme, scheme_at
from mulin.tree.models import Node


def missing_months(branch: Node, scheme: Scheme, quarter: Period) -> list[Period]:
    """The months of a quarter that the branch has not registered yet; none where the scheme asks for no register."""
    if scheme.clause.registered is None:
        return []
    done = registered_months(branch, scheme.id, quarter.first, quarter.last)
    months = periods_between(scheme.clause.registered, quarter.first, quarter.last)
    return [one for one in months if one.first not in done]


def reason_against_publishing(branch: Node, scheme: Scheme, quarter: Period, by: User) -> str | None:
    """Why a quarter cannot be published now; nothing when it can."""
    if quarter.last >= today():
        return f"{quarter.name}还没有结束"
    missing = missing_months(branch, scheme, quarter)
    if missing:
        return f"还没有登记：{'、'.join(one.name for one in missing)}"
    closed = closed_until(scheme.id).get(branch.pk)
    if closed is not None and quarter.first <= closed:
        return f"{quarter.name}已经公示"
    return reason_of_hands(branch, scheme, quarter, by)


def reason_of_hands(branch: Node, scheme: Scheme, quarter: Period, by: User) -> str | None:
    """Where the regulation wants two pairs of hands, whoever registered does not publish."""
    if not scheme.clause.separate_hands:
        return None
    done = registered_months(branch, scheme.id, quarter.first, quarter.last)
    if any(one.registered_by_id == by.pk for one in done.values()):
        return "登记人与公示人须分开，请由另一人公示"
    return None


@transaction.atomic
def publish(branch: Node, scheme_id: str, day: datetime.date, *, by: User) -> PointsSheet:
    """Publish the quarter of a day to the branch: a line for each member, as the ledger stands now.

    Its months take no entry any more; what is corrected later lands in the next one. Refused while months are missing.
    """
    publish_points.check(by, branch)
    Node.objects.select_for_update().get(pk=branch.pk)
    scheme = scheme_at(branch, scheme_id, today())
    quarter = scheme.quarter(day)
    against = reason_against_publishing(branch, scheme, quarter, by)
    if against:
        raise Refused(against)
    days = scheme.whole(scheme.clause.objection_days)
    sheet = PointsSheet.objects.create(
        programme=scheme.ruling.programme,
        scheme=scheme.id,
        branch=branch,
        first=quarter.first,
        last=quarter.last,
        published_on=today(),
        published_by=by,
        objections_until=None if days is None else today() + ONE_DAY * days,
    )
    rows = [
        (sheet.pk, one.member.pk, one.category, one.gained, one.parts, Decimal(one.balance.total))
        for one in standings(branch, scheme, quarter.first, quarter.last)
    ]
    insert_rows(SheetLine, ["sheet", "member", "category", "gained", "parts", "total"], rows)
    facts_changed.send(PointsSheet, node_ids=[branch.pk], tables=(SHEETS,), first=quarter.first)
    log(by, "公示积分", sheet, node_id=branch.pk, name=f"{branch.name}{quarter.name}积分", changes={"人数": len(rows)})
    return sheet


@transaction.atomic
def switch_ranking_on(branch: Node, scheme_id: str, *, ground: str, until: datetime.date, by: User) -> RankingSwitch:
    """Let the branch see its members ordered by points for a time; somebody by name, on a ground, logged."""
    publish_points.check(by, branch)
    if getattr(by, "is_built_in", False):
        raise Refused("排名须由具名的人开启，不能由系统账号开启")
    if not ground.strip():
        raise Refused("请写明开启排名的依据", field="ground")
    if until < today():
        raise Refused("结束日期不能早于今天", field="until")
    scheme_at(branch, scheme_id, today())
    Node.objects.select_for_update().get(pk=branch.pk)
    live_ranking(branch, scheme_id, end=True)
    made = RankingSwitch.objects.create(
        scheme=scheme_id, branch=branch, ground=ground.strip()[:300], since=today(), until=until, switched_by=by
    )
    log(by, "开启积分排名", made, node_id=branch.pk, name=branch.name, changes={"依据": ground, "至": until})
    return made


@transaction.atomic
def switch_ranking_off(branch: Node, scheme_id: str, *, by: User) -> None:
    """End it; done twice it is done once."""
    publish_points.check(by, branch)
    if live_ranking(branch, scheme_id, end=True) is not None:
        log(by, "关闭积分排名", branch, node_id=branch.pk, changes={"积分办法": scheme_id})


def live_ranking(branch: Node, scheme_id: str, *, end: bool = False) -> RankingSwitch | None:
    """The switch that holds today, if there is one; ended today where asked."""
    rows = RankingSwitch.objects.filter(branch=branch, scheme=scheme_id).order_by("-pk")
    found = next((one for one in rows if one.holds_on(today())), None)
    if found is not None and end:
        found.ended_on = today()
        found.save(update_fields=["ended_on"])
    return found
