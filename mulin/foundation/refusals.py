"""How the product says no: with a sentence a person understands."""


class Refused(Exception):  # noqa: N818 - reads as a sentence where it is raised
    """The rules say no. Anything else that is raised is our bug.

    ``reason`` is a whole Chinese sentence: what, why, and what to do next. ``field`` names the form field it
    belongs to, if any. ``status`` is the HTTP status of the page: 403 by default, 404 for what is out of
    scope.
    """

    def __init__(self, reason: object, *, field: str | None = None, status: int = 403) -> None:
        super().__init__(reason)
        self.reason = reason
        self.field = field
        self.status = status

    def __str__(self) -> str:
        return str(self.reason)
