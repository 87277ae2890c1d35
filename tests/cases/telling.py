"""A pack's case told to the running product: every fact goes in through the action by which people enter it.

What a case gives instead of deriving it (a total, a grade of a node below) goes in as a score that somebody gave:
the rubric it speaks of is told as one manual item, and of a rubric whose grade is given only the score decides.
"""

import datetime
import io
import itertools
import json
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from functools import singledispatchmethod
from typing import Any

from django.core.management import call_command

from mulin.assessments import actions as certification
from mulin.assessments.models import Assessment
from mulin.assessments.queries import evaluate_pack
from mulin.identity.models import User
from mulin.judgement.explanation import SubjectResult
from mulin.members.actions import Homes, register
from mulin.members.models import Member
from mulin.organisations import actions as keeping
from mulin.organisations.models import Brand, Premises, Staff, Unit
from mulin.points.actions import register_month
from mulin.points.queries.balances import balances
from mulin.points.queries.terms import scheme_at
from mulin.programmes.actions import adopt, install, publish
from mulin.records.actions import record
from mulin.records.rules import Attendee
from mulin.rulebook.schema import Pack
from mulin.rulebook.schema import case_facts as facts
from mulin.rulebook.schema.case_facts import SUBJECT
from mulin.rulebook.schema.cases import Case, Expectation
from mulin.rulebook.schema.points import PointsScheme
from mulin.tree.actions import NewNode, found
from mulin.tree.choices import BEGINNING, Relation
from mulin.tree.models import Node
from mulin.tree.queries import allowed_parents, parent_on

ABOVE = {"community": ("street",), "grid": ("street", "community"), "compound": ("street", "community")}
ORGANISATIONS = {"branch": ("branch",), "party_group": ("branch", "party_group")}
GIVEN_ITEM = "01.1"
MOST = Decimal(100)


def given_rubrics(pack: Pack, case: Case) -> dict[str, bool]:
    """Rubrics whose total the case gives: id → whether it gives the grade, so that no condition is asked."""
    kinds = {SUBJECT: ""}
    given: dict[str, bool] = {}
    for fact in (fact for step in case.steps for fact in step.facts):
        if isinstance(fact, facts.NodeFact):
            kinds[fact.node] = fact.kind
        elif isinstance(fact, facts.TotalFact):
            given[rubric_of(case)] = False
        elif isinstance(fact, facts.GradeFact):
            given |= {rubric.id: True for rubric in pack.rubrics if kinds[fact.of] in rubric.subjects}
    return given


def rubric_of(case: Case) -> str:
    """The rubric the case is about."""
    assert case.rubric is not None
    return case.rubric


def as_told(pack: Pack, case: Case) -> Pack:
    """The pack in which what the case gives can be given; everything else is word for word the pack."""
    given = given_rubrics(pack, case)
    if not given:
        return pack
    whole = pack.model_dump(mode="json", by_alias=True, exclude_none=True)
    for rubric in whole["rubrics"]:
        if rubric["id"] in given:
            item = {
                "id": GIVEN_ITEM,
                "text": "案例给出的总分",
                "max": str(MOST),
                "score": {"way": "manual", "because": "案例给出"},
                "source": rubric["source"],
            }
            indicator = {"number": 1, "name": "总分", "items": [item]}
            rubric["sections"] = [{"id": "base", "name": "总分", "indicators": [indicator]}]
            rubric["total"] = str(MOST)
    for grading in whole["gradings"]:
        if given.get(grading["rubric"]):
            grading["levels"] = [level | {"conditions": []} for level in grading["levels"]]
    return Pack.model_validate(whole)


class Telling:
    """One case, told step by step. ``set_day`` makes a day today; what has no ``since`` was always there."""

    def __init__(self, pack: Pack, case: Case, by: User, set_day: Callable[[datetime.date], Any]) -> None:
        self.pack, self.case, self.by = as_told(pack, case), case, by
        self.numbers = itertools.count(1)
        set_day(case.as_of)
        self.above: dict[str, Node] = {}
        self._found_subject("street")
        edition, _ = install(self.pack, by=by)
        programme = adopt(
            edition,
            self.street,
            since=case.since or BEGINNING,
            by=by,
            legal_basis="案例",
            parameters=case.parameters,
        )
        self.programme = publish(programme, by=by)
        self.nodes = {SUBJECT: self._found_subject(self._kind_of_subject())}
        self.member = self._register_member() if case.points is not None else None

    def _kind_of_subject(self) -> str:
        """What is judged; of a story about points the kind of node where members collect."""
        if self.case.points is not None:
            return {"residence": "community", "home_organisation": "branch"}[self.scheme.tie]
        return self.case.subject or self.pack.rubric(rubric_of(self.case)).subjects[0]

    @property
    def scheme(self) -> PointsScheme:
        """The scheme a story about points is told under."""
        return next(one for one in self.pack.points if one.id == self.case.points)

    def _register_member(self) -> Member:
        """The one whom a story about points is about."""
        branch, place = self.nodes[SUBJECT], self.above["community"]
        if self.scheme.tie == "residence":
            branch = found(NewNode("branch", self.name("党支部"), self.committee(), place), reason="案例", by=self.by)
        return register({"name": self.name("党员")}, Homes(branch, place, BEGINNING), by=self.by)

    @property
    def street(self) -> Node:
        """The street everything stands in; the subject itself when it is one."""
        return self.above["street"]

    def name(self, word: str) -> str:
        """A name nobody else has."""
        return f"{word}{next(self.numbers)}"

    def _found(self, kind: str, under: Node | None, since: datetime.date | None = None) -> Node:
        """Under a superior, or in a place and under the street when its kind is only located there."""
        belongs, located = under, None
        if under is not None and under.kind_id not in allowed_parents().get(kind, set()):
            belongs, located = self.street, under
            assert under.kind_id in allowed_parents(Relation.LOCATED).get(kind, set()), (kind, under.kind_id)
        new = NewNode(kind, self.name(kind), belongs, located, since=since or BEGINNING)
        return found(new, reason="案例", by=self.by)

    def _found_subject(self, kind: str) -> Node:
        if kind in ORGANISATIONS:
            return self._found_organisation(kind)
        brought = self._brought_by_pack(kind)
        line = brought or ABOVE.get(kind, () if kind == "street" else ("street", "community"))
        last: Node | None = None
        for one in (*line, kind):
            if one in self.above:
                last = self.above[one]
            elif not brought and kind not in ABOVE and one == kind != "street":
                new = NewNode(kind, self.name(kind), self.street, self.above["community"])
                last = found(new, reason="案例", by=self.by)
            else:
                last = self._found(one, last)
            self.above.setdefault(one, last)
        assert last is not None
        return last

    def _brought_by_pack(self, kind: str) -> tuple[str, ...]:
        """The kinds above a kind that the pack brings into the tree, highest first; none for one it knew before."""
        under = {one.id: one.under[0] for one in self.pack.kinds if one.under}
        line: list[str] = []
        while kind in under:
            kind = under[kind]
            line.insert(0, kind)
        return (*ABOVE.get(line[0], ()), *line) if line else ()

    def _found_organisation(self, kind: str) -> Node:
        """An organisation of the street, standing in a community of it."""
        community = self._found_subject("community")
        above = self.committee()
        for one in ORGANISATIONS[kind]:
            above = found(NewNode(one, self.name(one), above, community), reason="案例", by=self.by)
        return above

    def committee(self) -> Node:
        """The party work committee of the street, founded when first asked for."""
        if "committee" not in self.above:
            new = NewNode("party_work_committee", "街道党工委", None, self.street)
            self.above["committee"] = found(new, reason="案例", by=self.by)
        return self.above["committee"]

    @singledispatchmethod
    def tell(self, fact: Any) -> None:
        """Enter one fact of the case."""
        raise NotImplementedError(type(fact))

    @tell.register
    def _(self, fact: facts.NodeFact) -> None:
        above = self.nodes[fact.under] if fact.under else parent_on(self.nodes[fact.beside or SUBJECT], self.case.as_of)
        self.nodes[fact.node] = self._found(fact.kind, above, fact.since)

    @tell.register
    def _(self, fact: facts.UnitFact) -> None:
        place = self.nodes[fact.located_in]
        new = NewNode(fact.kind, self.name("单位"), self.street, place, since=fact.since or BEGINNING)
        details = {"organisation_due": fact.organisation_due, "is_two_new": fact.kind in {"enterprise", "social"}}
        self.nodes[fact.unit] = keeping.found_unit(new, details, reason="案例", by=self.by)
        assert Unit.objects.filter(node=self.nodes[fact.unit], **details).exists()

    @tell.register
    def _(self, fact: facts.OrganisationFact) -> None:
        since = fact.since or BEGINNING
        place = self.nodes[fact.located_in]
        new = NewNode(fact.organisation, self.name("组织"), self.committee(), place, since=since)
        organisation = found(new, reason="案例", by=self.by)
        self._register_members(organisation, fact.members, since)

    @tell.register
    def _(self, fact: facts.MembersFact) -> None:
        self._register_members(self.nodes[fact.members_at], fact.count, fact.since or BEGINNING)

    def _register_members(self, organisation: Node, number: int, since: datetime.date) -> None:
        """So many members whom an organisation leads."""
        for _ in range(number):
            register({"name": self.name("党员")}, Homes(organisation, None, since), by=self.by)

    @tell.register
    def _(self, fact: facts.GuideFact) -> None:
        keeping.name_guide(self.nodes[fact.guide_of], self.name("指导员"), since=fact.since or BEGINNING, by=self.by)

    @tell.register
    def _(self, fact: facts.PremisesFact) -> None:
        for _ in range(fact.count):
            premises = Premises(
                node=self.nodes[fact.kept_by],
                name=self.name("阵地"),
                kind=fact.premises,
                standard=fact.standard,
                since=fact.since or BEGINNING,
                until=fact.until,
            )
            keeping.enter(premises, by=self.by)

    @tell.register
    def _(self, fact: facts.StaffFact) -> None:
        for _ in range(fact.count):
            person = Staff(
                node=self.nodes[fact.serving],
                name=self.name("工作人员"),
                post=fact.staff,
                grade=fact.grade,
                since=fact.since or BEGINNING,
                until=fact.until,
            )
            person = keeping.enter(person, by=self.by)
            if fact.promoted_on:
                keeping.change_post(person, node=self.street, post="street_leader", on=fact.promoted_on, by=self.by)

    @tell.register
    def _(self, fact: facts.BrandFact) -> None:
        node = self.nodes[fact.of]
        level = node.kind_id if node.kind_id in {"street", "community"} else "organisation"
        brand = Brand(node=node, name=fact.brand, level=level, since=fact.since or BEGINNING, until=fact.until)
        keeping.enter(brand, by=self.by)

    @tell.register
    def _(self, fact: facts.ActivityFact) -> None:
        for day in fact.on:
            record(
                self.nodes[fact.host],
                fact.activity,
                day,
                by=self.by,
                at_once=True,
                fields=fact.fields,
                headcount=fact.attendances,
                notice_on=fact.notice_on,
                agenda=fact.agenda,
                place=self.nodes[fact.located_in].name if fact.located_in else "",
                people=[Attendee(self.member.name, "", self.member.pk)] if self.member is not None else [],
            )

    @tell.register
    def _(self, fact: facts.GradeFact) -> None:
        node = self.nodes[fact.of]
        rubric = next(rubric for rubric in self.pack.rubrics if node.kind_id in rubric.subjects)
        grading = self.pack.grading(rubric.id)
        assert grading is not None
        self.give(node, next(level.score_from for level in grading.levels if level.id == fact.grade) or Decimal(0))

    @tell.register
    def _(self, fact: facts.TotalFact) -> None:
        self.give(self.nodes[SUBJECT], Decimal(fact.total))

    @tell.register
    def _(self, fact: facts.RegisteredFact) -> None:
        assert self.member is not None
        cells = {(self.member.pk, fact.registered): fact.times}
        register_month(self.nodes[SUBJECT], self.scheme.id, fact.on, cells, by=self.by)

    @tell.register
    def _(self, fact: facts.VetoFact) -> None:
        new = certification.NewVeto(fact.veto, "案例文书", "案例", fact.since or BEGINNING, fact.until)
        certification.record_veto(self.programme, self.nodes[fact.against], new, by=self.by)

    def give(self, node: Node, total: Decimal) -> None:
        """Somebody gives a subject its total, in a self-check that takes the place of an earlier one."""
        for earlier in Assessment.objects.filter(subject=node).exclude(state="withdrawn"):
            certification.withdraw(earlier, reason="案例改分", by=self.by)
        [one] = certification.open_assessments(self.programme, [node], by=self.by)
        given = certification.Given(GIVEN_ITEM, total, "案例给出")
        certification.save_self_check(one, scores=[given], by=self.by)
        certification.finish_self_check(one, by=self.by)

    def result(self) -> SubjectResult:
        """How the subject is judged now."""
        subject = self.nodes[SUBJECT]
        [(_, result)] = evaluate_pack(self.pack.pack, rubric_of(self.case), self.case.as_of, {subject.pk})
        return result

    def kept(self, duty: str) -> Counter[str]:
        """How the subject stands in each period of a duty, counted."""
        answer = io.StringIO()
        code = self.nodes[SUBJECT].code
        call_command("duties", "--as-of", self.case.as_of.isoformat(), "--subject", code, "--json", stdout=answer)
        return Counter(row["status"] for row in json.loads(answer.getvalue()) if row["duty"] == duty)

    def collected(self, with_result: bool) -> str:
        """What the member's points come to in the year of the case, and the result they reach."""
        assert self.member is not None
        scheme = scheme_at(self.nodes[SUBJECT], self.scheme.id, self.case.as_of)
        total = balances(scheme.terms, scheme.id, [self.member.pk], self.case.as_of.year)[self.member.pk].total
        return f"{total.normalize():f}" + (f" {scheme.result(total) or None}" if with_result else "")

    def finds(self, expected: Expectation) -> tuple[str, str]:
        """What was expected, and what is: both in words, with the reason of the product."""
        if expected.total is not None:
            said = "" if expected.result is None else f" {None if expected.result == 'none' else expected.result}"
            return f"{expected.total.normalize():f}{said}", self.collected(expected.result is not None)
        if expected.duty is not None:
            found = self.kept(expected.duty)
            wanted = f"{expected.kept} kept, {expected.overdue} overdue"
            return wanted, f"{found['met']} kept, {found['overdue']} overdue"
        result = self.result()
        if expected.item is None:
            wanted = None if expected.grade == "none" else expected.grade
            missing = "；".join(one.text for one in result.missing)
            return f"{wanted}", f"{result.grade}" if wanted == result.grade else f"{result.grade}（{missing}）"
        item = next(item for item in result.items if item.id == expected.item)
        score = "None" if item.score is None else f"{item.score.normalize():f}"
        wanted = f"{Decimal(str(expected.score)).normalize():f}"
        return wanted, score if score == wanted else f"{score}（{item.reason}）"
