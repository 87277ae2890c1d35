"""Judging duties: one query for all subjects and periods, sorted into periods here."""

from __future__ import annotations

import datetime
import logging
from collections.abc import Collection, Iterable, Mapping, Sequence

from mulin.judgement.duty_judging import DutyJudging, Term
from mulin.judgement.duty_results import DutyResult, Status, due_day, duty_rows, duty_status
from mulin.judgement.explanation import said_by
from mulin.judgement.faults import raise_if_gone
from mulin.judgement.parameters import Parameters, Settings
from mulin.judgement.view import Shift, View
from mulin.rulebook.schema.duties import Duty
from mulin.rulebook.schema.pack import Pack

log = logging.getLogger(__name__)

__all__ = [
    "DutyResult",
    "Status",
    "Term",
    "due_day",
    "duty_rows",
    "duty_status",
    "judge_duties",
    "judge_duties_and_faults",
    "judge_member_duty",
]


def judge_duties(
    pack: Pack,
    duties: Iterable[Duty | str],
    subjects: Collection[int],
    view: View,
    first: datetime.date,
    last: datetime.date,
    parameters: Parameters | None = None,
    shift: Shift | None = None,
) -> list[DutyResult]:
    """Every period of every duty from ``first`` to ``last`` for those subjects that owe it.

    One query a duty, whatever the number of subjects and periods. A period that began before the pack was in force
    (``view.since``) is not owed. ``shift`` knows the working days (by default the view's). A faulty duty is logged
    and left out; ``judge_duties_and_faults`` also says why.
    """
    found, _ = judge_duties_and_faults(pack, duties, subjects, view, (first, last), parameters, shift)
    return found


def judge_duties_and_faults(
    pack: Pack,
    duties: Iterable[Duty | str],
    subjects: Collection[int],
    view: View,
    span: tuple[datetime.date, datetime.date],
    parameters: Parameters | None = None,
    shift: Shift | None = None,
) -> tuple[list[DutyResult], dict[str, str]]:
    """As ``judge_duties``, with the reason for each duty (by id) that could not be judged."""
    settings = Settings(pack, parameters or {})
    results: list[DutyResult] = []
    faults: dict[str, str] = {}
    for named in duties:
        duty_id = named if isinstance(named, str) else named.id
        try:
            duty = pack.duty(named) if isinstance(named, str) else named
            results += DutyJudging(duty, settings, view, span, shift).results(subjects)
        except Exception as error:  # a faulty clause must not break the others
            raise_if_gone(error)
            log.exception("Duty %s of pack %s could not be judged", duty_id, pack.pack)
            faults[duty_id] = said_by(error)
    return results, faults


def judge_member_duty(
    duty: Duty,
    rulings: tuple[Pack, Parameters],
    terms: Mapping[int, Sequence[Term]],
    view: View,
    span: tuple[datetime.date, datetime.date],
    shift: Shift | None = None,
) -> list[DutyResult]:
    """Every period of a duty of members, from the first to the last day of ``span``, for those who owe it.

    ``terms`` says from when to when each of them owes; ``rulings`` is the pack with the parameters set. One query,
    whatever the number of people and periods. A faulty duty is logged and left out.
    """
    try:
        return DutyJudging(duty, Settings(*rulings), view, span, shift).results_of_members(terms)
    except Exception as error:  # a faulty clause must not break the others
        raise_if_gone(error)
        log.exception("Duty %s of pack %s could not be judged", duty.id, rulings[0].pack)
        return []
