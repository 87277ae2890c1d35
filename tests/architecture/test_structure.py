"""The repository tests itself: what the contracts of import-linter cannot say."""

import ast
import re
import subprocess
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import ForeignKey, OneToOneField

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "mulin"
ORDER = [
    "foundation", "rulebook", "judgement", "identity", "audit", "tree", "programmes", "organisations", "members",
    "restricted", "records", "registration", "relations", "service", "boards", "deliberation", "supervision", "duties",
    "points", "feedback",
    "appraisals", "assessments", "papers", "notices", "web", "demo", "bench",
]  # fmt: skip
PUBLIC = {"actions", "queries", "permissions", "events", "choices", "measures", "models", "pages", "sheets", "rules"}
FREE = {"foundation", "rulebook", "judgement"}
SCRATCH = {"bench"}  # fills a database of its own that it throws away
WRITERS = {"actions", "jobs", "migrations"}
WRITES = {"save", "create", "bulk_create", "bulk_update", "update_or_create", "get_or_create", "insert_rows"}


def modules() -> list[Path]:
    return [path for path in sorted(PACKAGE.rglob("*.py")) if "migrations" not in path.parts]


def domain_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0]


def test_foreign_keys_point_downward() -> None:
    upward = []
    for model in apps.get_models():
        module = model.__module__.split(".")
        if module[0] != "mulin":
            continue
        for field in model._meta.get_fields():
            if not isinstance(field, ForeignKey | OneToOneField):
                continue
            target = field.related_model.__module__.split(".")
            if target[0] == "mulin" and ORDER.index(target[1]) > ORDER.index(module[1]):
                upward.append(f"{model.__name__}.{field.name} → {field.related_model.__name__}")
    assert not upward


def test_identity_has_no_foreign_key_to_another_domain() -> None:
    for model in apps.get_app_config("identity").get_models():
        for field in model._meta.get_fields():
            if isinstance(field, ForeignKey | OneToOneField):
                assert field.related_model._meta.app_label in {"identity", "auth", "contenttypes"}


def test_domains_meet_only_at_their_public_files() -> None:
    hidden = []
    for path in modules():
        here = domain_of(path)
        for name in re.findall(r"^\s*(?:from|import) (mulin\.[\w.]+)", path.read_text(), re.MULTILINE):
            parts = name.split(".")
            there = parts[1]
            if there in {here, "config", "command_line"} | FREE or len(parts) < 3:
                continue
            if parts[2] not in PUBLIC | {"machine"}:
                hidden.append(f"{path.relative_to(ROOT)}: {name}")
    assert not hidden


def writes_in(path: Path) -> list[str]:
    """Calls like ``X.objects.create(…)`` or ``row.save()``."""
    found = []
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            chain = ast.unparse(node.func)
            is_picture = chain == "image.save"
            if node.func.attr in WRITES and ("objects" in chain or node.func.attr == "save") and not is_picture:
                found.append(f"{path.relative_to(ROOT)}:{node.lineno} {chain[:60]}")
            if node.func.attr in {"update", "delete"} and "objects" in chain:
                found.append(f"{path.relative_to(ROOT)}:{node.lineno} {chain[:60]}")
    return found


def test_only_actions_write() -> None:
    writes = []
    for path in modules():
        parts = path.relative_to(PACKAGE).parts
        if parts[0] in FREE | SCRATCH | {"command_line.py", "config"} or "machine" in parts:
            continue
        if not any(part.removesuffix(".py") in WRITERS for part in parts):
            writes += writes_in(path)
    assert not writes


@pytest.mark.parametrize("name", ["utils", "helpers", "common", "manager", "misc", "data", "process"])
def test_no_room_for_everything(name: str) -> None:
    assert not [path for path in modules() if path.stem == name or name in path.relative_to(PACKAGE).parts[:-1]]


def test_no_file_grows_past_four_hundred_lines() -> None:
    tracked = [path for path in modules() if len(path.read_text().splitlines()) > 400]
    assert not tracked


def test_views_do_not_start_from_the_whole_table() -> None:
    """Lists start from what the person may see: views ask ``queries``, never a model's manager."""
    found = []
    for path in modules():
        if path.stem == "views" or "views" in path.relative_to(PACKAGE).parts:
            found += [f"{path.relative_to(ROOT)}" for _ in re.findall(r"\b[A-Z]\w+\.objects\b", path.read_text())]
    assert not found


def test_no_admin() -> None:
    assert not [path for path in modules() if path.stem == "admin"]


def committed() -> list[Path]:
    names = subprocess.check_output(["git", "ls-files", "-z"], cwd=ROOT).decode().split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def test_no_path_of_a_machine_and_no_registry_is_committed() -> None:
    forbidden = re.compile(r"(/root/|/work/|/home/\w+/|files\.pythonhosted|pypi\.org/simple|registry\.npmjs)")
    found = []
    for path in committed():
        if path.suffix in {".png", ".woff2"} or path == Path(__file__).resolve():
            continue
        for number, line in enumerate(path.read_text(errors="ignore").splitlines(), 1):
            if forbidden.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}")
    assert not found
