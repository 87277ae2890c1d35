"""The file that holds the encryption keys: made at first run, never committed, renewed by ``mulin
rotate_keys``.
"""

import json
import os
import secrets
import tempfile
from base64 import b64decode, b64encode
from dataclasses import dataclass, field, replace
from pathlib import Path

from django.conf import settings

from mulin.foundation.durable import replace_durably

_SECRET_LENGTH = 32


@dataclass(frozen=True)
class KeyRing:
    """Keys by id, the one that new values get, the key of blind indexes, and whether a rotation is under
    way.
    """

    active: str
    secrets: dict[str, bytes] = field(repr=False)
    blind_index: bytes = field(repr=False)
    rotating: bool = False

    def as_json(self) -> str:
        """The file's text."""
        keys = {key_id: b64encode(secret).decode() for key_id, secret in self.secrets.items()}
        return json.dumps(
            {
                "active": self.active,
                "rotating": self.rotating,
                "keys": keys,
                "blind_index": b64encode(self.blind_index).decode(),
            },
            indent=2,
        )


_read: dict[Path, tuple[int, KeyRing]] = {}


def current_ring() -> KeyRing:
    """The ring as the file has it now; made when there is no file yet. Re-read only when the file changed."""
    path = Path(settings.ENCRYPTION_KEYS)
    try:
        changed = path.stat().st_mtime_ns
    except FileNotFoundError:
        _make(path)
        changed = path.stat().st_mtime_ns
    known = _read.get(path)
    if known is None or known[0] != changed:
        known = _read[path] = (changed, _load(path))
    return known[1]


def ring_with(key_id: str) -> KeyRing | None:
    """A ring that has this key, or nothing. The file is looked at only when the key is not known already."""
    known = _read.get(settings.ENCRYPTION_KEYS)
    if known and key_id in known[1].secrets:
        return known[1]
    ring = current_ring()
    return ring if key_id in ring.secrets else None


def begin_rotation() -> KeyRing:
    """Add a key and make it the active one; when a rotation was interrupted, go on with its key."""
    ring = current_ring()
    if ring.rotating:
        return ring
    key_id = _new_id(ring.secrets)
    renewed = replace(
        ring,
        active=key_id,
        secrets={**ring.secrets, key_id: secrets.token_bytes(_SECRET_LENGTH)},
        rotating=True,
    )
    return _save(renewed)


def end_rotation() -> KeyRing:
    """Note that every value has the active key. Older keys stay, for backups and processes still running."""
    return _save(replace(current_ring(), rotating=False))


def _save(ring: KeyRing) -> KeyRing:
    path = Path(settings.ENCRYPTION_KEYS)
    replace_durably(path, ring.as_json().encode())
    _read.pop(path, None)
    return current_ring()


def _load(path: Path) -> KeyRing:
    content = json.loads(path.read_text())
    return KeyRing(
        active=content["active"],
        secrets={key_id: b64decode(secret) for key_id, secret in content["keys"].items()},
        blind_index=b64decode(content["blind_index"]),
        rotating=content["rotating"],
    )


def _make(path: Path) -> None:
    """The first ring. When two processes start at once the first file stays: a link never overwrites."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    key_id = _new_id({})
    ring = KeyRing(key_id, {key_id: secrets.token_bytes(_SECRET_LENGTH)}, secrets.token_bytes(_SECRET_LENGTH))
    descriptor, draft = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(ring.as_json())
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        os.unlink(draft)


def _new_id(taken: dict[str, bytes]) -> str:
    """Short and never used before, so that a ring restored from a backup cannot give an id twice."""
    while True:
        key_id = secrets.token_hex(4)
        if key_id not in taken:
            return key_id
