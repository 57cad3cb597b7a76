"""Papers: numbers without gaps, revoking, the register and the sheet."""

import datetime as dt
import re
from io import BytesIO

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from pypdf import PdfReader

from thidua.kit.refusal import Refused
from thidua.ledger.actions import sign_head
from thidua.ledger.models import Entry
from thidua.members.actions import end_lead_terms
from thidua.members.models import LeadTerm
from thidua.paperwork import actions
from thidua.paperwork.layout import day_in_full, symbol
from thidua.paperwork.models import Document
from thidua.paperwork.output import pdf_of
from thidua.paperwork.queries import found, of_subject
from thidua.paperwork.terms import Kind, Status
from thidua.samples.cast import PROGRAM, moment

ADDRESS = "/cum/cum-mau/2026/van-ban/"
CONTENT = {
    "sections": [
        {"heading": "I. Thành phần", "paragraphs": ["Đại diện các đơn vị."]},
        {"table": {"head": ["TT", "Đơn vị"], "rows": [["1", "Đơn vị Sông Hồng (minh hoạ)"]]}},
    ],
    "recipients": ["Các đơn vị thành viên"],
    "signatures": [{"authority": "Thư ký", "name": "Thư ký hội nghị"}],
}


def issue(cast, about="Về hội nghị", kind=Kind.MINUTES, at=None, subject="pledge:1"):
    here = cast.here("thu-ky-cum-truong")
    return actions.issue(here=here, kind=kind, about=about, subject=subject, content=CONTENT,
                         at=at or moment(2026, 3, 5))  # fmt: skip


def test_numbers_run_without_gaps_per_kind_and_calendar_year(cast):
    symbols = [symbol(issue(cast)), symbol(issue(cast)), symbol(issue(cast, kind=Kind.NOTICE))]
    assert symbols == ["01/BB-CTĐ", "02/BB-CTĐ", "01/TB-CTĐ"]
    assert symbol(issue(cast, at=moment(2027, 1, 2))) == "01/BB-CTĐ"
    assert Entry.objects.filter(act="paperwork.issue").count() == 4


def test_the_paper_is_dated_by_the_day_in_viet_nam(cast):
    late_evening_in_utc = dt.datetime(2026, 12, 31, 18, 0, tzinfo=dt.UTC)
    assert issue(cast, at=late_evening_in_utc).issued_on == dt.date(2027, 1, 1)


def test_an_act_that_fails_gives_its_number_back(cast):
    def act():
        with transaction.atomic():
            issue(cast)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        act()
    assert issue(cast).number == 1


def test_the_database_refuses_a_number_twice(cast):
    paper = issue(cast)
    paper.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        paper.save(force_insert=True)


def test_papers_carry_the_head_units_number_also_after_its_term(cast):
    assert issue(cast).issuer.code == "song-hong"
    end_lead_terms(year=cast.year, until=dt.date(2026, 2, 1), by=PROGRAM, at=moment(2026, 2, 1))
    assert issue(cast).issuer.code == "song-hong"
    LeadTerm.objects.all().delete()
    with pytest.raises(Refused, match="Chưa có Cụm trưởng"):
        issue(cast)


def test_a_paper_is_revoked_once_with_a_reason_and_keeps_its_number(cast):
    paper, here = issue(cast), cast.here("thu-ky-cum-truong")
    with pytest.raises(Refused, match="lý do"):
        actions.revoke(here=here, document=paper, reason=" ", at=moment(2026, 3, 6))
    actions.revoke(here=here, document=paper, reason="ghi nhầm ngày", at=moment(2026, 3, 6))
    with pytest.raises(Refused, match="thu hồi trước đó"):
        actions.revoke(here=here, document=paper, reason="lần nữa", at=moment(2026, 3, 6))
    paper.refresh_from_db()
    assert (paper.status, paper.number) == (Status.REVOKED, 1)
    assert Entry.objects.get(act="paperwork.revoke").reason == "ghi nhầm ngày"
    assert issue(cast).number == 2, "a revoked number is not used again"


def test_an_officer_does_not_revoke(cast, visit):
    paper = issue(cast)
    refused = visit("can-bo-song-hong").post(f"{ADDRESS}{paper.pk}/", {"reason": "vì sao đó"})
    assert refused.status_code == 422
    assert "vì sao đó" in refused.content.decode()
    assert Document.objects.get().status == Status.ISSUED


def test_the_sheet_has_the_parts_of_a_paper(cast, visit):
    text = visit("lanh-dao-bien-dong").get(f"{ADDRESS}{issue(cast).pk}/").content.decode()
    for part in ("Cộng hoà xã hội chủ nghĩa Việt Nam", "Độc lập - Tự do - Hạnh phúc", "Bộ Minh hoạ", "Số: 01/BB-CTĐ",
                 "Ngày 05 tháng 3 năm 2026", "Biên bản", "Về hội nghị", "I. Thành phần", "Đơn vị Sông Hồng (minh hoạ)",
                 "Nơi nhận:", "Các đơn vị thành viên;", "Lưu: VT.", "Thư ký hội nghị"):  # fmt: skip
        assert part in text, part


def test_a_revoked_sheet_says_so_and_why(cast, visit):
    paper = issue(cast)
    assert visit("thu-ky-cum-truong").post(f"{ADDRESS}{paper.pk}/", {"reason": "ghi nhầm ngày"}).status_code == 302
    text = visit("lanh-dao-bien-dong").get(f"{ADDRESS}{paper.pk}/").content.decode()
    assert "Văn bản này đã thu hồi." in text
    assert "ghi nhầm ngày" in text


def test_small_days_and_months_carry_a_nought():
    assert day_in_full(dt.date(2026, 2, 5)) == "ngày 05 tháng 02 năm 2026"
    assert day_in_full(dt.date(2026, 11, 21)) == "ngày 21 tháng 11 năm 2026"


def test_the_register_is_searched_without_accents_and_by_kind(cast, visit):
    issue(cast, about="Hội nghị tổng kết")
    issue(cast, about="Kiểm phiếu", kind=Kind.NOTICE)
    visitor = visit("can-bo-bien-dong")
    by_word = visitor.get(ADDRESS, {"q": "hoi nghi"}).content.decode()
    assert "Hội nghị tổng kết" in by_word
    assert "Kiểm phiếu" not in by_word
    by_kind = visitor.get(ADDRESS, {"kind": Kind.NOTICE}).content.decode()
    assert "Kiểm phiếu" in by_kind
    assert "Hội nghị tổng kết" not in by_kind
    assert "Không có văn bản nào khớp" in visitor.get(ADDRESS, {"q": "zzz"}).content.decode()
    assert [paper.about for paper in found(cast.year, "01/tb")] == ["Kiểm phiếu"]
    assert of_subject(cast.year, "pledge:1").count() == 2


def test_the_register_costs_the_same_for_one_and_three_papers(cast, visit):
    visitor = visit("can-bo-bien-dong")

    def cost():
        with CaptureQueriesContext(connection) as queries, translation.override("vi"):
            assert re.search("/BB-CTĐ", visitor.get(ADDRESS).content.decode())
        return len(queries)

    issue(cast)
    one = cost()
    issue(cast)
    issue(cast)
    assert cost() == one


def test_an_empty_register_says_what_fills_it(cast, visit):
    assert "Năm thi đua chưa có văn bản nào" in visit("can-bo-bien-dong").get(ADDRESS).content.decode()
    assert visit().get(ADDRESS).status_code == 302


def test_a_paper_carries_the_signed_head_of_the_ledger_and_those_issued_before_keep_their_bytes(cast):
    before = issue(cast)
    printed = pdf_of(before)
    head = sign_head(at=moment(2026, 3, 4, 23))
    after = issue(cast, about="Sau khi ký đầu sổ")
    said = f"Đầu sổ cái 04/03/2026, dòng {head.seq}: {head.hash[:16]}"
    assert "".join(said.split()) in "".join(PdfReader(BytesIO(pdf_of(after))).pages[0].extract_text().split())
    assert said in Client().get(f"/kiem-tra/{after.code}/").content.decode()
    assert pdf_of(Document.objects.get(pk=before.pk)) == printed
    Document.objects.filter(pk=after.pk).update(content={**after.content, "ledger_head": said[:-1] + "x"})
    assert "Không xác nhận được" in Client().get(f"/kiem-tra/{after.code}/").content.decode()
