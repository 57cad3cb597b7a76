"""The second half of the journey: the result, the conference, the vote, the handover, the story."""

import re
from datetime import date

from playwright.sync_api import expect

from tests.browser import PHONE
from tests.journeys.walk import fill, follow, press, says, today
from thidua.samples.cast import UNITS, YEAR

CODES = [code for code, _name, _short in UNITS]


def seal_the_result(walk):
    page = walk.at("thu-ky-cum-truong", "ket-qua/chot/")
    press(page, "Chốt kết quả")
    page = walk.at("thu-ky-cum-truong", "ket-qua/")
    follow(page, "Công bố kết quả")
    page.locator("[name=sure]").check()
    press(page, "Công bố kết quả")
    page = walk.at("lanh-dao-dong-bang", "ket-qua/")
    says(page, "Đơn vị Trường Sơn")
    walk.look(page, "ket-qua")


def prepare_the_conference(walk):
    page = walk.at("thu-ky-hoi-nghi", "hoi-nghi/")
    page.locator("[name=host]").select_option(label="Đơn vị Sông Hồng (minh hoạ)")
    fill(page, kind="summary", title="Hội nghị tổng kết (minh hoạ)", on=today(), session="morning",
         place="Hội trường Sông Hồng (minh hoạ)", chair="Lãnh đạo đơn vị Cụm trưởng")  # fmt: skip
    press(page, "Lập hội nghị")
    walk.conference = page.url.rstrip("/") + "/"
    page = walk.at("thu-ky-hoi-nghi", walk.conference + "chuong-trinh/")
    press(page, "Lấy chương trình")
    for code in CODES:
        leader = walk.at(f"lanh-dao-{code}", walk.conference)
        press(leader, "Đoàn của đơn vị tôi")
        fill(leader, title="Lãnh đạo đơn vị")
        leader.locator("[name=lead]").check()
        press(leader, "Thêm đại biểu")
    walk.look(walk.at("thu-ky-hoi-nghi", walk.conference), "hoi-nghi")


def hold_the_conference(walk):
    page = walk.at("thu-ky-hoi-nghi", walk.conference)
    press(page, "Khai mạc")
    page = walk.at("thu-ky-hoi-nghi", walk.conference + "diem-danh/")
    page.set_viewport_size(PHONE)
    for place, _each in enumerate(CODES, 1):
        page.get_by_role("main").locator("button.primary[value^=present]").first.click()
        expect(page.locator("[data-present]")).to_have_text(f"{place}/{len(CODES)}")
    walk.look(page, "diem-danh")
    page = walk.at("thu-ky-hoi-nghi", walk.conference + "dien-bien/")
    page.set_viewport_size({"width": 1280, "height": 900})
    said = page.locator("form[action$='ghi-nhan/']")
    fill(said, kind="result", text="Bốn trong năm đơn vị hoàn thành vượt các chỉ tiêu đã đăng ký.")
    press(said, "Ghi")
    asked = page.locator("form[action$='kien-nghi/']")
    fill(asked, text="gửi báo cáo đúng hạn ngay từ kỳ 6 tháng", owner="Các đơn vị thành viên", due_on=today(200))
    press(asked, "Ghi kiến nghị")
    says(page, "gửi báo cáo đúng hạn ngay từ kỳ 6 tháng")


def vote(walk):
    """A recorded vote: two tellers open, five leaders vote once each, two tellers close."""
    page = walk.at("thu-ky-cum-truong", "bo-phieu/")
    fill(page, title="Suy tôn đơn vị đề nghị tặng Cờ thi đua (minh hoạ)", form="open", award="co-bo-tinh")
    page.get_by_label("Đơn vị Trường Sơn (minh hoạ)").check()
    page.get_by_label("Đơn vị Sông Hồng (minh hoạ)").check()
    press(page, "Lập cuộc bỏ phiếu")
    address = page.url
    for teller in ("kiem-phieu-1", "kiem-phieu-2"):
        press(walk.at(teller, address), "Xác nhận mở")
    for place, code in enumerate(CODES):
        leader = walk.at(f"lanh-dao-{code}", address)
        leader.get_by_role("group", name=re.compile("Trường Sơn")).locator("[value=yes]").check()
        other = leader.get_by_role("group", name=re.compile("Sông Hồng"))
        other.locator("[value=yes]" if place % 2 else "[value=no]").check()
        leader.get_by_role("button", name="Bỏ phiếu", exact=True).click()
        press(leader, "Bỏ lá phiếu này")
        again = walk.at(f"lanh-dao-{code}", address)
        assert again.locator("form.ballot-paper").count() == 0, "one vote per mandate"
    for teller in ("kiem-phieu-1", "kiem-phieu-2"):
        press(walk.at(teller, address), "Xác nhận đóng")
    walk.look(walk.at("lanh-dao-bien-dong", address), "bo-phieu")


def close_the_conference(walk):
    page = walk.at("thu-ky-hoi-nghi", walk.conference)
    follow(page, "Bế mạc")
    press(page, "Bế mạc và ban hành biên bản")
    assert walk.stage() == "Tổng kết"
    page = walk.at("thu-ky-hoi-nghi", walk.conference)
    follow(page, "Biên bản hội nghị")
    walk.look(page, "bien-ban")


def nominate_and_decide(walk):
    page = walk.at("thu-ky-cum-truong", "ket-qua/khen-thuong/de-nghi/")
    page.locator("[name=membership]").select_option(label="Đơn vị Sông Hồng (minh hoạ)")
    fill(page, award="co-bo-tinh")
    press(page, "Thêm vào danh sách")
    says(page, "chưa đạt phiếu")
    page.locator("[name=membership]").select_option(label="Đơn vị Trường Sơn (minh hoạ)")
    press(page, "Thêm vào danh sách")
    page = walk.at("thu-ky-cum-truong", "ket-qua/khen-thuong/gui/")
    page.locator("[name=sure]").check()
    press(page, "Gửi đề nghị")
    assert walk.stage() == "Đề nghị khen thưởng"
    page = walk.at("thuong-truc", "ket-qua/khen-thuong/")
    follow(page, "Ghi quyết định")
    fill(page, number="99/QĐ-MH", on=today(), signer="Người có thẩm quyền (minh hoạ)")
    press(page, "Ghi quyết định")
    walk.look(walk.at("thuong-truc", "ket-qua/khen-thuong/"), "khen-thuong")
    assert walk.stage() == "Quyết định khen thưởng"


def hand_over(walk):
    page = walk.at("thu-ky-cum-truong", "ban-giao/cong-bo/")
    page.locator("[name=head]").select_option(label="Đơn vị Trường Sơn (minh hoạ)")
    page.locator("[name=deputy]").select_option(label="Đơn vị Biển Đông (minh hoạ)")
    fill(page, since=max(today(), date(YEAR + 1, 1, 1).isoformat()))
    press(page, "Công bố")
    for act, leaders in (("Ký bàn giao", (CODES[0], "truong-son")), ("Ký nhận bàn giao", ("truong-son", "bien-dong"))):
        for code in leaders:
            page = walk.at(f"lanh-dao-{code}", "ban-giao/")
            follow(page, act)
            page.locator("[name=sure]").check()
            press(page, act)
    walk.look(walk.at("lanh-dao-truong-son", "ban-giao/"), "ban-giao")
    assert walk.stage() == "Bàn giao"


def tell(walk):
    """Drafted from the record, reviewed by a second person, read by anyone, on a phone too."""
    page = walk.at("tuyen-truyen", "tin-bai/tu-hoi-nghi/")
    walk.look(page, "du-kien")
    press(page, "Soạn bài từ hồ sơ")
    walk.look(page, "ban-nhap")
    number = page.url.rstrip("/").rsplit("/", 1)[-1]
    page = walk.at("tuyen-truyen", f"tin-bai/{number}/")
    press(page, "Gửi duyệt")
    assert page.get_by_role("button", name="Đăng bài").count() == 0, "nobody publishes what they wrote"
    page = walk.at("duyet-tin", f"tin-bai/{number}/")
    press(page, "Đăng bài")
    reader = walk.at("", "/")
    walk.look(reader, "trang-dau")
    follow(reader, "Cụm thi đua mẫu")
    walk.look(reader, "bai-dang")
    reader.set_viewport_size(PHONE)
    walk.look(reader, "bai-dang-dien-thoai")
    says(reader, "Chung sức, sáng tạo, về đích sớm")
