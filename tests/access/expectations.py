"""What every address answers to whom. Written by hand; an address that is missing here fails the test."""

from typing import Any

from tests.access.appraisals import APPRAISAL_EXPORTS, APPRAISALS
from tests.access.boards import BIRTHDAY_EXPORTS, BOARD_EXPORTS, BOARD_IMPORTS, SHOWING
from tests.access.certification import ASSESSMENTS, PAPER_PAGES
from tests.access.deliberation import DELIBERATION, DELIBERATION_EXPORTS
from tests.access.expecting import DAY, WHY, Expectation, Page, Table, Thing, in_force_for, listed, oneself, reads_clear
from tests.access.feedback import FEEDBACK, FEEDBACK_EXPORTS, FEEDBACK_IMPORTS
from tests.access.points import POINTS, POINTS_EXPORTS, POINTS_IMPORTS
from tests.access.registration import REGISTRATION, REGISTRATION_EXPORTS, REGISTRATION_IMPORTS
from tests.access.relations import OUT_OF_RELATIONS, RELATIONS
from tests.access.service import SERVICE, SERVICE_EXPORTS, SERVICE_IMPORTS
from tests.access.structure import STRUCTURE

KEPT = "units.view"

NOT_OURS = {
    "account_": "allauth: accounts sign in and look after themselves; no object of the product",
    "mfa_": "allauth: second factors of one's own account; no object of the product",
    "boards:public": "residents read it without signing in, by an address nobody guesses: see tests/boards",
    "large_print": "a cookie, also before signing in",
}


def at_node(need: str, **sent: Any) -> list[Expectation]:
    """A form about a node."""
    return [Thing(sort="node", see="nodes.view", need=need, sent=sent)]


def row_of(sort: str) -> dict[str, list[Expectation]]:
    """The pages of premises, people in posts, brands."""
    manage = {"see": KEPT, "need": "units.manage", "sort": sort}
    return {
        f"organisations:{sort}_one": [Thing(sort=sort, see=KEPT, shows=(sort,))],
        f"organisations:correct_{sort}": [Thing(**manage, sent={"name": "新名", "post": "mediator", "since": DAY})],
        f"organisations:close_{sort}": [Thing(**manage, sent=WHY)],
        f"organisations:add_{sort}": at_node(
            "units.manage", name="新立", post="mediator", kind="red_station", since=DAY
        ),
    }


EXPORTS = {
    "places": ("node_territory",),
    "organisations": ("node_party",),
    "units": ("node_unit",),
    "premises": ("premises",),
    "staff": ("staff",),
    "seats": ("seat",),
    "lives": ("life",),
    "members": ("member",),
    "activities": ("record",),
    "registrations": ("registered",),
    "absences": ("floater",),
    "stays": ("guest",),
    "duties": (),
    "member_duties": (),
}
IMPORTED = (
    *(kind for kind in EXPORTS if kind not in {"duties", "member_duties"}),
    *SERVICE_IMPORTS,
    *BOARD_IMPORTS,
    *POINTS_IMPORTS,
    *FEEDBACK_IMPORTS,
    *REGISTRATION_IMPORTS,
)
CERTIFIED = {
    "standings": (),
    "assessments": (),
    "differences": (),
    "gaps": (),
    "vetoes": ("veto",),
    "rectifications": ("order",),
    "certificates": (),
    "grades": (),
}
"""Workbooks of certification, out only: for who may see grades and take lists out."""
OUT_ONLY = {
    "units.view": {"structures": (), "coverage": ()},
    "assessments.view": CERTIFIED,
    "deliberation.view": DELIBERATION_EXPORTS,
    "appraisals.view": APPRAISAL_EXPORTS,
    "registrations.view": REGISTRATION_EXPORTS,
    "relations.view": OUT_OF_RELATIONS,
    "service.view": SERVICE_EXPORTS,
    "boards.view": BOARD_EXPORTS,
    "notices.greet": BIRTHDAY_EXPORTS,
    "points.view": POINTS_EXPORTS,
    "feedback.view": FEEDBACK_EXPORTS,
}
"""Workbooks that only leave, by the word that is needed besides the one for taking lists out."""

RECORDS: Table = {
    "records:activities": listed("record"),
    "records:note": [Page(word="records.write")],
    "records:note_kind": [
        Page(word="records.write", otherwise="absent", arguments=("visit",), sent={"day": DAY, "then": "draft"})
    ],
    "records:activity": [Thing(sort=sort, see="records.view", shows=("record",)) for sort in ("draft", "fact")],
    "records:confirm": [Thing(sort="draft", see="records.view", need="records.confirm", sent={}, post_only=True)],
    "records:edit": [Thing(sort="draft", see="records.view", need="records.write", sent={"day": DAY, "version": 0})],
    "records:correct": [
        Thing(sort="fact", see="records.view", need="records.confirm", sent={"day": DAY, "version": 0, "reason": "改"})
    ],
    "records:void": [
        Thing(sort="fact", see="records.view", need="records.confirm", sent={"version": 2, "reason": "重复"}),
        Thing(sort="draft", see="records.view", need="records.write", sent={"version": 1, "reason": "重复"}),
    ],
    "records:names": [
        Thing(sort="draft", see="records.view", need="records.write", sent={"names": "张三"}),
        Thing(sort="fact", see="records.view", need="records.confirm", sent={"names": "张三", "reason": "补"}),
    ],
    "records:attach": [Thing(sort="fact", see="records.view", need="records.write", sent={"speaks_for": DAY})],
    "records:evidence": [Thing(sort="evidence", see="records.view")],
    "records:withdraw_evidence": [
        Thing(sort="evidence", see="records.view", need="records.confirm", sent={"reason": "传错"})
    ],
    "records:small_picture": [Thing(sort="evidence", see="records.view")],
}
DUTIES: Table = {
    "duties:duties": listed(),
    "duties:duty": [
        Thing(sort="duty", see="duties.view"),
        Thing(sort="led_duty", see="members.view", also=oneself, shows=("member",)),
        Thing(sort="lived_duty", see="members.view", shows=("member",)),
    ],
    "duties:member_duties": listed(),
}
ORGANISATIONS: Table = {
    "organisations:places": listed("node_territory"),
    "organisations:organisations": listed("node_party"),
    "organisations:units": listed("node_unit"),
    "organisations:coverage": listed(),
    "organisations:premises": listed(),
    "organisations:staff": listed("staff"),
    "organisations:found": [
        Page(word="nodes.manage", arguments=("territory",), sent={"name": "新区"}),
        Page(word="nodes.manage", arguments=("party",), sent={"name": "新支部"}),
        Page(word="units.manage", arguments=("unit",), sent={"name": "新单位"}),
    ],
    "organisations:rename": at_node("nodes.manage", name="新名", **WHY),
    "organisations:move": at_node("nodes.manage", target="N-other_street", relation="belongs", **WHY),
    "organisations:merge": at_node("nodes.manage", target="N-other_community", **WHY),
    "organisations:split": at_node("nodes.manage", names="甲\n乙", **WHY),
    "organisations:dissolve": at_node("nodes.manage", **WHY),
    "organisations:describe": at_node("units.manage", founding_mode="joint"),
    "organisations:name_guide": at_node("units.manage", name="新指导员", since=DAY),
    "organisations:count_population": at_node("units.manage", on=DAY, resident_persons="9"),
    "organisations:staff_phone": [
        Thing(sort="staff", see=KEPT, need="units.manage", sent={"reason": "核对"}, clear=True)
    ],
    "organisations:unit_phone": [
        Thing(sort="unit_phone", see="nodes.view", need="units.manage", sent={"reason": "核对"}, clear=True)
    ],
    "organisations:move_staff": [
        Thing(sort="staff", see=KEPT, need="units.manage", sent={"node": "N-other_street", "post": "mediator"})
    ],
    **row_of("premises"),
    **row_of("staff"),
    **row_of("brand"),
    **STRUCTURE,
}
LED = {"sort": "member", "see": "members.view", "also": oneself}
MEMBERS: Table = {
    "members:members": listed("member"),
    "members:register": [Page(word="members.manage", sent={"name": "新人", "home": "N-branch"})],
    "members:member": [Thing(**LED, shows=("member",))],
    "members:correct": [
        Thing(**LED, need="members.manage", sent={"name": "改名", "category": "employed", "stage": "full"})
    ],
    "members:move_tie": [
        Thing(**LED, need="members.manage", sent={"kind": "home_organisation", "node": "N-other_branch", **WHY})
    ],
    "members:link_account": [Thing(**LED, need="members.manage", sent={"username": ""})],
    "members:leave": [Thing(**LED, need="members.manage", sent={"on": "2021-06-29", "leaving": "moved_away"})],
    "members:read_clear": [
        Thing(
            **LED,
            only=reads_clear(name),
            built=lambda world, spot, name=name: (world.things["member"][spot.key], name),
            sent={"reason": "核对"},
            clear=True,
        )
        for name in ("phone", "identity_number")
    ],
}
PROGRAMMES: Table = {
    "programmes:programmes": listed(),
    "programmes:adopt": [Page(word="programmes.manage", sent={"since": DAY})],
    "programmes:programme": [
        Thing(sort="programme", see="programmes.view"),
        Thing(sort="published", see="programmes.view", also=in_force_for),
    ],
    "programmes:parameters": [
        Thing(sort="programme", see="programmes.view", need="programmes.manage", sent={"patrols": "7"}),
        Thing(
            sort="published", see="programmes.view", also=in_force_for, need="programmes.manage", sent={"patrols": "7"}
        ),
    ],
    "programmes:publish": [
        Thing(sort="programme", see="programmes.view", need="programmes.manage", sent={}, post_only=True)
    ],
    "programmes:edition": [Page(word="programmes.view", otherwise="absent", arguments=("edition",))],
}
ACCOUNT = {"word": "accounts.manage", "arguments": ("account",)}
WEB: Table = {
    "web:home": [Page()],
    "web:dashboard": [Page()],
    "web:search": [Page(query="q=鑫", shows=("node_territory", "node_party", "member", "record"))],
    "web:node": [Thing(sort="node", see="nodes.view"), Thing(sort="node", see="nodes.view", query="on=2021-03-01")],
    "web:template": [Page(word="sheets.import", arguments=(kind,)) for kind in IMPORTED],
    "web:import": [Page(word="sheets.import", arguments=(kind,), sent={}) for kind in IMPORTED],
    "web:import_preview": [Page(word="sheets.import", arguments=(kind, f"workbook of {kind}")) for kind in IMPORTED],
    "web:import_confirm": [
        Page(word="sheets.import", arguments=(kind,), sent={"workbook": f"workbook of {kind}"}, post_only=True)
        for kind in IMPORTED
    ],
    "web:import_marked": [Page(word="sheets.import", arguments=(kind, f"workbook of {kind}")) for kind in IMPORTED],
    "web:export": [
        *(Page(word="sheets.export", arguments=(kind,), shows=sorts) for kind, sorts in EXPORTS.items()),
        *(
            Page(word="sheets.export", besides=word, arguments=(kind,), shows=sorts)
            for word, kinds in OUT_ONLY.items()
            for kind, sorts in kinds.items()
        ),
        *(
            Page(word="sheets.export", besides="assessments.view", arguments=(kind,), query=f"assessment={number}")
            for kind in ("differences", "gaps")
            for number in ("1", "²")
        ),
    ],
    "web:roles": [Page()],
    "web:privacy": [Page()],
    "web:holdings": [Page(word="roles.manage")],
    "web:give_role": [Page(word="roles.manage", sent={"role": "member"})],
    "web:take_role": [Thing(sort="holding", see="roles.manage", sent={})],
    "web:audit": [Page(word="audit.view", audited=True), Page(word="audit.view", audited=True, query="print=1")],
    "web:accounts": [Page(word="accounts.manage", shows=("account",))],
    "web:open_account": [Page(word="accounts.manage", sent={"username": "x", "display_name": "新"})],
    "web:account": [Page(**ACCOUNT, sent={"password": "another long enough phrase"})],
    "web:close_account": [Page(**ACCOUNT, sent={}, post_only=True)],
    "web:workdays": [Page()],
    "web:set_workday": [Page(word="workdays.manage", sent={"day": DAY})],
    "web:style_guide": [Page()],
}
EXPECTATIONS: Table = {
    **RECORDS,
    **DUTIES,
    **ORGANISATIONS,
    **MEMBERS,
    **PROGRAMMES,
    **ASSESSMENTS,
    **DELIBERATION,
    **APPRAISALS,
    **REGISTRATION,
    **SERVICE,
    **SHOWING,
    **POINTS,
    **FEEDBACK,
    **RELATIONS,
    **PAPER_PAGES,
    **WEB,
}
