"""A walk through the year in a browser: one window per person, every act through the page it is done on."""

import re
from datetime import timedelta

from playwright.sync_api import Locator, Page, expect

from tests.browser import Site, assert_accessible, assert_fits, look
from tests.travelled import THEN
from thidua.samples.cast import CLUSTER, YEAR

ROOT = f"/cum/{CLUSTER}/{YEAR}/"


class Walk:
    """The people of the sample cluster, each in a window of their own; pictures are numbered in the order taken."""

    def __init__(self, site: Site) -> None:
        self.site, self.windows, self.pictures = site, {}, 0

    def at(self, person: str, path: str = "") -> Page:
        """That person's window, at a page of the year (or at an absolute address)."""
        if person not in self.windows:
            self.windows[person] = self.site.page(person)
        page = self.windows[person]
        answer = page.goto(path if path.startswith(("/", "http")) else ROOT + path)
        assert answer is not None, path
        assert answer.status == 200, f"{person} at {path}: {answer.status}"
        return page

    def shut(self, person: str, path: str) -> None:
        """That page does not open to that person."""
        answer = self.at(person).goto(ROOT + path)
        assert answer is not None, path
        assert answer.status == 404, f"{person} at {path}: {answer.status}"

    def look(self, page: Page, name: str) -> None:
        """Keep the picture, and hold the page to what every page must be: accessible, and fitting its window."""
        self.pictures += 1
        look(page, f"nam-{self.pictures:02d}-{name}")
        assert_accessible(page)
        assert_fits(page)

    def stage(self) -> str:
        """Where the year stands, as its ribbon says."""
        return self.at("thuong-truc").locator(".ribbon [aria-current=step] a").inner_text().strip()

    def close(self) -> None:
        for page in self.windows.values():
            page.context.close()


def today(days: int = 0) -> str:
    """A day near the served site's own today, as a date field takes it."""
    return (THEN.date() + timedelta(days)).isoformat()


def fill(scope: Page | Locator, **values: str) -> None:
    """Fill the form fields of these names."""
    for name, value in values.items():
        field = scope.locator(f"[name='{name}']").first
        if field.evaluate("e => e.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)


def press(scope: Page | Locator, button: str) -> None:
    """Press the button of the page's main part that begins with these words."""
    main = scope.get_by_role("main") if isinstance(scope, Page) else scope
    arrive(main.get_by_role("button", name=re.compile("^" + re.escape(button))).first)


def follow(page: Page, link: str) -> None:
    """Follow the link of the page's main part that begins with these words."""
    arrive(page.get_by_role("main").get_by_role("link", name=re.compile("^" + re.escape(link))).first)


def arrive(link: Locator) -> None:
    """Click, and wait for the page it leads to."""
    with link.page.expect_navigation():
        link.click()


def says(page: Page, words: str) -> None:
    """The page says these words somewhere a reader sees them."""
    expect(page.get_by_role("main").get_by_text(words).first).to_be_visible()
