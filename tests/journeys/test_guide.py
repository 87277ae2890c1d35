"""The guide: every link leads somewhere, every picture is shown and light enough to load."""

import re
from pathlib import Path

GUIDE = Path(__file__).parents[2] / "docs" / "guide"
LINK = re.compile(r"\]\(([^)#:]+)[^)]*\)")
HEAVY = 160_000


def links() -> set[Path]:
    """Everything that pages of the guide link to."""
    pages = list(GUIDE.glob("*.md"))
    assert len(pages) > 10
    return {(GUIDE / link).resolve() for page in pages for link in LINK.findall(page.read_text(encoding="utf-8"))}


def test_every_link_of_the_guide_leads_somewhere() -> None:
    assert [str(one.relative_to(GUIDE.parent)) for one in sorted(links()) if not one.exists()] == []


def test_every_picture_is_shown_and_light() -> None:
    pictures = list((GUIDE / "pictures").glob("*.png"))
    assert pictures
    assert [one.name for one in pictures if one.resolve() not in links()] == []
    assert [one.name for one in pictures if one.stat().st_size > HEAVY] == []


def test_every_page_of_the_guide_is_reached_from_its_index() -> None:
    index = (GUIDE / "README.md").read_text(encoding="utf-8")
    assert [one.name for one in GUIDE.glob("*.md") if one.name != "README.md" and f"({one.name})" not in index] == []
