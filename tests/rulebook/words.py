"""The words of the language as authors know them: held against the language by ``test_words_of_the_language``."""

import re
from decimal import Decimal

from mulin.rulebook.schema.duties import Due


def table(text: str) -> dict[str, set[str]]:
    """Kinds of clause with their words."""
    rows = re.sub(r"\n    ", " ", text).strip().splitlines()
    return {kind: set(words.split()) for kind, words in (row.split(": ") for row in rows)}


NEEDED_WORDS = """
Acknowledgement: warning place because
ActivityField: id name kind choices
ActivityKind: id name hosts source
Answer: question is_one_of at_least yes below
AppraisalGrade: id name
AppraisalLayer: id name way
AppraisalScheme: id name subjects layers grades source
Archive: id name subjects volumes source
ArchiveRound: id name period
ArchiveStandard: id name
ArchiveVolume: id number name
Aspect: id name
Averages: of each window when
Ballot: passes
BoardRule: id name places fields consent_months source
Cadence: period times
CarryOver: share
CataloguePost: id name category source
Cell: label choices
ChildrenCondition: when kinds grade share source
ChildrenCountCondition: when kinds grade at_least source
ConsultationRule: id name occasions source
Copy: id name kept_by
Count: name points measure
DecisionRow: outcome reason source
DecisionTable: id name questions outcomes rows source
Deduct: way measure points
Disclosure: what days
Document: id title
Duty: id name subjects period times measure source
Exchange: id name points period at_least source
FactCondition: when name measure at_least source
FeedbackRule: id name title half_yearly at_year_end receivers source
FloatingRule: id name urge_from_months source
FundingNorm: id name subjects payer earmark yuan source
GradeLevel: id name score_from source
GradeWorth: grade share
Grading: rubric levels
GreetingRule: id name text source
GroupRules: id name least most source
Hook: id name
Indicator: number name items
Item: id text max score source
Itemised: way counts
Level: at_least points
Levels: way measure levels
Manual: way because
MeasureRef: name
Milestone: id name subjects day targets source
Occasion: id name
Office: id name
Organ: id name at positions source
OrganPosition: id name
Outcome: id name
Pack: pack edition title since documents
Paper: id name subjects title columns rows source
Parameter: id name kind source
ParameterRef: parameter
Party: id name
PerUnit: way measure points
Phase: id name since source
PledgeRules: id name least period source
PointsCarryOver: share
PointsCategory: id name
PointsPart: id name
PointsResult: id name at_least
PointsRule: id name part points source
PointsScheme: id name subjects floor parts rules source
Post: id name source
PostRules: id name source
Power: id name held_by
PremisesKind: id name source
PremisesLevel: id name
Procedure: id name subjects parties steps source
Provision: id name text source
Question: id name choices kind
Receiver: id name who kind
Registration: id name at source
Reporting: activity period
Row: cells
Rubric: id name subjects total source sections averages
Section: id name indicators
SectionCondition: when section at_least source
SelfWithdrawal: months grounds majority
ShareOfPoints: way measure
Source: document
Step: id name who
Structure: id name subjects parts source
StructurePart: id name organisations gathers under
SubjectKind: id name family under prefix
Suit: fact because
Target: id name measure at_least because
Task: id number action name due lead source
TaskAction: id name
TaskDue: words by all_year
TaskGoal: name measure at_least
TaskList: id name actions tasks source
TeamRules: id name needs_period needs_activity source
Threshold: way measure at_least
TransferRule: id name source
VetoCondition: when kinds source
VolunteerRules: id name services source
VolunteerService: id name
"""
"""The guide with one of these words left out is refused. A new one would break the packs that are written."""

EMPTY_LISTS = """
ActivityKind: asks fields
Among: categories within
Archive: requires rounds standards
ArchiveVolume: activities papers
BoardRule: categories
CataloguePost: suits
ConsultationRule: hooks
DecisionRow: when
FeedbackRule: aspects categories
GradeLevel: conditions
GroupRules: alike_by leader_duties leader_virtues
Hook: occasions
Manual: evidence
Organ: duties looks_after
Pack: acknowledged activities appraisals archives boards consultations decisions duties feedback floating funding
    gradings greetings group_rules kinds milestones offices organs overrides papers parameters phases pledge_rules
    points post_rules posts premises procedures provisions registration rubrics structures task_lists team_rules
    transfers volunteer_rules
Parameter: default
Phase: work
PointsRule: categories grades
PointsScheme: categories exchanges results
PostRules: categories posts
Power: over
PremisesKind: holders levels
PremisesLevel: checklist
Quota: then_by
Receiver: ranks
Registration: categories copies
SelfWithdrawal: activities
Structure: fixed powers
StructurePart: duties except_in in_each
Suit: words
Task: goals
VolunteerService: words
"""
"""Lists that may be written without a member; any other would say nothing, and is refused."""

LEAST = {
    "AppraisalScheme.grades": 2,  # one grade tells nobody from anybody
    "AppraisalScheme.layers": 3,  # in the guide the branch, which sets the grade, is the third
    "ActivityField.choices": 2,
    "Ballot.choices": 2,
}
"""How many members must stay of a list of the guide; of any other one."""

SILENCE = {
    "ActivityField.kind": "text",
    "Among.tie": "home_organisation",
    "AppraisalScheme.examined": True,
    "AppraisalScheme.graded_stages": ("full", "probationary"),
    "AppraisalScheme.period": "year",
    "Ballot.choices": ("同意", "不同意", "弃权"),
    "Ballot.of": "present",
    "Ballot.on_paper": True,
    "Cell.columns": 1,
    "Cell.kind": "label",
    "Cell.rows": 1,
    "ConsultationRule.must": True,
    "Copy.sealed": True,
    "Due.shift": "none",
    "Duty.due": Due(),
    "FundingNorm.period": "year",
    "Itemised.start": "full",
    "MeasureRef.window": "year",
    "Organ.count": Decimal(1),
    "OrganPosition.at_least": Decimal(1),
    "Pack.kind": "institution",
    "Pack.year_begins": 1,
    "Paper.parts": 1,
    "Parameter.kind": "integer",
    "PointsScheme.tie": "home_organisation",
    "Quota.rounding": "down",
    "Quota.ties": "out",
    "Row.height": 1,
    "Section.kind": "base",
    "Step.minutes": True,
    "StructurePart.at_least": Decimal(1),
    "Target.unit": "count",
}
"""What a word means that is not written; any other then means: nothing, none, no."""

NOT_TOLD = {
    "ArchiveStandard.paper": "the standard has a name of its own",
    "Cell.columns": "layout",
    "Cell.rows": "layout",
    "Hook.occasions": "told when the occasion is called something else than the hook",
    "Row.height": "layout",
    "Section.total": "the points of the items are told, and lint adds them up",
    "TaskList.year": "stands in the name of the list",
}
"""Words that change nothing in the text for readers, and why."""

NEEDED = table(NEEDED_WORDS)
MAY_BE_EMPTY = table(EMPTY_LISTS)
