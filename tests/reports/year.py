"""What the room's tests start from: a running sample year, its periods, a report written and sent, a page as shown."""

import datetime as dt
import io
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image, ImageDraw

from tests.journeys.found_forms import Reader
from tests.scoring.year import AT, here, started
from thidua.reports import actions
from thidua.reports.models import Evidence, Period, Report
from thidua.reports.queries import evidence_counts
from thidua.rulebook.queries import adopted

BASE = "/cum/cum-mau/2026/bao-cao/"
HALF = {"span": "half", "name": "6 tháng", "from_date": dt.date(2026, 1, 1), "to_date": dt.date(2026, 6, 30),
        "due_on": dt.date(2026, 6, 15)}  # fmt: skip
NINE = {"span": "nine_months", "name": "9 tháng", "from_date": dt.date(2026, 1, 1), "to_date": dt.date(2026, 9, 30),
        "due_on": dt.date(2026, 10, 10)}  # fmt: skip


@pytest.fixture
def running(cast):
    started(cast)
    return cast


@pytest.fixture
def half(running) -> Period:
    return opened(running, HALF)


def opened(cast, given: dict) -> Period:
    return actions.open_period(here=here(cast, "thu-ky-cum-truong"), at=AT, **given)


def save(cast, period: Period, unit: str, figures: dict[str, dict[str, str]], narrative: str = "Kết quả") -> Report:
    return actions.save_report(here=here(cast, f"can-bo-{unit}"), period=period, membership=cast.member(unit),
                               narrative=narrative, figures=figures, at=AT)  # fmt: skip


def pdf(name: str = "Quyết định.pdf", text: str = "một") -> SimpleUploadedFile:
    """A real PDF of one page; another text, another content."""
    page = Image.new("RGB", (200, 280), "white")
    ImageDraw.Draw(page).rectangle((20, 20, 20 + 3 * len(text), 20 + len(text)), fill="black")
    out = io.BytesIO()
    page.save(out, "PDF", title=text, creationDate=time.gmtime(0), modDate=time.gmtime(0))
    return SimpleUploadedFile(name, out.getvalue(), "application/pdf")


def prove(cast, unit: str, *codes: str, upload: SimpleUploadedFile | None = None) -> list[Evidence]:
    """Hand in one file for some criteria; for all that must have one when none is named."""
    edition = adopted(cast.year, AT.date())
    owed = list(codes) or [leaf.code for leaf in edition.leaves if leaf.evidence == "required"]
    received = actions.add_evidence(here=here(cast, f"can-bo-{unit}"), membership=cast.member(unit), codes=owed,
                                    uploads=[upload or pdf(f"{unit}.pdf", unit)], at=AT)  # fmt: skip
    return [one.evidence for one in received]


def submit(cast, period: Period, unit: str, at: dt.datetime = AT) -> Report:
    """The leader sends the report; the files that must be there are."""
    if not evidence_counts(cast.member(unit)):
        prove(cast, unit)
    return actions.submit_report(
        here=here(cast, f"lanh-dao-{unit}"), period=period, membership=cast.member(unit), at=at
    )


def held(client: Client, address: str, action: str = "") -> dict[str, str]:
    """What the form of a page holds as it is shown: post it back and nothing was touched."""
    page = Reader(address, client.get(address).content.decode())
    form = next(form for form in page.forms if form.action == (action or address))
    return {name: one.held[0] if one.held else "" for name, one in form.controls.items()}
