"""The one reader of the environment. Every setting that a machine may change is named here, with its type."""

import datetime
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parents[2]

env = environ.Env()


def text(name: str, default: str | None = None) -> str:
    """A text setting; without a default its absence stops the start, naming it."""
    if default is None and name not in env.ENVIRON:
        raise ImproperlyConfigured(f"缺少环境变量 {name}，请设置后再启动（说明见 docs/guide/production.md）")
    return str(env.str(name, default=default or ""))


def flag(name: str, *, default: bool = False) -> bool:
    """A yes-or-no setting."""
    return bool(env.bool(name, default=default))


def number(name: str, default: int) -> int:
    """A whole-number setting."""
    return int(env.int(name, default=default))


def names(name: str, default: list[str]) -> list[str]:
    """A comma-separated setting."""
    return list(env.list(name, default=default))


def day(name: str) -> datetime.date | None:
    """A date setting, ``YYYY-MM-DD``, or nothing."""
    value = text(name, "")
    return datetime.date.fromisoformat(value) if value else None


def folder(name: str, default: Path) -> Path:
    """A folder setting; made when it is not there."""
    path = Path(text(name, str(default)))
    path.mkdir(parents=True, exist_ok=True)
    return path
