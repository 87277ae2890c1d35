"""A small street for journeys, brought in through the product's own import and actions; all of it invented."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings

from mulin.demo.accounts import UNIT, open_accounts
from mulin.demo.building import PARAMETERS, as_cells
from mulin.demo.plan.activities import RHYTHMS, Crowd, held
from mulin.demo.plan.invention import Invention
from mulin.demo.plan.places import Place
from mulin.foundation.spreadsheets import registered, write_export
from mulin.identity.models import User
from mulin.members.actions import link_account
from mulin.members.models import Member
from mulin.programmes.actions import adopt, install, publish
from mulin.programmes.models import Programme
from mulin.rulebook.reading import read_pack
from mulin.tree.models import Node
from mulin.web.actions import exchange
from tests.worlds import built_once

DISTRICT, STREET, COMMUNITY = "QX9901", "JD9901", "SQ9901"
COMPOUNDS = ("XQ99011", "XQ99012")
KEEN, SLACK = 1.0, 0.5
PLACES = (
    Place(DISTRICT, "district", "云川区", ""),
    Place(STREET, "street", "锦澜街道", DISTRICT),
    Place(COMMUNITY, "community", "听荷社区", STREET, COMMUNITY, zeal=KEEN),
    Place("SQ9902", "community", "望溪社区", STREET, "SQ9902", zeal=SLACK),
    Place("WG99011", "grid", "听荷第1网格", COMMUNITY, COMMUNITY),
    Place(COMPOUNDS[0], "compound", "听荷花园", COMMUNITY, COMMUNITY, zeal=KEEN),
    Place(COMPOUNDS[1], "compound", "听荷雅苑", COMMUNITY, COMMUNITY, zeal=KEEN),
    Place("XQ99021", "compound", "望溪花园", "SQ9902", "SQ9902", zeal=SLACK),
    Place("LD990111", "block", "听荷花园1幢", COMPOUNDS[0], COMMUNITY),
    Place("LY9901", "building", "锦澜国际", STREET, COMMUNITY, COMMUNITY, zeal=KEEN),
    Place("SH9901", "circle", "锦澜里商圈", STREET, COMMUNITY, COMMUNITY),
)
SOCIAL = tuple(
    Place(f"SZ990{number}", "social", f"听荷{name}", STREET, COMMUNITY, COMMUNITY, zeal=KEEN)
    for number, name in enumerate(("助老服务中心", "邻里调解中心", "志愿者协会"), 1)
)
AGENCY, BRANCH = "JG9901", f"DZB{COMPOUNDS[0]}"
PREMISES = {
    "street": (("service_centre", "党群服务中心"),),
    "community": (("service_centre", "党群服务中心"), ("red_station", "红色驿站"), ("neighbour_parlour", "睦邻客厅")),
    "compound": (("compound_parlour", "小区党建客厅"), ("party_home", "党群家园")),
    "building": (("building_station", "党群驿站"),),
    "circle": (("circle_station", "党群服务站"),),
}
POSTS = {
    "community": ("community_secretary", *("community_worker",) * 6),
    "compound": ("mediator",),
    "circle": ("grid_leader",),
    "grid": ("grid_leader",),
}
MEMBERS, AT_WORK = 24, 20
ON_A_LIST = 8


@dataclass(frozen=True)
class World:
    """The small street: its programme, and one person of each kind by the name of the demo account."""

    programme: Programme
    people: dict[str, User]

    def node(self, code: str = COMMUNITY) -> Node:
        """A node by its code; the community when none is said."""
        return Node.objects.get(code=code)


def bring_in(kind: str, rows: Iterable[dict], by: User) -> None:
    """One workbook through the import; it must have no wrong cell."""
    content = write_export(registered(kind).sheet, [as_cells(row) for row in rows]).read()
    result = exchange.bring_in(content, kind, by=by)
    assert result.applied, (kind, [str(error) for error in result.errors[:5]])


def place_rows() -> Iterator[dict]:
    """The places, with so many households in communities and compounds."""
    for number, place in enumerate(PLACES):
        row: dict[str, Any] = {
            "code": place.code,
            "kind": place.kind,
            "name": place.name,
            "belongs_to": place.parent,
            "located_in": place.located,
        }
        if place.kind in {"community", "compound"}:
            households = 2400 if place.kind == "community" else 410
            row |= {
                "registered_households": households,
                "registered_persons": households * 3,
                "resident_households": households + 60,
                "resident_persons": households * 3 + 150,
                "address": f"云川区锦澜街道滨河路{number + 1}号",
            }
        yield row


def unit_rows(chance: Invention) -> Iterator[dict]:
    """Three social organisations, an office, and four enterprises, one of which still lacks its guide."""
    own = {"belongs_to": STREET, "is_two_new": True, "organisation_due": False}
    for place in SOCIAL:
        yield own | {"code": place.code, "kind": "social", "name": place.name, "located_in": COMMUNITY, "guide": "顾清"}
    yield own | {
        "code": AGENCY,
        "kind": "agency",
        "name": "云川区第一机关",
        "located_in": COMMUNITY,
        "is_two_new": False,
        "employees": 125,
    }
    for number in range(4):
        yield own | {
            "code": f"QY99000{number + 1}",
            "kind": "enterprise",
            "name": chance.unit_name(),
            "credit_code": chance.credit_code("91"),
            "located_in": "LY9901",
            "employees": 12 + number,
            "guide": "" if number == 3 else "顾清",
        }


def party_rows() -> Iterator[dict]:
    """The committee of the street, the general branch of the community, branches of places and social organisations."""
    yield party("DGW9901", "party_work_committee", "锦澜街道党工委", "", STREET)
    yield party("DZZ9901", "general_branch", "听荷社区党总支", "DGW9901", COMMUNITY)
    for place in PLACES:
        if place.kind in {"grid", "compound", "building", "circle"} and place.community == COMMUNITY:
            yield party(f"DZB{place.code}", "branch", f"{place.name}党支部", "DZZ9901", place.code)
    for place in SOCIAL:
        yield party(f"DZB{place.code}", "branch", f"{place.name}党支部", "DGW9901", place.code)
    yield party(UNIT, "branch", "听荷设计院党支部", "DGW9901", COMMUNITY)


def party(code: str, kind: str, name: str, above: str, place: str) -> dict:
    """One party organisation."""
    mode = "area" if kind == "branch" else ""
    return {"code": code, "kind": kind, "name": name, "belongs_to": above, "located_in": place, "founding_mode": mode}


def premises_rows() -> Iterator[dict]:
    """Premises of places."""
    for place in PLACES:
        for kind, word in PREMISES.get(place.kind, ()):
            yield {
                "node": place.code,
                "kind": kind,
                "name": f"{place.name}{word}",
                "standard": "demonstration",
                "status": "open",
                "area": Decimal(360),
                "since": datetime.date(2020, 12, 1),
            }


def staff_rows(chance: Invention) -> Iterator[dict]:
    """Secretaries, workers, mediators, grid leaders."""
    for place in PLACES:
        for post in POSTS.get(place.kind, ()):
            yield {
                "node": place.code,
                "name": chance.person(),
                "post": post,
                "grade": 8 if post.startswith("community") else None,
                "full_time": post.startswith("community"),
                "phone": chance.phone(),
                "since": datetime.date(2020, 10, 1),
            }


def member_rows(chance: Invention) -> Iterator[dict]:
    """Members of two branches, at work, retired and floating; one works at a unit outside."""
    categories = ("employed", "no_post", "elderly_or_ill", "floating")
    for number in range(MEMBERS):
        born = chance.day(datetime.date(1950, 1, 1), datetime.date(1998, 12, 31))
        yield {
            "name": chance.person(),
            "gender": "female" if number % 2 else "male",
            "born_on": born,
            "identity_number": chance.identity(born),
            "phone": chance.phone(),
            "category": categories[number % len(categories)],
            "stage": "full",
            "admitted_on": datetime.date(2019, 7, 1),
            "home_organisation": UNIT if number == AT_WORK else f"DZB{COMPOUNDS[number % 2]}",
            "residence": COMMUNITY,
        }


def activity_rows(names: list[str], chance: Invention, since: datetime.date, until: datetime.date) -> list[dict]:
    """What places held between two days, in the rhythm of the demo street, as zealously as each works."""
    crowd = Crowd({COMMUNITY: names, "SQ9902": names}, chance, names)
    hosts = [place for place in (*PLACES, *SOCIAL) if place.kind not in {"district", "block"}]
    rows = [
        row for rhythm in RHYTHMS for host in hosts if host.kind == rhythm.host for row in held(rhythm, host, crowd)
    ]
    kept = [row | {"people": row["people"][:ON_A_LIST]} for row in rows if since <= row["day"] <= until]
    return sorted(kept, key=lambda row: (row["day"], row["host"], row["kind"]))


@built_once
def build(by: User, *, since: datetime.date, until: datetime.date) -> World:
    """Build the street: places and people, the programme in force, what happened, one account of each kind."""
    chance = Invention()
    members = list(member_rows(chance))
    bring_in("places", place_rows(), by)
    bring_in("units", unit_rows(chance), by)
    bring_in("organisations", party_rows(), by)
    bring_in("premises", premises_rows(), by)
    bring_in("staff", staff_rows(chance), by)
    bring_in("members", members, by)
    edition, _ = install(read_pack(settings.PACKS / "quanyu" / "2021"), by=by)
    programme = adopt(
        edition,
        Node.objects.get(code=STREET),
        since=datetime.date(2021, 1, 1),
        legal_basis="云川区城市基层党建全域提升行动工作部署（演示）",
        basis_number="云委办〔2020〕演示1号",
        parameters=PARAMETERS,
        by=by,
    )
    publish(programme, by=by)
    names = [row["name"] for row in members]
    bring_in("activities", activity_rows(names, chance, since, until), by)
    return World(programme, open_accounts(by))


def member_with_account(by: User) -> Member:
    """A member in service of the branch, and of nobody else the account of members."""
    ties = {"ties__node__code": BRANCH, "ties__kind": "home_organisation", "ties__until": None}
    found = Member.objects.filter(category="employed", **ties).order_by("pk").first()
    assert found is not None
    for other in Member.objects.filter(account__username="member"):
        link_account(other, "", by=by)
    return link_account(found, "member", by=by)
