"""Places of the street, and how well each does its work."""

from dataclasses import dataclass, field

from mulin.demo.plan.invention import Invention, Row

DISTRICT = ("QX9901", "云川区")
STREET = ("JD9901", "锦澜街道")
COMMUNITIES = ("听荷", "望溪", "枫岭", "银杏", "石桥", "桂语", "晴川", "南薰", "北苑", "松涛", "竹海", "清源")
COMPOUNDS_IN = (6, 6, 6, 6, 6, 6, 5, 5, 5, 5, 5, 5)
GRIDS_IN = 3
BLOCKS_IN = 4
BUILDINGS = ("锦澜国际", "云川中心", "金桥大厦", "时代广场写字楼", "创智大厦")
CIRCLES = ("锦澜里商圈", "滨河天街商圈")
GARDENS = ("花园", "雅苑", "新村", "公寓", "家园", "名邸")

EXCELLENT, GOOD, WEAK = 0.99, 0.86, 0.55
LAPSED_COMMUNITY, VETOED_COMMUNITY, FAILING_COMMUNITY = 11, 10, 9


@dataclass(frozen=True)
class Place:
    """A place of the plan. ``zeal`` is the share of what it owes that it does; ``lapses`` from 2022 on."""

    code: str
    kind: str
    name: str
    parent: str
    community: str = ""
    located: str = ""
    zeal: float = GOOD
    lapses: bool = False


@dataclass
class Places:
    """All places, by kind."""

    all: list[Place] = field(default_factory=list)

    def of(self, kind: str) -> list[Place]:
        """Places of one kind, in order."""
        return [place for place in self.all if place.kind == kind]

    def within(self, community: Place, kind: str) -> list[Place]:
        """Places of one kind in a community."""
        return [place for place in self.of(kind) if place.community == community.code]


def community_zeal(number: int) -> float:
    """Four lead, most do well, one fails, one was vetoed although it leads, one lapses."""
    if number < 4 or number == VETOED_COMMUNITY:
        return EXCELLENT
    return WEAK if number == FAILING_COMMUNITY else GOOD


def compound_zeal(community: int, number: int) -> float:
    """In leading communities half of the compounds lead; in the failing one two are weak."""
    if community_zeal(community) == EXCELLENT:
        return EXCELLENT if number % 2 == 0 else GOOD
    if community == FAILING_COMMUNITY and number < 2:
        return WEAK
    return GOOD


def plan_places() -> Places:
    """The tree of places."""
    places = Places()
    places.all += [
        Place(DISTRICT[0], "district", DISTRICT[1], ""),
        Place(STREET[0], "street", STREET[1], DISTRICT[0], zeal=EXCELLENT),
    ]
    for number, name in enumerate(COMMUNITIES):
        plan_community(places, number, name)
    for number, name in enumerate(BUILDINGS):
        home = f"SQ99{number + 1:02d}"
        zeal = EXCELLENT if number < 2 else WEAK if number == 4 else GOOD
        places.all.append(Place(f"LY99{number + 1:02d}", "building", name, STREET[0], home, home, zeal))
    for number, name in enumerate(CIRCLES):
        home = f"SQ99{number + 3:02d}"
        places.all.append(
            Place(f"SH99{number + 1:02d}", "circle", name, STREET[0], home, home, EXCELLENT if number == 0 else GOOD)
        )
    return places


def plan_community(places: Places, number: int, name: str) -> None:
    """A community with its grids, compounds and stairways."""
    code = f"SQ99{number + 1:02d}"
    lapses = number == LAPSED_COMMUNITY
    places.all.append(
        Place(code, "community", f"{name}社区", STREET[0], code, zeal=community_zeal(number), lapses=lapses)
    )
    for grid in range(GRIDS_IN):
        places.all.append(Place(f"WG{code[2:]}{grid + 1}", "grid", f"{name}第{grid + 1}网格", code, code))
    for compound in range(COMPOUNDS_IN[number]):
        compound_code = f"XQ{code[2:]}{compound + 1}"
        title = f"{name}{GARDENS[compound]}"
        zeal = compound_zeal(number, compound)
        places.all.append(
            Place(compound_code, "compound", title, code, code, zeal=zeal, lapses=lapses and compound == 0)
        )
        for block in range(BLOCKS_IN):
            block_code = f"LD{compound_code[2:]}{block + 1}"
            places.all.append(Place(block_code, "block", f"{title}{block + 1}幢", compound_code, code))


def place_rows(places: Places, invention: Invention) -> list[Row]:
    """Rows of the workbook of places."""
    rows = []
    for number, place in enumerate(places.all):
        row: Row = {
            "code": place.code,
            "kind": place.kind,
            "name": place.name,
            "belongs_to": place.parent,
            "located_in": place.located,
        }
        if place.kind in {"community", "compound"}:
            households = (
                invention.random.randint(1800, 3600)
                if place.kind == "community"
                else invention.random.randint(300, 700)
            )
            row |= {
                "registered_households": households,
                "registered_persons": int(households * 2.6),
                "resident_households": int(households * 1.15),
                "resident_persons": int(households * 2.9),
                "address": f"云川区锦澜街道{invention.pick(('锦澜', '云川', '滨河', '学院'))}路{number + 1}号",
            }
        rows.append(row)
    return rows
