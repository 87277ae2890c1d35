"""The unit that stands behind a name in a paper list with only a space between: 程远帆 云川区第一机关. Plain Python."""

import itertools
import re
from collections.abc import Callable
from dataclasses import dataclass

from mulin.records.rules.name_lists import JOINER, NUMBERING, TOKEN, WITH_UNIT, Attendee, line_of_words, without_total

WHOLE_WORDS = (
    "机关|单位|公司|集团|企业|物业|党支部|支部|总支|党委|工委|党组|社区|街道|小区|居委会|业委会|村委会|委员会|学校|小学|中学|"
    "大学|学院|幼儿园|医院|卫生院|中心|银行|支行|协会|商会|联合会|工会|妇联|团委|派出所|事务所|办事处|办公室|服务站|工作站|"
    "合作社|研究院|研究所|超市|商场|酒店|饭店|药店|大队|支队|中队|小组|公寓|大厦|法院|检察院|报社|协作体|联盟|工作室|门市部|局|区|县"
)
LAST_CHARACTERS = "处科部室所站院厂店队组委办会区镇乡村园苑社行"
"""Enough in a word of four characters and more: a name is hardly ever that long and ends so."""
ORGANISATION = re.compile(rf"[^\d()（）]{{2,}}(?:{WHOLE_WORDS})|[^()（）]{{3,}}[{LAST_CHARACTERS}]")
SPACED = re.compile(r"\S\s+\S")

IsUnit = Callable[[str], bool]


@dataclass
class Piece:
    """One word of a line: what stands before it, its name, the unit recognised behind it, a total at its end."""

    before: str
    name: str
    unit: str = ""
    total: str = ""

    def __str__(self) -> str:
        return f"{self.before}{self.name}{f'（{self.unit}）' if self.unit else ''}{self.total}"

    @property
    def person(self) -> str:
        """The name without a number before it."""
        return NUMBERING.sub("", self.name)


@dataclass(frozen=True)
class Marked:
    """A list with its units in brackets, and the people whose unit was recognised by this."""

    text: str
    people: tuple[Attendee, ...] = ()


def looks_like_organisation(word: str) -> bool:
    """Does a word end as the names of organisations do?"""
    return ORGANISATION.fullmatch(word) is not None


def words_behind_names(text: str) -> set[str]:
    """Every word that follows another with only a space between: what may be a unit."""
    found = (pieces(line) for line in text.splitlines())
    return {second.name for line in found for _, second in itertools.pairwise(line) if follows(second)}


def with_marked_units(text: str, is_unit: IsUnit = looks_like_organisation) -> Marked:
    """The same list with every unit that trails a name put into brackets, as ``read_names`` reads it.

    Only a space joins the two: after 、 or a comma, or on a line of its own, a word is somebody. Several such words in
    a row are one unit. Lines without such a unit, and lines pasted from a table, stay as they are.
    """
    lines: list[str] = []
    people: list[Attendee] = []
    for line in text.splitlines():
        found: list[Piece] = []
        for piece in pieces(line):
            if found and trails(piece, found[-1], is_unit):
                found[-1].unit, found[-1].total = found[-1].unit + piece.name, piece.total
            else:
                found.append(piece)
        named = [Attendee(one.person, one.unit) for one in found if one.unit]
        lines.append("".join(map(str, found)).replace(JOINER, " ") if named else line)
        people += named
    return Marked("\n".join(lines), tuple(people)) if people else Marked(text)


def follows(piece: Piece) -> bool:
    """Does a word follow the one before it with only a space between?"""
    return bool(piece.before) and not piece.before.strip()


def trails(piece: Piece, before: Piece, is_unit: IsUnit) -> bool:
    """Is a word the unit of the one before it, which is somebody's name?"""
    if not follows(piece) or before.total or not is_unit(piece.name):
        return False
    return is_plain_name(before.person) and not is_unit(before.person)


def is_plain_name(name: str) -> bool:
    """A name without a digit and without a unit in brackets."""
    return bool(name) and not WITH_UNIT.match(name) and not any(character.isdigit() for character in name)


def pieces(line: str) -> list[Piece]:
    """The words of a line; none where no space parts any, and for a line pasted from a table."""
    if "\t" in line.strip() or not SPACED.search(line):
        return []
    words, last = line_of_words(line), 0
    found: list[Piece] = []
    for token in TOKEN.finditer(words):
        name, total = without_total(token[0])
        found.append(Piece(words[last : token.start()], name, "", "" if total is None else token[0][len(name) :]))
        last = token.end()
    return found
