"""申报表: laid out by the pack row by row, filled from the registry and from the application."""

from collections.abc import Callable
from typing import Any

from mulin.assessments.models import Application, Assessment
from mulin.assessments.queries.composed import application_form, street_of
from mulin.assessments.queries.kept import pack_of
from mulin.foundation.clock import today
from mulin.judgement.subjects import Forest
from mulin.organisations.models import Brand, Population
from mulin.papers.machine.paper import FormCell, FormRow, FormTable, Label, Opinion, Paper, Tick, Ticks, Value
from mulin.papers.rules import Pen, worded_day
from mulin.rulebook.schema.papers import Cell
from mulin.rulebook.schema.papers import Paper as PackPaper
from mulin.tree.queries import forest

LINE = 5.6
"""Height of a line of writing in a form, in millimetres."""
OPINION_HEIGHT = 50.0
"""The least that an opinion with its seal takes, in millimetres."""


def paper_for(assessment: Assessment) -> PackPaper | None:
    """The application form that the pack lays down for this kind of subject, or nothing."""
    papers = pack_of(assessment).papers
    return next((one for one in papers if assessment.subject.kind_id in one.subjects), None)


def absent(assessment: Assessment) -> str:
    """Why there is no application form for this assessment; empty when there is one."""
    if assessment.needs_no_application():
        return f"{assessment.get_kind_display()}不用申报"
    if paper_for(assessment) is None:
        return f"制度没有规定{assessment.subject.kind.name}的申报表"
    return ""


def compose(assessment: Assessment, pen: Pen) -> Paper:
    """The form as the pack lays it down. ``StopIteration`` never: ask ``absent`` first."""
    layout = paper_for(assessment)
    if layout is None:
        raise LookupError(absent(assessment))
    facts = Facts(assessment, pen)
    rows = tuple(
        FormRow(tuple(drawn(cell, facts) for cell in row.cells), height_of(row.cells, row.height))
        for row in layout.rows
    )
    return Paper(
        id=layout.id,
        title=layout.title.replace("{street}", street_of(assessment.subject).name),
        subtitle=layout.subtitle,
        blocks=(FormTable(widths(layout), rows),),
        reference_url=pen.reference_url,
        printed_at=pen.printed_at,
    )


def height_of(cells: tuple[Cell, ...], lines: int) -> float:
    """The least height of a row of so many lines of writing, in millimetres."""
    if any(cell.kind == "opinion" for cell in cells):
        return OPINION_HEIGHT
    return 3 + LINE * lines


def widths(layout: PackPaper) -> tuple[float, ...]:
    """Relative widths: a column that holds labels is narrower than one that is only written in."""
    labelled: set[int] = set()
    spanned: dict[int, int] = {}
    for row in layout.rows:
        column = 0
        for cell in row.cells:
            while spanned.get(column, 0) > 0:
                column += 1
            if cell.columns == 1 and cell.kind == "label":
                labelled.add(column)
            for one in range(column, column + cell.columns):
                spanned[one] = max(spanned.get(one, 0), cell.rows)
            column += cell.columns
        spanned = {one: rows - 1 for one, rows in spanned.items()}
    return tuple(1.25 if column in labelled else 2.0 for column in range(layout.columns))


def drawn(cell: Cell, facts: "Facts") -> FormCell:
    """One cell of the pack's layout as the machine prints it."""
    if cell.kind == "label" and not cell.fact:
        return Label(cell.label, cell.columns, cell.rows)
    if cell.kind == "opinion":
        return facts.opinion(cell)
    value = facts.text(cell.fact) if cell.kind != "choice" else ""
    if cell.kind == "choice":
        chosen = facts.chosen(cell.fact)
        options = tuple(Tick(text, checked=key == chosen) for key, text in cell.choices.items())
        return Ticks(options, cell.columns, cell.rows)
    long = cell.kind in ("long_text", "list")
    return Value(value, cell.columns, cell.rows, align="left" if long else "center")


class Facts:
    """What a pack's form may ask by name: ``node.name``, ``children.compound_names``, ``application.measures`` …"""

    def __init__(self, assessment: Assessment, pen: Pen) -> None:
        day = assessment.as_of or today()
        self.assessment, self.pen = assessment, pen
        self.form = application_form(assessment)
        self.standing: Forest = forest(day)
        self.application: Application | None = getattr(assessment, "application", None)
        self.population = Population.objects.holding_on(day).filter(node=assessment.subject).first()
        self.brand = Brand.objects.holding_on(day).filter(node=assessment.subject).order_by("-since", "-pk").first()
        self._named: dict[str, Callable[[], str]] = {
            "node.name": lambda: pen.held(assessment.subject.name),
            "node.code": lambda: pen.held(assessment.subject.code),
            "street.name": lambda: pen.held(self.form["street"]),
            "application.grade": lambda: self.chosen("application.grade"),
            "application.measures": lambda: pen.typed(self.form["measures"]),
            "application.brand_name": lambda: self.of_brand(self.form["brand_name"], "name"),
            "application.brand_goal": lambda: self.of_brand(self.form["brand_goal"], "goal"),
            "application.brand_content": lambda: self.of_brand(self._content(), "content"),
        }

    def knows(self, fact: str) -> bool:
        """Can this fact be filled in?"""
        group, _, name = fact.partition(".")
        ends = name.endswith(("_count", "_names"))
        is_figure = group == "node" and name in Population.FIGURES
        return fact in self._named or is_figure or (group == "children" and ends) or self._is_planned(fact)

    def text(self, fact: str) -> str:
        """The words of a fact; nothing for a cell to be written by hand. ``KeyError`` for a fact we do not know."""
        if not fact:
            return ""
        group, _, name = fact.partition(".")
        if group == "node" and name in Population.FIGURES:
            return self.figure(name)
        if group == "children":
            return self.children(*name.rsplit("_", 1))
        if self._is_planned(fact):
            return self.planned(name.rsplit("_", 1)[1])
        return self._named[fact]()

    def figure(self, name: str) -> str:
        """A figure of the population: what was submitted, else what the registry says."""
        counted = getattr(self.population, name, None)
        submitted = self.form[name]
        return self.pen.held(counted) if submitted is None else self.pen.known(submitted, counted)

    def children(self, kind: str, asked: str) -> str:
        """How many of a kind belong to the subject or stand in it, or their names."""
        below = self.standing.below(self.assessment.subject_id) if self.assessment.subject_id in self.standing else []
        found = [one for one in map(self.standing.subject, below) if one.kind == kind]
        names = [one.name for one in sorted(found, key=lambda one: one.code)]
        return self.pen.held(len(names) if asked == "count" else names)

    def planned(self, asked: str) -> str:
        """How many subordinate subjects are to be brought to the grade, or their names."""
        names = self.form["planned_names"]
        if self.application is None:
            return ""
        return self.pen.held(len(names)) if asked == "count" else self.pen.typed(names)

    def chosen(self, fact: str) -> str:
        """The id of the level applied for."""
        level = self.application.level if self.application and fact == "application.grade" else ""
        self.pen.given(level)
        return level

    def of_brand(self, written: Any, field: str) -> str:
        """What the application says of its brand project; before it says anything, what the registry says."""
        kept = getattr(self.brand, field, "")
        return self.pen.known(written, kept) if written or self.application else self.pen.held(kept)

    def opinion(self, cell: Cell) -> Opinion:
        """The street's opinion with its date line and seal."""
        day = self.form["opinion_on"]
        return Opinion(
            text=self.pen.given(self.form["street_opinion"]) if cell.fact == "opinion.street" else "",
            date=self.pen.held(worded_day(day)) if day else "",
            columns=cell.columns,
            rows=cell.rows,
        )

    def _content(self) -> str:
        parts = (self.form["brand_content"], self.form["brand_milestones"])
        return "\n".join(part.strip() for part in parts if part and part.strip())

    @staticmethod
    def _is_planned(fact: str) -> bool:
        return fact.startswith("application.planned_") and fact.endswith(("_count", "_names"))
