"""1,995 registered and 665 floating members, each with a home branch and a community where they live."""

import datetime

from mulin.demo.plan.invention import Invention, Row
from mulin.demo.plan.places import Places

REGISTERED, FLOATING = 1995, 665
CATEGORIES = (("employed", 45), ("no_post", 20), ("non_public", 20), ("elderly_or_ill", 15))
BORN = (datetime.date(1940, 1, 1), datetime.date(2000, 12, 31))
ADMITTED_UNTIL = datetime.date(2020, 9, 30)


def plan_members(places: Places, organisations: list[Row], invention: Invention) -> list[Row]:
    """Members spread over the branches; floating ones live in the street and belong to a grid branch."""
    branches = [row for row in organisations if row["kind"] == "branch"]
    grids = [row for row in branches if row["code"].startswith("DZBWG")]
    communities = places.of("community")
    home_of = {place.code: place.community for place in places.all}
    weighted = [word for word, weight in CATEGORIES for _ in range(weight)]
    rows = []
    for number in range(REGISTERED):
        branch = branches[number % len(branches)]
        lives = home_of.get(branch["located_in"]) or communities[number % len(communities)].code
        rows.append(member(branch["code"], lives, invention.pick(weighted), invention))
    for number in range(FLOATING):
        branch = grids[number % len(grids)]
        rows.append(member(branch["code"], home_of[branch["located_in"]], "floating", invention))
    return rows


def member(branch: str, community: str, category: str, invention: Invention) -> Row:
    """One member."""
    born = invention.day(*BORN)
    admitted = invention.day(born.replace(year=born.year + 19, day=1), ADMITTED_UNTIL)
    return {
        "name": invention.person(),
        "gender": invention.pick(("male", "female")),
        "born_on": born,
        "identity_number": invention.identity(born),
        "phone": invention.phone(),
        "category": category,
        "stage": "full",
        "admitted_on": admitted,
        "home_organisation": branch,
        "residence": community,
    }
