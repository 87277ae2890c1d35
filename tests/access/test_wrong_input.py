"""Every form of the domains about members, filled in wrongly, empty, or sent twice: told in Chinese, never written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django import forms
from django.db import transaction
from django.test import Client

from mulin.foundation.submissions import FIELD, new_token
from tests.access.expectations import EXPECTATIONS
from tests.access.expecting import Expectation, Page, Thing
from tests.access.marks import Holder, Spot
from tests.access.test_matrix import address_of
from tests.access.visiting import Answer, noted_writes, signed_in, visit
from tests.access.world import World
from tests.access.wrong_input import Mistake, mistakes

PARTS = (("registration", "restricted", "boards"), ("relations",), ("service",))
"""Domains that one process walks."""
FOREIGN = re.compile(r"\b(?:Ensure|Enter a|This field|Select a valid|already exists|Traceback)\b")
LOOKED_AT = {"audit_entry"}
"""What a page writes that only shows something."""


@dataclass(frozen=True)
class Sending:
    """A form with somebody who may send it and what is rightly sent; ``form``: its boxes, where it has a page."""

    name: str
    address: str
    client: Client
    sent: dict[str, Any]
    form: forms.BaseForm | None = None

    def with_(self, mistake: Mistake) -> dict[str, Any]:
        """The same with one box wrong."""
        return self.sent | {mistake.box: mistake.value}


@dataclass
class Walk:
    """The walk over the forms of some domains, and what it found."""

    world: World
    wrong: list[str] = field(default_factory=list)
    tried: int = 0

    def through(self, spaces: tuple[str, ...]) -> None:
        """Each form once, in every wrong way."""
        for name, expected in EXPECTATIONS.items():
            if name.partition(":")[0] in spaces:
                for one in expected:
                    sending = self.sending(name, one)
                    if sending is not None:
                        self.empty(sending)
                        self.twice(sending)
                        for mistake in mistakes(sending.form) if sending.form is not None else ():
                            self.with_a_mistake(sending, mistake)

    def sending(self, name: str, one: Expectation) -> Sending | None:
        """What is sent to this address, by the first who may."""
        found = next(whoever_may(self.world, one), None) if one.sent is not None else None
        if found is None or one.sent is None:
            return None
        holder, spot = found
        client, address = signed_in(self.world.users[holder.name]), address_of(self.world, name, one, spot)
        page = client.get(address)
        form = (page.context or {}).get("form") if page.status_code == 200 else None
        sent = {box: self.world.named.get(str(value), value) for box, value in one.sent.items()}
        return Sending(name, address, client, standing_in(form) | sent, form)

    def answer(self, sending: Sending, sent: dict[str, Any], what: str) -> Answer | None:
        """What comes back; nothing where the page broke, which is noted."""
        self.tried += 1
        try:
            return visit(sending.client, sending.address, sent)
        except Exception as error:  # whatever breaks a page is reported with what was sent
            self.wrong.append(f"{sending.name} {what} broke: {error!r:.200}")
            return None

    def empty(self, sending: Sending) -> None:
        """Nothing filled in: refused or done whole, never half."""
        answer = self.answer(sending, {}, "empty")
        if answer is not None:
            self.judge(sending, answer, "empty")

    def with_a_mistake(self, sending: Sending, mistake: Mistake) -> None:
        """One box wrong."""
        answer = self.answer(sending, sending.with_(mistake), str(mistake))
        if answer is None:
            return
        self.judge(sending, answer, str(mistake))
        if mistake.must_fail and answer.status == 302 and set(answer.written) - LOOKED_AT:
            self.wrong.append(f"{sending.name} {mistake} was taken and wrote {sorted(set(answer.written))}")

    def judge(self, sending: Sending, answer: Answer, what: str) -> None:
        """No answer of a broken server, no sentence of the framework's own, nothing written by what was refused."""
        if answer.status >= 500 or FOREIGN.search(answer.text):
            self.wrong.append(f"{sending.name} {what} answered {answer.status} {FOREIGN.findall(answer.text)}")
        if answer.status != 302 and set(answer.written) - LOOKED_AT:
            self.wrong.append(f"{sending.name} {what} was refused and wrote {sorted(set(answer.written))}")

    def twice(self, sending: Sending) -> None:
        """A double click: the second is answered like the first and writes nothing more."""
        sent = sending.sent | {FIELD: new_token()}
        with transaction.atomic():
            first = sending.client.post(sending.address, sent)
            with noted_writes() as written:
                second = sending.client.post(sending.address, sent)
            transaction.set_rollback(True)
        if first.status_code == 302 and (written or second.headers.get("Location") != first.headers["Location"]):
            self.wrong.append(f"{sending.name} twice wrote {sorted(set(written))}, answered {second.status_code}")


def whoever_may(world: World, one: Expectation) -> Iterator[tuple[Holder, Spot]]:
    """Those who may send a form, with where."""
    for holder in world.holders.values():
        if isinstance(one, Page) and one.answer(holder) == "page":
            yield holder, holder.at
        for key in world.things[one.sort] if isinstance(one, Thing) else ():
            spot = world.spots[key]
            if one.answer(world, holder, spot) == "page" and one.may_write(world, holder, spot):  # type: ignore[attr-defined]
                yield holder, spot


def standing_in(form: forms.BaseForm | None) -> dict[str, Any]:
    """What stands in a form before anybody types, as a browser would send it."""
    found = {box.html_name: box.value() for box in form or ()}
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else value
        for name, value in found.items()
        if value not in (None, "", [], False)
    }


@pytest.mark.parametrize("spaces", PARTS, ids=lambda spaces: spaces[0])
def test_no_mistake_in_a_form_breaks_it_is_taken_or_writes_half(world: World, spaces: tuple[str, ...]) -> None:
    walk = Walk(world)
    walk.through(spaces)
    assert walk.wrong == [], "\n" + "\n".join(walk.wrong)
    assert walk.tried > 150
