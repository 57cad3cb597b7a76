"""The whole sheet out to Excel and back: errors at their cells, differences before saving, nobody overwritten."""

import io
import subprocess
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from tests.rulebook.excel import packed, parts
from tests.scoring.asking import TEXT
from tests.scoring.files import OFFICE
from tests.scoring.quarters import by_quarters
from tests.scoring.quarters import open_round as open_period
from tests.scoring.test_sheets import form_of
from tests.scoring.year import AT, fill_self, here, open_round, self_scored, started, texts
from thidua import engine
from thidua.ledger.models import Entry
from thidua.rulebook.models import EditionText
from thidua.scoring import actions
from thidua.scoring.models import Claim
from thidua.scoring.sheets import Typed
from thidua.scoring.terms import Hand
from thidua.scoring.workbooks.sheet import CODE, GUIDE, NOTE, SHEET, VALUE

BASE = "/cum/cum-mau/2026/cham-diem/"
OWN = BASE + "tu-cham/song-hong/"
OFFICER = "can-bo-song-hong"


@pytest.fixture
def filled(cast):
    """The self round is open, Sông Hồng's sheet is full and not sent."""
    open_round(started(cast), Hand.SELF)
    fill_self(cast, "song-hong")
    return cast


class File:
    """A sheet as an officer has it: open, write, save."""

    def __init__(self, client, address=OWN, period=""):
        self.book = load_workbook(io.BytesIO(client.get(address + "phieu.xlsx" + period).content))
        self.sheet = self.book[SHEET]
        self.head = next(cell.row for row in self.sheet.iter_rows() for cell in row if cell.value == CODE)
        self.columns = {cell.value: cell.column for cell in self.sheet[self.head] if cell.value}

    def cell(self, code, title=VALUE, nth=0):
        rows = [row[0].row for row in self.sheet.iter_rows(min_row=self.head + 1)
                if row[self.columns[CODE] - 1].value == code]  # fmt: skip
        return self.sheet.cell(rows[nth], self.columns[title])

    def put(self, code, value, title=VALUE):
        found = self.cell(code, title)
        found.value = value
        return found.coordinate

    @property
    def data(self):
        out = io.BytesIO()
        self.book.save(out)
        return out.getvalue()


def bring(client, data, address=OWN, period=""):
    return client.post(address + "tep/" + period, {"file": SimpleUploadedFile("phieu.xlsx", data)})


def said(answer):
    return " ".join(answer.content.decode().split())


def confirm(client, answer, address=OWN):
    """What the button under the differences posts."""
    page = answer.content.decode()
    form = page[page.index(f'action="{address}"') : page.index("</form>", page.index(f'action="{address}"'))]
    return client.post(address, form_of(form))


def refused(client, data, *words, address=OWN, status=422):
    answer = bring(client, data, address)
    assert answer.status_code == status
    for word in words:
        assert word in said(answer)
    assert f'action="{address}"' not in answer.content.decode(), "there is nothing to confirm"


def test_the_sheet_leaves_whole_and_only_the_cells_to_be_filled_are_open(filled, visit):
    file = File(visit(OFFICER))
    codes = {row[file.columns[CODE] - 1].value for row in file.sheet.iter_rows(min_row=file.head + 1)}
    found = engine.load(EditionText.objects.get().text)
    assert set(found.codes) <= codes
    assert file.cell("I.1.a").value == "1500"
    assert "Số" in file.cell("I.1.a", "Cần ghi").value
    assert file.cell("I.1.a", "Cách tính").value.startswith(
        found.criterion("I.1.a").rule.says(found.criterion("I.1.a"))
    )
    assert file.sheet.protection.sheet
    opened = {file.sheet.cell(file.head, cell.column).value for row in file.sheet.iter_rows() for cell in row
              if not cell.protection.locked}  # fmt: skip
    assert opened == {VALUE, NOTE}


def test_a_file_that_was_not_touched_changes_nothing(filled, visit):
    client = visit(OFFICER)
    answer = bring(client, File(client).data)
    assert answer.status_code == 200
    assert "giống hệt phiếu hiện có" in said(answer)


def test_what_was_filled_is_shown_before_it_is_saved_and_then_saved_at_once(filled, visit):
    client = visit(OFFICER)
    file = File(client)
    file.put("I.1.a", 1600)
    file.put("I.1.b", "80")
    file.put("I.2.b", 38.5)
    file.put("I.2.b", "theo kết luận kiểm tra", NOTE)
    before = Entry.objects.count()
    answer = bring(client, file.data)
    assert "3 tiêu chí thay đổi" in said(answer)
    assert "<del>1500</del> → <ins>1600</ins>" in said(answer)
    assert file.cell("I.1.a").coordinate in said(answer)
    assert Claim.objects.get(code="I.1.a").written == {"actual": "1500"}, "nothing is saved yet"
    assert Entry.objects.count() == before
    assert confirm(client, answer).status_code == 302
    assert Claim.objects.get(code="I.1.a").written == {"actual": "1600"}
    claim = Claim.objects.get(code="I.2.b")
    assert (claim.written, claim.reason) == ({"points": "38,5"}, "theo kết luận kiểm tra")
    assert Entry.objects.count() == before + 1, "one act"
    assert confirm(client, answer).status_code == 302
    assert Entry.objects.count() == before + 1, "the same again is nothing"


def test_an_empty_sheet_is_filled_from_a_file_and_the_total_is_told_before_and_after(cast, visit):
    open_round(started(cast), Hand.SELF)
    client = visit(OFFICER)
    file = File(client)
    for code, cells in texts("self", "song-hong").items():
        for nth, text in enumerate(cells.values()):
            file.cell(code, VALUE, nth).value = text
    answer = bring(client, file.data)
    assert "41 tiêu chí thay đổi" in said(answer)
    assert "<strong>0 → " in said(answer)
    confirm(client, answer)
    assert {claim.code: claim.written for claim in Claim.objects.all()} == texts("self", "song-hong")


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed here")
def test_what_libreoffice_saves_comes_back_the_same(filled, visit, tmp_path):
    client = visit(OFFICER)
    file = File(client)
    file.put("I.1.a", "1600")
    (tmp_path / "phieu.xlsx").write_bytes(file.data)
    subprocess.run(
        [str(OFFICE), f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to",
         "xlsx:Calc MS Excel 2007 XML", "--outdir", tmp_path / "saved", tmp_path / "phieu.xlsx"],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    answer = bring(client, (tmp_path / "saved" / "phieu.xlsx").read_bytes())
    assert "1 tiêu chí thay đổi" in said(answer), said(answer)
    assert "<del>1500</del> → <ins>1600</ins>" in said(answer)


def test_what_somebody_else_wrote_meanwhile_is_shown_and_not_overwritten(filled, visit):
    client = visit(OFFICER)
    file = File(client)
    file.put("I.1.a", "1400")
    file.put("I.1.b", "80")
    leader = here(filled, "lanh-dao-song-hong")
    actions.save_sheet(here=leader, membership=filled.member("song-hong"), hand=Hand.SELF,
                       rows=[Typed("I.1.a", {"actual": "1600"})], at=AT)  # fmt: skip
    answer = bring(client, file.data)
    assert "đã có người khác sửa sau khi tải tệp" in said(answer)
    assert "giữ <strong>1600</strong>" in said(answer)
    assert "lấy trong tệp <strong>1400</strong>" in said(answer)
    page = answer.content.decode()
    fields = form_of(page) | {"I.1.a:actual": "1600"}  # the choice that is made already
    client.post(OWN, fields)
    assert Claim.objects.get(code="I.1.a").written == {"actual": "1600"}
    assert Claim.objects.get(code="I.1.b").written == {"actual": "80"}
    client.post(OWN, fields | {"I.1.a:actual": "1400", "seen:I.1.b": "2.0"})
    assert Claim.objects.get(code="I.1.a").written == {"actual": "1400"}, "chosen knowingly"


def test_what_changes_between_looking_and_saving_is_a_dispute_too(filled, visit):
    client = visit(OFFICER)
    file = File(client)
    file.put("I.1.a", "1400")
    answer = bring(client, file.data)
    leader = here(filled, "lanh-dao-song-hong")
    actions.save_sheet(here=leader, membership=filled.member("song-hong"), hand=Hand.SELF,
                       rows=[Typed("I.1.a", {"actual": "1600"})], at=AT)  # fmt: skip
    refusal = confirm(client, answer)
    assert refusal.status_code == 422
    assert 'value="1400"' in refusal.content.decode()
    assert "<strong>1600</strong>" in refusal.content.decode()
    assert Claim.objects.get(code="I.1.a").written == {"actual": "1600"}


def test_a_wrong_value_is_named_by_its_cell(filled, visit):
    client = visit(OFFICER)
    file = File(client)
    first, second = file.put("I.1.a", "một nghìn"), file.put("I.2.b", 999)
    refused(client, file.data, f"ô {first}, trang “Phiếu chấm”", "“một nghìn” không phải là một số",
            f"ô {second}, trang “Phiếu chấm”", "999 lớn hơn mức cao nhất là 40")  # fmt: skip
    assert Claim.objects.get(code="I.1.a").written == {"actual": "1500"}


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", '=HYPERLINK("http://a.b")', "@cmd|' /C calc'!A0"])
def test_a_formula_that_reaches_out_is_refused_at_its_cell(filled, visit, text):
    client = visit(OFFICER)
    file = File(client)
    refused(client, (file.put("I.1.a", text), file.data)[1], f"ô {file.cell('I.1.a').coordinate}", "gọi ra ngoài")


def test_a_formula_without_a_result_is_refused_and_one_with_a_result_is_read_and_said(filled, visit):
    client = visit(OFFICER)
    file = File(client)
    where = file.put("I.1.a", "=800+800")
    refused(client, file.data, f"ô {where}", "công thức chưa có kết quả")
    data = file.data
    found = parts(data)
    name = next(name for name, part in found.items() if name.startswith("xl/worksheets/") and b"800+800" in part)
    found[name] = found[name].replace(b"<f>800+800</f><v />", b"<f>800+800</f><v>1600</v>").replace(
        b"<f>800+800</f><v></v>", b"<f>800+800</f><v>1600</v>")  # fmt: skip
    answer = bring(client, packed(found))
    assert "đã lấy kết quả “1600”" in said(answer)
    assert "<del>1500</del> → <ins>1600</ins>" in said(answer)


def test_what_the_eye_does_not_see_is_refused_by_name(filled, visit):
    client = visit(OFFICER)
    file = File(client)
    file.sheet.row_dimensions[file.cell("I.1.a").row].hidden = True
    refused(client, file.data, "đang bị ẩn mà có nội dung", f"Dòng {file.cell('I.1.a').row}")
    file = File(client)
    row = file.cell("I.1.a").row
    file.sheet.merge_cells(f"H{row}:I{row + 1}")
    refused(client, file.data, f"Các ô H{row}:I{row + 1} bị trộn")
    file = File(client)
    file.sheet.column_dimensions[file.cell("I.1.a").column_letter].hidden = True
    refused(client, file.data, "Cột H đang bị ẩn mà có nội dung")
    file = File(client)
    file.sheet.sheet_state = "hidden"
    refused(client, file.data, "Trang “Phiếu chấm” đang bị ẩn")


def test_a_renamed_sheet_or_column_is_refused_by_name(filled, visit):
    client = visit(OFFICER)
    file = File(client)
    file.sheet.title = "Sheet1"
    refused(client, file.data, "Thiếu trang “Phiếu chấm”")
    file = File(client)
    file.sheet.cell(file.head, file.columns[VALUE]).value = "Kết quả"
    refused(client, file.data, "thiếu cột “Giá trị”")


def test_another_units_file_another_hands_and_an_old_tables_are_refused(filled, visit):
    client, other = visit(OFFICER), visit("can-bo-bien-dong")
    refused(client, File(other, BASE + "tu-cham/bien-dong/").data, "“bien-dong”", "phiếu đang mở của “song-hong”")
    file = File(client)
    guide = file.book[GUIDE]
    digest = next(row[1] for row in guide.iter_rows() if "SHA-256" in str(row[0].value))
    digest.value = engine.digest(engine.load(TEXT))
    refused(client, file.data, f"ô {digest.coordinate}, trang “Hướng dẫn”", "bảng tiêu chí (sha-256)")
    del file.book[GUIDE]
    refused(client, file.data, "Thiếu trang “Hướng dẫn”")


def test_rows_that_are_not_on_the_sheet_or_stand_twice_are_named(filled, visit):
    client = visit(OFFICER)
    file = File(client)
    last = file.sheet.max_row + 1
    file.sheet.cell(last, file.columns[CODE]).value = "X.9"
    file.sheet.cell(last, file.columns[VALUE]).value = "5"
    refused(client, file.data, f"Dòng {last} không có trong phiếu", "X.9")
    file = File(client)
    for title in (CODE, "Khoá", VALUE):
        file.sheet.cell(last, file.columns[title]).value = file.cell("I.1.a", title).value
    refused(client, file.data, "Dòng này lặp lại")


def test_five_thousand_rows_are_refused_and_not_listed_one_by_one(filled, visit):
    client = visit(OFFICER)
    file = File(client)
    for _row in range(5000):
        file.sheet.append([None] * 7 + ["1"])
    answer = bring(client, file.data)
    assert answer.status_code == 422
    assert "không có trong phiếu" in said(answer)
    assert said(answer).count("<tr>") < 120
    assert "lỗi nữa" in said(answer)


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"PK\x03\x04" + b"\0" * 100, b"", b"\xd0\xcf\x11\xe0" + b"\0" * 600])
def test_what_is_no_workbook_is_refused(filled, visit, data):
    assert bring(visit(OFFICER), data).status_code == 422


def test_a_bomb_is_refused(filled, visit):
    client = visit(OFFICER)
    found = parts(File(client).data)
    refused(client, packed({**found, "xl/media/a.xml": bytes(64 * 1024 * 1024)}, zipfile.ZIP_DEFLATED), "quá lớn")


def test_a_percentage_typed_in_a_worksheet_is_what_the_eye_reads(filled, visit):
    client = visit(OFFICER)
    file = File(client)
    found = engine.load(EditionText.objects.get().text)
    code = next(leaf.code for leaf in found.leaves if any(item.unit == "%" for item in leaf.inputs)
                and leaf.code in texts("self", "song-hong"))  # fmt: skip
    file.put(code, 0.875)
    file.cell(code).number_format = "0.0%"
    assert "<ins>87,5%</ins>" in said(bring(client, file.data))


def test_a_later_hand_owes_a_reason_in_the_cell_beside(cast, visit):
    open_round(self_scored(cast), Hand.APPRAISED)
    client, address = visit("thu-ky-cum-truong"), BASE + "tham-dinh/bien-dong/"
    file = File(client, address)
    kept = file.cell("I.2.b").value
    file.put("I.2.b", "30")
    refused(client, file.data, f"ô {file.cell('I.2.b', NOTE).coordinate}", "phải ghi lý do", address=address)
    file.put("I.2.b", "Thiếu hồ sơ", NOTE)
    answer = bring(client, file.data, address)
    assert f"<del>{kept}</del> → <ins>30</ins>" in said(answer)
    confirm(client, answer, address)
    claim = Claim.objects.get(sheet__hand=Hand.APPRAISED)
    assert (claim.code, claim.written, claim.reason) == ("I.2.b", {"points": "30"}, "Thiếu hồ sơ")


def test_a_reason_that_looks_like_a_formula_leaves_as_text_and_comes_back_the_same(filled, visit):
    actions.save_sheet(here=here(filled, OFFICER), membership=filled.member("song-hong"), hand=Hand.SELF, at=AT,
                       rows=[Typed("I.1.a", {"actual": "1500"}, "=1+1 theo báo cáo")])  # fmt: skip
    client = visit(OFFICER)
    file = File(client)
    assert file.cell("I.1.a", NOTE).value == "=1+1 theo báo cáo"
    data = client.get(OWN + "phieu.xlsx").content
    assert not any(b"<f>" in part for part in parts(data).values())
    assert "giống hệt phiếu hiện có" in said(bring(client, data))


def test_nobody_else_takes_or_brings_the_sheet(filled, visit):
    for who in ("can-bo-bien-dong", "cham-cheo-truong-son"):
        assert visit(who).get(OWN + "phieu.xlsx").status_code == 404
        assert visit(who).get(OWN + "tep/").status_code == 404
    assert visit().get(OWN + "phieu.xlsx").status_code == 302


def test_a_sheet_that_was_sent_takes_no_file(filled, visit):
    client = visit(OFFICER)
    data = File(client).data
    actions.submit_sheet(here=here(filled, "lanh-dao-song-hong"), membership=filled.member("song-hong"),
                         hand=Hand.SELF, at=AT)  # fmt: skip
    answer = bring(client, data)
    assert "Phiếu đã gửi nên không sửa được nữa" in said(answer)
    assert "Những chỗ thay đổi" not in said(answer)


def test_each_period_has_its_own_file(cast, visit):
    by_quarters(cast)
    for period in ("Q1", "Q2"):
        open_period(cast, Hand.SELF, period)
    client = visit(OFFICER)
    file = File(client, OWN, "?ky=Q1")
    file.put("A", "12")
    file.put("B", "1")
    answer = bring(client, file.data, OWN, "?ky=Q1")
    assert "2 tiêu chí thay đổi" in said(answer)
    address = f"{OWN}?ky=Q1"
    assert confirm(client, answer, address).status_code == 302
    assert set(Claim.objects.values_list("sheet__period", "code")) == {("Q1", "A"), ("Q1", "B")}
    other = bring(client, file.data, OWN, "?ky=Q2")
    assert other.status_code == 422
    assert "Tệp này của kỳ “Q1”, phiếu đang mở của “Q2”" in said(other)
    assert client.get(OWN + "phieu.xlsx").status_code == 404, "the whole year has no sheet of its own"
