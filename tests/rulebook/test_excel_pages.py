"""The pages: a workbook goes out, comes back, is compared before anything is kept, and becomes a draft."""

from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.rulebook.excel import RULES, TABLE, Edited, edition, workbook
from thidua import engine
from thidua.ledger.models import Entry
from thidua.members.models import ClusterYear
from thidua.members.terms import Stage
from thidua.rulebook import actions
from thidua.rulebook.bands import drawings
from thidua.rulebook.models import EditionText
from thidua.rulebook.queries import start_from
from thidua.rulebook.workbook_changes import changes
from thidua.rulebook.workbook_read import read
from thidua.samples.cast import moment

ADDRESS = "/cum/cum-mau/2026/bang-tieu-chi/"
AT = moment(2026, 1, 20)
SAMPLE = start_from("mau-minh-hoa", 2026)
HOLES = SAMPLE.replace("{ points = 45, ge = 97, lt = 99 }", "{ points = 45, gt = 97, le = 99 }")


@pytest.fixture
def drafted(cast):
    return actions.draft(here=cast.here("thu-ky-cum-truong"), text=SAMPLE, at=AT)


def upload(visitor, address, data, name="bang.xlsx"):
    return visitor.post(address, {"file": SimpleUploadedFile(name, data)})


def downloaded(visitor, edition):
    answer = visitor.get(f"{ADDRESS}{edition.pk}/excel/")
    assert answer.status_code == 200
    return answer


def shown_text(answer):
    """What the preview would save: its form's own text."""
    return answer.context["shown"].text


def test_whoever_sees_the_table_downloads_it_whole(cast, visit, drafted):
    answer = downloaded(visit("thuong-truc"), drafted)
    assert answer["Content-Type"].endswith("spreadsheetml.sheet")
    assert answer["Content-Disposition"].endswith(f'bang-tieu-chi-2026-{drafted.digest[:8]}.xlsx"')
    assert read(answer.content).text == drafted.text
    assert visit("can-bo-bien-dong").get(f"{ADDRESS}{drafted.pk}/excel/").status_code == 404
    assert visit().get(f"{ADDRESS}{drafted.pk}/excel/").status_code == 302


def test_what_a_workbook_cannot_hold_is_not_handed_out_in_part(cast, visit):
    long = SAMPLE.replace("Chất lượng tham mưu", "dài " * 9000)
    made = actions.draft(here=cast.here("thu-ky-cum-truong"), text=long, at=AT)
    answer = visit("thu-ky-cum-truong").get(f"{ADDRESS}{made.pk}/excel/")
    assert answer.status_code == 409
    assert "Hãy tải TOML" in answer.content.decode()


def test_a_change_is_shown_before_it_is_kept_and_then_kept(cast, visit, drafted):
    secretary = visit("thu-ky-cum-truong")
    with Edited(downloaded(secretary, drafted).content) as book:
        book.put(TABLE, "I.1.g", "Nội dung tiêu chí", "Tỷ lệ hồ sơ đúng hạn, trước hạn")
        book.put(RULES, "I.1.g", "Điểm", 49, "Khoảng")
    answer = upload(secretary, f"{ADDRESS}{drafted.pk}/sua/excel/", book.data)
    page = answer.content.decode()
    assert answer.status_code == 200
    for part in ("I.1.g", "Tỷ lệ hồ sơ đúng hạn, trước hạn", "từ 99% trở lên: 49 điểm", "chưa lưu"):
        assert part in page
    drafted.refresh_from_db()
    assert drafted.text == SAMPLE
    kept = secretary.post(f"{ADDRESS}{drafted.pk}/sua/", {"text": shown_text(answer), "before": drafted.digest})
    assert kept.status_code == 302
    drafted.refresh_from_db()
    assert drafted.digest == engine.digest(read(book.data).edition)
    assert [entry.act for entry in Entry.objects.filter(act__startswith="rulebook.")][-1] == "rulebook.redraft"


def test_a_workbook_becomes_a_new_draft(cast, visit):
    secretary = visit("thu-ky-cum-truong")
    answer = upload(secretary, ADDRESS + "du-thao/excel/", workbook())
    assert "41 tiêu chí" in answer.content.decode()
    assert not EditionText.objects.exists()
    secretary.post(ADDRESS + "du-thao/", {"text": shown_text(answer)})
    assert EditionText.objects.get().digest == engine.digest(edition())


def test_a_preview_does_not_overwrite_what_another_kept_meanwhile(cast, visit, drafted):
    stale, here = drafted.digest, cast.here("thu-ky-cum-truong")
    actions.redraft(here=here, edition=drafted, text=SAMPLE.replace("năm 2026", "năm 2026, người khác"), at=AT)
    answer = visit("thu-ky-cum-truong").post(f"{ADDRESS}{drafted.pk}/sua/", {"text": SAMPLE, "before": stale})
    assert answer.status_code == 422
    assert "vừa được người khác thay đổi" in answer.content.decode()
    assert "người khác" in EditionText.objects.get().title


def test_the_same_table_has_nothing_to_keep(visit, drafted):
    secretary = visit("thu-ky-cum-truong")
    data = downloaded(secretary, drafted).content
    page = upload(secretary, f"{ADDRESS}{drafted.pk}/sua/excel/", data).content.decode()
    assert "giống hệt bảng hiện có" in page
    assert "Lưu thành dự thảo" not in page


def test_problems_are_listed_with_their_cells_and_nothing_changes(visit, drafted):
    secretary = visit("thu-ky-cum-truong")
    with Edited(downloaded(secretary, drafted).content) as book:
        cell = book.put(TABLE, "I.2.b", "Thang điểm", "bốn mươi")
    answer = upload(secretary, f"{ADDRESS}{drafted.pk}/sua/excel/", book.data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "“bang.xlsx” có 1 lỗi" in page
    assert f"ô {cell}, trang “Bảng tiêu chí”" in page
    assert "Lưu thành dự thảo" not in page
    drafted.refresh_from_db()
    assert drafted.text == SAMPLE


@pytest.mark.parametrize("data", [b"", b"x", b"PK\x03\x04rac", b"\xd0\xcf\x11\xe0" * 9])
def test_what_is_no_workbook_is_refused_politely(visit, drafted, data):
    answer = upload(visit("thu-ky-cum-truong"), f"{ADDRESS}{drafted.pk}/sua/excel/", data)
    assert answer.status_code == 422
    assert "bang.xlsx" in answer.content.decode() or "rỗng" in answer.content.decode()


def test_a_hundred_megabytes_are_refused_unread(visit, drafted, monkeypatch):
    def unread(*_anything):
        raise AssertionError("read before its size was looked at")

    monkeypatch.setattr(TemporaryUploadedFile, "read", unread)
    answer = upload(visit("thu-ky-cum-truong"), f"{ADDRESS}{drafted.pk}/sua/excel/", bytes(100 * 1024 * 1024))
    assert answer.status_code == 422
    assert "nặng 100 MB; bảng tiêu chí không quá 5 MB" in answer.content.decode()


def test_old_text_is_shown_before_and_after_and_kept_as_chosen(visit, drafted):
    secretary = visit("thu-ky-cum-truong")
    with Edited(downloaded(secretary, drafted).content) as book:
        book.put(TABLE, "I.2.b", "Nội dung tiêu chí", "B¸o c¸o ®óng h¹n")
    answer = upload(secretary, f"{ADDRESS}{drafted.pk}/sua/excel/", book.data)
    page = answer.content.decode()
    for part in ("TCVN3", "B¸o c¸o ®óng h¹n", "Báo cáo đúng hạn", "Lưu nguyên chữ trong tệp"):
        assert part in page
    assert "Báo cáo đúng hạn" in shown_text(answer)
    assert "B¸o c¸o ®óng h¹n" in answer.context["form"].reading.text


def test_only_the_drafter_uploads(cast, visit, drafted):
    for username in ("thuong-truc", "thu-ky-cum-pho"):
        answer = upload(visit(username), ADDRESS + "du-thao/excel/", b"PK")
        assert "Thư ký Cụm trưởng" in answer.content.decode()
        assert "Lưu" not in answer.content.decode().split("<main")[1].split("</main")[0]
    ClusterYear.objects.filter(pk=cast.year.pk).update(stage=Stage.HANDED_OVER)
    assert "Đã khoá" in visit("thu-ky-cum-truong").get(ADDRESS + "du-thao/excel/").content.decode()


def test_a_proposed_table_is_not_changed_by_a_workbook(cast, visit, drafted):
    actions.propose(here=cast.here("thu-ky-cum-truong"), edition=drafted, at=AT)
    page = visit("thu-ky-cum-truong").get(f"{ADDRESS}{drafted.pk}/sua/excel/").content.decode()
    assert "rút lại trước khi sửa" in page


def test_the_preview_costs_the_same_however_long_the_table(visit, drafted):
    secretary = visit("thu-ky-cum-truong")

    def cost(data):
        with CaptureQueriesContext(connection) as queries:
            upload(secretary, f"{ADDRESS}{drafted.pk}/sua/excel/", data)
        return len(queries)

    assert cost(workbook("phan-tram")) == cost(workbook("cand-quangtri-2025"))


# Differences.


def differing(old, new):
    return [(str(one.how), one.code, [(str(part.word), part.before, part.after) for part in one.parts])
            for one in changes(engine.load(SAMPLE), engine.load(SAMPLE.replace(old, new)))]  # fmt: skip


def test_differences_are_told_criterion_by_criterion():
    assert differing("", "") == []
    assert differing('title = "Chất lượng tham mưu"', 'title = "Chất lượng công tác tham mưu"') == [
        ("Sửa", "I.2", [("Nội dung tiêu chí", "Chất lượng tham mưu", "Chất lượng công tác tham mưu")])
    ]
    assert differing("total = 1000", "total = 900") == [("Sửa", "", [("Tổng điểm", "1.000", "900")])]
    assert differing('code = "I.2.b"', 'code = "I.2.y"') == [("Đổi mã", "I.2.y", [("Mã", "I.2.b", "I.2.y")])]
    retold = SAMPLE.replace('code = "I.2.b"', 'code = "I.2.y"').replace("Chất lượng văn bản", "Chất lượng công văn", 1)
    told = [(str(one.how), one.code) for one in changes(engine.load(SAMPLE), engine.load(retold))]
    assert told == [("Bỏ", "I.2.b"), ("Thêm", "I.2.y")]


def test_a_moved_criterion_and_a_part_no_sentence_tells_are_differences():
    one, two, three, four, *rest = edition().criteria
    (change,) = changes(edition(), replace(edition(), criteria=(one, two, four, three, *rest)))
    assert [str(part.word) for part in change.parts] == ["Thứ tự các tiêu chí"]
    events = differing('what = "bị trả lại để làm lại", each = 3, unit = "văn bản"',
                       'what = "bị trả lại để làm lại", each = 3, unit = "văn bản", to = 3')  # fmt: skip
    assert events[0][:2] == ("Sửa", "I.2.a")


# Bands.


def test_holes_and_overlaps_are_drawn_where_the_checker_reports_them(cast, visit):
    assert HOLES != SAMPLE
    holed = engine.load(HOLES)
    (drawing,) = drawings(holed, engine.check(holed))
    assert [(piece.kind, piece.text) for piece in drawing.pieces] == [
        ("band", "0"), ("band", "25"), ("band", "40"), ("hole", ""), ("band", "45"), ("overlap", ""), ("band", "50"),
    ]  # fmt: skip
    assert [mark.text for mark in drawing.marks] == ["90%", "95%", "97%", "99%"]
    made = actions.draft(here=cast.here("thu-ky-cum-truong"), text=HOLES, at=AT)
    page = visit("thu-ky-cum-truong").get(f"{ADDRESS}{made.pk}/").content.decode()
    assert page.count("<svg") >= 1
    assert 'class="hole"' in page
    assert 'aria-label="Hai khoảng' in page


def test_whole_bands_are_not_drawn():
    assert drawings(edition(), engine.check(edition())) == []
