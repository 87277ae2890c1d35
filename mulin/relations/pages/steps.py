"""The steps that people take, as buttons and as forms: who may, when the button shows, what is asked, what is done."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mulin.foundation.page_parts import Action
from mulin.members.permissions import is_oneself
from mulin.relations import forms, permissions
from mulin.relations.actions import floating, transfers, withdrawals
from mulin.relations.actions.floating.away import ReturnCheck
from mulin.relations.choices import AbsenceState, Direction, TransferState, WithdrawalState
from mulin.relations.models import Absence, CensusReturn, Stay, Transfer, WithdrawalCase
from mulin.relations.queries.nodes import party_nodes

Words = str | Promise
Reason = Callable[[Any, Any], str | None]


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step: its button, its form, who may, when it is at hand, what it does with the answers."""

    title: Words
    icon: str
    form: type
    reason: Reason
    at_hand: Callable[[Any], bool]
    act: Callable[[Any, dict[str, Any], Any], Any]
    danger: bool = False
    nodes: str = ""

    def made(self, *args: Any) -> Any:
        """The form, with the organisations to choose from where it asks for one."""
        return self.form(*args, **({self.nodes: party_nodes()} if self.nodes else {}))


def in_state(*states: str) -> Callable[[Any], bool]:
    """At hand while the thing is in one of these states."""
    return lambda thing: thing.state in states


def either(*permitted: Reason) -> Reason:
    """May who is let by one of these."""

    def reason(user: Any, thing: Any) -> str | None:
        refusals = [one(user, thing) for one in permitted]
        return None if None in refusals else refusals[0]

    return reason


def own(user: Any, thing: Any) -> str | None:
    """May the member whose case it is."""
    return None if is_oneself(user, thing.member) else str(_("只有本人可以办理"))


def at_home(user: Any, thing: Absence | WithdrawalCase) -> str | None:
    """May who handles relations at the home organisation."""
    return permissions.manage_relations.reason_against(user, thing.home)


def at_host(user: Any, thing: Stay) -> str | None:
    """May who handles relations at the host."""
    return permissions.manage_relations.reason_against(user, thing.host)


def above(user: Any, thing: WithdrawalCase) -> str | None:
    """May who approves above the home organisation."""
    return permissions.approve_at.reason_against(user, thing.home)


def closing(user: Any, thing: WithdrawalCase) -> str | None:
    """Once the meeting has decided, only the superior ends it otherwise."""
    return (above if thing.state == WithdrawalState.DECIDED else at_home)(user, thing)


def at_community(user: Any, thing: CensusReturn) -> str | None:
    """May who handles relations in the community."""
    return permissions.manage_relations.reason_against(user, thing.community)


def leaves_district(transfer: Transfer) -> bool:
    """Is it on its way out of the district?"""
    return bool(transfer.state == TransferState.ISSUED and transfer.direction == Direction.OUT)


def arrives(transfer: Transfer) -> bool:
    """Is it on its way to one of ours?"""
    return bool(transfer.state == TransferState.ISSUED and transfer.direction == Direction.WITHIN)


TRANSFER: Mapping[str, Step] = {
    "approve": Step(
        title=_("同意"), icon="check", form=forms.OptionalNoteForm, reason=permissions.approve.reason_against,
        at_hand=in_state(TransferState.AWAITING), act=lambda one, a, by: transfers.approve([one], by=by, **a),
    ),
    "send_back": Step(
        title=_("不同意，退回"), icon="arrow-left", form=forms.ReasonForm, reason=permissions.approve.reason_against,
        at_hand=in_state(TransferState.AWAITING), act=lambda one, a, by: transfers.send_back([one], by=by, **a),
    ),
    "receive": Step(
        title=_("接收"), icon="check", form=forms.OnForm, reason=permissions.receive.reason_against,
        at_hand=arrives, act=lambda one, a, by: transfers.receive([one], by=by, **a),
    ),
    "refuse": Step(
        title=_("不接收，退回"), icon="arrow-left", form=forms.ReasonForm, reason=permissions.receive.reason_against,
        at_hand=arrives, act=lambda one, a, by: transfers.refuse([one], by=by, **a),
    ),
    "receipt": Step(
        title=_("登记回执"), icon="check", form=forms.ReceiptForm, reason=permissions.send.reason_against,
        at_hand=leaves_district, act=lambda one, a, by: transfers.record_receipt(one, by=by, **a),
    ),
    "decline": Step(
        title=_("不予办理"), icon="ban", form=forms.ReasonForm, reason=permissions.send.reason_against,
        at_hand=in_state(TransferState.ASKED), act=lambda one, a, by: transfers.decline(one, by=by, **a),
    ),
    "withdraw": Step(
        title=_("撤回"), icon="x", form=forms.ReasonForm, reason=either(permissions.send.reason_against, own),
        at_hand=lambda one: one.is_open, act=lambda one, a, by: transfers.withdraw([one], by=by, **a), danger=True,
    ),
}  # fmt: skip
AWAY = in_state(AbsenceState.AWAY)
ABSENCE: Mapping[str, Step] = {
    "permit": Step(
        title=_("发活动证"), icon="certificate", form=forms.PermitForm, reason=at_home,
        at_hand=lambda one: AWAY(one) and one.permit is None,
        act=lambda one, a, by: floating.issue_permit(one, by=by, **a),
    ),
    "hand": Step(
        title=_("登记交证"), icon="send", form=forms.OnForm, reason=either(at_home, own),
        at_hand=lambda one: AWAY(one) and one.permit is not None and one.permit.handed_on is None,
        act=lambda one, a, by: floating.hand_permit(one, by=by, **a),
    ),
    "contact": Step(
        title=_("登记联系"), icon="phone", form=forms.ContactForm, reason=either(at_home, own), at_hand=AWAY,
        act=lambda one, a, by: floating.note_contact(one, by=by, **a),
    ),
    "place": Step(
        title=_("变更地点"), icon="map-pin", form=forms.NewPlaceForm, reason=either(at_home, own), at_hand=AWAY,
        act=lambda one, a, by: floating.change_place(one, spot_of(a), since=a["since"], by=by), nodes="hosts",
    ),
    "urge": Step(
        title=_("动员转出"), icon="message", form=forms.UrgeForm, reason=at_home, at_hand=AWAY,
        act=lambda one, a, by: floating.urge(one, by=by, **a),
    ),
    "lapse": Step(
        title=_("批评教育、限期改正"), icon="alert-triangle", form=forms.LapseForm, reason=at_home, at_hand=AWAY,
        act=lambda one, a, by: floating.begin_mending(one, by=by, **a),
    ),
    "return": Step(
        title=_("返回查验"), icon="home", form=forms.ReturnForm, reason=at_home, at_hand=AWAY,
        act=lambda one, a, by: floating.check_return(one, ReturnCheck(**a), by=by),
    ),
}  # fmt: skip
STAYING: Callable[[Any], bool] = lambda one: one.ended_on is None  # noqa: E731
STAY: Mapping[str, Step] = {
    "mend": Step(
        title=_("补齐活动证"), icon="certificate", form=forms.NumberForm, reason=at_host,
        at_hand=lambda one: STAYING(one) and one.permit_is_owed,
        act=lambda one, a, by: floating.mend_permit(one, by=by, **a),
    ),
    "report": Step(
        title=_("报上级备案"), icon="send", form=forms.OnForm, reason=at_host,
        at_hand=lambda one: one.reported_on is None, act=lambda one, a, by: floating.report_upward([one], by=by, **a),
    ),
    "work": Step(
        title=_("分配工作"), icon="checklist", form=forms.WorkForm, reason=at_host, at_hand=STAYING,
        act=lambda one, a, by: floating.assign_work(one, by=by, **a),
    ),
    "end": Step(
        title=_("登记离开"), icon="logout", form=forms.StayEndForm, reason=at_host, at_hand=STAYING,
        act=lambda one, a, by: floating.end_stay(one, by=by, **a),
    ),
}  # fmt: skip
CASE: Mapping[str, Step] = {
    "cause": Step(
        title=_("写明原因"), icon="help", form=forms.NoteForm, reason=at_home,
        at_hand=in_state(WithdrawalState.FLAGGED), act=lambda one, a, by: withdrawals.ask_cause(one, by=by, **a),
    ),
    "talk": Step(
        title=_("登记谈话"), icon="message", form=forms.NoteForm, reason=at_home,
        at_hand=in_state(WithdrawalState.CAUSE_ASKED), act=lambda one, a, by: withdrawals.talk(one, by=by, **a),
    ),
    "decide": Step(
        title=_("登记支部大会决定"), icon="scale", form=forms.MeetingForm, reason=at_home,
        at_hand=in_state(WithdrawalState.TALKED),
        act=lambda one, a, by: withdrawals.decide(one, withdrawals.Meeting(**a), by=by),
    ),
    "approve": Step(
        title=_("批准"), icon="check", form=forms.NoteForm, reason=above,
        at_hand=in_state(WithdrawalState.DECIDED), act=lambda one, a, by: withdrawals.approve(one, by=by, **a),
    ),
    "close": Step(
        title=_("结案，不作处理"), icon="archive", form=forms.NoteForm, reason=closing,
        at_hand=lambda one: one.is_open, act=lambda one, a, by: withdrawals.close(one, by=by, **a),
    ),
}  # fmt: skip
RETURN: Mapping[str, Step] = {
    "complete": Step(
        title=_("完成摸底"), icon="check", form=forms.ReturnFiguresForm, reason=at_community,
        at_hand=lambda one: one.done_on is None, act=lambda one, a, by: floating.complete_return(one, by=by, **a),
    ),
}  # fmt: skip
BATCH: tuple[str, ...] = ("approve", "send_back", "receive", "refuse", "withdraw")
"""The steps of a transfer that are taken for a whole batch."""
MANY: Mapping[str, Callable[..., Any]] = {
    "approve": transfers.approve,
    "send_back": transfers.send_back,
    "receive": transfers.receive,
    "refuse": transfers.refuse,
    "withdraw": transfers.withdraw,
}


def spot_of(answers: Mapping[str, Any]) -> floating.Spot:
    """The place that a form asked for."""
    return floating.Spot(answers["place"], answers["is_fixed"], answers["host"], answers["host_text"])


def buttons(steps: Mapping[str, Step], url_name: str, user: Any, thing: Any) -> list[Action]:
    """The steps at hand as buttons; the first that this person may take is the primary one."""
    found: list[Action] = []
    for name, step in steps.items():
        if step.at_hand(thing):
            against = step.reason(user, thing) or ""
            free = not any(one.primary for one in found) and not step.danger
            url = reverse(f"relations:{url_name}", args=[thing.pk, name])
            found.append(
                Action(
                    title=step.title,
                    url=url,
                    icon=step.icon,
                    primary=free and not against,
                    danger=step.danger,
                    reason=against,
                )
            )
    return found
