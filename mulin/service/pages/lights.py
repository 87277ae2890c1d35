"""How far claims, needs, deeds and volunteers are, as lights with the words of their states."""

from typing import Any

from django.db.models import TextChoices
from django.utils.safestring import SafeString

from mulin.foundation.lights import light_html
from mulin.service.choices import ApplicationState, ClaimState, DeedState, NeedState

LIGHTS: dict[type[TextChoices], dict[str, str]] = {
    ClaimState: {ClaimState.OFFERED: "due", ClaimState.HELD: "active", ClaimState.ENDED: "dissolved"},
    NeedState: {
        NeedState.OPEN: "due",
        NeedState.HANDED: "in_progress",
        NeedState.DONE: "done",
        NeedState.DROPPED: "void",
    },
    DeedState: {
        DeedState.REPORTED: "submitted",
        DeedState.CONFIRMED: "confirmed",
        DeedState.RETURNED: "returned",
    },
    ApplicationState: {
        ApplicationState.WAITING: "due",
        ApplicationState.PLACED: "active",
        ApplicationState.WITHDRAWN: "void",
    },
}
BY_STATE = {state: light for lights in LIGHTS.values() for state, light in lights.items()}


def light_of(row: Any) -> str:
    """The light of the state a row is in."""
    return BY_STATE[row.state]


def words_of(states: type[TextChoices]) -> dict[str, Any]:
    """What each light says in a list of rows with these states."""
    return {light: states(state).label for state, light in LIGHTS[states].items()}


def shown(row: Any) -> SafeString:
    """The light of a row with the words of its state."""
    return light_html(light_of(row), row.get_state_display())
