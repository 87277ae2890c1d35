"""How people walk through the product: from what they owe, by the navigation, from link to link, knowing no address."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page, expect

from mulin.demo.accounts import PASSWORD
from mulin.identity.models import User
from tests.journeys.conftest import enter, fits_and_is_reachable, text_of_download


def let_in(*users: User) -> None:
    """Give people the password with which journeys sign in."""
    for user in users:
        user.set_password(PASSWORD)
        user.save(update_fields=["password"])


@dataclass
class Walk:
    """The browsers of all who take part, and the one somebody looks at now."""

    opened: Callable[[], Page]
    pages: dict[str, Page] = field(default_factory=dict)
    page: Any = None

    def enters(self, user: User) -> None:
        """Somebody comes to their own browser, signs in the first time, and sees what they owe."""
        if user.username in self.pages:
            self.page = self.pages[user.username]
            self.page.goto("/")
        else:
            self.page = self.pages[user.username] = self.opened()
            enter(self.page, user)
        self.checks()

    def checks(self) -> None:
        """The page that is open fits and is reachable."""
        fits_and_is_reachable(self.page)

    def printed(self, title: str) -> str:
        """What a paper says that is downloaded here."""
        return text_of_download(self.page, title)

    def owes(self, words: str) -> None:
        """Takes a line of the to-dos."""
        self.follow(words, within="section:has(#todo-title)")

    def follow(self, words: str, *, within: str = "main") -> None:
        """Follows the link that says this, in full or at its beginning."""
        found = self.page.locator(within).get_by_role("link", name=re.compile(f"^\\s*{re.escape(words)}"))
        found.first.click()
        self.checks()

    def open_menu(self, words: str) -> None:
        """Goes by the navigation: on a phone it opens first, then the section in which the page stands."""
        opener = self.page.get_by_role("link", name="打开导航")
        if opener.is_visible():
            opener.click()
        line = self.page.locator("a", has_text=re.compile(rf"^\s*{words}\s*$"))
        shown = self.page.locator("#navigation").locator(line).first
        if not shown.is_visible():
            self.page.locator("#navigation details", has=line).first.locator("summary").click()
        shown.click()
        self.checks()

    def fill(self, **given: str) -> None:
        """Fills in fields by their names."""
        for name, value in given.items():
            self.page.fill(f"[name={name}]", value)

    def tick(self, words: str) -> None:
        """Ticks the box with these words."""
        self.page.get_by_role("checkbox", name=re.compile(re.escape(words))).check()

    def press(self, words: str) -> None:
        """Presses a button."""
        self.page.locator("main").get_by_role("button", name=words).first.click()

    def sends(self) -> None:
        """Presses the button of the form that is open."""
        self.page.locator("main form button[type=submit]").last.click()

    def sees(self, *words: str) -> None:
        """The page says so."""
        for one in words:
            expect(self.page.locator("body")).to_contain_text(one)

    def owes_no_more(self, user: User, words: str) -> None:
        """Their to-dos no longer say so."""
        self.enters(user)
        expect(self.page.locator("section:has(#todo-title)")).not_to_contain_text(words)
