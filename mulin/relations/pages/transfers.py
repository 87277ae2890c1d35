"""What is shown of one transfer, and of a batch."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.foundation.links import link
from mulin.foundation.page_parts import Action
from mulin.relations import permissions
from mulin.relations.choices import TransferState
from mulin.relations.models import Transfer, TransferBatch
from mulin.relations.pages import steps
from mulin.relations.pages.lists import transfer_state
from mulin.relations.pages.parts import Card, Definitions, Page, course, trail
from mulin.relations.queries.clauses import transfer_terms
from mulin.tree.pages import printing, printing_all

SHOWN = 200


def transfer_page(user: Any, transfer: Transfer) -> Page:
    """One transfer: who answers for the member now, whose turn it is, what was done."""
    resume = resuming(user, transfer)
    letters = [
        (one.number, one.target_name, one.issued_on, one.valid_until, _("已过期") if one.is_expired else _("有效"))
        for one in transfer.letters.all()
    ]
    return Page(
        title=_("%(who)s的组织关系转接") % {"who": transfer.member or ""},
        light=transfer_state(transfer),
        words=_("介绍信已过期") if transfer.is_expired else transfer.get_state_display(),
        notices=transfer_notices(transfer),
        actions=[*resume, *steps.buttons(steps.TRANSFER, "transfer_step", user, transfer), *printed(user, transfer)],
        cards=[
            Card(title=_("转接"), definitions=transfer_facts(transfer)),
            Card(
                title=_("介绍信"),
                heads=(_("编号"), _("接收党组织"), _("开具"), _("有效期至"), _("状态")),
                rows=letters,
            ),
            Card(title=_("经过"), happenings=course(transfer.steps.select_related("by"))),
        ],
        trail=trail(_("组织关系转接"), "transfers"),
    )


def printed(user: Any, transfer: Transfer) -> list[Action]:
    """The letter can be printed once it is written."""
    return printing(user, "transfer", transfer.pk) if transfer.letter is not None else []


def resuming(user: Any, transfer: Transfer) -> list[Action]:
    """The sender's turn: choose where to, or send out again."""
    waits = transfer.state in (TransferState.ASKED, TransferState.RETURNED) or transfer.is_expired
    if not waits or transfer.member is None:
        return []
    against = permissions.send.reason_against(user, transfer) or ""
    title = _("办理") if transfer.state == TransferState.ASKED else _("重新开具")
    url = reverse("relations:start", args=[transfer.member.pk])
    return [Action(title=title, url=url, icon="send", primary=not against, reason=against)]


def transfer_notices(transfer: Transfer) -> list[tuple[str, Any]]:
    """Why it came back, or ended."""
    found: list[tuple[str, Any]] = []
    if transfer.returned_because:
        found.append(("attention", _("退回原因：%(why)s") % {"why": transfer.returned_because}))
    if transfer.is_expired:
        found.append(("attention", _("介绍信已过有效期，请转出方重新开具；在此之前党员仍由转出党组织管理。")))
    if transfer.closed_because:
        found.append(("information", _("原因：%(why)s") % {"why": transfer.closed_because}))
    return found


def transfer_facts(transfer: Transfer) -> Definitions:
    """Both sides, the reason, the suggestion, the receipt."""
    said = transfer.suggestion
    suggestion = f"{said['name']}：{said['reason']}（{said['source']}）" if said else ""
    responsible = transfer.responsible
    side = transfer.source or transfer.target
    basis = transfer_terms(side, transfer.started_on).basis if side is not None else ""
    return [
        (_("转接类型"), transfer.get_direction_display()),
        (_("转出党组织"), transfer.source_name),
        (_("接收党组织"), transfer.target_name),
        (_("现由谁负责"), responsible.name if responsible is not None else transfer.target_name),
        (_("转接原因"), transfer.reason),
        (_("制度建议"), suggestion),
        (_("依据"), basis),
        (_("接收日期"), transfer.received_on),
        (_("回执编号"), transfer.receipt_number),
    ]


def batch_page(user: Any, batch: TransferBatch, rows: list[Transfer]) -> Page:
    """A batch: how many are how far, and the steps that the whole takes."""
    counts: dict[str, int] = {}
    for one in rows:
        counts[one.get_state_display()] = counts.get(one.get_state_display(), 0) + 1
    actions: list[Action] = []
    for name in steps.BATCH:
        step = steps.TRANSFER[name]
        ready = [one for one in rows if step.at_hand(one)]
        if ready:
            against = step.reason(user, ready[0]) or ""
            actions.append(
                Action(
                    title=_("%(what)s（%(number)d 人）") % {"what": step.title, "number": len(ready)},
                    url=reverse("relations:batch_step", args=[batch.pk, name]),
                    icon=step.icon,
                    primary=not against and not actions,
                    danger=step.danger,
                    reason=against,
                )
            )
    return Page(
        title=str(batch),
        actions=[*actions, *letters_of(user, batch, rows)],
        cards=[
            Card(
                title=_("批量转接"),
                definitions=[
                    (_("转接原因"), batch.reason),
                    (_("发起日期"), batch.started_on),
                    (_("发起人"), batch.started_by),
                    (_("人数"), len(rows)),
                    *counts.items(),
                ],
            ),
            Card(
                title=_("党员"),
                heads=(_("党员"), _("介绍信"), _("状态")),
                rows=[(shown(one), one.letter or "", one.get_state_display()) for one in rows[:SHOWN]],
            ),
        ],
        trail=trail(_("批量转接"), "batches"),
    )


def shown(transfer: Transfer) -> Any:
    """The member of a transfer, with the way to it."""
    return link("relations:transfer", transfer.member or "—", transfer.pk)


def letters_of(user: Any, batch: TransferBatch, rows: list[Transfer]) -> list[Action]:
    """All letters of a batch in one file, once some are written."""
    if all(one.letter is None for one in rows):
        return []
    return printing_all(user, "transfer_letter", _("批量打印介绍信"), batch=batch.pk)
