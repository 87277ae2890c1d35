"""Databases that exist only while something is measured."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings

Environment = dict[str, str]
Address = Callable[[Path], AbstractContextManager[Environment]]
OURS, PEERS = "mulin_bench", "mulin_bench_peers"


def databases() -> Iterator[tuple[str, Address]]:
    """SQLite always; PostgreSQL when ``MULIN_BENCH_POSTGRES`` names a server or one can be started here."""
    yield "SQLite", sqlite
    if os.environ.get("MULIN_BENCH_POSTGRES") or servers().can_start():
        yield "PostgreSQL", postgresql


def scratch_environment(place: Path) -> Environment:
    """Settings of the measuring process: keys, uploads and database in this folder."""
    return {"MULIN_VAR": str(place), "DJANGO_SETTINGS_MODULE": "mulin.config.settings.bench", "MULIN_TODAY": ""}


@contextmanager
def sqlite(place: Path) -> Iterator[Environment]:
    """A file in the scratch folder."""
    yield scratch_environment(place) | {"MULIN_DATABASE": f"sqlite:///{place / 'bench.sqlite3'}"}


@contextmanager
def postgresql(place: Path) -> Iterator[Environment]:
    """Two databases of our own on a server, removed afterwards."""
    address = os.environ.get("MULIN_BENCH_POSTGRES")
    if address is None:
        with servers().server() as started, two_databases(started) as ours:
            yield scratch_environment(place) | {"MULIN_DATABASE": ours}
        return
    with two_databases(address) as ours:
        yield scratch_environment(place) | {"MULIN_DATABASE": ours}


@contextmanager
def two_databases(address: str) -> Iterator[str]:
    """Ours and the peers'; yields the address of ours."""
    with psycopg.connect(address, autocommit=True) as control:
        for name in (OURS, PEERS):
            control.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            control.execute(f"CREATE DATABASE {name}")
        try:
            yield f"{address.rsplit('/', 1)[0]}/{OURS}"
        finally:
            for name in (OURS, PEERS):
                control.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def peer_database() -> dict[str, Any]:
    """The peers' own database, with the same settings as ours, as Django's settings name it."""
    ours = settings.DATABASES["default"]
    kept = {key: ours[key] for key in ("ENGINE", "HOST", "PORT", "USER", "PASSWORD") if key in ours}
    return kept | {"OPTIONS": ours["OPTIONS"], "NAME": PEERS, "CONN_MAX_AGE": 60}


def servers() -> Any:
    """``scripts/postgres.py``, which also serves the tests."""
    path = Path(settings.ROOT) / "scripts" / "postgres.py"
    spec = importlib.util.spec_from_file_location("scripts_postgres", path)
    if spec is None or spec.loader is None:
        raise RuntimeError(f"缺少 {path}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
