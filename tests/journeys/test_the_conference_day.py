"""The day everyone meets, in several browsers: the hall, two secretaries, a door, two delegates' phones.

The stream runs beside the site, as in earnest; one phone is cut off and comes back.
"""

import re
import signal
import subprocess
import sys
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from tests.browser import NARROWEST, PHONE, ROOT, assert_accessible, assert_fits, environment, look, python
from tests.journeys.walk import arrive

pytestmark = pytest.mark.browser
HALL = {"width": 1920, "height": 1080}
YEAR = "/cum/cum-mau/2026/hoi-nghi/"
SEED = """
import django; django.setup()
from django.db import transaction
from tests.travelled import THEN
from thidua.conference.models import Delegate, Delegation, Setup
from thidua.members.models import ClusterYear
from thidua.samples.cast import Cast
from thidua.samples.demo_day import open_meeting
ClusterYear.objects.update(stage="appraised")
with transaction.atomic():
    held = open_meeting(Cast(ClusterYear.objects.get()), THEN)
Setup.objects.filter(conference=held).update(quorum=5)
with transaction.atomic():
    for n in range(24):
        Delegation.objects.create(conference=held, side="guest", order=50 + n,
                                  body=f"Cục Quản lý xuất nhập cảnh, Bộ Minh hoạ, đoàn thứ {n}")
asks = held.delegations.exclude(membership=None).first().delegates.order_by("pk")[1]
comes = Delegate.objects.filter(delegation__conference=held, presence="expected").first()
open("meeting.txt", "w").write(f"{held.pk} {asks.code} {comes.pk} {comes.code}")
"""
SCANNER = """
window.BarcodeDetector = class { async detect() { return window.badges.splice(0).map((rawValue) => ({ rawValue })); } };
window.badges = [];
navigator.mediaDevices.getUserMedia = async () => document.createElement("canvas").captureStream();
HTMLMediaElement.prototype.play = async () => {};
"""
"""The browser's own reader of codes, which needs a camera: badges are put before it by the test."""

CUT_OFF = """() => {
  const part = document.querySelector(".stage > section"), room = part.getBoundingClientRect();
  return [...part.querySelectorAll("*")].map((one) => [one, one.getBoundingClientRect()])
    .filter(([, box]) => box.height)
    .filter(([, box]) => box.bottom > room.bottom + 2 || box.top < room.top - 2 || box.right > room.right + 2)
    .map(([one]) => one.textContent.trim().slice(0, 40));
}"""
"""What of the hall's screen is not wholly on it."""


@contextmanager
def streaming(site):
    """The stream's process, where the site's pages look for it: on their own address, by the browser's routing."""
    command = [sys.executable, "-m", "granian", "--interface", "asgi", "--port", str(site.port + 1), "--no-ws",
               "--log-level", "error", "--workers-kill-timeout", "1", "tests.travelled_live:application"]  # fmt: skip
    process = subprocess.Popen(command, cwd=ROOT, env=environment(site.home))
    try:
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(15)


@pytest.fixture(scope="module")
def meeting(_chromium, _seeded_home, tmp_path_factory):
    """The site with an open conference, the stream beside it; what a test needs to know of both."""
    from tests.browser import Site, copy_home  # noqa: PLC0415

    home = copy_home(_seeded_home, tmp_path_factory.mktemp("meeting") / "home")
    told = home / "meeting.txt"
    python(home, "-c", SEED.replace("meeting.txt", str(told)))
    running = Site(home, _chromium)
    with running.served(THIDUA_LIVE_URL=f"http://127.0.0.1:{running.port + 1}"), streaming(running):
        pk, asks, comes, code = told.read_text().split()
        running.told = {"at": f"{YEAR}{pk}/", "asks": asks, "comes": comes, "code": code}
        yield running


def test_the_screens_follow_the_console_and_a_phone_asks_to_speak(meeting):
    at = meeting.told["at"]
    hall = meeting.page("lanh-dao-bien-dong", viewport=HALL)
    console, other = meeting.page("thu-ky-hoi-nghi"), meeting.page("thu-ky-cum-truong")
    phone = meeting.page(viewport=PHONE)
    hall.goto(at + "man-hinh/")
    for page in (console, other):
        page.goto(at + "dieu-hanh/")
    phone.goto(f"/dai-bieu/{meeting.told['asks']}/phat-bieu/")
    look(hall, "ngay-hop-phat-bieu")
    assert_accessible(hall)
    phone.get_by_label("Nội dung muốn phát biểu").fill("Kinh nghiệm làm minh chứng")
    arrive(phone.get_by_role("button", name="Đăng ký phát biểu"))
    expect(phone.locator("[data-place]")).to_have_text("3")
    expect(hall.locator(".waits li")).to_have_count(3)
    expect(console.locator(".queue li").nth(2)).to_contain_text("Kinh nghiệm làm minh chứng")
    look(phone, "ngay-hop-dien-thoai-cho")
    phone.context.set_offline(True)
    arrive(console.locator(".queue li").first.get_by_role("button", name=re.compile("^Bỏ")))
    expect(hall.locator(".waits li")).to_have_count(2)
    arrive(console.locator(".queue li").last.get_by_role("button", name=re.compile("^Mời phát biểu")))
    expect(hall.locator(".now-speaks .item")).to_have_text("Cán bộ thi đua")
    expect(hall.locator(".countdown b")).to_have_text(re.compile(r"^[45]:\d\d$"))
    look(hall, "ngay-hop-moi-phat-bieu")
    expect(phone.get_by_text("Mất kết nối, đang nối lại…")).to_be_visible()
    phone.context.set_offline(False)
    expect(phone.get_by_role("heading", name="Mời đồng chí phát biểu")).to_be_visible()
    look(phone, "ngay-hop-dien-thoai-moi")
    assert_accessible(phone)
    expect(other.get_by_text(re.compile("^Bấm lần cuối: Thư ký hội nghị"))).to_be_visible()
    for page in (hall, console, other, phone):
        page.context.close()
    assert not meeting.sounds


def test_a_stale_press_is_refused_and_every_view_is_shown(meeting):
    at = meeting.told["at"]
    hall, console = meeting.page("lanh-dao-bien-dong", viewport=HALL), meeting.page("thu-ky-hoi-nghi")
    other = meeting.page("thu-ky-cum-truong", viewport=PHONE)
    other.context.route(re.compile("truc-tiep|man-hinh"), lambda route: route.abort())  # a console that hears nothing
    hall.goto(at + "man-hinh/")
    console.goto(at + "dieu-hanh/")
    other.goto(at + "dieu-hanh/")
    assert_accessible(console)
    assert_fits(other)
    look(console, "ngay-hop-dieu-hanh")
    look(other, "ngay-hop-dieu-hanh-dien-thoai")
    hall.context.route(re.compile("/anh/"), lambda route: route.abort(), times=1)
    for showing in ("item", "vote", "board", "attendance", "album"):
        arrive(console.locator(f"button[value={showing}]"))
        expect(hall.locator(f"[data-showing={showing}]")).to_be_attached()
        look(hall, f"ngay-hop-{showing}")
        assert not hall.evaluate(CUT_OFF), f"{showing}: all of it is on the screen"
        if showing == "attendance":
            expect(hall.get_by_text("Và 11 đoàn khác")).to_be_visible()
    expect(hall.locator(".stage img").first).not_to_have_js_property("naturalWidth", 0)
    arrive(console.locator("button[value=attendance]"))
    expect(hall.locator("[data-showing=attendance]")).to_be_attached()
    arrive(other.locator("button[value=vote]"))
    expect(other.get_by_text("Thư ký hội nghị vừa bấm trước")).to_be_visible()
    expect(hall.locator("[data-showing=attendance]")).to_be_attached()
    hall.reload()
    expect(hall.locator("[data-showing=attendance]")).to_be_visible()
    console.get_by_label("Lời thông báo").fill("Nghỉ giải lao đến 9 giờ 45")
    arrive(console.get_by_role("button", name="Hiện thông báo"))
    expect(hall.get_by_text("Nghỉ giải lao đến 9 giờ 45")).to_be_visible()
    for page in (hall, console, other):
        page.context.close()
    meeting.sounds.clear()  # the lines cut on purpose


def test_the_console_keeps_the_focus_and_what_is_typed_while_others_change_the_day(meeting):
    at = meeting.told["at"]
    console, door = meeting.page("thu-ky-hoi-nghi"), meeting.page("thu-ky-cum-truong")
    console.goto(at + "dieu-hanh/")
    door.goto(at + "diem-danh/")
    arrive(console.locator("button[value=item]"))
    expect(console.locator("button[value=item]")).to_be_focused()
    typed, vote = console.get_by_label("Lời thông báo"), console.locator("button[value=vote]")
    typed.fill("Nghỉ giải lao")
    vote.focus()
    one = door.locator("#" + door.locator("li.present").nth(1).get_attribute("id"))
    for press, count in (("Vắng", "8/11"), ("Có mặt", "9/11")):
        inside = console.locator(".console > p").element_handle()
        one.get_by_role("button", name=re.compile(f"^{press}")).click()
        expect(console.locator(".preview .count").first).to_have_text(count)
        console.wait_for_timeout(300)
        assert not inside.is_visible(), "the console is another one"
        expect(typed).to_have_value("Nghỉ giải lao")
        expect(vote).to_be_focused()
    for page in (console, door):
        page.context.close()
    assert not meeting.sounds


def test_marks_made_without_a_line_are_kept_and_sent(meeting):
    at, comes = meeting.told["at"], meeting.told["comes"]
    phone, second = meeting.page("thu-ky-hoi-nghi", viewport=PHONE), meeting.page("thu-ky-cum-truong", viewport=PHONE)
    second.add_init_script(SCANNER)
    phone.goto(at + "diem-danh/")
    second.goto(at + "diem-danh/")
    assert_accessible(phone)
    expect(second.locator("[data-quorum]")).to_contain_text("Chưa đủ số đại biểu tham dự theo quy chế: 4/5 đơn vị")
    phone.context.set_offline(True)
    row = phone.locator(f"#dai-bieu-{comes}")
    phone.get_by_label("Tìm đại biểu hoặc đoàn").fill("dong bang")
    expect(phone.locator(".door li[id]:visible")).to_have_count(2)
    phone.get_by_label("Tìm đại biểu hoặc đoàn").fill("khong co ai")
    expect(phone.get_by_text("Không tìm thấy đại biểu nào.")).to_be_visible()
    phone.get_by_label("Tìm đại biểu hoặc đoàn").fill("dong bang")
    expect(phone.locator("[data-group]:visible [data-of]")).to_have_text("0/2")
    row.get_by_role("button", name=re.compile("^Có mặt")).click()
    expect(phone.locator("[data-group]:visible [data-of]")).to_have_text("1/2")
    expect(phone.get_by_text("Mất mạng: 1 lượt đang chờ gửi")).to_be_visible()
    expect(row).to_have_class("present")
    look(phone, "ngay-hop-diem-danh-mat-mang")
    phone.context.set_offline(False)
    expect(phone.locator("[data-waits]")).to_be_hidden()
    expect(phone.locator("[data-present]")).to_have_text("10/11")
    for page in (phone, second):  # the one by the answer to its own mark, the other by the stream
        expect(page.locator("[data-quorum]")).to_have_text("Đã đủ số đại biểu tham dự theo quy chế: 5/5 đơn vị, cần 5.")
    second.get_by_role("button", name="Quét thẻ bằng máy ảnh").click()
    page_of_the_badge = f"https://thidua.example.vn/dai-bieu/{meeting.told['code']}/"
    second.evaluate("page => window.badges.push(page)", page_of_the_badge)
    expect(second.locator("[data-said]")).to_have_text(
        re.compile(r"đã điểm danh \(có mặt\) lúc \d\d:\d\d bởi Thư ký hội nghị")
    )
    second.evaluate("window.badges.push('https://thidua.example.vn/dai-bieu/khong-phai-ma-nao-ca/')")
    expect(second.locator("[data-said]")).to_contain_text("Không có đại biểu nào mang mã này")
    look(second, "ngay-hop-diem-danh-quet")
    second.set_viewport_size(NARROWEST)
    assert_fits(second)
    for page in (phone, second):
        page.context.close()
    assert not meeting.sounds


def test_the_page_of_the_door_opens_again_without_a_line(meeting):
    phone = meeting.page("thu-ky-hoi-nghi", viewport=PHONE)
    phone.goto(meeting.told["at"] + "diem-danh/")
    phone.wait_for_function("navigator.serviceWorker.ready.then(() => true)")
    phone.context.set_offline(True)
    row = phone.locator(".door li[id]").last
    row.get_by_role("button", name=re.compile("^Có lý do")).click()
    phone.reload()  # a phone that slept, or a finger that slipped
    expect(phone.locator("[data-said]")).to_contain_text("Không có mạng: đây là trang máy này giữ lúc")
    expect(row).to_contain_text("Có lý do (đã ghi trên máy)")
    look(phone, "ngay-hop-diem-danh-mo-lai")
    phone.context.set_offline(False)
    expect(phone.locator("[data-waits]")).to_be_hidden()
    phone.context.clear_cookies()
    phone.reload()
    expect(phone.get_by_role("button", name="Đăng nhập")).to_be_visible()
    assert not phone.evaluate("caches.has('diem-danh')")  # who is signed out finds no page kept
    phone.context.close()
    assert not meeting.sounds
