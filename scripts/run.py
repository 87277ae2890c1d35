"""``make run``: migrations, the demo street (once), static files, one worker and the web server on one port."""

import argparse
import os
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
DEMO_DAY = "2022-06-30"


def mulin(*arguments: str) -> None:
    """Run one of our commands; stop with its exit code when it fails."""
    code = subprocess.call([str(BIN / "mulin"), *arguments], cwd=ROOT)
    if code:
        raise SystemExit(code)


def main() -> int:
    """Serve until interrupted. Safe to run again: what is there already is left alone."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    port = parser.parse_args().port
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mulin.config.settings.development")
    os.environ.setdefault("MULIN_TODAY", DEMO_DAY)
    mulin("migrate", "--verbosity", "0")
    mulin("collectstatic", "--noinput", "--verbosity", "0")
    mulin("demo")
    mulin("demo", "--accounts", "--port", str(port))
    worker = subprocess.Popen([str(BIN / "mulin"), "db_worker"], cwd=ROOT)
    web = subprocess.Popen(
        [
            str(BIN / "granian"), "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", "2",
            "--blocking-threads", "1", "--log-level", "warning", "mulin.config.wsgi:application",
        ],
        cwd=ROOT,
    )  # fmt: skip
    signal.signal(signal.SIGTERM, lambda *_: web.terminate())
    try:
        return web.wait()
    except KeyboardInterrupt:
        return 0
    finally:
        for process in (web, worker):
            process.terminate()
            process.wait()


if __name__ == "__main__":
    sys.exit(main())
