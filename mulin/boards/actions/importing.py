"""Signed forms from a workbook. A row is wrong at its cell; nothing is written unless everything fits."""

import datetime
import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from mulin.boards.actions.consenting import PaperConsent, enter_paper
from mulin.boards.choices import BoardField
from mulin.boards.models import Consent
from mulin.boards.permissions import manage_boards
from mulin.boards.queries import board_ruling, consent_months
from mulin.foundation.clock import today
from mulin.foundation.periods import months_later
from mulin.foundation.spreadsheets import CellError, Plan, Reading, Row
from mulin.identity.models import User
from mulin.members.queries import with_tie_names
from mulin.service.queries.places import residents
from mulin.tree.models import Node

BY_TITLE = {str(one.label): one.value for one in BoardField}
SEPARATORS = re.compile(r"[、,，;；\s]+")


@dataclass
class Forms:
    """The signed forms of one file, by board, and what is wrong with the rows."""

    reading: Reading
    by: User
    errors: list[CellError] = field(default_factory=list)
    unchanged: int = 0
    people: dict[int, dict[str, list[Any]]] = field(default_factory=dict)
    places: dict[str, Node] = field(default_factory=dict)
    wanted: dict[int, list[PaperConsent]] = field(default_factory=lambda: defaultdict(list))

    def wrong(self, row: Row, column: str, message: str) -> None:
        """Note a mistake at its cell."""
        self.errors.append(self.reading.error(row, column, message))

    def read(self) -> None:
        """Every row."""
        codes = {row["place"] for row in self.reading.rows}
        self.places = {one.code: one for one in Node.objects.filter(code__in=codes).select_related("kind")}
        standing = self.standing()
        for row in self.reading.rows:
            place = self.place(row)
            member = self.member(row, place) if place else None
            fields = self.fields(row, place) if place else None
            if place is None or member is None or fields is None:
                continue
            given_on = row["given_on"] or today()
            fresh = frozenset(one for one in fields if given_on > standing.get((place.pk, member.pk, one), NEVER))
            if not self.lasts(row, place, given_on):
                continue
            if fresh:
                self.wanted[place.pk].append(PaperConsent(member.pk, fresh, given_on))
            else:
                self.unchanged += 1

    def standing(self) -> dict[tuple[int, int, str], Any]:
        """Since when what holds today was consented to."""
        rows = Consent.objects.live_on(today()).filter(node__in=self.places.values())
        return {
            (node, member, name): day
            for node, member, name, day in rows.values_list("node", "member", "field", "given_on")
        }

    def place(self, row: Row) -> Node | None:
        """The place of a row, if this person keeps its board and a regulation names one."""
        found = self.places.get(row["place"])
        against = (
            f"没有编码为“{row['place']}”的社区、小区或楼栋"
            if found is None
            else manage_boards.reason_against(self.by, found)
        )
        if found is not None and not against and board_ruling(found, today()) is None:
            against = "这里施行的制度没有规定设监督台"
        if against:
            self.wrong(row, "place", against)
            return None
        return found

    def member(self, row: Row, place: Node) -> Any:
        """The resident of a row; a mistake is noted when there is none, or several."""
        if place.pk not in self.people:
            known: dict[str, list[Any]] = defaultdict(list)
            for one in with_tie_names(residents(place, today()), today()).order_by("pk"):
                known[one.name].append(one)
            self.people[place.pk] = known
        unit = row["unit"] or ""
        named = self.people[place.pk].get(row["name"], [])
        fitting = [one for one in named if not unit or unit in (one.home_organisation_name or "") or unit == one.code]
        if len(fitting) != 1:
            found = f"有 {len(fitting)} 位“{row['name']}”，请填写单位或编号" if fitting else f"没有“{row['name']}”"
            self.wrong(row, "name", f"居住在“{place.name}”的党员里{found}")
            return None
        categories = board_categories(place)
        if categories and fitting[0].category not in categories:
            self.wrong(row, "name", "不属于监督台上的党员类别")
            return None
        return fitting[0]

    def fields(self, row: Row, place: Node) -> frozenset[str] | None:
        """What the form says may be shown."""
        titles = [one for one in SEPARATORS.split(row["fields"]) if one]
        unknown = [one for one in titles if BY_TITLE.get(one) not in board_fields(place)]
        if unknown or not titles:
            self.wrong(row, "fields", f"不能公开“{'、'.join(unknown)}”，可选：{'、'.join(BY_TITLE)}")
            return None
        return frozenset(BY_TITLE[one] for one in titles)

    def lasts(self, row: Row, place: Node, given_on: Any) -> bool:
        """Does a form of this day hold today?"""
        ruling = board_ruling(place, today())
        if ruling is not None and given_on <= today() < months_later(given_on, consent_months(ruling)):
            return True
        self.wrong(row, "given_on", "同意日期晚于今天，或现在已经过期")
        return False


def board_fields(place: Node) -> tuple[str, ...]:
    """What the regulation in force puts on a board here."""
    ruling = board_ruling(place, today())
    return tuple(ruling.clause.fields) if ruling else ()


def board_categories(place: Node) -> tuple[str, ...]:
    """The categories of members the board is about; empty: all."""
    ruling = board_ruling(place, today())
    return tuple(ruling.clause.categories) if ruling else ()


NEVER = datetime.date.min


def plan_consents(reading: Reading, *, by: User) -> Plan:
    """What entering these forms would do."""
    forms = Forms(reading, by)
    forms.read()
    places = {one.pk: one for one in forms.places.values()}

    def apply() -> None:
        for node_id, papers in forms.wanted.items():
            enter_paper(places[node_id], papers, by=by, source={"文件校验值": reading.sha256})

    new = sum(len(papers) for papers in forms.wanted.values())
    return Plan(new=new, unchanged=forms.unchanged, errors=forms.errors, apply=apply)
