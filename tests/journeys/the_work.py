"""The first half of the journey: from the launch to the agreed points."""

from tests.journeys.walk import fill, follow, press, says, today
from thidua.engine import typed
from thidua.samples.cast import UNITS, YEAR
from thidua.samples.demo import SAID, figures

CODES = [code for code, _name, _short in UNITS]
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def constitute(walk):
    """The standing office makes a cluster, its units and its year, and seats a first person."""
    for name in ("Ven Biển", "Trung Du"):
        page = walk.at("thuong-truc", "/cum/don-vi-moi/")
        fill(page, name=f"Đơn vị {name} (minh hoạ)", short_name=name)
        press(page, "Nhập đơn vị")
    page = walk.at("thuong-truc", "/cum/lap-cum/")
    fill(page, organiser="Bộ Minh hoạ", family="ven biển", number="9", name="Cụm thi đua mẫu số 9")
    press(page, "Lập cụm")
    page = walk.at("thuong-truc", "/cum/lap-nam/")
    page.locator("[name=cluster]").select_option(label="Cụm thi đua mẫu số 9")
    fill(page, year=str(YEAR), since=f"{YEAR}-01-01", by_document="Văn bản minh hoạ số 09")
    for unit in ("Đơn vị Ven Biển (minh hoạ)", "Đơn vị Trung Du (minh hoạ)"):
        page.get_by_label(unit).check()
    page.locator("[name=head]").select_option(label="Đơn vị Ven Biển (minh hoạ)")
    page.locator("[name=deputy]").select_option(label="Đơn vị Trung Du (minh hoạ)")
    press(page, "Lập năm thi đua")
    says(page, "Phát động phong trào")
    page = walk.at("thuong-truc", page.url + "nhan-su/")
    page.locator("[name=membership]").select_option(label="Đơn vị Ven Biển (minh hoạ)")
    fill(
        page,
        username="can-bo-ven-bien",
        name="Cán bộ thi đua, Ven Biển",
        office="unit_officer",
    )
    press(page, "Giao")
    says(page, "Cán bộ thi đua, Ven Biển")
    walk.look(page, "nhan-su")


def launch(walk):
    refused = walk.at("can-bo-bien-dong", "phong-trao/")
    says(refused, "Cơ quan thường trực")
    page = walk.at("thuong-truc", "phong-trao/")
    follow(page, "Phát động phong trào")
    fill(page, name="Thi đua mẫu", launched_by="Bộ Minh hoạ", slogan="Chung sức, sáng tạo, về đích sớm", on=today(-30))
    press(page, "Phát động")
    says(page, "Chung sức, sáng tạo, về đích sớm")
    walk.look(page, "phat-dong")
    assert walk.stage() == "Phát động"


def adopt(walk):
    page = walk.at("thu-ky-cum-truong", "bang-tieu-chi/du-thao/?mau=mau-minh-hoa")
    press(page, "Lưu và kiểm tra")
    press(page, "Trình thông qua")
    walk.look(page, "bang-tieu-chi")
    page = walk.at("thuong-truc", "bang-tieu-chi/")
    follow(page, "Thông qua")
    fill(page, on=today(), by_document="Quyết định minh hoạ số 05")
    press(page, "Thông qua")
    assert walk.stage() == "Thông qua bảng tiêu chí"


def register(walk):
    given = figures()
    for code in CODES:
        page = walk.at(f"can-bo-{code}", "dang-ky/")
        follow(page, "Bản đăng ký của đơn vị tôi")
        page.locator("[name=titles][value=co-bo-tinh]").check()
        fill(page, commitment="Hoàn thành vượt các chỉ tiêu (minh hoạ).")
        for path, value in given["targets"][code].items():
            page.locator(f"[name='target-{path}']").fill(typed(value))
        press(page, "Lưu bản đăng ký")
        address = page.url
        leader = walk.at(f"lanh-dao-{code}", address)
        press(leader, "Gửi bản đăng ký")
        if code == "cao-nguyen":
            office = walk.at("thuong-truc", address)
            follow(office, "Giao chỉ tiêu")
            fill(office, **{"scope-I.1.c": "not_assigned", "reason-I.1.c": "Không có nhiệm vụ này (minh hoạ)"})
            press(office, "Ghi chỉ tiêu")
        press(walk.at("thu-ky-cum-pho" if code == CODES[0] else "thu-ky-cum-truong", address), "Duyệt")
    walk.look(walk.at("can-bo-song-hong", "dang-ky/"), "dang-ky")


def pledge(walk):
    page = walk.at("thu-ky-cum-truong", "dang-ky/giao-uoc/soan/")
    fill(page, signing_on=today())
    press(page, "Lưu bản giao ước")
    for code in CODES:
        leader = walk.at(f"lanh-dao-{code}", "dang-ky/giao-uoc/")
        leader.locator("[name=agree]").check()
        press(leader, "Ký giao ước")
    page = walk.at("thu-ky-cum-truong", "dang-ky/giao-uoc/")
    walk.look(page, "giao-uoc")
    press(page, "Chốt và ban hành")
    assert walk.stage() == "Ký giao ước"


def report(walk):
    page = walk.at("thu-ky-cum-truong", "bao-cao/")
    days = {"from_date": f"{YEAR}-01-01", "to_date": f"{YEAR}-06-15", "due_on": f"{YEAR}-12-31"}
    fill(page, span="half", name="6 tháng đầu năm", **days)
    press(page, "Mở kỳ")
    officer = walk.at("can-bo-song-hong", "bao-cao/")
    follow(officer, "Lập báo cáo")
    fill(officer, narrative="Sáu tháng đầu năm đúng tiến độ (minh hoạ).", **{"I.1.a:actual": "mười"})
    press(officer, "Lưu báo cáo")
    says(officer, "I.1.a")
    assert officer.locator("[name='I.1.a:actual']").input_value() == "mười", "what was typed survives"
    fill(officer, **{"I.1.a:actual": "750"})
    press(officer, "Lưu báo cáo")
    walk.look(officer, "bao-cao")
    written = officer.url
    officer = walk.at("can-bo-song-hong", "bao-cao/minh-chung/song-hong/")
    officer.locator("input[type=file]").set_input_files(
        {"name": "bien-ban.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    officer.locator("[name=codes][value='I.1.a']").check()
    press(officer, "Tải lên")
    officer.get_by_role("link", name="bien-ban.pdf").wait_for()
    leader = walk.at("lanh-dao-song-hong", written)
    press(leader, "Gửi báo cáo")
    assert walk.stage() == "Thực hiện"


def score_self(walk):
    open_round(walk, "self")
    for code in CODES:
        page = walk.at(f"can-bo-{code}", "cham-diem/")
        follow(page, "Chấm")
        address = page.url
        for path, row in figures()["self"][code].items():
            for key, value in row.items():
                fill(page, **{f"{path}:{key}": typed(value)})
        if code == CODES[0]:
            fill(page, **{"I.2.b:points": "999"})
            press(page, "Lưu phiếu")
            says(page, "999")
            fill(page, **{"I.2.b:points": "38"})
        press(page, "Lưu phiếu")
        if code == CODES[0]:
            walk.look(page, "phieu-tu-cham")
        press(walk.at(f"lanh-dao-{code}", address), "Gửi phiếu")
    close_round(walk, "self")
    assert walk.stage() == "Tự chấm điểm"


def open_round(walk, hand):
    page = walk.at("thu-ky-cum-truong", "cham-diem/")
    form = page.locator(f"#due_{hand}").locator("xpath=ancestor::form")
    fill(form, due_on=today(5))
    press(form, "Mở vòng")


def close_round(walk, hand):
    page = walk.at("thu-ky-cum-truong", "cham-diem/")
    follow(page, "Đóng vòng")
    press(page, "Đóng vòng")


def cross_check(walk):
    page = walk.at("thu-ky-cum-truong", "cham-diem/phan-cong/")
    press(page, "Chia vòng")
    open_round(walk, "cross")
    for place, code in enumerate(CODES):
        checker = CODES[(place + 1) % len(CODES)]
        page = walk.at(f"cham-cheo-{checker}", f"cham-diem/cham-cheo/{code}/")
        press(page, "Gửi phiếu")
    close_round(walk, "cross")
    assert walk.stage() == "Chấm chéo"


def appraise(walk):
    """Changes with reasons, the head's own unit by the deputy's secretary; the units answer; then all is agreed."""
    open_round(walk, "appraised")
    walk.shut("thu-ky-cum-truong", f"cham-diem/tham-dinh/{CODES[0]}/")
    for code in CODES:
        judge = "thu-ky-cum-pho" if code == CODES[0] else "thu-ky-cum-truong"
        page = walk.at(judge, f"cham-diem/tham-dinh/{code}/")
        changes = figures()["appraised"].get(code, {})
        for path, row in changes.items():
            for key, value in row.items():
                if key not in SAID:
                    fill(page, **{f"{path}:{key}": typed(value)})
            fill(page, **{f"note:{path}": row["reason"]})
        if changes:
            press(page, "Lưu phiếu")
        press(page, "Gửi phiếu")
        for path, row in changes.items():
            answer(walk, code, path, row.get("explanation", ""))
            if row.get("explanation"):
                review(walk, judge, code, path)
    close_round(walk, "appraised")
    assert walk.stage() == "Thẩm định"
    walk.look(walk.at("lanh-dao-bien-dong", "bang-diem/"), "bang-diem")
    says(walk.at("can-bo-song-hong", "bang-diem/"), "Đơn vị Trường Sơn")


def answer(walk, code, path, text):
    """The unit explains a changed point, or agrees with it; the page says why it is what it is."""
    page = walk.at(f"can-bo-{code}", f"bang-diem/{code}/{path}/")
    if text:
        fill(page, text=text)
        press(page, "Gửi giải trình")
        says(page, text)
    else:
        press(page, "Đồng ý với điểm thẩm định")
    if code == CODES[0]:
        walk.look(page, "vi-sao")


def review(walk, judge, code, path):
    """What was explained is looked at once more, and only that: here it stands, with the reason."""
    page = walk.at(judge, f"cham-diem/tham-dinh-lai/{code}/{path}/")
    page.get_by_label("Giữ nguyên").check()
    fill(page, reason="Đã xem lại hồ sơ, giữ nguyên (minh hoạ).")
    press(page, "Ghi ý kiến thẩm định lại")
