"""Doing exactly what the list of missing things says gives the grade."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from mulin.judgement.grades import Children, Standing
from mulin.judgement.ranking import grade_all
from tests.judgement.clauses import level, parameter
from tests.judgement.test_grades import VETO, case, children, graded, grading
from tests.judgement.test_ranking import ranked


def do(standing, missing, settings):
    """Do exactly what one line of the list says."""
    kinds = {
        "points": lambda: replace(standing, total=max(standing.total, Decimal(str(float(missing.needed))))),
        "section": lambda: replace(standing, sections={**standing.sections, missing.about[0]: missing.needed}),
        "facts": lambda: replace(standing, facts=dict.fromkeys(standing.facts, missing.needed)),
        "veto": lambda: replace(standing, vetoes=tuple(one for one in standing.vetoes if one.kind != missing.about[0])),
        "children": lambda: replace(standing, children=raised(standing.children, missing)),
    }
    if missing.kind == "parameter":
        settings[missing.about[0]] = 0
        return standing
    return standing if missing.informative else kinds[missing.kind]()


def raised(there, missing):
    """So many more of the subjects named hold the grade (and the one below); founded where there are none."""
    result, more = dict(there), int(missing.needed - missing.have)
    for kind in missing.about:
        one = result.get(kind, Children(0))
        number = one.number or min(more, 1)
        held = one.holding.get(missing.grade, 0)
        take = min(more, number - held)
        more -= take
        standard = max(one.holding.get("standard", 0), held + take)
        result[kind] = Children(number, {**one.holding, "standard": standard, missing.grade: held + take})
    return result


EVERYTHING = grading(
    level("standard", 75, [children(["community", "compound"], "standard", "100%")]),
    level(
        "demonstration",
        90,
        [
            children(["community", "compound"], "demonstration", "30%"),
            children(["community", "compound"], "demonstration", "1/3", pooled=True),
            {"when": "section", "section": "basics", "at_least": "15"},
            {
                "when": "facts",
                "name": "参与",
                "measure": {"name": "entries_count"},
                "at_least": {"parameter": "enough"},
            },
            {"when": "no_veto", "kinds": {"parameter": "veto_kinds"}},
        ],
        requires="standard",
    ),
)


@st.composite
def counted_children(draw):
    number = draw(st.integers(0, 12))
    standard = draw(st.integers(0, number))
    return Children(number, {"standard": standard, "demonstration": draw(st.integers(0, standard))})


@given(
    st.decimals(min_value=0, max_value=100, places=2),
    st.fixed_dictionaries({"community": counted_children(), "compound": counted_children()}),
    st.integers(0, 20),
    st.one_of(st.none(), st.integers(0, 5)),
    st.booleans(),
    st.one_of(st.none(), st.integers(0, 4)),
)
def test_doing_what_is_missing_gives_the_grade(total, kinds, basics, facts, vetoed, enough):
    parameters = [parameter("veto_kinds", kind="list"), parameter("enough")]
    settings = {"enough": enough}
    value = None if facts is None else Fraction(facts)
    standing = Standing(
        total,
        {"basics": Decimal(basics)},
        kinds,
        {("demonstration", 3): value},
        (VETO,) if vetoed else (),
        unscored={"01.1": "01.1 尚未评分"},
    )
    before = graded(EVERYTHING, standing, case(parameters, **settings))
    for missing in before.refused.get("demonstration", ()):
        standing = do(standing, missing, settings)
    after = graded(EVERYTHING, standing, case(parameters, **settings))
    assert after.held == ["standard", "demonstration"]


@given(st.lists(st.integers(50, 100), min_size=1, max_size=8), st.integers(1, 4))
def test_one_who_fell_out_of_a_quota_gets_in_with_more_than_the_edge(totals, number):
    levels, outcome = ranked(totals, {"number": str(number)})
    for place, one in outcome.items():
        for missing in one.refused.get("excellent", ()):
            if missing.kind == "quota":
                better = [Decimal(total) for total in totals]
                better[place] = Decimal(int(missing.needed)) + Decimal("0.1")
                again = grade_all(levels, {key: Standing(total) for key, total in enumerate(better)}, case())
                assert again[place].held == ["excellent"]
