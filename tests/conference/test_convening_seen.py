"""Preparing a conference in a browser: dragged, seated, badges looked at, a delegate's phone, two who write minutes."""

import pypdfium2
import pytest
from playwright.sync_api import expect

from tests.browser import DESKTOP, NARROWEST, PHONE, SCREENSHOTS, Site, assert_accessible, assert_fits, look, make_home
from thidua.samples.cast import CLUSTER, YEAR

pytestmark = pytest.mark.browser
ROOT = f"/cum/{CLUSTER}/{YEAR}/hoi-nghi/"
SEED = """
import django; django.setup()
from thidua.conference.minutes import actions as minutes
from thidua.conference.minutes.terms import Kind
from thidua.conference.models import Conference
from thidua.conference.terms import Kind as Sort
from thidua.samples.cast import PASSWORD, assemble
from thidua.samples.demo_convening import furnish
from thidua.samples.demo_meeting import prepare
from tests.travelled import THEN
cast = assemble(password=PASSWORD)
held = prepare(cast, Sort.SUMMARY, "Hội nghị tổng kết phong trào thi đua năm 2026 (minh hoạ)", THEN.date())
furnish(cast, held, THEN)
minutes.begin(here=cast.here("thu-ky-hoi-nghi", THEN.date()), conference=held, kind=Kind.MINUTES, at=THEN)
"""


@pytest.fixture(scope="module")
def site(_chromium, tmp_path_factory):
    home = make_home(tmp_path_factory.mktemp("convening") / "home", SEED)
    with Site(home, _chromium).served() as running:
        yield running


def seen(page, path, name):
    """Looked at on a desktop and a phone; fits the narrowest. Every other page, the walk over the site measures."""
    page.goto(path)
    look(page, f"hoi-nghi-{name}")
    page.set_viewport_size(PHONE)
    look(page, f"hoi-nghi-{name}-dien-thoai")
    page.set_viewport_size(NARROWEST)
    assert_fits(page)
    page.set_viewport_size(DESKTOP)


def test_the_programme_is_dragged_and_moved_by_keyboard(site):
    page = site.page("thu-ky-hoi-nghi")
    page.goto(ROOT)
    page.get_by_role("link", name="Hội nghị tổng kết").click()
    here = page.url
    for path, name in (("thu-tu/", "thu-tu"), ("cho-ngoi/", "cho-ngoi")):
        seen(page, here + path, name)
    page.goto(here + "chuong-trinh/")
    rows = page.locator("#muc > li")
    third = rows.nth(2).locator("a").first.inner_text()
    rows.nth(0).evaluate("row => row.scrollIntoView({block: 'center'})")
    grip, top = rows.nth(2).locator(".handle").bounding_box(), rows.nth(0).bounding_box()
    page.mouse.move(grip["x"] + 5, grip["y"] + 5)
    page.mouse.down()
    page.mouse.move(grip["x"] + 5, top["y"] + 20, steps=5)
    page.mouse.move(grip["x"] + 5, top["y"] + 2)
    with page.expect_navigation():
        page.mouse.up()
    assert rows.nth(0).locator("a").first.inner_text() == third
    assert rows.nth(0).locator(".clock").inner_text().endswith("08:00–08:10")
    down = rows.nth(0).get_by_role("button", name="Xuống")
    down.focus()
    for place in (1, 2):  # the focus goes with the row: twice down is twice Enter
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert rows.nth(place).locator("a").first.inner_text() == third
        expect(rows.nth(place).get_by_role("button", name="Xuống")).to_be_focused()
    page.goto(here + "cho-ngoi/")
    one, empty = page.locator("td.taken").first, page.locator("td[data-seat]:not(.taken)").last
    name = one.locator("strong").inner_text()
    row = page.locator("table.seats tr").first.locator("td")
    assert {box["y"] for box in (cell.bounding_box() for cell in row.all())} == {one.bounding_box()["y"]}, (
        "who sits in one row stands in one row"
    )
    carried = {"dataTransfer": page.evaluate_handle("() => new DataTransfer()")}
    one.dispatch_event("dragstart", carried)
    empty.dispatch_event("dragover", carried)
    with page.expect_navigation():
        empty.dispatch_event("drop", carried)
    assert page.locator("td.taken").last.locator("strong").inner_text() == name


def test_badges_are_looked_at_and_open_the_delegates_page(site):
    page = site.page("thu-ky-hoi-nghi")
    page.goto(ROOT)
    page.get_by_role("link", name="Hội nghị tổng kết").click()
    for sheet in ("a6", "a7"):
        got = page.request.get(f"{page.url}the-dai-bieu-{sheet}.pdf").body()
        document = pypdfium2.PdfDocument(got)
        SCREENSHOTS.mkdir(exist_ok=True)
        document[1].render(scale=3).to_pil().save(SCREENSHOTS / f"hoi-nghi-the-{sheet}.png")
        assert "Quét mã" in document[0].get_textpage().get_text_range()
    for name in ("cho-ngoi/so-do", "bien-ten", "ho-so/tham-du"):
        document = pypdfium2.PdfDocument(page.request.get(f"{page.url}{name}.pdf").body())
        document[0].render(scale=1.5).to_pil().save(SCREENSHOTS / f"hoi-nghi-{name.split('/')[-1]}-in.png")
    code = _code(site)
    phone = site.page(viewport=PHONE)
    assert phone.goto(f"/dai-bieu/{code}/").status == 200
    phone.get_by_text("Báo cáo tổng kết (minh hoạ)", exact=True).wait_for()
    look(phone, "hoi-nghi-dai-bieu")
    assert_accessible(phone)
    assert_fits(phone)
    with phone.expect_download() as taken:
        phone.get_by_role("link", name="Mở").click()
    assert taken.value.suggested_filename.endswith(".pdf")


def test_a_guest_without_an_account_answers_the_invitation(site):
    phone = site.page(viewport=PHONE)
    phone.goto(f"/loi-moi/{_code(site, INVITE)}/")
    phone.get_by_label("Người trả lời").fill("Vụ trưởng (minh hoạ)")
    phone.get_by_label("Xin vắng").check()
    phone.get_by_role("button", name="Gửi trả lời").click()
    expect(phone.get_by_label("Người trả lời")).to_have_value("Vụ trưởng (minh hoạ)")
    phone.get_by_label("Lý do vắng").fill("Trùng lịch công tác")
    phone.get_by_role("button", name="Gửi trả lời").click()
    expect(phone.get_by_text("Đã ghi trả lời của quý đơn vị")).to_be_visible()
    look(phone, "hoi-nghi-khach-tra-loi")
    assert_fits(phone)


BADGE = "SELECT code FROM conference_delegate ORDER BY id LIMIT 1"
INVITE = "SELECT code FROM conference_invite ORDER BY id LIMIT 1"


def _code(site, asked=BADGE):
    """What the QR of the first badge holds; the address of the first invitation."""
    import sqlite3  # noqa: PLC0415
    from contextlib import closing  # noqa: PLC0415

    with closing(sqlite3.connect(next(site.home.glob("*.sqlite3")))) as kept:
        return kept.execute(asked).fetchone()[0]


def test_two_editors_see_both_texts_and_lose_none(site):
    """A section is saved where it stands: what is typed elsewhere stays, what the other saved comes in by itself."""
    one, two = site.page("thu-ky-hoi-nghi"), site.page("thu-ky-cum-truong")
    for page in (one, two):
        page.goto(ROOT)
        page.get_by_role("link", name="Hội nghị tổng kết").click()
        page.get_by_role("link", name="Biên bản, kết luận").click()
        page.get_by_role("link", name="Mở để viết").click()
    one.wait_for_load_state()
    look(one, "hoi-nghi-bien-ban")
    assert_accessible(one)
    (mine, other), theirs = (one.locator("section.section").nth(at) for at in (2, 4)), two.locator(".section").nth(2)
    other.locator("textarea").fill("Chưa lưu ở mục khác.")
    theirs.locator("textarea").fill("Ý kiến của người thứ hai.")
    mine.locator("textarea").fill("Ý kiến của người thứ nhất.")
    mine.get_by_role("button", name="Lưu mục").click()
    expect(mine.get_by_text("Đã lưu lúc")).to_be_visible()
    expect(other.locator("textarea")).to_have_value("Chưa lưu ở mục khác.")
    theirs.locator("textarea").press("Control+s")
    expect(two.locator(".theirs")).to_have_text("Ý kiến của người thứ nhất.")
    expect(theirs.locator("textarea")).to_have_value("Ý kiến của người thứ hai.")
    look(two, "hoi-nghi-hai-ban")
    assert_accessible(two)
    theirs.locator("textarea").fill("Ý kiến của hai người.")
    theirs.get_by_role("button", name="Lưu mục").click()
    expect(mine.locator("textarea")).to_have_value("Ý kiến của hai người.", timeout=15_000)
    expect(other.locator("textarea")).to_have_value("Chưa lưu ở mục khác.")
    two.set_viewport_size(NARROWEST)
    assert_fits(two)
    assert not site.sounds, site.sounds
