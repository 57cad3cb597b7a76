"""The forms a person meets: what the pages of a year offer to post, read from the pages themselves."""

import re
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from django.urls import Resolver404, resolve

from thidua.kit import clock
from thidua.news.terms import Shown
from thidua.samples.cast import PASSWORD

LIBRARY = {"account_logout", "account_change_password", "set_language"}
"""Forms of libraries, on every page; `test_bad_moments` fills in the one that is filled in."""
TO_READ = {
    "timeline:steps", "timeline:ledger", "scoring:board", "scoring:compare", "scoring:unit", "results:version",
    "news:front", "news:search", *(f"news:{kind}{what}" for kind in Shown.values for what in ("", "_list")),
    "newsroom:versions", "story:article", "conference:hall", "members:account", "kit-living",
    "scoring:board_workbook", "scoring:board_csv", "scoring:unit_workbook", "scoring:unit_csv",
    "scoring:sheet_workbook", "scoring:projector",
    "newsroom:picture_file", "results:download", "rulebook:download", "rulebook:as_workbook",
    "rulebook:comparison", "targets:ceremony", "results:fulfilment", "results:fulfilment_workbook", "timeline:who_may",
    "insight:years", "insight:chart", "asking:rows",
    "asking:file", "asking:documentation", "conference:calendar",
    "conference:attendance_workbook", "conference:attendance_pdf", "conference:seat_plan", "conference:cards",
    "conference:badges", "conference:talk_file", "conference:handout_file", "ballots:listed", "ballots:archive",
    "awards:catalogue", "awards:statistics", "awards:minutes", "paperwork:word", "paperwork:pdf",
    "paperwork:pages", "paperwork:book", "paperwork:shipped", "handover:line", "scoring:division",
    "exchange:api:for_people", "exchange:api:description",
}  # fmt: skip
"""Pages and files with nothing to fill in, nor the only way to any; not opened, to save time."""
OK = 200
CHOICES = {"select", "radio", "checkbox"}


@dataclass
class Control:
    """One control of a form: how it takes its value, the values it offers, what it holds."""

    name: str
    kind: str
    offered: list[str] = field(default_factory=list)
    held: list[str] = field(default_factory=list)
    required: bool = False
    least: str = "5"

    def plausible(self) -> list[str]:
        """What an honest person might send with it."""
        if self.kind == "password":
            return [PASSWORD]
        if self.held or self.kind in ("hidden", "file", "button"):
            return self.held
        if self.kind in CHOICES:
            several = self.kind == "checkbox" and len(self.offered) > 1
            wanted = 2 if several else int(self.kind != "checkbox" or self.required)
            return [one for one in self.offered if one][:wanted]
        typed = {"date": clock.today().isoformat(), "number": self.least, "decimal": "5"}
        return ["nguoi-moi" if self.name == "username" else typed.get(self.kind, "Nội dung thử")]


@dataclass
class Form:
    """A form that posts, and where it stood."""

    page: str
    action: str
    controls: dict[str, Control] = field(default_factory=dict)

    @property
    def route(self) -> str:
        return route_of(urlsplit(self.action).path)

    @property
    def shape(self) -> tuple[str, frozenset[str]]:
        return self.route, frozenset(alike(name) for name in self.controls)

    def plausible(self) -> dict[str, list[str]]:
        sent: dict[str, list[str]] = {}
        for name, one in self.controls.items():
            values = one.plausible()
            if one.kind == "select" and not one.held and values in sent.values():
                values = [other for other in one.offered if other and [other] not in sent.values()][:1]  # not the head
            if values:
                sent[name] = values
        return sent


@cache
def route_of(path: str) -> str:
    """The name of an address; "" when it leads nowhere. Every page links to the same ones."""
    try:
        return resolve(path).view_name
    except Resolver404:
        return ""


def alike(name: str) -> str:
    """The name without what counts rows: "I.1.a:actual" and "III.2:actual" are typed into alike."""
    return re.sub(r"\d+|[IVX]+\.[\w.]*", "#", name)


class Reader(HTMLParser):
    """The posting forms and the links of one page."""

    def __init__(self, page: str, text: str) -> None:
        super().__init__()
        self.page, self.links = page, []
        self.forms: list[Form] = []
        self._by_id: dict[str, Form] = {}
        self._inside: Form | None = None
        self._select: Control | None = None
        self._textarea: Control | None = None
        self._text = ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "a" and given.get("href"):
            self.links.append(urljoin(self.page, given["href"]))
        if tag == "form":
            self._open(given)
        elif tag in ("input", "select", "textarea", "button") and given.get("name"):
            self._control(tag, given)
        elif tag == "option" and self._select is not None:
            value = given.get("value", "")
            self._select.offered.append(value)
            if "selected" in given and value:
                self._select.held.append(value)

    def _open(self, given):
        if given.get("method", "get").lower() != "post":
            return
        self._inside = Form(self.page, urljoin(self.page, given.get("action") or self.page))
        self.forms.append(self._inside)
        if given.get("id"):
            self._by_id[given["id"]] = self._inside

    def _control(self, tag, given):
        form = self._by_id.get(given["form"]) if given.get("form") else self._inside
        if form is None:
            return
        name, kind = given["name"], kind_of(tag, given)
        one = form.controls.setdefault(name, Control(name, kind))
        one.required = one.required or "required" in given
        one.least = given.get("min") or one.least
        if tag == "select":
            self._select = one
        elif tag == "textarea":
            self._textarea, self._text = one, ""
        elif kind in ("radio", "checkbox", "button"):
            one.offered.append(given.get("value", "on"))
            if "checked" in given:
                one.held.append(given.get("value", "on"))
        elif given.get("value") or kind == "hidden":
            one.held.append(given.get("value") or "")

    def handle_data(self, data):
        self._text += data

    def handle_endtag(self, tag):
        if tag == "form":
            self._inside = None
        elif tag == "select":
            self._select = None
        elif tag == "textarea" and self._textarea is not None:
            self._textarea.held += [self._text.removeprefix("\n")] if self._text.strip() else []
            self._textarea = None


def kind_of(tag: str, given: dict[str, str | None]) -> str:
    if tag != "input":
        return tag if tag != "textarea" else "text"
    if given.get("inputmode") in ("decimal", "numeric"):
        return "decimal"
    return given.get("type") or "text"


def met_by(visitor, start: list[str]) -> list[Form]:
    """Every posting form on the pages a person reaches from `start`; one page of a kind, those of `start` besides."""
    waiting, opened, found = list(start), set(), []
    while waiting:
        path = waiting.pop(0)
        route = route_of(urlsplit(path).path)
        if not route or path in opened or (path not in start and route in opened | TO_READ):
            continue
        opened |= {path, route}
        answer = visitor.get(path)
        if answer.status_code != OK or not answer["Content-Type"].startswith("text/html"):
            continue
        page = Reader(path, answer.content.decode())
        found += [form for form in page.forms if form.route not in LIBRARY]
        waiting += [urlsplit(link)._replace(fragment="").geturl() for link in page.links if urlsplit(link).netloc == ""]
    return found
