"""Every field whose states follow transitions is drawn in ``docs/states``, as it is now."""

import io
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django_fsm import FSMField

DRAWINGS = Path(__file__).parents[2] / "docs" / "states"
DRAWN = sorted(
    f"{model._meta.app_label}.{model.__name__}"
    for model in apps.get_models()
    if any(isinstance(one, FSMField) for one in model._meta.fields)
)


def drawing(model: str) -> str:
    """What ``mulin graph_transitions`` draws, in an order that does not depend on chance."""
    target = io.StringIO()
    call_command("graph_transitions", model, stdout=target)
    label, head, body, tail = f"{model.partition('.')[0]}.", [], [], []
    for line in target.getvalue().strip().split("\n"):
        inside = label in line and "graph" not in line
        (body if inside else tail if line.strip() == "}" else head).append(line)
    return "\n".join([*head, *sorted(body, key=lambda line: ("->" in line, line)), *tail]) + "\n"


@pytest.mark.parametrize("model", DRAWN)
def test_the_drawing_of_the_states_is_up_to_date(model: str) -> None:
    assert drawing(model) == (DRAWINGS / f"{model}.dot").read_text("utf-8")


def test_no_drawing_is_left_of_states_that_are_gone() -> None:
    assert sorted(one.stem for one in DRAWINGS.glob("*.dot")) == DRAWN
