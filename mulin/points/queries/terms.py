"""Schemes of points in force at a node, with the blanks filled in. No number of theirs stands in the product."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from mulin.foundation.clock import today
from mulin.foundation.periods import Period, period_of
from mulin.foundation.refusals import Refused
from mulin.members.choices import TieKind
from mulin.members.models import Member
from mulin.points.rules import Part, Rule, Terms, result_of, share_of
from mulin.programmes.models import Programme
from mulin.programmes.queries import Ruling, rulings, stored_pack
from mulin.rulebook.schema.points import PointsRule, PointsScheme
from mulin.tree.models import Node


@dataclass(frozen=True)
class Scheme:
    """A scheme in force: the clause, and the programme whose parameters fill its blanks."""

    ruling: Ruling

    @property
    def clause(self) -> PointsScheme:
        """What the pack says."""
        found: PointsScheme = self.ruling.clause
        return found

    @property
    def id(self) -> str:
        """The id of the scheme in its pack."""
        return self.clause.id

    @property
    def name(self) -> str:
        """What people call it."""
        return self.clause.name

    @property
    def terms(self) -> Terms:
        """What is worked out from: parts, caps, floor, carry-over, as set by the district."""
        clause = self.clause
        carry = clause.carry_over
        return Terms(
            parts=tuple(Part(one.id, self.number(one.max), one.starts_full, one.bonus) for one in clause.parts),
            rules={
                one.id: Rule(one.id, one.part, self.number(one.cap), one.cap_period or "year", one.empties)
                for one in clause.rules
            },
            floor=clause.floor,
            total=clause.total,
            carry_share=Fraction(1) if clause.lasting else carry.share if carry else None,
            carry_cap=carry.cap if carry else None,
        )

    def number(self, amount: Any) -> Decimal | None:
        """A number of the clause; nothing where the district has not set it, or the clause does not say."""
        value = self.ruling.value(amount) if amount is not None else None
        return None if value is None else Decimal(value)

    def whole(self, amount: Any) -> int | None:
        """A number of days or places."""
        value = self.number(amount)
        return None if value is None else int(value)

    def rule(self, rule_id: str) -> PointsRule:
        """A rule by its id; refused when the scheme has none such."""
        for one in self.clause.rules:
            if one.id == rule_id:
                return one
        raise Refused(f"“{self.name}”里没有“{rule_id}”这一积分事项", field="rule")

    def rule_name(self, rule_id: str) -> str:
        """What people call a rule; an exchange has a name of its own."""
        named = {one.id: one.name for one in (*self.clause.rules, *self.clause.exchanges)}
        return named.get(rule_id, rule_id)

    def by_hand(self) -> list[PointsRule]:
        """The rules that people register because nothing measures them and no result gives them."""
        return [one for one in self.clause.rules if one.measure is None and not one.grades]

    def worth_of_grades(self, rule: PointsRule) -> dict[str, Decimal]:
        """What each grade of the appraisal gives under a rule; nothing where the district has left something open."""
        most = next((self.number(part.max) for part in self.clause.parts if part.id == rule.part), None)
        shares = {one.grade: self.ruling.value(one.share) for one in rule.grades}
        if most is None:
            return {}
        return {grade: share_of(most, Fraction(share)) for grade, share in shares.items() if share is not None}

    def category_name(self, category: str) -> str:
        """What people call a category; empty where the scheme has none such."""
        return {one.id: one.name for one in self.clause.categories}.get(category, "")

    def part_name(self, part: str) -> str:
        """What people call a part."""
        return dict(self.part_names()).get(part, part)

    def part_names(self) -> list[tuple[str, str]]:
        """The parts and what people call them, in the order of the scheme."""
        return [(one.id, one.name) for one in self.clause.parts]

    def month(self, day: datetime.date) -> Period:
        """The period of registration that a day falls into."""
        return period_of(self.clause.registered or "month", day)

    def quarter(self, day: datetime.date) -> Period:
        """The period of publication that a day falls into."""
        return period_of(self.clause.published or self.clause.registered or "year", day)

    def result(self, total: Decimal) -> str:
        """What a year's total comes to."""
        bands = [(one.name, self.number(one.at_least)) for one in self.clause.results]
        return result_of([(name, least) for name, least in bands if least is not None], total)

    def unset(self) -> list[str]:
        """The names of parts whose maximum the district has still to set."""
        return [one.name for one in self.clause.parts if one.max is not None and self.number(one.max) is None]


def schemes_at(node: Node, day: datetime.date, subjects: str = "members") -> list[Scheme]:
    """The schemes in force at a node on a day, for members or for nodes."""
    return list(found_at(node, day, subjects))


def found_at(node: Node, day: datetime.date, subjects: str) -> Iterator[Scheme]:
    """The same, one after another."""
    for _id, ruling in sorted(rulings(node, day, "points").items()):
        if ruling.clause.subjects == subjects:
            yield Scheme(ruling)


def scheme_at(node: Node, scheme_id: str, day: datetime.date) -> Scheme:
    """The scheme of this id in force at a node; refused where no regulation in force has it."""
    ruling = rulings(node, day, "points").get(scheme_id)
    if ruling is None:
        raise Refused(f"“{node.name}”没有实施这一积分办法，请先在“制度实施”里发布", status=404)
    return Scheme(ruling)


def scheme_under(programme_id: int, scheme_id: str) -> Scheme:
    """The scheme under which a programme's entries, sheets and reviews were made; refused where it has none such."""
    programme = Programme.objects.select_related("edition").get(pk=programme_id)
    for clause in stored_pack(programme.edition_id).points:
        if clause.id == scheme_id:
            return Scheme(Ruling(programme, clause))
    raise Refused("这项制度没有这一积分办法", status=404)


def rule_words(edition_id: int, scheme_id: str, rule_id: str) -> str:
    """What an edition calls a rule or an exchange; its id where the edition has none such."""
    scheme = clause_under(edition_id, scheme_id)
    named = {one.id: one.name for one in (*scheme.rules, *scheme.exchanges)} if scheme else {}
    return named.get(rule_id, rule_id)


def clause_under(edition_id: int, scheme_id: str) -> PointsScheme | None:
    """The scheme as an edition words it; nothing where the edition has none such. No query."""
    return next((one for one in stored_pack(edition_id).points if one.id == scheme_id), None)


def scheme_words(edition_id: int, scheme_id: str) -> str:
    """What an edition calls a scheme."""
    return next((one.name for one in stored_pack(edition_id).points if one.id == scheme_id), scheme_id)


def stored_parts(edition_id: int, scheme_id: str) -> list[tuple[str, str]]:
    """The parts of a scheme of an edition and what people call them."""
    schemes = [one for one in stored_pack(edition_id).points if one.id == scheme_id]
    return [(part.id, part.name) for scheme in schemes for part in scheme.parts]


def schemes_of(member: Member) -> list[Scheme]:
    """The schemes under which a member collects today: at home, and where the member lives."""
    found: dict[str, Scheme] = {}
    for kind in (TieKind.HOME_ORGANISATION, TieKind.RESIDENCE):
        node = member.tied_on(kind, today())
        if node is not None:
            here = [one for one in schemes_at(node, today()) if one.clause.tie == kind]
            found |= {one.id: one for one in here if one.id not in found}
    return list(found.values())
