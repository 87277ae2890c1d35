"""Members who are unable to serve owe nothing meanwhile (R05): what was not done is excused, dated and said."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from mulin.judgement.duties import DutyResult
from mulin.service.queries.inability import Spell

Spells = Mapping[int, Sequence[Spell]]


def by_member(found: Iterable[Spell]) -> Spells:
    """Spells of inability by member."""
    sorted_out: dict[int, list[Spell]] = defaultdict(list)
    for one in found:
        sorted_out[one.member_id].append(one)
    return sorted_out


def excused_while_unable(results: Iterable[DutyResult], unable: Spells) -> Iterator[DutyResult]:
    """The same results; those not met are excused where the member is unable on the last day on which to do it.

    Who is able again before that day still owes, and has the days that are left. What was done stays done.
    """
    for result in results:
        spell = spell_at(unable.get(result.subject_id, ()), last_chance(result))
        if spell is None or result.met_on is not None or result.excused:
            yield result
        else:
            yield replace(result, excused=True, reason=reason_of(spell))


def last_chance(result: DutyResult) -> datetime.date:
    """The last day on which the duty of a period can be kept in time."""
    return min(result.period.last, result.due)


def spell_at(spells: Sequence[Spell], day: datetime.date) -> Spell | None:
    """The spell that covers a day; the first where several do."""
    return next((one for one in spells if one.covers(day)), None)


def reason_of(spell: Spell) -> str:
    """From when to when, and who found so."""
    until = f"至 {spell.until} " if spell.until is not None else "起"
    return f"自 {spell.since} {until}不能履职（{spell.said}），期限当日仍不能履职，本期免除"
