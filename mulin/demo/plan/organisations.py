"""Party organisations, units, premises, staff and guides of the street."""

import datetime
from decimal import Decimal

from mulin.demo.plan.invention import Invention, Row
from mulin.demo.plan.places import STREET, WEAK, Place, Places

COMMITTEE = "DGW9901"
ORGANISATIONS = 176
UNITS = 9844
SOCIAL, AGENCIES, INSTITUTIONS = 40, 12, 8
SOCIAL_WORK = (
    "助老服务中心",
    "邻里调解中心",
    "公益促进会",
    "社工服务站",
    "志愿者协会",
    "文体联合会",
    "幼托互助社",
    "环保行动社",
)
SINCE_2020 = datetime.date(2020, 10, 1)


def plan_units(places: Places, invention: Invention) -> list[Row]:
    """9,844 units: social organisations, offices, and enterprises in compounds, buildings and circles."""
    rows = [social_row(places, number, invention) for number in range(SOCIAL)]
    rows += [office_row(places, number, "agency", invention) for number in range(AGENCIES)]
    rows += [office_row(places, number, "institution", invention) for number in range(INSTITUTIONS)]
    spots = [*places.of("compound"), *places.of("building") * 4, *places.of("circle") * 6]
    rows += [enterprise_row(number, invention.pick(spots), invention) for number in range(UNITS - len(rows))]
    return rows


def social_row(places: Places, number: int, invention: Invention) -> Row:
    """A social organisation in one of the communities."""
    communities = places.of("community")
    home = communities[number % len(communities)]
    work = SOCIAL_WORK[number % len(SOCIAL_WORK)]
    return {
        "code": f"SZ99{number + 1:02d}",
        "kind": "social",
        "name": f"{home.name[:2]}{work}{number // 8 + 1}",
        "belongs_to": STREET[0],
        "located_in": home.code,
        "is_two_new": True,
        "organisation_due": number < 20,
        "employees": invention.random.randint(3, 20),
    }


def office_row(places: Places, number: int, kind: str, invention: Invention) -> Row:
    """An office of the administration, or a public institution."""
    home = places.of("community")[number % 12]
    word, prefix = ("机关", "JG") if kind == "agency" else ("学校", "SY")
    return {
        "code": f"{prefix}99{number + 1:02d}",
        "kind": kind,
        "name": f"云川区第{number + 1}{word}",
        "belongs_to": STREET[0],
        "located_in": home.code,
        "employees": invention.random.randint(20, 160),
        "is_two_new": False,
        "organisation_due": True,
    }


def enterprise_row(number: int, spot: Place, invention: Invention) -> Row:
    """An enterprise; a few in every hundred still lack their guide."""
    name = invention.unit_name()
    return {
        "code": f"QY9{number + 1:05d}",
        "kind": "enterprise",
        "name": name,
        "credit_code": invention.credit_code("91"),
        "belongs_to": STREET[0],
        "located_in": spot.code,
        "is_two_new": True,
        "organisation_due": number < 40,
        "employees": invention.random.randint(1, 60),
        "contact": "",
        "guide": guide(spot, invention),
    }


def guide(spot: Place, invention: Invention) -> str:
    """The guide of an enterprise: one of a few dozen young officials."""
    missing = 0.2 if spot.zeal == WEAK else 0.01
    return "" if invention.chance(missing) else invention.pick(guides(invention))


def guides(invention: Invention) -> list[str]:
    """Forty people who guide enterprises; made once."""
    kept: list[str] = invention.__dict__.setdefault("_guides", [])
    if not kept:
        kept += [invention.person() for _ in range(40)]
    return kept


def plan_organisations(places: Places, units: list[Row]) -> list[Row]:
    """176 party organisations: the committee, general branches, branches of grids, compounds, buildings and units."""
    rows: list[Row] = [organisation(COMMITTEE, "party_work_committee", f"{STREET[1]}党工委", "", STREET[0])]
    for place in places.of("community"):
        rows.append(
            organisation(f"DZZ{place.code[2:]}", "general_branch", f"{place.name}党总支", COMMITTEE, place.code)
        )
    for place in places.of("grid"):
        rows.append(branch(place, f"DZZ{place.community[2:]}", f"{place.name}党支部"))
    with_branch = [place for place in places.of("compound") if place.zeal != WEAK][:60]
    for place in with_branch:
        rows.append(branch(place, f"DZZ{place.community[2:]}", f"{place.name}睦邻家园党支部"))
    for place in [*places.of("building"), *places.of("circle")]:
        rows.append(branch(place, COMMITTEE, f"{place.name}联合党支部", "area"))
    due = [row for row in units if row["organisation_due"] and row["kind"] in {"social", "enterprise"}]
    for row in due[: ORGANISATIONS - len(rows)]:
        code = f"DZBU{row['code']}"
        rows.append(organisation(code, "branch", f"{row['name']}党支部", COMMITTEE, row["code"], "single"))
    return rows


def branch(place: Place, parent: str, name: str, mode: str = "area") -> Row:
    """A branch that stands in a place."""
    return organisation(f"DZB{place.code}", "branch", name, parent, place.code, mode)


def organisation(code: str, kind: str, name: str, parent: str, place: str, mode: str = "") -> Row:
    """A party organisation."""
    return {"code": code, "kind": kind, "name": name, "belongs_to": parent, "located_in": place, "founding_mode": mode}


def plan_premises(places: Places, invention: Invention) -> list[Row]:
    """Service centres, red stations, party homes, parlours; weak places have none or poorer ones."""
    rows = [premises(places.of("street")[0], "service_centre", "党群服务中心", "demonstration", invention)]
    for place in places.of("community"):
        level = "standard" if place.zeal == WEAK else "demonstration" if place.zeal > 0.9 else "standard"
        rows.append(premises(place, "service_centre", "党群服务中心", level, invention))
        rows.append(premises(place, "red_station", "红色驿站", "none" if place.zeal == WEAK else level, invention))
        rows.append(premises(place, "neighbour_parlour", "睦邻客厅", "standard", invention))
    for place in places.of("compound"):
        if place.zeal != WEAK:
            level = "demonstration" if place.zeal > 0.9 else "standard"
            rows.append(premises(place, "compound_parlour", "小区党建客厅", level, invention))
            rows.append(premises(place, "party_home", "党群家园", level, invention))
    for place in places.of("building"):
        rows.append(
            premises(place, "building_station", "党群驿站", "none" if place.zeal == WEAK else "standard", invention)
        )
    for place in places.of("circle"):
        rows.append(premises(place, "circle_station", "党群服务站", "standard", invention))
    return rows


def premises(place: Place, kind: str, word: str, standard: str, invention: Invention) -> Row:
    """One of the premises."""
    return {
        "node": place.code,
        "kind": kind,
        "name": f"{place.name}{word}",
        "standard": standard,
        "status": "open",
        "area": Decimal(invention.random.randint(60, 900)),
        "since": invention.day(SINCE_2020, datetime.date(2021, 5, 31)),
    }


def plan_staff(places: Places, invention: Invention) -> list[Row]:
    """Six to eight full-time workers a community (the failing one has five), secretaries, mediators, grid leaders."""
    rows: list[Row] = [person(places.of("street")[0], "community_secretary", 18, invention)]
    for place in places.of("community"):
        rows.append(person(place, "community_secretary", invention.random.randint(12, 18), invention))
        number = 5 if place.zeal == WEAK else invention.random.randint(6, 8)
        rows += [person(place, "community_worker", invention.random.randint(1, 16), invention) for _ in range(number)]
    for place in places.of("compound"):
        if place.zeal != WEAK:
            rows.append(person(place, "mediator", None, invention))
    for place in [*places.of("circle"), *places.of("grid")]:
        rows.append(person(place, "grid_leader", None, invention))
    return rows


def person(place: Place, post: str, grade: int | None, invention: Invention) -> Row:
    """Somebody who works at a place."""
    return {
        "node": place.code,
        "name": invention.person(),
        "post": post,
        "grade": grade,
        "full_time": post in {"community_secretary", "community_worker"},
        "phone": invention.phone(),
        "since": invention.day(SINCE_2020, datetime.date(2021, 3, 31)),
    }
