"""The packs of three other fields: for authors to learn from, never in force by themselves."""

from pathlib import Path

import pytest
from django.core.management import call_command

from mulin.judgement.registry import REGISTRY
from mulin.programmes.models import Edition, Programme
from mulin.rulebook.linting import lint
from mulin.rulebook.reading import load_stored, pack_text, read_pack
from mulin.rulebook.rendering import render_markdown
from tests.packs.conftest import ROOT

FOLDERS = sorted(path.parent for path in (ROOT / "packs" / "examples").glob("*/*/pack.yaml"))
PAGE = ROOT / "docs" / "packs" / "examples.md"


def test_there_are_three_of_them() -> None:
    assert [path.parent.name for path in FOLDERS] == ["banji", "wuxing", "zhiyuan"]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.parent.name)
def test_an_example_is_clean_says_what_it_is_and_survives_being_stored(folder: Path) -> None:
    pack = read_pack(folder)
    assert [one for one in lint(pack, REGISTRY.describe()) if one.acknowledged is None] == []
    assert pack.title.startswith("示例·")
    assert "示例" in pack.summary
    assert load_stored(pack_text(pack)) == pack
    assert pack.title in render_markdown(pack)
    assert str(folder.relative_to(ROOT)) in PAGE.read_text(encoding="utf-8")


@pytest.mark.django_db
def test_an_example_is_installed_only_when_somebody_asks_for_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert not Edition.objects.filter(pack="banji").exists()
    call_command("pack", "add", str(ROOT / "packs" / "examples" / "banji" / "2014"))
    assert "已安装" in capsys.readouterr().out
    assert not Programme.objects.exists(), "installed is not in force"


def test_the_demo_installs_no_example() -> None:
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "mulin" / "demo").rglob("*.py")]
    assert not [text for text in texts if "examples" in text and "settings.PACKS" in text]


def test_the_readable_text_of_an_averaged_rubric_says_what_is_averaged() -> None:
    text = render_markdown(read_pack(ROOT / "packs" / "examples" / "banji" / "2014"))
    assert "逐项同“每周考核”：每周分别得分" in text
    assert "各年级分别按得分取前" in text
    assert "一年从 9 月起" in text
