"""One demo account per kind of person. Known passwords: development settings only, said on every screen."""

from dataclasses import dataclass

from mulin.identity.actions import open_account
from mulin.identity.models import User
from mulin.members.actions import link_account
from mulin.members.models import Member
from mulin.tree.actions import give_role
from mulin.tree.models import Node

PASSWORD = "mulin-demo-2022"  # noqa: S105


@dataclass(frozen=True)
class DemoAccount:
    """Who can be tried, by which name, and where they hold their role."""

    username: str
    title: str
    name: str
    role: str
    node: str

    @property
    def password(self) -> str:
        """The same for all."""
        return PASSWORD


UNIT, HOME = "DZBUSZ9905", "SQ9901"
"""The member of the demo works at this unit and lives in this community."""
ACCOUNTS = (
    DemoAccount("secretary", "社区书记（听荷社区）", "沈清禾", "community_secretary", "SQ9901"),
    DemoAccount("worker", "社区工作者（听荷社区）", "陆云舟", "community_worker", "SQ9901"),
    DemoAccount("officer", "街道党建办", "顾长宁", "street_officer", "JD9901"),
    DemoAccount("leader", "街道领导", "许知行", "street_leader", "JD9901"),
    DemoAccount("district", "区级干部", "江临川", "district_officer", "QX9901"),
    DemoAccount("unit", "单位党组织书记", "程远帆", "unit_secretary", UNIT),
    DemoAccount("branch", "党支部书记（听荷花园）", "叶听荷", "unit_secretary", "DZBXQ99011"),
    DemoAccount("member", "在职党员", "", "member", UNIT),
    DemoAccount("discipline", "纪检委员（限定范围的记录）", "卫清源", "discipline_officer", "JD9901"),
    DemoAccount("assessor", "评审员", "秦衡之", "assessor", "JD9901"),
    DemoAccount("auditor", "审计员", "方守正", "auditor", "JD9901"),
    DemoAccount("administrator", "系统管理员（看不到业务数据）", "何维安", "system_administrator", "QX9901"),
)


def open_accounts(by: User) -> dict[str, User]:
    """Open every demo account whose place is there and that is not open yet, and give it its role.

    The member's account is that of a person at work and at home. All that are open come back, by name.
    """
    people = {user.username: user for user in User.objects.filter(username__in=[one.username for one in ACCOUNTS])}
    nodes = {node.code: node for node in Node.objects.filter(code__in=[one.node for one in ACCOUNTS])}
    for account in ACCOUNTS:
        if account.username in people or account.node not in nodes:
            continue
        member = None if account.name else member_at_work()
        name = member.name if member else account.name
        person = open_account(account.username, display_name=name, password=account.password)
        give_role(person, account.role, node=nodes[account.node], by=by)
        if member:
            link_account(member, account.username, by=by)
        people[account.username] = person
    return people


def member_at_work() -> Member:
    """The first member in service of the unit who lives in the community."""
    residents = Member.objects.filter(ties__node__code=HOME, ties__kind="residence", ties__until=None)
    colleagues = Member.objects.filter(ties__node__code=UNIT, ties__kind="home_organisation", ties__until=None)
    return colleagues.filter(pk__in=residents.values("pk"), category="employed").order_by("pk")[:1].get()


def other_secretaries(by: User) -> dict[str, User]:
    """A secretary for every further community, so that each submits its own papers."""
    nodes = Node.objects.filter(kind_id="community").exclude(code=HOME).order_by("code")
    return {node.code: secretary_at(node, "community_secretary", f"{node.name[:2]}书记", by) for node in nodes}


def secretary_at(node: Node, role: str, name: str, by: User) -> User:
    """A further secretary, of a community or of a branch."""
    person = open_account(f"secretary-{node.code.lower()}", display_name=name, password=PASSWORD)
    give_role(person, role, node=node, by=by)
    return person
