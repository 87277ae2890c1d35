"""The permission matrix: every address, every role, own · child · parent · sibling · elsewhere, and nobody signed in.

Every response is searched for marks of things that the person may not read.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from mulin.foundation.spreadsheets import all_sheets
from mulin.members.models import Member
from mulin.papers.queries import PAPERS as PAPER_KINDS
from mulin.web.actions import exchange
from tests import again
from tests.access.expectations import EXPECTATIONS, EXPORTS, IMPORTED, NOT_OURS, OUT_ONLY
from tests.access.expecting import ANSWERS, Expectation, Page, Thing
from tests.access.marks import Holder, Spot
from tests.access.visiting import ODD, Answer, signed_in, visit
from tests.access.world import AROUND, World
from tests.organisations.factories import workbook

PRINTED_FOR = {("community_secretary@community", "own"), ("street_officer@street", "own")}
"""Printing takes a tenth of a second, so permitted prints are made for these; everybody's refusals are tried."""


def addresses(patterns: Sequence[Any] | None = None, space: str = "") -> Iterator[str]:
    """The name of every address of the product."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(one, URLPattern):
            yield f"{space}:{one.name}" if space else str(one.name)
        else:
            yield from addresses(one.url_patterns, one.namespace or space)


def of_the_product() -> set[str]:
    """Those that need an expectation."""
    return {name for name in addresses() if not name.startswith(tuple(NOT_OURS))}


def test_every_address_has_an_expectation_and_every_expectation_an_address() -> None:
    assert of_the_product() - set(EXPECTATIONS) == set(), "add these to tests/access/expectations.py"
    assert set(EXPECTATIONS) - of_the_product() == set()


def test_every_workbook_and_every_paper_has_an_expectation() -> None:
    leaving = {kind for kinds in OUT_ONLY.values() for kind in kinds}
    assert {entry.sheet.kind for entry in all_sheets()} == {*EXPORTS} | leaving
    for form in ("pdf", "word", "blank", "blank_word"):
        expected = {one.arguments[0] for one in EXPECTATIONS[f"papers:{form}"]}
        assert expected == {kind.id for kind in PAPER_KINDS}, form


def planned(world: World, holder: Holder) -> Iterator[tuple[str, Expectation, str]]:
    """What this person visits: address, expectation, and the relation of the object's node (none for a page)."""
    for name, expected in EXPECTATIONS.items():
        for one in expected:
            if not isinstance(one, Thing):
                yield name, one, ""
                continue
            for relation, key in AROUND[holder.at.key].items():
                if key in world.things[one.sort] and not is_spared(world, holder, one, relation):
                    yield name, one, relation


def is_spared(world: World, holder: Holder, one: Thing, relation: str) -> bool:
    """A permitted print, and for somebody who need not print it too."""
    spot = world.spots[AROUND[holder.at.key][relation]]
    wanted = (holder.name, relation) in PRINTED_FOR
    return one.costly and not wanted and one.answer(world, holder, spot) == "page"


@dataclass
class Matrix:
    """The walk, and what it found."""

    world: World
    holders: Sequence[Holder]
    cells: int = 0
    visited: set[str] = field(default_factory=set)
    leaks: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    outcomes: Counter[str] = field(default_factory=Counter)
    asked: set[tuple[str, int, str]] = field(default_factory=set)

    def walk(self) -> None:
        """Everybody of this part visits everything."""
        for holder in self.holders:
            client = signed_in(self.world.users[holder.name])
            for name, one, relation in planned(self.world, holder):
                if again.AGAIN and self.told(holder, name, one, relation):
                    continue
                if isinstance(one, Page):
                    self.page(client, holder, name, one)
                elif isinstance(one, Thing):
                    self.thing(client, holder, name, one, relation)

    def told(self, holder: Holder, name: str, one: Expectation, relation: str) -> bool:
        """Has this address given this kind of answer already? Who may is decided in Python, from the same rows on any
        database; a second one has to understand every question that the pages ask, and every form that writes.
        """
        spot = self.world.spots[AROUND[holder.at.key][relation]] if relation else holder.at
        kind = one.answer(self.world, holder, spot) if isinstance(one, Thing) else one.answer(holder)
        writes = isinstance(one, Thing) and one.may_write(self.world, holder, spot)
        cell = (name, id(one), f"{kind} {writes}")
        known = cell in self.asked
        self.asked.add(cell)
        return known

    def page(self, client: Client, holder: Holder, name: str, one: Page) -> None:
        """An address without an object."""
        said = one.answer(holder)
        for answer, where in self.answers(client, holder, name, one, holder.at, said):
            self.judge(holder, one, answer, said, where)
            if said != "page" and answer.written:
                self.wrong.append(f"{where} wrote {sorted(set(answer.written))}")
            if said == "page" and where.startswith("GET"):
                lacking = set().union(*(self.world.marks.listed_for(holder, sort) for sort in one.shows)) - answer.marks
                self.wrong += [f"{where} does not show {sorted(lacking)}"] if lacking else []

    def thing(self, client: Client, holder: Holder, name: str, one: Thing, relation: str) -> None:
        """An address of an object at a node around."""
        spot = self.world.spots[AROUND[holder.at.key][relation]]
        said = one.answer(self.world, holder, spot)
        for answer, visited in self.answers(client, holder, name, one, spot, said):
            where = f"{visited} [{relation}]"
            self.judge(holder, one, answer, said, where)
            asked = where.startswith("GET")
            quiet = said != "page" or (not asked and not one.may_write(self.world, holder, spot))
            if quiet and answer.written:
                self.wrong.append(f"{where} wrote {sorted(set(answer.written))}")
            if said == "page" and asked and not self.shown(one, spot, answer):
                self.wrong.append(f"{where} does not show {one.shows}")

    def shown(self, one: Thing, spot: Spot, answer: Answer) -> bool:
        """Is a mark of the thing itself on its page?"""
        marks = [self.world.marks.planted[mark] for mark in answer.marks]
        sides = set(self.world.sides(one.sort, spot))
        return not one.shows or any(mark.sort in one.shows and sides.intersection(mark.spots()) for mark in marks)

    def answers(
        self, client: Client, holder: Holder, name: str, one: Expectation, spot: Spot, said: str
    ) -> Iterator[tuple[Answer, str]]:
        """GET and, where something can be sent, POST."""
        address = address_of(self.world, name, one, spot)
        self.visited.add(name)
        sendings: list[dict[str, Any] | None] = [] if one.post_only else [None]
        named = self.world.named
        sendings += [] if one.sent is None else [{key: named.get(str(value), value) for key, value in one.sent.items()}]
        for sending in sendings:
            where = f"{'GET' if sending is None else 'POST'} {address} as {holder.name}"
            self.cells += 1
            self.outcomes[said] += 1
            try:
                yield visit(client, address, sending), where
            except Exception as error:  # whatever breaks a page is reported with its cell
                self.wrong.append(f"{where} broke: {error!r}"[:300])

    def judge(self, holder: Holder, one: Expectation, answer: Answer, said: str, where: str) -> None:
        """The status as expected, and nothing in it that this person may not read."""
        fits = answer.status in ANSWERS[said] or (one.own_state and said == "page" and answer.status < 500)
        if not fits:
            self.wrong.append(f"{where} answered {answer.status}, expected {said}")
        planted = self.world.marks.planted
        for mark in answer.marks:
            readable = planted[mark].visible_to(holder) or (one.audited and audited(holder, planted[mark].spots()))
            if not readable:
                self.leaks.append(
                    f"{where} shows {mark} ({planted[mark].sort} at {[s.key for s in planted[mark].spots()]})"
                )
        sealed = answer.numbers & self.world.sealed
        if sealed and not (one.clear and said == "page" and where.startswith("POST")):
            self.leaks.append(f"{where} shows {sorted(sealed)} in clear")

    def oddly(self, holder: Holder) -> None:
        """Whatever stands behind the question mark, a page answers, and shows no more than without it."""
        client = signed_in(self.world.users[holder.name])
        for name, expected in EXPECTATIONS.items():
            one = expected[0]
            spot = self.world.spots["community"] if isinstance(one, Thing) else holder.at
            if one.post_only or one.costly or spot.key not in self.world.things.get(sort_of(one), {spot.key}):
                continue
            said = one.answer(self.world, holder, spot) if isinstance(one, Thing) else one.answer(holder)
            address = address_of(self.world, name, one, spot).partition("?")[0] + ODD
            self.cells += 1
            try:
                self.judge(holder, one, visit(client, address), said, f"GET {address} as {holder.name}")
            except Exception as error:
                self.wrong.append(f"{address} as {holder.name} broke: {error!r}"[:300])

    def nobody(self) -> None:
        """Who has not signed in is sent to sign in, and nothing is written."""
        client = Client()
        spot = self.world.spots["community"]
        for name, expected in EXPECTATIONS.items():
            for one in expected:
                known = self.world.things.get(sort_of(one), {})
                key = next((key for key in ("community", "street", "branch") if key in known), next(iter(known), ""))
                address = address_of(self.world, name, one, self.world.spots[key] if key else spot)
                for sent in (None, {}):
                    answer = visit(client, address, sent)
                    self.cells += 1
                    if not answer.location.startswith("/account/login/") or answer.written or answer.marks:
                        self.wrong.append(f"{address} as nobody answered {answer.status}, wrote {answer.written}")


def sort_of(one: Expectation) -> str:
    """The sort of thing an address is about, if any."""
    return one.sort if isinstance(one, Thing) else ""


def audited(holder: Holder, spots: Iterator[Spot]) -> bool:
    """The log may be read at one of these."""
    return any(holder.may("audit.view", spot) for spot in spots)


def address_of(world: World, name: str, one: Expectation, spot: Spot) -> str:
    """The address with its arguments and its query."""
    arguments: list[Any] = []
    if isinstance(one, Thing):
        arguments = list(one.built(world, spot)) if one.built else [world.things[one.sort][spot.key]]
    named = [world.named.get(argument, argument) for argument in one.arguments]
    arguments = [*named, *arguments] if name.startswith("papers:") else [*arguments, *named]
    address = reverse(name, args=arguments)
    return f"{address}?{one.query}" if one.query else address


def elsewhere_rows(world: World) -> dict[str, dict[str, Any]]:
    """For each kind of workbook a row about something of the other street, to see what its preview gives away."""
    member = Member.objects.get(pk=world.things["member"]["other_branch"])
    there = {"node": "N-other_community", "kind": "红色驿站", "name": "改名"}
    return {
        "places": {"code": "N-other_community", "kind": "社区", "name": "改名"},
        "organisations": {"code": "N-other_branch", "kind": "党支部", "name": "改名"},
        "units": {"code": "N-other_enterprise", "kind": "企业", "name": "改名"},
        "premises": there,
        "staff": {"node": "N-other_community", "name": "改名", "post": "楼道长"},
        "members": {"code": member.code, "name": "改名", "category": "在职党员", "home_organisation": "N-branch"},
        "registrations": {
            "code": member.code,
            "name": "改名",
            "home_organisation": "N-other_branch",
            "community": "N-community",
        },
        "region_registrations": {"region_code": "N-other_community", "name": member.name, "code": member.code},
        "absences": {"code": member.code, "name": "改名", "home_organisation": "N-other_branch", "reason": "务工"},
        "stays": {"code": member.code, "name": "改名", "from_text": "外省支部", "host": "N-other_branch"},
        "claims": {"community": "N-other_community", "post": "改名", "name": member.name},
        "board_consents": {"place": "N-other_community", "name": "改名", "fields": "姓名"},
        "service_needs": {"community": "N-other_community", "title": "改名"},
        "feedback_cards": {"number": world.things["fed_prepared"]["other_community"], "name": "改名"},
        "points_entries": {
            "branch": "N-other_branch",
            "name": member.name,
            "rule": "帮忙",
            "day": "2021-06-10",
            "times": 1,
        },
        "exchange_items": {"community": "N-other_community", "name": "改名", "stock": 1},
        "pledges": {"community": "N-other_community", "name": member.name, "text": "改名"},
        "service_posts": {"community": "N-other_community", "name": "改名", "category": "治安", "places": 1},
        "service_teams": {"community": "N-other_community", "name": "改名", "field": "维修"},
        "volunteers": {"community": "N-other_community", "name": member.name, "services": "维修"},
        "deeds": {
            "community": "N-other_community",
            "name": "改名",
            "day": "2021-05-20",
            "title": "改名",
            "number": world.things["deed"]["other_community"],
        },
        "activities": {
            "id": str(world.things["fact"]["other_community"]),
            "host": "N-other_community",
            "kind": "走访",
            "day": "2021-05-20",
        },
        "seats": {"node": "N-other_community", "organ": "办公室", "position": "主任", "name": "新人"},
        "lives": {"node": "N-other_branch", "time": "每月5日"},
    }


@pytest.fixture
def furnished(world: World) -> World:
    """The world with an uploaded workbook that waits for its confirmation."""
    rows = elsewhere_rows(world)
    assert set(rows) == set(IMPORTED), "each kind that comes in needs a row whose preview is looked through"
    world.named = {
        **{f"workbook of {kind}": exchange.keep(workbook(kind, [row])) for kind, row in rows.items()},
        "account": world.things["account"]["other_community"],
        "edition": world.things["edition"]["district"],
    }
    return world


PARTS = 3
"""The walk is cut in parts by who walks, so that two processors share it."""


@pytest.mark.parametrize("part", range(PARTS))
def test_nobody_sees_or_does_what_their_role_does_not_reach(furnished: World, capsys: Any, part: int) -> None:
    everybody = list(furnished.holders.values())
    assert {name for holder in everybody for name, _, _ in planned(furnished, holder)} == of_the_product()
    matrix = Matrix(furnished, everybody[part::PARTS])
    matrix.walk()
    report(matrix, capsys, f"part {part + 1} of {PARTS}")
    assert matrix.visited == {name for holder in matrix.holders for name, _, _ in planned(furnished, holder)}


def test_odd_questions_and_visitors_who_are_not_signed_in_learn_nothing(furnished: World, capsys: Any) -> None:
    matrix = Matrix(furnished, [])
    matrix.oddly(furnished.holders["street_officer@street"])
    matrix.nobody()
    report(matrix, capsys, "oddly and as nobody")


def report(matrix: Matrix, capsys: Any, part: str) -> None:
    """Say how much was tried; no leak and no wrong answer may be among it."""
    with capsys.disabled():
        print(
            f"\npermission matrix ({part}): {matrix.cells} cells, {len(matrix.leaks)} leaks, "
            f"{len(matrix.wrong)} wrong answers, {len(matrix.visited)} addresses visited, "
            f"{len(matrix.world.marks.planted)} marks; {dict(matrix.outcomes)}"
        )
    assert not matrix.leaks, "\n".join(matrix.leaks[:60])
    assert not matrix.wrong, "\n".join(matrix.wrong[:60])
