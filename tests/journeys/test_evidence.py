"""Evidence in the hands of an officer: dropped on its criterion, several at once, each told; a line that is cut."""

import socket

import pytest

from tests.browser import NARROWEST, assert_accessible, assert_fits, look, python
from tests.reports.year import pdf

pytestmark = pytest.mark.browser
OPENED = """
import django, datetime as dt; django.setup()
from thidua.members.terms import Stage
from thidua.reports.actions import open_period
from thidua.samples.cast import PASSWORD, YEAR, moment
from thidua.samples.demo import seed
at = moment(YEAR, 9, 20)
cast = seed(Stage.RUNNING, password=PASSWORD)
made = open_period(here=cast.here("thu-ky-cum-truong", at.date()), span="nine_months", name="9 tháng",
                   from_date=dt.date(YEAR, 1, 1), to_date=dt.date(YEAR, 9, 30), due_on=dt.date(YEAR, 10, 5), at=at)
"""
ROOT = "/cum/cum-mau-2/2026/bao-cao/"
FILES = ROOT + "minh-chung/song-hong/"
DROP = """(zone, files) => {
  const data = new DataTransfer();
  for (const [name, bytes] of files) data.items.add(new File([new Uint8Array(bytes)], name));
  for (const kind of ["dragover", "drop"]) {
    zone.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
  }
}"""


@pytest.fixture(scope="module")
def running(site):
    python(site.home, "-c", OPENED)
    return site


@pytest.fixture
def page(running, page_as):
    opened = page_as("can-bo-song-hong")
    opened.goto(ROOT)
    opened.get_by_role("link", name="Lập báo cáo").first.click()
    return opened


def drop(zone, *files):
    zone.evaluate(DROP, [[name, list(data)] for name, data in files])


def stored(site):
    return sum(one.is_file() for one in (site.home / "files" / "evidence").rglob("*"))


def test_files_dropped_on_a_criterion_are_its_evidence_and_each_says_what_came_of_it(page, running):
    row = page.locator("[id='I.2.a']")
    before = stored(running)
    drop(
        row, ("Công văn.pdf", pdf(text="công văn").read()), ("gia.pdf", b"MZ" * 40), ("hai.pdf", pdf(text="hai").read())
    )
    row.get_by_text("hai.pdf: đã nhận.").wait_for()
    assert row.locator("[data-count]").inner_text().startswith("2 tệp")
    assert "Công văn.pdf: đã nhận." in row.inner_text()
    assert "không đúng loại" in row.locator(".wrong").inner_text()
    assert stored(running) == before + 2
    look(page, "bao-cao-keo-tha")
    assert_accessible(page)


def test_what_was_typed_and_not_saved_survives_a_drop(page):
    page.locator("[name='I.1.b:actual']").fill("77")
    drop(page.locator("[id='I.1.b']"), ("ba.pdf", pdf(text="ba ba").read()))
    page.locator("[id='I.1.b']").get_by_text("ba.pdf: đã nhận.").wait_for()
    assert page.locator("[name='I.1.b:actual']").input_value() == "77"
    page.on("dialog", lambda dialog: dialog.accept())


def test_a_line_cut_in_the_middle_is_said_and_the_file_can_be_sent_again(page):
    row = page.locator("[id='I.2.b']")
    page.context.set_offline(True)
    drop(row, ("đứt.pdf", pdf(text="đứt").read()))
    row.get_by_text("mất kết nối khi đang tải").wait_for()
    page.context.set_offline(False)
    drop(row, ("đứt.pdf", pdf(text="đứt").read()))
    row.get_by_text("đứt.pdf: đã nhận.").wait_for()


def test_the_page_of_the_files_works_with_a_drop_and_without_a_script(page, running, page_as):
    page.goto(FILES)
    drop(page.locator("form[data-upload]"), ("bốn.pdf", pdf(text="bốn bốn bốn").read()))
    page.locator("[name=codes][value='I.2.c']").check()
    page.locator("[name=codes][value='I.3.a']").check()
    page.get_by_role("button", name="Tải lên").click()
    page.get_by_role("link", name="bốn.pdf").wait_for()
    look(page, "minh-chung")
    assert_accessible(page)
    page.get_by_role("link", name="bốn.pdf").click()
    page.wait_for_function("() => document.querySelector('.preview img').naturalWidth > 100")
    look(page, "minh-chung-tep")
    assert_accessible(page)
    narrow = page_as("can-bo-song-hong", viewport=NARROWEST)
    for address in (FILES, page.url):
        narrow.goto(address)
        assert_fits(narrow)


def test_an_upload_broken_off_leaves_nothing_half(page, running):
    before, rows = stored(running), page.goto(FILES).text()
    cookies = "; ".join(f"{one['name']}={one['value']}" for one in page.context.cookies())
    token = page.locator("form[data-upload] [name=csrfmiddlewaretoken]").input_value()
    part = (f'--x\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{token}\r\n--x\r\n'
            'Content-Disposition: form-data; name="codes"\r\n\r\nI.1.a\r\n--x\r\nContent-Disposition: form-data; '
            'name="uploads"; filename="nua.pdf"\r\nContent-Type: application/pdf\r\n\r\n').encode()  # fmt: skip
    head = (f"POST {FILES} HTTP/1.1\r\nHost: 127.0.0.1:{running.port}\r\nCookie: {cookies}\r\n"
            "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 6000000\r\n\r\n").encode()  # fmt: skip
    with socket.create_connection(("127.0.0.1", running.port), timeout=10) as line:
        line.sendall(head + part + b"%PDF-1.7 " + b"0" * 3_000_000)
    page.reload()
    assert "nua.pdf" not in page.content()
    assert page.locator(".kept-files tbody tr").count() == rows.count('<th scope="row">')
    assert stored(running) == before
