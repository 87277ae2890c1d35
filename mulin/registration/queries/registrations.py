"""Registrations as pages and the domains above read them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Q

from mulin.foundation.bulk import chunks
from mulin.members.choices import TieKind
from mulin.members.models import MemberQuerySet, Tie
from mulin.registration.choices import State
from mulin.registration.models import Registration, RegistrationQuerySet
from mulin.registration.rules import letter_number
from mulin.tree.models import Node


def with_nodes(rows: RegistrationQuerySet) -> RegistrationQuerySet:
    """The same registrations with everything a page names, in one query."""
    return rows.select_related("member", "unit", "community", "place", "campaign", "series", "destination_community")


def profiles(member_ids: Sequence[int]) -> Mapping[int, Registration]:
    """The live registrations of members, with what their basic forms say, by member."""
    return {
        row.member_id: row
        for chunk in chunks(member_ids)
        for row in Registration.objects.live().filter(member_id__in=chunk).select_related("community", "unit")
    }


def responsible_for(member_ids: Sequence[int]) -> Mapping[int, Node]:
    """Who answers for each member's life in the community: the community that received the person, else the unit.

    Members without a registration are answered for by the organisation they belong to; where that is not one of
    ours, by their host, else by the community they live in.
    """
    found: dict[int, Node] = {}
    order = (TieKind.RESIDENCE, TieKind.HOST, TieKind.HOME_ORGANISATION)
    for chunk in chunks(member_ids):
        ties = list(Tie.objects.filter(member_id__in=chunk, until__isnull=True).select_related("node"))
        for kind in order:
            found |= {tie.member_id: tie.node for tie in ties if tie.kind == kind}
    return found | {key: row.responsible for key, row in profiles(member_ids).items()}


def waiting_by_line(community: Node, lines: Iterable[str]) -> tuple[list[Registration], list[str], list[str]]:
    """Whom lines name among those who wait for a community: found, lines that name nobody, lines that name several.

    A line is a name, a member's code, a letter number (with or without its year), or several of these by spaces.
    """
    waiting = Registration.objects.filter(community=community, state=State.SENT).select_related("member", "series")
    by_word: dict[str, list[Registration]] = defaultdict(list)
    for row in waiting:
        words = {row.member.name, row.member.code, row.number}
        if row.series and row.serial:
            words |= {letter_number(row.series.year, row.serial), str(row.serial), f"{row.serial:04d}"}
        for word in words:
            by_word[word].append(row)
    found: dict[int, Registration] = {}
    unknown: list[str] = []
    ambiguous: list[str] = []
    for line in (one.strip() for one in lines):
        if not line:
            continue
        fitting = fitting_all(by_word, line)
        if len(fitting) == 1:
            found[fitting[0].pk] = fitting[0]
        else:
            (ambiguous if fitting else unknown).append(line)
    return list(found.values()), unknown, ambiguous


def fitting_all(by_word: Mapping[str, list[Registration]], line: str) -> list[Registration]:
    """Those whom the whole line names, else those whom every word of it names."""
    if line in by_word:
        return by_word[line]
    sets = [
        {row.pk: row for row in by_word.get(word, [])} for word in line.replace("，", " ").replace(",", " ").split()
    ]
    common = set.intersection(*(set(one) for one in sets)) if sets else set()
    return [row for key, row in sets[0].items() if key in common] if sets else []


def members_by_line(members: MemberQuerySet, lines: Iterable[str]) -> tuple[list[int], list[str]]:
    """Whom lines name by code or by name: the ids found, and the lines that name nobody or several people."""
    wanted = [line.strip() for line in lines if line.strip()]
    by_word: dict[str, list[int]] = defaultdict(list)
    for chunk in chunks(set(wanted)):
        for key, code, name in members.filter(Q(code__in=chunk) | Q(name__in=chunk)).values_list("pk", "code", "name"):
            by_word[code].append(key)
            by_word[name].append(key)
    found = [by_word[line][0] for line in wanted if len(by_word[line]) == 1]
    return found, [line for line in wanted if len(by_word[line]) != 1]
