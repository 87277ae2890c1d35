"""Settings fail at start with the missing name, and production refuses to start as a demo."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
COMPLETE = {"MULIN_DATABASE": "postgres://someone@localhost/mulin", "MULIN_HOSTS": "street.example.org"}


def started(tmp_path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Load the production settings in a fresh process."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith("MULIN_")}
    clean |= {"DJANGO_SETTINGS_MODULE": "mulin.config.settings.production", "MULIN_VAR": str(tmp_path), **environment}
    code = "from django.conf import settings; print(settings.SECOND_FACTOR_REQUIRED, settings.DEBUG, settings.DEMO)"
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=clean, capture_output=True, text=True, check=False
    )


def test_production_starts_with_what_the_guide_names(tmp_path: Path) -> None:
    result = started(tmp_path, **COMPLETE)
    assert result.stdout.split() == ["True", "False", "False"], result.stderr


@pytest.mark.parametrize("missing", sorted(COMPLETE))
def test_a_missing_setting_is_named(tmp_path: Path, missing: str) -> None:
    result = started(tmp_path, **{key: value for key, value in COMPLETE.items() if key != missing})
    assert result.returncode != 0
    assert f"缺少环境变量 {missing}" in result.stderr


@pytest.mark.parametrize("demo", [{"MULIN_TODAY": "2022-06-30"}, {"MULIN_DEMO": "1"}])
def test_production_refuses_to_start_as_a_demo(tmp_path: Path, demo: dict[str, str]) -> None:
    result = started(tmp_path, **COMPLETE, **demo)
    assert result.returncode != 0
    assert "正式环境" in result.stderr


def test_keys_are_made_at_first_run_readable_by_the_owner_only(tmp_path: Path) -> None:
    started(tmp_path, **COMPLETE)
    key = tmp_path / "keys" / "secret-key"
    first = key.read_text()
    assert key.stat().st_mode & 0o777 == 0o600
    started(tmp_path, **COMPLETE)
    assert key.read_text() == first


def test_no_key_is_committed() -> None:
    tracked = subprocess.check_output(["git", "ls-files"], cwd=ROOT, text=True).split()
    assert not [name for name in tracked if name.startswith("var/") or name.endswith((".sqlite3", ".key", ".pem"))]
