"""Reading a list of names as people type or paste it, and finding who of them is a member. Plain Python."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

from mulin.foundation.normalisation import normalise

LONGEST_NAME = 30
HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
NUMBERING = re.compile(r"^(?:[(（]\d{1,3}[)）]|\d{1,3}(?:[.．)）]|(?=\D)))\s*")
TOTAL = re.compile(r"(?:等|共|合计|总计)+\s*(\d{1,5})\s*(?:余)?[人名]$")
FURTHER = re.compile(r"^(?:另有|另|还有)\s*(\d{1,5})\s*[人名]$")
PLAIN = r"[^\s、,，;；。|()（）]+"
TOKEN = re.compile(rf"(?:{PLAIN}(?:[(（][^()（）\n]*[)）])?)|(?:[(（]\d{{1,3}}[)）]{PLAIN})")
WITH_UNIT = re.compile(r"^(?P<name>[^(（]+)[(（](?P<unit>[^()（）]*)[)）]$")
SPREAD_NAME = re.compile(f"(?<![{HAN}·])([{HAN}]) +([{HAN}])(?![{HAN}·(（])")
HEADING = re.compile(r"^(?:[^：:、,，;；\s]{0,12}[：:]\s*)+")
JOINER = "\u2060"
LATIN_NAME = re.compile(r"(?<=[A-Za-z]) +(?=[A-Za-z])")


@dataclass(frozen=True)
class Attendee:
    """Somebody who was there: a name, perhaps their unit, and which member it is when that is known."""

    name: str
    unit: str = ""
    member_id: int | None = None


@dataclass(frozen=True)
class NameList:
    """What a text says: people in order, names said twice (kept once), a total ("等12人"), and what is no name."""

    people: tuple[Attendee, ...] = ()
    repeated: tuple[str, ...] = ()
    total: int | None = None
    doubtful: tuple[str, ...] = ()

    @property
    def unnamed(self) -> int:
        """How many were there without being named."""
        return max((self.total or 0) - len(self.people), 0)


def read_names(text: str) -> NameList:
    """Names separated by line breaks, 、, commas, semicolons or spaces.

    Understood: numbering ("1. "), a unit in brackets or in the second column of a pasted table, "等12人", "共12人",
    "另有5人", and a name of two characters spread by a space ("张 三"). The same name with the same unit counts once.
    """
    people: dict[Attendee, None] = {}
    repeated: list[str] = []
    doubtful: list[str] = []
    total: int | None = None
    further = 0
    for piece in (piece for line in text.splitlines() for piece in _tokens(line)):
        token, said = without_total(piece)
        total = said if said is not None else total
        more = FURTHER.match(token)
        if more:
            further += int(more[1])
        elif token:
            _note(token, people, repeated, doubtful)
    if further:
        total = max(total or 0, len(people) + further)
    return NameList(tuple(people), tuple(repeated), total, tuple(doubtful))


def _tokens(line: str) -> list[str]:
    cells = [cell for cell in (normalise(cell) for cell in line.split("\t")) if cell and not cell.isdigit()]
    if len(cells) > 1:
        # Further columns (phones, signatures) are not kept.
        return [f"{cells[0]}（{re.sub('[()（）]', '', cells[1])}）"]
    return [token.replace(JOINER, " ") for token in TOKEN.findall(line_of_words(cells[0] if cells else ""))]


def line_of_words(line: str) -> str:
    """A line without its heading; a name spread by spaces in one piece, the words of a Latin one tied by ``JOINER``."""
    return LATIN_NAME.sub(JOINER, SPREAD_NAME.sub(r"\1\2", HEADING.sub("", normalise(line))))


def without_total(token: str) -> tuple[str, int | None]:
    """A piece without the total at its end ("等12人"), and that total."""
    said = TOTAL.search(token)
    return (token[: said.start()], int(said[1])) if said else (token, None)


def _note(token: str, people: dict[Attendee, None], repeated: list[str], doubtful: list[str]) -> None:
    token = NUMBERING.sub("", token)
    split = WITH_UNIT.match(token)
    name, unit = (split["name"].strip(), split["unit"].strip()[:100]) if split else (token, "")
    if not any(character.isalnum() for character in name) or name.isdigit():
        return  # a number of its own, or a dash where nobody stands
    if any(character.isdigit() for character in name) or len(name) > LONGEST_NAME:
        doubtful.append(token)
    elif Attendee(name, unit) in people:
        repeated.append(name)
    else:
        people[Attendee(name, unit)] = None


def written(people: Iterable[Attendee]) -> str:
    """The people as one text that ``read_names`` reads again: 张三、李四（阳光物业）."""
    return "、".join(f"{one.name}（{one.unit}）" if one.unit else one.name for one in people)


@dataclass(frozen=True)
class Matching:
    """Who of a list is a member: found ones carry the member's id; ``ambiguous`` names could be several members."""

    people: tuple[Attendee, ...]
    ambiguous: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


def match(
    people: Iterable[Attendee], find: Callable[[str], Collection[int]], chosen: Mapping[str, int] | None = None
) -> Matching:
    """Find members by their exact name (``find`` gives their ids); ``chosen``, one of these, settles a name that
    several members
    bear. A member is there once.

    People who already carry a member's id keep it; who is found twice is left out the second time.
    """
    taken: set[int] = set()
    found: list[Attendee] = []
    ambiguous: dict[str, tuple[int, ...]] = defaultdict(tuple)
    for one in people:
        candidates = () if one.member_id else find(one.name)
        wanted = (chosen or {}).get(one.name)
        member_id = wanted if wanted in candidates else one.member_id
        if member_id is None and len(candidates) == 1:
            member_id = next(iter(candidates))
        elif member_id is None and candidates:
            ambiguous[one.name] = tuple(sorted(candidates))
        if member_id is None:
            found.append(one)
        elif member_id not in taken:
            taken.add(member_id)
            found.append(Attendee(one.name, one.unit, member_id))
    return Matching(tuple(found), dict(ambiguous))
