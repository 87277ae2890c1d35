"""The peers: an environment of their own, and a process for each that answers one request at a time."""

from __future__ import annotations

import fcntl
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings

from mulin.bench.measuring import Ran

FOLDER = Path(settings.ROOT) / "benchmarks"


def environment(folder: Path) -> Path:
    """The Python that has the peers installed; made in this folder when it is not there yet."""
    python = folder / "peers" / "bin" / "python"
    stamp = folder / "peers" / "requirements.txt"
    wanted = (FOLDER / "requirements.txt").read_text(encoding="utf-8")
    with alone(folder):
        if not python.exists():
            subprocess.run([sys.executable, "-m", "venv", str(folder / "peers")], check=True)  # noqa: S603
        if not stamp.exists() or stamp.read_text(encoding="utf-8") != wanted:
            install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r"]
            subprocess.run([*install, str(FOLDER / "requirements.txt")], check=True)  # noqa: S603
            stamp.write_text(wanted, encoding="utf-8")
    return python


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Nobody else makes the environment meanwhile: two test processes that did found half of each other's."""
    with (folder / "peers.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


class PeerProcess:
    """One peer, alive between its runs, so that its start is never measured."""

    def __init__(self, python: Path, module: str, config: dict[str, Any]) -> None:
        command = [str(python), "-W", "ignore", str(FOLDER / "serve.py"), module, json.dumps(config)]
        self.process = subprocess.Popen(  # noqa: S603
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        self._answer()

    def run(self, do: str, pieces: int, **arguments: Any) -> Ran:
        """Let it do one work; the time is its own, without the way to and fro."""
        assert self.process.stdin is not None  # noqa: S101
        self.process.stdin.write(json.dumps({"do": do, "with": arguments}) + "\n")
        self.process.stdin.flush()
        answer = self._answer()
        return Ran(answer["seconds"], pieces, answer["answer"])

    def close(self) -> None:
        """End the process."""
        if self.process.stdin is not None:
            self.process.stdin.close()
        self.process.wait(timeout=30)
        if self.process.stdout is not None:
            self.process.stdout.close()

    def _answer(self) -> dict[str, Any]:
        assert self.process.stdout is not None  # noqa: S101
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError("对照程序中途退出，请看上面的错误信息")
        answer: dict[str, Any] = json.loads(line)
        return answer
