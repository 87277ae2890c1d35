"""Keys made at first run, kept in ``var/keys`` and never committed."""

import os
import secrets
from pathlib import Path


def load_or_make_secret(path: Path) -> str:
    """The secret in this file; made on first use, readable by its owner only."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(64))
    return path.read_text().strip()
