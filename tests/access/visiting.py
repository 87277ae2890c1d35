"""Visiting an address as somebody: what came back, which marks and sealed values are in it, and what was written."""

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urlencode

from django.db import connection, transaction
from django.test import Client
from pypdf import PdfReader

from mulin.identity.models import User
from tests.access.marks import FOUND

TAGS = re.compile(r"<[^>]*>")
LONG_NUMBER = re.compile(r"\d{11,17}[\dX]?")
WRITING = re.compile(r"\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+\"?(\w+)", re.IGNORECASE)
ODD = "?" + urlencode(
    {
        **dict.fromkeys(("subject", "programme", "assessment", "host", "node", "after", "before", "rows"), "²"),
        **dict.fromkeys(("kind", "state", "level", "order", "role", "duty", "gap", "print", "is_active", "page"), "zz"),
        **dict.fromkeys(("on", "day_from", "due_until", "at_from"), "2021-13-40"),
        "q": "\x00'\"%_鑫",
    }
)
"""What no page should be asked: numbers that are none, words of no list, days that never were."""
OF_THE_VISIT = {"django_session", "foundation_submission"}
"""Tables that any visit may write: the session, and the claim of a form's token."""


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    text: str
    location: str
    written: list[str] = field(default_factory=list)

    @property
    def marks(self) -> set[str]:
        """Every mark in it."""
        return set(FOUND.findall(self.text))

    @property
    def numbers(self) -> set[str]:
        """Every run of digits long enough for a phone or an identity number."""
        return set(LONG_NUMBER.findall(self.text))


def signed_in(user: User) -> Client:
    """A browser in which this person is signed in."""
    client = Client()
    client.force_login(User.objects.get(pk=user.pk), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@contextmanager
def noted_writes() -> Iterator[list[str]]:
    """The names of the tables that statements write."""
    written: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        table = WRITING.match(sql)
        if table and table[1] not in OF_THE_VISIT:
            written.append(table[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield written


def visit(client: Client, address: str, sent: dict[str, Any] | None = None) -> Answer:
    """Ask, or send a form, and undo whatever that did."""
    client.cookies.pop("messages", None)
    with noted_writes() as written, transaction.atomic():
        response = client.get(address) if sent is None else client.post(address, sent)
        content = b"".join(response.streaming_content) if response.streaming else response.content
        transaction.set_rollback(True)
    headers = " ".join(unquote(value) for value in response.headers.values())
    text = readable(content, response.headers.get("Content-Type", ""))
    return Answer(response.status_code, f"{headers} {text}", response.headers.get("Location", ""), written)


def readable(content: bytes, media_type: str) -> str:
    """The words of a page, a workbook, a document or a PDF."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = [package.read(name).decode() for name in package.namelist() if name.endswith(".xml")]
        return " ".join(TAGS.sub("", part) for part in parts)
    if media_type == "application/pdf":
        return "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    if not media_type.startswith("text/"):
        return ""
    text = content.decode()
    text = unquote(text) if "%E9%91%AB" in text else text
    return text.encode().decode("unicode_escape").encode("latin1").decode() if "\\u946b" in text else text
