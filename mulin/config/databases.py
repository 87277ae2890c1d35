"""Which database, from one address: ``sqlite:///path`` or ``postgres://user:password@host:port/name``."""

from pathlib import Path
from typing import Any

from mulin.config import environment


def database(var: Path) -> dict[str, Any]:
    """Connection settings of ``MULIN_DATABASE``, by default a file in ``var``."""
    address = environment.text("MULIN_DATABASE", f"sqlite:///{var / 'mulin.sqlite3'}")
    settings: dict[str, Any] = dict(environment.env.db_url_config(address))
    settings["CONN_MAX_AGE"] = 60
    settings["CONN_HEALTH_CHECKS"] = True
    if settings["ENGINE"].endswith("sqlite3"):
        settings["OPTIONS"] = {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-64000; "
                "PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY"
            ),
        }
    else:
        # An index is as near as the table on a solid-state disk. With PostgreSQL's old guess of 4 the list of a
        # community among 100,000 members walks the whole register (260 ms instead of 2.5). Behind pgbouncer:
        # ``ignore_startup_parameters = options``, and ALTER DATABASE … SET random_page_cost = 1.1.
        settings["OPTIONS"] = {"options": "-c random_page_cost=1.1"}
    return settings
