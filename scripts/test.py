"""The whole test suite on SQLite, then what a database can change again on PostgreSQL, when a server can be had.

Decision 71 says what runs again. Says plainly what it skipped.

``MULIN_TEST_POSTGRES`` names a server; otherwise one is started when its programs are here. ``MULIN_TEST_ALL=1`` (CI)
turns every skip for want of a program into a failure. Further arguments go to pytest.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import postgres

ROOT = Path(__file__).resolve().parents[1]
WORKERS = os.environ.get("MULIN_TEST_WORKERS", "2")


def suite(title: str, address: str, arguments: list[str], *, again: bool = False) -> int:
    """One run of pytest against one database, with a data folder of its own; ``again``: the other has had it all."""
    sys.stdout.write(f"\n===== {title} =====\n")
    sys.stdout.flush()
    with tempfile.TemporaryDirectory(prefix="mulin-test-", ignore_cleanup_errors=True) as folder:
        environment = os.environ | {
            "MULIN_VAR": folder,
            "DJANGO_SETTINGS_MODULE": "mulin.config.settings.test",
            "MULIN_TEST_AGAIN": "1" if again else "",
        }
        environment.pop("MULIN_DATABASE", None)
        environment.pop("MULIN_TODAY", None)
        if address:
            environment["MULIN_DATABASE"] = address
        command = [sys.executable, "-m", "pytest", "-q", "-n", WORKERS, "--dist", "worksteal", *arguments]
        return subprocess.call(command, cwd=ROOT, env=environment)


def main(arguments: list[str]) -> int:
    """0 when every suite passes and nothing that CI asks for was skipped."""
    everything = os.environ.get("MULIN_TEST_ALL") == "1"
    codes = [suite("SQLite", "", arguments)]
    named = os.environ.get("MULIN_TEST_POSTGRES")
    if named:
        codes.append(suite("PostgreSQL（MULIN_TEST_POSTGRES）", named, arguments, again=True))
    elif postgres.can_start():
        with postgres.server() as address:
            codes.append(suite("PostgreSQL（临时启动）", address, arguments, again=True))
    else:
        sys.stdout.write("\n跳过：没有 PostgreSQL（安装 postgresql 或设置 MULIN_TEST_POSTGRES 后再测）\n")
        codes.append(1 if everything else 0)
    return max(codes)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
