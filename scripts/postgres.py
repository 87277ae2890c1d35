"""A PostgreSQL of our own for tests: a throw-away cluster on a private port, stopped and removed afterwards."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def server_programs() -> Path | None:
    """The folder that holds ``initdb`` and ``pg_ctl``; the newest version when there are several."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    candidates = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    return candidates[-1].parent if candidates else None


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def as_server(command: list[str]) -> list[str]:
    """The command as a user that ``initdb`` accepts: it refuses root."""
    return ["runuser", "-u", "postgres", "--", *command] if os.geteuid() == 0 else command


def can_start() -> bool:
    """Are the server's programs here, and a user to run them as?"""
    if server_programs() is None:
        return False
    if os.geteuid() != 0:
        return True
    return any(entry.pw_name == "postgres" for entry in pwd.getpwall())


@contextmanager
def server() -> Iterator[str]:
    """Start a cluster; yields the address of its database. Durability is off: it holds test data only."""
    programs = server_programs()
    if programs is None:
        raise RuntimeError("没有找到 PostgreSQL 服务器程序")
    folder = Path(tempfile.mkdtemp(prefix="mulin-postgres-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    port, cluster = free_port(), folder / "cluster"
    options = (
        f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c synchronous_commit=off "
        "-c full_page_writes=off -c max_connections=100 -c shared_buffers=256MB"
    )
    quiet = {"check": True, "stdout": subprocess.DEVNULL, "cwd": folder}
    subprocess.run(
        as_server(
            [
                str(programs / "initdb"),
                "-D",
                str(cluster),
                "-A",
                "trust",
                "-U",
                "postgres",
                "-E",
                "UTF8",
                "--locale=C.UTF-8",
            ]
        ),
        **quiet,
    )
    control = [str(programs / "pg_ctl"), "-D", str(cluster), "-w"]
    subprocess.run(as_server([*control, "-l", str(folder / "log"), "-o", options, "start"]), **quiet)
    try:
        yield f"postgres://postgres@127.0.0.1:{port}/postgres"
    finally:
        subprocess.run(
            as_server([*control, "-m", "immediate", "stop"]), stdout=subprocess.DEVNULL, cwd="/", check=False
        )
        shutil.rmtree(folder, ignore_errors=True)
