"""Who may see, handle and approve relations and floating members, and who only their own."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from mulin.members.choices import TieKind
from mulin.members.models import Member
from mulin.members.permissions import home_side, nodes_of
from mulin.relations.models import Absence, CensusReturn, Stay, Transfer, TransferBatch, WithdrawalCase
from mulin.tree.models import Node
from mulin.tree.permissions import Permission, scope

VIEW, MANAGE, APPROVE = "relations.view", "relations.manage", "relations.approve"


def home_of(target: Any) -> Iterable[Node]:
    """Where a member belongs, or was received; a node stands for itself."""
    return home_side(target) if isinstance(target, Member) else [target]


def sender(transfer: Transfer) -> Iterable[Node]:
    """The side that sends."""
    return [transfer.source] if transfer.source is not None else []


def receiver(transfer: Transfer) -> Iterable[Node]:
    """The side that receives; outside the district the sender writes down what it hears."""
    if transfer.target is not None:
        return [transfer.target]
    return sender(transfer)


def either(transfer: Transfer) -> Iterable[Node]:
    """Both sides."""
    return [*sender(transfer), *receiver(transfer)]


view_relations = Permission(VIEW, "查看组织关系和流动党员")
view_transfer = Permission(VIEW, "查看组织关系和流动党员", nodes=either)
manage_relations = Permission(MANAGE, "办理组织关系和流动党员", nodes=home_of)
send = Permission(MANAGE, "办理组织关系和流动党员", nodes=sender)
receive = Permission(MANAGE, "办理组织关系和流动党员", nodes=receiver)
approve = Permission(APPROVE, "审批组织关系", nodes=sender)
approve_at = Permission(APPROVE, "审批组织关系")
run_census = Permission("relations.census", "组织流入党员摸底")


def visible_transfers(user: Any) -> QuerySet[Transfer]:
    """Transfers that leave or reach a node in reach, and one's own."""
    seen = scope(user, VIEW, "source__") | scope(user, VIEW, "target__") | mine(user)
    rows = Transfer.objects.filter(seen) if seen else Transfer.objects.all()
    return rows.select_related("member", "source__kind", "target__kind").prefetch_related("letters")


def visible_batches(user: Any) -> QuerySet[TransferBatch]:
    """Batches that leave or reach a node in reach."""
    seen = scope(user, VIEW, "source__") | scope(user, VIEW, "target__")
    return TransferBatch.objects.filter(seen).select_related("source", "target", "started_by")


def visible_absences(user: Any) -> QuerySet[Absence]:
    """Members away from organisations in reach, those expected at hosts in reach, and oneself."""
    hosted = Absence.objects.filter(scope(user, VIEW, "places__host__"), places__host__isnull=False).values("pk")
    seen = scope(user, VIEW, "home__")
    rows = Absence.objects.filter(seen | Q(pk__in=hosted) | mine(user)) if seen else Absence.objects.all()
    return rows.select_related("member", "home").prefetch_related("places__host", "permits", "contacts", "lapses")


def visible_stays(user: Any) -> QuerySet[Stay]:
    """Members received by organisations in reach, and oneself."""
    seen = scope(user, VIEW, "host__")
    rows = Stay.objects.filter(seen | mine(user)) if seen else Stay.objects.all()
    return rows.select_related("member", "host")


def visible_returns(user: Any) -> QuerySet[CensusReturn]:
    """Returns of the census of communities in reach."""
    rows = CensusReturn.objects.filter(scope(user, VIEW, "community__"))
    return rows.select_related("census__node", "community", "done_by")


def visible_cases(user: Any) -> QuerySet[WithdrawalCase]:
    """Flagged cases of organisations in reach. Members read their own on their page, once people have begun."""
    return WithdrawalCase.objects.filter(scope(user, VIEW, "home__")).select_related("member", "home", "programme")


def mine(user: Any) -> Q:
    """Rows about the member whose account this is."""
    return Q(member__account_id=user.pk) if getattr(user, "pk", None) else Q(pk__in=[])


def home_or_refuse(member: Member) -> Node | None:
    """The home organisation of a member today; nothing for one who only floats here."""
    return next(iter(nodes_of(member, TieKind.HOME_ORGANISATION)), None)


def manageable_stays(user: Any) -> QuerySet[Stay]:
    """Members received by organisations whose relations somebody handles."""
    return Stay.objects.filter(scope(user, MANAGE, "host__")).select_related("member", "host")
