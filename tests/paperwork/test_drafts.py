"""A paper is prepared by one and signed by another, gets its number then, and goes out."""

import io

import openpyxl
import pytest
from django.db import IntegrityError, transaction

from tests.paperwork.test_papers import ADDRESS, CONTENT, issue
from thidua.kit.refusal import Refused
from thidua.ledger.models import Entry
from thidua.paperwork import actions
from thidua.paperwork.layout import Capacity, digest_of, lay_out, signing, symbol
from thidua.paperwork.models import Document, RecipientList
from thidua.paperwork.queries import gaps
from thidua.paperwork.terms import Kind, Status
from thidua.samples.cast import moment

AT = moment(2026, 3, 1)
TYPED = {
    "kind": "TB", "about": "Kết luận hội nghị", "place": "Hà Nội", "to": "Các đơn vị thành viên", "bases": "",
    "text": "I. Kết luận\nCác đơn vị làm tốt.\nĐiều 2. Thi hành\nTừ ngày ký.", "capacity": "KT.",
    "body": "Cụm trưởng", "title": "Phó Cụm trưởng", "signer": "", "recipients": "Cơ quan thường trực", "ready": "",
}  # fmt: skip


def draft(cast, **what):
    content = {**CONTENT, "signatures": [signing(Capacity.ON_BEHALF, "Cụm thi đua", "Cụm trưởng")]}
    made = {"kind": Kind.NOTICE, "about": "Kết luận hội nghị", "subject": "", "content": content, "at": AT, **what}
    return actions.draft(here=cast.here("thu-ky-cum-truong"), **made)


def sign(cast, paper, who="lanh-dao-song-hong"):
    actions.sign_draft(here=cast.here(who), document=paper, seen=digest_of(paper), at=AT)
    paper.refresh_from_db()
    return paper


def test_from_draft_to_issue_through_the_pages(cast, visit):
    clerk, leader = visit("thu-ky-cum-truong"), visit("lanh-dao-song-hong")
    made = clerk.post(f"{ADDRESS}soan/", TYPED)
    paper = Document.objects.get()
    assert made.headers["Location"] == f"{ADDRESS}{paper.pk}/"
    assert (paper.status, paper.number, symbol(paper)) == (Status.DRAFT, None, "…/TB-CTĐ")
    assert [one["heading"] for one in paper.content["sections"]] == ["I. Kết luận", "Điều 2. Thi hành"]
    page = leader.get(f"{ADDRESS}{paper.pk}/").content.decode()
    assert "Dự thảo" in page
    seen = page.split('name="seen" value="')[1].split('"')[0]
    leader.post(f"{ADDRESS}{paper.pk}/duyet-ky/", {"seen": seen})
    paper.refresh_from_db()
    assert (paper.status, paper.number) == (Status.SIGNED, None), "the number comes after the signature"
    clerk.post(f"{ADDRESS}{paper.pk}/cap-so/")
    paper.refresh_from_db()
    assert (paper.status, symbol(paper)) == (Status.ISSUED, "01/TB-CTĐ")
    laid = lay_out(paper)
    assert laid.signatures[0].lines == ("KT. Cụm trưởng", "Phó Cụm trưởng")
    assert laid.signatures[0].name == "Lãnh đạo đơn vị, Sông Hồng"
    assert laid.place_and_day == "Hà Nội, ngày 01 tháng 3 năm 2026"
    acts = list(Entry.objects.filter(act__startswith="paperwork.").values_list("act", flat=True).order_by("seq"))
    assert acts == ["paperwork.draft", "paperwork.sign", "paperwork.issue"]


def test_who_prepares_does_not_sign(cast):
    paper = draft(cast)
    with pytest.raises(Refused, match="lãnh đạo Đơn vị Sông Hồng"):
        sign(cast, paper, "thu-ky-cum-truong")
    with pytest.raises(Refused, match="lãnh đạo Đơn vị Sông Hồng"):
        sign(cast, paper, "lanh-dao-bien-dong")
    Document.objects.update(prepared_by=cast.person("lanh-dao-song-hong"))
    paper.refresh_from_db()
    with pytest.raises(Refused, match="phải là hai người"):
        sign(cast, paper)
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.update(signed_by=cast.person("lanh-dao-song-hong"))


def test_a_leader_signs_what_was_read_not_what_it_has_become(cast):
    paper = draft(cast)
    read = digest_of(paper)
    secretary = cast.here("thu-ky-cum-truong")
    actions.change_draft(here=secretary, document=paper, about="Việc khác", content=CONTENT, seen=read, at=AT)
    with pytest.raises(Refused, match="vừa được sửa ở nơi khác"):
        actions.sign_draft(here=cast.here("lanh-dao-song-hong"), document=paper, seen=read, at=AT)
    with pytest.raises(Refused, match="vừa được sửa ở nơi khác"):
        actions.change_draft(here=secretary, document=paper, about="Ghi đè", content=CONTENT, seen=read, at=AT)
    assert Document.objects.get().about == "Việc khác"


def test_what_is_sent_back_is_mended_and_signed_again(cast, visit):
    paper = sign(cast, draft(cast))
    leader = visit("lanh-dao-song-hong")
    empty = leader.post(f"{ADDRESS}{paper.pk}/tra-lai/", {"reason": ""})
    assert empty.status_code == 422
    leader.post(f"{ADDRESS}{paper.pk}/tra-lai/", {"reason": "ghi thiếu căn cứ"})
    assert "ghi thiếu căn cứ" in visit("thu-ky-cum-truong").get(f"{ADDRESS}{paper.pk}/").content.decode()
    paper.refresh_from_db()
    assert (paper.status, paper.signed_by) == (Status.DRAFT, None)
    assert sign(cast, paper).status == Status.SIGNED


def test_an_unsigned_draft_gets_no_number_and_a_dropped_one_leaves_no_gap(cast):
    first, second = draft(cast), draft(cast)
    secretary = cast.here("thu-ky-cum-truong")
    with pytest.raises(Refused, match="chưa duyệt ký"):
        actions.number_draft(here=secretary, document=first, at=AT)
    actions.drop_draft(here=secretary, document=first, at=AT)
    numbered = actions.number_draft(here=secretary, document=sign(cast, second), at=AT)
    assert numbered.number == 1
    with pytest.raises(Refused, match="không chờ cấp số"):
        actions.number_draft(here=secretary, document=numbered, at=AT)
    assert gaps(numbered.issuer, 2026) == []


def test_one_series_for_all_kinds_is_chosen_before_the_first_number(cast):
    secretary = cast.here("thu-ky-cum-truong")
    actions.number_together(here=secretary, together=True, at=AT)
    assert [symbol(issue(cast)), symbol(issue(cast, kind=Kind.NOTICE))] == ["01/BB-CTĐ", "02/TB-CTĐ"]
    with pytest.raises(Refused, match="đã có văn bản lấy số"):
        actions.number_together(here=secretary, together=False, at=AT)
    assert gaps(Document.objects.first().issuer, 2026) == []


def test_a_unit_writes_and_signs_papers_of_its_own_with_numbers_of_its_own(cast, visit):
    issue(cast, kind=Kind.NOTICE)
    officer = visit("can-bo-bien-dong")
    assert officer.post(f"{ADDRESS}soan/", TYPED).status_code == 302
    own = Document.objects.get(status=Status.DRAFT)
    assert own.issuer.code == "bien-dong"
    assert visit("can-bo-cao-nguyen").get(f"{ADDRESS}{own.pk}/").status_code == 404, "another unit's draft is not seen"
    sign(cast, own, "lanh-dao-bien-dong")
    assert own.mark == "BĐ", "its own mark, not the cluster's"
    assert actions.number_draft(here=cast.here("can-bo-bien-dong"), document=own, at=AT).number == 1


def test_a_draft_keeps_its_tables_through_the_box(cast, visit):
    paper, clerk = draft(cast), visit("thu-ky-cum-truong")
    page = clerk.get(f"{ADDRESS}{paper.pk}/sua/").content.decode()
    assert "[Bảng 1]" in page
    seen = page.split('name="seen" value="')[1].split('"')[0]
    lost = clerk.post(f"{ADDRESS}{paper.pk}/sua/", {**TYPED, "seen": seen, "text": "Đoạn một.\n[Bảng 7]"})
    assert lost.status_code == 422
    assert "Văn bản không có [Bảng 7]" in lost.content.decode()
    assert "Đoạn một." in lost.content.decode()
    clerk.post(f"{ADDRESS}{paper.pk}/sua/", {**TYPED, "seen": seen, "text": "Đoạn một.\n[Bảng 1]\nĐoạn hai."})
    paper.refresh_from_db()
    first, second = paper.content["sections"]
    assert (first["paragraphs"], second["paragraphs"]) == (["Đoạn một."], ["Đoạn hai."])
    assert first["table"] == CONTENT["sections"][1]["table"]


def test_recipients_are_kept_once_and_used_again(cast, visit):
    clerk = visit("thu-ky-cum-truong")
    home = f"{ADDRESS}thiet-lap/"
    clerk.post(f"{home}noi-nhan/", {"name": "Toàn cụm", "lines": "Cơ quan thường trực;\nCác đơn vị thành viên."})
    kept = RecipientList.objects.get()
    assert kept.lines == ["Cơ quan thường trực", "Các đơn vị thành viên"]
    again = clerk.post(f"{home}noi-nhan/", {"name": "Toàn cụm", "lines": "x"})
    assert again.status_code == 422
    assert "Đã có danh sách tên" in again.content.decode()
    clerk.post(f"{ADDRESS}soan/", {**TYPED, "ready": kept.pk})
    assert lay_out(Document.objects.get()).recipients == (
        "Cơ quan thường trực;", "Các đơn vị thành viên;", "Lưu: VT.",
    )  # fmt: skip
    clerk.post(f"{home}noi-nhan/{kept.pk}/xoa/")
    assert not RecipientList.objects.exists()
    clerk.post(home, {"place": "Đà Nẵng", "mark": "CTĐ1"})
    paper = issue(cast)
    assert (symbol(paper), lay_out(paper).place_and_day) == ("01/BB-CTĐ1", "Đà Nẵng, ngày 05 tháng 3 năm 2026")
    assert visit("can-bo-bien-dong").get(home).status_code == 404


def test_the_register_goes_to_excel_and_papers_into_one_file(cast, visit):
    papers = [issue(cast, about=f"=Việc {n}") for n in range(3)]
    visitor = visit("can-bo-bien-dong")
    book = openpyxl.load_workbook(io.BytesIO(visitor.get(f"{ADDRESS}so-van-ban.xlsx", {"q": "viec 02"}).content))
    rows = list(book.active.iter_rows(min_row=4, values_only=True))
    assert [(row[1], row[4]) for row in rows] == [("02/BB-CTĐ", "=Việc 1")]
    whole = visitor.get(f"{ADDRESS}gop.pdf", {"paper": [paper.pk for paper in papers]})
    assert whole.content.startswith(b"%PDF")
    none = visitor.get(f"{ADDRESS}gop.pdf", {"q": "x"})
    assert none.status_code == 409
    assert "đánh dấu ít nhất một văn bản" in none.content.decode()


def test_a_paper_is_fetched_as_pdf_and_word_and_looked_at_page_by_page(cast, visit):
    paper, visitor = issue(cast), visit("can-bo-bien-dong")
    pdf, word = (visitor.get(f"{ADDRESS}{paper.pk}/van-ban.{kind}") for kind in ("pdf", "docx"))
    assert (pdf.content[:5], word.content[:2]) == (b"%PDF-", b"PK")
    assert 'filename="01-bb-ctd-ve-hoi-nghi.pdf"' in pdf["Content-Disposition"]
    assert "ban-in/1.svg" in visitor.get(f"{ADDRESS}{paper.pk}/ban-in/").content.decode()
    drawn = visitor.get(f"{ADDRESS}{paper.pk}/ban-in/1.svg")
    assert drawn["Content-Type"] == "image/svg+xml"
    assert visitor.get(f"{ADDRESS}{paper.pk}/ban-in/2.svg").status_code == 404


def test_whoever_holds_a_paper_asks_whether_it_is_what_was_issued(cast, visit):
    paper, stranger = issue(cast), visit()
    address = f"/kiem-tra/{paper.code}/"
    text = stranger.get(address).content.decode()
    for part in ("01/BB-CTĐ", "Đơn vị Sông Hồng (minh hoạ)", "Về hội nghị", "đang có hiệu lực", paper.digest):
        assert part in text
    assert "Đại diện các đơn vị" not in text, "no more than stands at its head"
    assert stranger.get("/kiem-tra/aaaaaaaaaaaa/").status_code == 404
    actions.revoke(here=cast.here("thu-ky-cum-truong"), document=paper, reason="nhầm", at=AT)
    assert "đã bị thu hồi" in stranger.get(address).content.decode()
    Document.objects.filter(pk=paper.pk).update(content={**paper.content, "recipients": ["Ai đó"]})
    assert "Không xác nhận được" in stranger.get(address).content.decode()
    assert "không còn như khi ban hành" in visit("thu-ky-cum-truong").get(f"{ADDRESS}{paper.pk}/").content.decode()
