"""Party groups by post: members of like posts, alike in what the rules name, of a size the rules allow.

Deterministic: the same members give the same groups, whatever their order.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from mulin.service.rules.facts import Person
from mulin.service.rules.suggesting import FACTS, PRIVATE

HALF = 2
"""A fact is shared when at least every second member of the group has it."""


@dataclass
class Group:
    """A proposed group: its members and what they share; ``why`` tells of each member why here."""

    people: list[Person] = field(default_factory=list)
    shared: tuple[tuple[str, str, int], ...] = ()
    moved: dict[int, str] = field(default_factory=dict)

    @property
    def category(self) -> str:
        """The sort of post that most of them hold; of equal ones the first by name."""
        counted = Counter(person.category for person in self.people)
        return min(counted, key=lambda one: (-counted[one], one)) if counted else ""

    def why(self, person: Person) -> str:
        """Why this member is in this group."""
        reasons = [f"岗位同属“{person.category}”"] if person.category == self.category else []
        reasons += [alike(fact, value) for fact, value, _number in self.shared if person.says(fact) == value]
        reasons += [self.moved[person.id]] if person.id in self.moved else []
        return "；".join(reasons) or "所属岗位人数不足，编入本组"

    def tell(self) -> str:
        """What the group shares, as people read it."""
        told = [f"{alike(fact, value)}{number}人" for fact, value, number in self.shared]
        return "；".join((f"“{self.category}”类岗位，共{len(self.people)}人", *told))


def alike(fact: str, value: str) -> str:
    """What members have in common, without telling what is private."""
    return f"{FACTS[fact]}相近" if fact in PRIVATE else f"{FACTS[fact]}同为“{value}”"


def propose_groups(people: Iterable[Person], least: int, most: int, alike_by: Sequence[str] = ()) -> list[Group]:
    """Groups of ``least`` to ``most`` members, by sort of post first; whoever's sort is too few joins another.

    Only when the whole number of people cannot be divided so (19, or 35 for groups of 20 to 30) is a group
    smaller.
    """
    sorts: dict[str, list[Person]] = {}
    for person in sorted(people, key=lambda one: likeness(one, alike_by)):
        sorts.setdefault(person.category, []).append(person)
    groups: list[Group] = []
    rest: list[Person] = []
    for _category, members in sorted(sorts.items()):
        fits = largest_divisible(len(members), least, most)
        groups += [Group(part) for part in divided(members[:fits], most)]
        rest += members[fits:]
    fits = largest_divisible(len(rest), least, most)
    groups += [Group(part) for part in divided(rest[:fits], most)]
    settle(groups, rest[fits:], least, most)
    for group in groups:
        group.people.sort(key=lambda one: likeness(one, alike_by))
        group.shared = shared_facts(group.people, alike_by)
    return groups


def likeness(person: Person, alike_by: Sequence[str]) -> tuple[object, ...]:
    """Members next to each other in this order are alike."""
    return (person.category, *(person.says(fact) for fact in alike_by), person.posts, person.id)


def largest_divisible(number: int, least: int, most: int) -> int:
    """The largest number up to ``number`` that divides into groups of ``least`` to ``most``."""
    for many in range(number, least - 1, -1):
        if -(-many // most) <= many // least:
            return many
    return 0


def divided(people: Sequence[Person], most: int) -> list[list[Person]]:
    """Consecutive parts of at most ``most``, their sizes differing by one at most."""
    if not people:
        return []
    parts = -(-len(people) // most)
    size, more = divmod(len(people), parts)
    found, start = [], 0
    for number in range(parts):
        end = start + size + (1 if number < more else 0)
        found.append(list(people[start:end]))
        start = end
    return found


def settle(groups: list[Group], rest: Sequence[Person], least: int, most: int) -> None:
    """Find a place for those who are left: in groups with room, the likest first; else a group of their own."""
    left = []
    for person in rest:
        room = [group for group in groups if len(group.people) < most]
        if not room:
            left.append(person)
            continue
        chosen = min(room, key=lambda group: (group.category != person.category, len(group.people)))
        chosen.people.append(person)
        chosen.moved[person.id] = "同类岗位人数不足一组，编入尚有名额的小组"
    if left:
        group = Group(left)
        while len(group.people) < least:
            giver = max(groups, key=lambda one: len(one.people), default=None)
            if giver is None or len(giver.people) <= least:
                break
            person = giver.people.pop()
            group.people.append(person)
            group.moved[person.id] = "为各组人数均衡调入"
        groups.append(group)


def shared_facts(people: Sequence[Person], alike_by: Sequence[str]) -> tuple[tuple[str, str, int], ...]:
    """What at least every second member has in common: fact, value, how many."""
    found = []
    for fact in alike_by:
        counted = Counter(said for person in people if (said := person.says(fact)))
        value, number = max(counted.items(), key=lambda one: (one[1], one[0]), default=("", 0))
        if number and number * HALF >= len(people):
            found.append((fact, value, number))
    return tuple(found)
