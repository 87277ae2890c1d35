"""The unit sends its members, with numbered letters, and takes back the first slips."""

import datetime
from collections.abc import Iterable, Sequence

from django.db import transaction

from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.registration import permissions
from mulin.registration.actions.locking import check_all, locked, log_all, named, refuse_unless, save_all, unit_of
from mulin.registration.choices import IN_FORCE, State
from mulin.registration.events import members_sent
from mulin.registration.models import NumberSeries, Registration


@transaction.atomic
def send(registrations: Iterable[Registration], *, on: datetime.date, by: User) -> list[Registration]:
    """Send members to their communities. Each gets a letter with a number of the campaign's place and year."""
    rows = locked(registrations)
    check_all(rows, permissions.send_members, unit_of, by)
    refuse_unless(rows, (State.LISTED, State.REFUSED), "不能派遣")
    early = [row for row in rows if on < row.listed_on]
    if early:
        raise Refused(f"派遣日期不能早于列入名单的日期：{named(early)}", field="on")
    for (node_id, year), group in by_series(rows, on).items():
        series, serial = take_numbers(node_id, year, sum(row.serial is None for row in group))
        for row in group:
            fresh = row.serial is None
            row.send(on=on, series=series, serial=serial)
            serial += fresh
    save_all(rows, ["state", "sent_on", "series", "serial", "refused_on", "refused_because"])
    log_all(by, "派遣报到", rows, unit_of, 日期=on)
    members_sent.send(Registration, registration_ids=[row.pk for row in rows], on=on)
    return rows


def by_series(rows: Sequence[Registration], on: datetime.date) -> dict[tuple[int, int], list[Registration]]:
    """Rows by who numbers their letters: the campaign's place; outside a campaign the unit itself."""
    found: dict[tuple[int, int], list[Registration]] = {}
    for row in rows:
        node_id = row.campaign.node_id if row.campaign else row.unit_id
        found.setdefault((node_id, on.year), []).append(row)
    return dict(sorted(found.items()))


def take_numbers(node_id: int, year: int, count: int) -> tuple[NumberSeries, int]:
    """Reserve numbers of a series; the first of them. The series' row is locked until the transaction ends."""
    NumberSeries.objects.get_or_create(node_id=node_id, year=year)
    series = NumberSeries.objects.select_for_update().get(node_id=node_id, year=year)
    first = series.next_number
    series.next_number += count
    series.save(update_fields=["next_number"])
    return series, first


@transaction.atomic
def return_first_slips(registrations: Iterable[Registration], *, on: datetime.date, by: User) -> list[Registration]:
    """The members brought the first slips, sealed by the community, back to the unit, which files them."""
    rows = locked(registrations)
    check_all(rows, permissions.send_members, unit_of, by)
    refuse_unless(rows, IN_FORCE, "的第一联还不能收回，社区尚未接收")
    early = [row for row in rows if row.received_on and on < row.received_on]
    if early:
        raise Refused(f"交回日期不能早于报到日期：{named(early)}", field="on")
    rows = [row for row in rows if row.first_slip_on is None]
    for row in rows:
        row.first_slip_on = on
    save_all(rows, ["first_slip_on"])
    log_all(by, "收回登记卡第一联", rows, unit_of, 日期=on)
    return rows
