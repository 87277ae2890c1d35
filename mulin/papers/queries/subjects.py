"""What papers are about: kinds of objects, who sees them, where they stand, how many are printed at once."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from mulin.assessments.models import Round
from mulin.assessments.permissions import visible_assessments, visible_subjects
from mulin.assessments.queries import kept
from mulin.boards.queries import boards_visible_to
from mulin.feedback import permissions as feedback
from mulin.foundation.clock import today
from mulin.members.permissions import either_side, home_side, is_oneself, members_read_whole, members_visible_to
from mulin.members.queries import with_ties
from mulin.points import permissions as points
from mulin.records.queries import visible_to
from mulin.registration.permissions import campaigns_visible_to, registrations_visible_to
from mulin.registration.queries import with_nodes
from mulin.relations import permissions as relations
from mulin.service import queries as service
from mulin.tree.models import Node
from mulin.tree.permissions import scope


def nobodys(user: Any, thing: Any) -> bool:
    """The object belongs to no person."""
    return False


def nowhere_else(thing: Any) -> tuple[Node, ...]:
    """Only the node at which the object stands prints its papers."""
    return ()


@dataclass(frozen=True)
class Subject:
    """A kind of object that papers are about.

    ``visible`` gives the objects that a person may see; ``node`` the node at which the object stands; ``page``
    names the URL of its page in the product; ``order`` puts those first that are likely to have papers. ``also``: other
    nodes that print them, too; ``own``: is the object the person's own, who prints it without any role? ``batch``: by
    which columns many are printed at once.
    """

    id: str
    visible: Callable[[Any], QuerySet[Any]]
    node: Callable[[Any], Node]
    page: str
    order: tuple[str, ...] = ("-pk",)
    also: Callable[[Any], tuple[Node, ...]] = nowhere_else
    own: Callable[[Any, Any], bool] = nobodys
    batch: tuple[str, ...] = ()


ASSESSMENT = Subject(
    "assessment",
    lambda user: kept.visible(visible_assessments(user)),
    lambda assessment: assessment.subject,
    "assessments:assessment",
)
ROUND = Subject(
    "round",
    lambda user: Round.objects.filter(scope(user, "assessments.view", "programme__node__")).select_related(
        "programme__edition", "programme__node"
    ),
    lambda held_round: held_round.programme.node,
    "assessments:round",
)
RECTIFICATION = Subject(
    "rectification",
    lambda user: kept.rectifications(visible_subjects(user, "holding__subject__")),
    lambda order: order.holding.subject,
    "assessments:rectification",
)
ACTIVITY = Subject(
    "activity",
    lambda user: visible_to(user).select_related("host__kind", "entered_by"),
    lambda activity: activity.host,
    "records:activity",
)
NODE = Subject(
    "node",
    lambda user: Node.objects.filter(scope(user, "nodes.view")).select_related("kind"),
    lambda node: node,
    "web:node",
    ("kind__order", "pk"),
)
ORGANS = Subject(
    "organs",
    lambda user: Node.objects.filter(scope(user, "units.view")).select_related("kind"),
    lambda node: node,
    "organisations:organs",
    ("kind__order", "pk"),
)
REGISTRATION = Subject(
    "registration",
    lambda user: with_nodes(registrations_visible_to(user)).select_related("campaign__programme__edition"),
    lambda row: row.unit,
    "registration:registration",
    also=lambda row: (row.community,),
    own=lambda user, row: is_oneself(user, row.member),
    batch=("campaign", "unit", "community", "state"),
)
CAMPAIGN = Subject("campaign", campaigns_visible_to, lambda campaign: campaign.node, "registration:campaign")

TRANSFER = Subject(
    "transfer",
    relations.visible_transfers,
    lambda transfer: next(iter(relations.either(transfer))),
    "relations:transfer",
    also=lambda transfer: tuple(relations.receiver(transfer)),
    batch=("batch",),
)
ABSENCE = Subject(
    "absence",
    relations.visible_absences,
    lambda absence: absence.home,
    "relations:absence",
    own=lambda user, absence: is_oneself(user, absence.member),
)
CENSUS = Subject("census", relations.visible_returns, lambda found: found.community, "relations:census_return")
WITHDRAWAL = Subject("withdrawal", relations.visible_cases, lambda case: case.home, "relations:case")

CLAIM = Subject(
    "claim",
    service.own_or_visible_claims,
    lambda claim: claim.post.community,
    "service:claim",
    own=lambda user, claim: is_oneself(user, claim.member),
    batch=("post", "post__community", "state"),
)
VOLUNTEER = Subject(
    "volunteer_application",
    service.applications_visible_to,
    lambda row: row.community,
    "service:place_volunteer",
    batch=("community", "team", "state"),
)
CONTACT = Subject(
    "unit_contact",
    service.contacts_visible_to,
    lambda row: row.community,
    "service:answer_contact",
    also=lambda row: (row.home,),
    batch=("community", "home", "sent_on"),
)
TEAM = Subject("team", service.own_or_visible_teams, lambda team: team.community, "service:team")
GROUP = Subject("group", service.party_groups, lambda group: group, "service:group")
COMMUNITY = Subject("service_community", service.communities, lambda node: node, "service:community", ("name", "pk"))

POINTS_SHEET = Subject(
    "points_sheet",
    points.sheets_visible_to,
    lambda sheet: sheet.branch,
    "points:sheet",
    ("-first", "-pk"),
    batch=("branch", "first"),
)
POINTS_ACCOUNT = Subject(
    "points_account",
    lambda user: members_visible_to(user, "points.view"),
    lambda member: next(iter(home_side(member))),
    "points:account",
    own=is_oneself,
    batch=("category",),
)

BOARD = Subject("board", boards_visible_to, lambda board: board.node, "boards:board")
MEMBER = Subject(
    "member",
    lambda user: with_ties(members_read_whole(user), today()),
    lambda member: next(iter(home_side(member))),
    "members:member",
    own=is_oneself,
    batch=("home_organisation_id", "residence_id"),
)

FEEDBACK = Subject(
    "feedback",
    lambda user: feedback.feedbacks_visible_to(user).prefetch_related("issues", "deliveries"),
    lambda card: card.community,
    "feedback:card",
    own=lambda user, card: is_oneself(user, card.member),
    batch=("community", "half"),
)
DELIVERY = Subject(
    "feedback_delivery",
    feedback.deliveries_visible_to,
    lambda row: row.node or row.feedback.community,
    "feedback:delivery",
    also=lambda row: (row.feedback.community,),
    own=lambda user, row: row.receiver == "member" and is_oneself(user, row.feedback.member),
    batch=("node", "feedback__half"),
)
CONSULTATION = Subject(
    "consultation",
    feedback.consultations_visible_to,
    lambda row: row.community,
    "feedback:consultation",
    also=lambda row: (row.asker,),
)
ACTIVITY_CARD = Subject(
    "activity_card",
    lambda user: members_visible_to(user).filter(ties__until=None).distinct(),
    lambda member: next(iter(either_side(member))),
    "feedback:activities",
    also=lambda member: tuple(either_side(member)),
    own=is_oneself,
)
