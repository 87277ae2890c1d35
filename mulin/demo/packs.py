"""The regulations of members between work and home, put in force for the demo street."""

import datetime

from django.conf import settings

from mulin.demo.plan.places import STREET
from mulin.identity.models import User
from mulin.programmes.actions import adopt, install, publish
from mulin.programmes.models import Programme
from mulin.rulebook.reading import read_pack
from mulin.tree.models import Node

SINCE = datetime.date(2021, 1, 1)
BASES = {
    "shuanglian/2011": ("云川区机关党员“双联双管”安排意见（演示）", "云委办〔2021〕演示5号"),
    "quyu/2010": ("云川区区域化党建实施意见（演示）", "云委办〔2021〕演示6号"),
}


def put_members_packs_in_force(by: User) -> list[Programme]:
    """Install and publish the packs that are not in force here yet."""
    street = Node.objects.get(code=STREET[0])
    known = set(Programme.objects.filter(node=street).values_list("edition__pack", flat=True))
    made = []
    for path, (basis, number) in BASES.items():
        if path.partition("/")[0] in known:
            continue
        edition, _ = install(read_pack(settings.PACKS / path), by=by)
        made.append(publish(adopt(edition, street, since=SINCE, legal_basis=basis, basis_number=number, by=by), by=by))
    return made
