"""A real browser against a real server: granian on a free port, on a SQLite home of its own, driven by Playwright.

    site = Site(folder)                 a seeded home, copied from one made once; nothing is shared between sites
    with site.served():                 granian runs
        page = site.page("can-bo-song-hong")        signed in through the sign-in page, once per person
        page.goto("/viec-cua-toi/")
        look(page, "viec-cua-toi")                  screenshots/viec-cua-toi.png (the folder is not in git)
        assert_accessible(page)                     axe finds nothing

Tests ask the fixtures of conftest.py for `site` (one per module) and `page_as`; they are marked `browser`.
"""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, flock
from functools import cache, cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.request import urlopen

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Playwright

from thidua.samples.cast import PASSWORD
from tools.browser import HOW, find
from tools.serving import PATIENCE, free_port, killed, started, web_server

ROOT = Path(__file__).resolve().parent.parent
SCREENSHOTS = ROOT / "screenshots"
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
NARROWEST = {"width": 320, "height": 640}
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"], "resultTypes": ["violations"]}
STICKING_OUT = """() => {
  const room = document.documentElement.clientWidth;
  const clips = (box, e) => getComputedStyle(box).overflowX !== "visible"
    && (getComputedStyle(box).position !== "static" || getComputedStyle(e).position !== "absolute");
  const inBox = e => { for (let box = e.parentElement; box !== document.body; box = box.parentElement)
    if (clips(box, e)) return true; };
  if (document.documentElement.scrollWidth <= room) return [];
  return [...document.querySelectorAll("body *")]
    .filter(e => e.getBoundingClientRect().right > room + 1 && !inBox(e))
    .slice(0, 5).map(e => e.outerHTML.slice(0, 160)).concat("…");
}"""
SEED = """
import django; django.setup()
from thidua.samples.cast import PASSWORD, assemble
assemble(password=PASSWORD)
"""


def environment(home: Path) -> dict[str, str]:
    """Nothing of the developer's own site; no proxy between the browser and the server."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("THIDUA_", "DATABASE_URL"))}
    return {**kept, "THIDUA_HOME": str(home), "DJANGO_SETTINGS_MODULE": "thidua.config.settings",
            "THIDUA_IDLE_MINUTES": "0"}  # fmt: skip  # a site that travels in time


def python(home: Path, *arguments: str) -> None:
    done = subprocess.run([sys.executable, *arguments], cwd=ROOT, env=environment(home), capture_output=True, text=True,
                          check=False)  # fmt: skip
    assert done.returncode == 0, f"{arguments}: {done.stderr}"


@cache
def _own_folder() -> "TemporaryDirectory[str]":
    return TemporaryDirectory(prefix="thidua-empty-")


def empty_home() -> Path:
    """A migrated home with the static files collected; made once a run, or (TESTS_SHARE) once for several runs."""
    folder = Path(os.environ.get("TESTS_SHARE") or _own_folder().name)
    made = folder / "empty"
    with (folder / "turn").open("w") as turn:
        flock(turn, LOCK_EX)
        if not (folder / "made").exists():
            shutil.rmtree(made, ignore_errors=True)  # of who fell over halfway
            for command in (["migrate"], ["createcachetable"], ["collectstatic", "--noinput"]):
                python(made, "-m", "thidua", *command, "-v0")
            (folder / "made").touch()
    return made


def make_home(home: Path, seed: str = SEED) -> Path:
    """A copy of it with the sample cluster in it, or what the seed makes."""
    shutil.copytree(empty_home(), home, dirs_exist_ok=True)
    python(home, "-c", seed)
    return home


def launch(playwright: Playwright) -> Browser:
    """The machine's Chromium, without its calls home; root needs it without its sandbox."""
    quiet = ["--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
             "--no-proxy-server"]  # fmt: skip
    if os.geteuid() == 0:
        quiet.append("--no-sandbox")
    program = find()
    assert program, HOW
    return playwright.chromium.launch(executable_path=program, headless=True, args=quiet)


class Site:
    """One running site and the people signed in to it."""

    def __init__(self, home: Path, browser: Browser) -> None:
        self.home, self.browser = home, browser
        self.signed_in: dict[str, dict] = {}
        self.sounds: list[str] = []

    @cached_property
    def port(self) -> int:
        return free_port()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def manage(self, *command: str) -> None:
        """A command of the site, such as manage("demo", "appraised")."""
        python(self.home, "-m", "thidua", *command)

    @contextmanager
    def served(self, **env: str) -> Iterator["Site"]:
        command, log = (
            web_server(self.port, workers=1, application="tests.travelled:application"),
            self.home / "server.log",
        )
        with log.open("w") as out:
            try:
                server = started(command, self.port, environment(self.home) | env, stdout=out, stderr=out)
            except RuntimeError as silent:
                raise AssertionError(f"{silent}\n{log.read_text()}") from None
        try:
            with urlopen(self.url, timeout=PATIENCE):  # noqa: S310  the first page waits for everything to load
                yield self
        finally:
            killed(server, signal.SIGTERM)

    def page(self, username: str = "", *, viewport: dict[str, int] | None = None, dark: bool = False) -> Page:
        """A fresh window on the site, signed in as `username` ("" = a stranger). Errors on the page are kept."""
        if username and username not in self.signed_in:
            self.sign_in(username)
        context = self.browser.new_context(
            base_url=self.url, viewport=viewport or DESKTOP, color_scheme="dark" if dark else "light",
            locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", storage_state=self.signed_in.get(username),
        )  # fmt: skip
        context.set_default_timeout(10_000)
        page = context.new_page()
        page.on("pageerror", lambda error: self.sounds.append(f"{page.url}: {error}"))
        page.on("console", lambda said: self.hear(page, said.type, said.text))
        return page

    def hear(self, page: Page, kind: str, text: str) -> None:
        """Keep an error of the page; a refusal (a form sent back, a page kept shut) or a line
        a test cut is an answer, not an error."""
        answers = ("the server responded with a status of 4", "net::ERR_INTERNET_DISCONNECTED")
        if kind == "error" and not text.startswith(tuple(f"Failed to load resource: {one}" for one in answers)):
            self.sounds.append(f"{page.url}: {text}")

    def sign_in(self, username: str, password: str = PASSWORD) -> None:
        """Through the real page; the session is kept for later windows of the same person."""
        page = self.page()
        page.goto("/dang-nhap/")
        page.get_by_label("Tên đăng nhập").fill(username)
        page.get_by_label("Mật khẩu").fill(password)
        page.get_by_role("main").get_by_role("button", name="Đăng nhập").click()
        page.get_by_role("button", name="Đăng xuất").wait_for()
        self.signed_in[username] = page.context.storage_state()
        page.context.close()


def look(page: Page, name: str) -> Path:
    """Keep a picture of the whole page under screenshots/."""
    SCREENSHOTS.mkdir(exist_ok=True)
    kept = SCREENSHOTS / f"{name}.png"
    page.screenshot(path=kept, full_page=True)
    return kept


def assert_accessible(page: Page) -> None:
    """axe, WCAG 2.1 A and AA: no violation; the message names each with the elements it is about."""
    found = Axe().run(page, options=WCAG).response["violations"]
    told = [f"{one['id']}: {one['help']}\n    " + "\n    ".join(node["html"][:200] + "\n      " + node["failureSummary"]
            for node in one["nodes"]) for one in found]  # fmt: skip
    assert not found, f"{page.url}\n" + "\n".join(told)


def assert_fits(page: Page) -> None:
    """The page has no sideways scroll; names what sticks out. Tables scroll inside their own box."""
    wide = page.evaluate(STICKING_OUT)
    assert not wide, f"{page.url} at {page.viewport_size}: " + "\n".join(wide)


def copy_home(template: Path, to: Path) -> Path:
    shutil.copytree(template, to, dirs_exist_ok=True)
    return to
