"""Doing what a refused grade says is missing gives the grade: on the database, through the actions people use."""

import datetime
import random
from decimal import Decimal
from math import ceil
from typing import Any

import pytest

from mulin.assessments import actions
from mulin.assessments.models import Assessment, Veto
from mulin.assessments.queries import evaluate_rubric
from mulin.identity.models import User
from mulin.judgement.explanation import Missing, SubjectResult
from mulin.programmes.actions import set_parameters
from mulin.records.actions import record
from mulin.rulebook.schema import Pack
from mulin.tree.models import Node
from tests.assessments.small_pack import NO_VETO, SOURCE, held, item, level, rubric
from tests.properties.world import TODAY, World, make_world, world_pack

GRADES = ("standard", "demonstration")
POINTS = {"standard": Decimal(75), "demonstration": Decimal(90)}


def graded_pack() -> Pack:
    """People give the points; the grades ask for children, facts, a parameter and no veto."""
    share = {"when": "children", "kinds": ["compound"], "source": SOURCE}
    most = share | {"grade": "standard", "share": "60%"}
    meetings = {
        "when": "facts",
        "name": "开会",
        "measure": held("meeting"),
        "at_least": {"parameter": "meetings"},
        "source": SOURCE,
    }
    return world_pack(
        duties=[],
        parameters=[
            {"id": "meetings", "name": "会议次数", "source": SOURCE},
            {"id": "veto_kinds", "name": "一票否决事项", "kind": "list", "source": SOURCE},
        ],
        rubrics=[
            rubric("community", 1, [item("01.1", "看得见的变化", 100, way="manual", because="要到现场看")]),
            rubric("compound", 11, [item("11.1", "整洁", 100, way="manual", because="要到现场看")]),
        ],
        gradings=[
            {
                "rubric": "community",
                "levels": [
                    level("standard", "标准型", 75, conditions=[most, meetings]),
                    level(
                        "demonstration",
                        "示范型",
                        90,
                        requires="standard",
                        conditions=[share | {"grade": "demonstration", "share": "30%"}, NO_VETO],
                    ),
                ],
            },
            {
                "rubric": "compound",
                "levels": [level("standard", "标准型", 75), level("demonstration", "示范型", 90, requires="standard")],
            },
        ],
    )


class Story:
    """A community that wants its next grade, in a random beginning."""

    def __init__(self, world: World, chance: random.Random) -> None:
        self.world, self.chance = world, chance
        self.community = world.found("community", "新社区", world.street)
        for number in range(chance.randint(0, 4)):
            compound = world.found("compound", f"新小区{number}", self.community)
            self.score(compound, Decimal(chance.randint(50, 100)))
        if chance.random() < 0.7:
            self.score(self.community, Decimal(chance.randint(40, 100)))
        if chance.random() < 0.6:
            world.programme = set_parameters(world.programme, {"meetings": chance.randint(0, 3)}, by=world.by)
        for turn in range(chance.randint(0, 2)):
            self.meet(turn)
        if chance.random() < 0.7:
            world.programme = set_parameters(world.programme, {"veto_kinds": ["安全事故"]}, by=world.by)
            if chance.random() < 0.5:
                veto = actions.NewVeto("安全事故", "通报", "起火", datetime.date(2021, 3, 1))
                actions.record_veto(world.programme, self.community, veto, by=world.by)

    def meet(self, turn: int) -> None:
        day = datetime.date(2021, 2, 1) + datetime.timedelta(days=turn)
        record(self.community, "meeting", day, by=self.world.by, at_once=True)

    def score(self, node: Node, points: Decimal) -> None:
        """Somebody scores the one item of a node; it takes the place of an earlier score."""
        number = "01.1" if node.kind_id == "community" else "11.1"
        running = Assessment.objects.filter(subject=node).exclude(state="withdrawn").first()
        one = running or actions.open_assessments(self.world.programme, [node], by=self.world.by)[0]
        actions.save_self_check(one, scores=[actions.Given(number, points, "看过")], by=self.world.by)
        actions.finish_self_check(one, by=self.world.by)

    def result(self, node: Node | None = None) -> SubjectResult:
        node = node or self.community
        [found] = evaluate_rubric(self.world.programme, node.kind_id, TODAY, subjects={node.pk})
        return found

    def do(self, missing: Missing) -> None:
        """Do exactly what one line says."""
        if not missing.informative:
            getattr(self, f"do_{missing.kind}")(missing)

    def do_points(self, missing: Missing) -> None:
        assert missing.needed is not None
        self.score(self.community, Decimal(ceil(missing.needed)))

    def do_facts(self, missing: Missing) -> None:
        assert missing.needed is not None
        for turn in range(int(missing.have or 0), int(missing.needed)):
            self.meet(100 + turn)

    def do_parameter(self, missing: Missing) -> None:
        value: Any = ["安全事故"] if missing.about == ("veto_kinds",) else 0
        self.world.programme = set_parameters(self.world.programme, {missing.about[0]: value}, by=self.world.by)

    def do_veto(self, missing: Missing) -> None:
        for veto in Veto.objects.filter(subject=self.community, lifted_on__isnull=True):
            actions.lift_veto(veto, reason="已整改", by=self.world.by)

    def do_children(self, missing: Missing) -> None:
        """So many more compounds hold the grade; where there are none, one is founded."""
        assert missing.needed is not None
        more = int(missing.needed) - int(missing.have or 0)
        compounds = [tie.node for tie in self.community.children.filter(node__kind="compound")]
        lacking = [one for one in compounds if not self.holds(one, missing.grade)]
        while len(lacking) < more:
            lacking.append(self.world.found("compound", f"又一小区{len(lacking)}", self.community))
        for compound in lacking[:more]:
            self.score(compound, POINTS[missing.grade])

    def holds(self, compound: Node, grade: str) -> bool:
        has = self.result(compound).grade
        return has is not None and GRADES.index(has) >= GRADES.index(grade)


@pytest.mark.row("Q04")
@pytest.mark.parametrize("seed", range(12))
def test_doing_what_is_missing_gives_the_next_grade(seed: int, clerk: User, settings: Any) -> None:
    story = Story(make_world(clerk, settings, graded_pack()), random.Random(seed))
    before = story.result()
    while before.grade != GRADES[-1]:
        wanted = GRADES[0] if before.grade is None else GRADES[1]
        assert before.missing, "a refused grade says what is missing"
        for missing in before.missing:
            story.do(missing)
        after = story.result()
        assert after.grade is not None, [one.text for one in (*before.missing, *after.missing)]
        assert GRADES.index(after.grade) >= GRADES.index(wanted), [
            one.text for one in (*before.missing, *after.missing)
        ]
        before = after
