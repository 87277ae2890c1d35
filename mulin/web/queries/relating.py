"""What relations and floating members leave to a person, on the home page.

The six-month clocks of all members are not asked here: they have a page of their own in the navigation.
"""

from django.utils.translation import gettext_lazy as _

from mulin.relations.models import Absence, CensusReturn, Stay, Transfer, WithdrawalCase
from mulin.relations.queries import waiting
from mulin.web.queries.matters import Group, Matter

MANAGE, APPROVE = waiting.MANAGE, waiting.APPROVE
MEMBER = {"who": "member__name"}
TRANSFER = {**MEMBER, "detail": "relations:transfer"}
ABSENCE = {**MEMBER, "word": MANAGE, "node": "home", "detail": "relations:absence"}
CASE = {**MEMBER, "node": "home", "detail": "relations:case"}

TRANSFERS = Group(
    model=Transfer,
    listed="transfers",
    page="relations:transfers",
    conditions=waiting.transfers_waiting,
    matters={
        "asked": Matter(
            many=_("答复组织关系转接申请：%(number)d 件"),
            one=_("%(who)s申请转接组织关系，请答复"),
            word=MANAGE,
            node="source",
            light="submitted",
            **TRANSFER,
        ),
        "returned": Matter(
            many=_("办理退回的组织关系转接：%(number)d 件"),
            one=_("%(who)s的转接已退回，请办理"),
            word=MANAGE,
            node="source",
            light="returned",
            **TRANSFER,
        ),
        "expired": Matter(
            many=_("介绍信已过期，重新开具：%(number)d 件"),
            one=_("%(who)s的介绍信已过期，请重新开具"),
            word=MANAGE,
            node="source",
            due=waiting.LETTER_HOLDS,
            light="overdue",
            **TRANSFER,
        ),
        "receive": Matter(
            many=_("接收转入的组织关系：%(number)d 件"),
            one=_("接收%(who)s的组织关系"),
            word=MANAGE,
            node="target",
            due=waiting.LETTER_HOLDS,
            **TRANSFER,
        ),
        "receipt": Matter(
            many=_("登记转出区外的回执：%(number)d 件"),
            one=_("%(who)s转出区外，待登记回执"),
            word=MANAGE,
            node="source",
            due=waiting.LETTER_HOLDS,
            **TRANSFER,
        ),
        "approve": Matter(many=_("组织关系转接待审批：%(number)d 件"), word=APPROVE, light="reviewing"),
    },
).declare()
ABSENCES = Group(
    model=Absence,
    listed="absences",
    page="relations:absences",
    conditions=waiting.absences_waiting,
    matters={
        "urge": Matter(
            many=_("动员转出组织关系：%(number)d 人"), one=_("动员%(who)s转出组织关系"), light="attention", **ABSENCE
        ),
        "silent": Matter(
            many=_("外出后没有联系，查明原因：%(number)d 人"),
            one=_("%(who)s外出后没有联系，请查明原因"),
            light="overdue",
            **ABSENCE,
        ),
        "mend": Matter(
            many=_("外出管理改正期限已到：%(number)d 人"),
            one=_("%(who)s的改正期限已到"),
            due=waiting.MEND_BY,
            light="overdue",
            **ABSENCE,
        ),
        "host": Matter(many=_("接收持活动证来的流动党员：%(number)d 人"), word=MANAGE),
    },
).declare()
STAYS = Group(
    model=Stay,
    listed="stays",
    page="relations:stays",
    conditions=waiting.stays_waiting,
    matters={
        "permit": Matter(many=_("流入党员活动证待补办：%(number)d 人"), word=MANAGE),
        "report": Matter(many=_("流入党员待报备：%(number)d 人"), word=MANAGE),
    },
).declare()
RETURNS = Group(
    model=CensusReturn,
    listed="census",
    page="relations:census",
    conditions=waiting.returns_waiting,
    matters={
        "count": Matter(
            many=_("流入党员摸底：%(number)d 个社区待完成"),
            one=_("%(who)s：流入党员摸底"),
            word=MANAGE,
            node="community",
            who="community__name",
            due="census__due_on",
            detail="relations:census_return",
        )
    },
).declare()
CASES = Group(
    model=WithdrawalCase,
    listed="withdrawals",
    page="relations:cases",
    conditions=waiting.cases_waiting,
    matters={
        "judge": Matter(
            many=_("核实自行脱党提示：%(number)d 人"),
            one=_("核实%(who)s的自行脱党提示"),
            word=MANAGE,
            light="in_progress",
            **CASE,
        ),
        "approve": Matter(
            many=_("自行脱党认定待批准：%(number)d 人"),
            one=_("%(who)s的自行脱党认定待批准"),
            word=APPROVE,
            light="reviewing",
            **CASE,
        ),
    },
).declare()


GROUPS = (TRANSFERS, ABSENCES, STAYS, RETURNS, CASES)
