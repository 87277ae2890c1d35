"""What follows from a pack's parameters. Plain Python."""

from typing import Any

from mulin.foundation.refusals import Refused
from mulin.rulebook.parameters import plain_value
from mulin.rulebook.schema.base import Parameter


def checked_parameter(parameter: Parameter, value: Any) -> Any:
    """A district's value in the form that is stored as JSON; ``None`` or an empty text means "not configured".

    A list may come as a text with one entry a line. Refuses, naming the parameter, what is not of its kind.
    """
    if parameter.kind == "list" and isinstance(value, str):
        value = [line.strip() for line in value.splitlines() if line.strip()]
    if parameter.kind == "share" and value not in (None, ""):
        value = str(value)
    try:
        return plain_value(parameter.kind, value)
    except ValueError as error:
        raise Refused(f"参数“{parameter.name}”：{error}", field=parameter.id) from None
