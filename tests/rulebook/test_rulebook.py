"""The criteria table: drafting, checking, proposing, adopting, amending, reading."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.house.source import ROOT
from thidua import engine
from thidua.kit.refusal import Refused
from thidua.ledger.models import Entry
from thidua.members.models import ClusterYear
from thidua.members.terms import Stage
from thidua.rulebook import actions
from thidua.rulebook.models import CriterionRow, EditionText
from thidua.rulebook.queries import adopted, adopted_text, shipped, start_from, titles
from thidua.rulebook.table import sections
from thidua.rulebook.terms import Status
from thidua.samples.cast import moment

ADDRESS = "/cum/cum-mau/2026/bang-tieu-chi/"
AT = moment(2026, 1, 20)
SAMPLE = start_from("mau-minh-hoa", 2026)
FAULTY = SAMPLE.replace("total = 1000", "total = 999")
DAY = dt.date(2026, 1, 25)


def draft(cast, text=SAMPLE, username="thu-ky-cum-truong"):
    return actions.draft(here=cast.here(username), text=text, at=AT)


def propose(cast, edition, username="thu-ky-cum-truong"):
    actions.propose(here=cast.here(username), edition=edition, at=AT)


def adopt(cast, edition, username="thuong-truc", **given):
    given = {"on": DAY, "by_document": "Quy chế minh hoạ số 03", **given}
    return actions.adopt(here=cast.here(username), edition=edition, at=AT, **given)


def adopted_sample(cast):
    edition = draft(cast)
    propose(cast, edition)
    return adopt(cast, edition)


def test_a_shipped_table_can_be_started_from(cast):
    assert [one.name for one in shipped()] == ["mau-minh-hoa"]
    edition = engine.load(SAMPLE)
    assert edition.year == 2026
    assert "năm 2026" in edition.title
    assert start_from("khong-co", 2026) == ""


def test_the_first_adoption_moves_the_year_and_projects_the_criteria(launched):
    edition = adopted_sample(launched)
    launched.year.refresh_from_db()
    assert launched.year.at == Stage.RULES_ADOPTED
    assert adopted_text(launched.year, launched.day) == edition
    assert adopted(launched.year, launched.day) == engine.load(SAMPLE)
    assert edition.digest == engine.digest(engine.load(SAMPLE))
    rows = list(CriterionRow.objects.filter(edition=edition))
    assert [row.code for row in rows] == [one.code for one in engine.load(SAMPLE).criteria]
    assert [entry.act for entry in Entry.objects.filter(act__startswith="rulebook.")] == [
        "rulebook.draft", "rulebook.propose", "rulebook.adopt",
    ]  # fmt: skip


def test_each_hand_does_its_own_part(launched):
    for username in ("thuong-truc", "can-bo-song-hong", "thu-ky-cum-pho"):
        with pytest.raises(Refused, match="Thư ký Cụm trưởng"):
            draft(launched, username=username)
    edition = draft(launched)
    with pytest.raises(Refused, match="Thư ký Cụm trưởng"):
        propose(launched, edition, "thuong-truc")
    propose(launched, edition)
    with pytest.raises(Refused, match="Cơ quan thường trực"):
        adopt(launched, edition, "thu-ky-cum-truong")
    edition.refresh_from_db()
    assert edition.status == Status.PROPOSED


def test_a_table_with_problems_is_kept_but_not_proposed(launched, visit):
    edition = draft(launched, FAULTY)
    with pytest.raises(Refused, match=r"còn \d+ lỗi"):
        propose(launched, edition)
    page = visit("thu-ky-cum-truong").get(f"{ADDRESS}{edition.pk}/").content.decode()
    assert "Tổng điểm ghi 999 nhưng các mục lớn cộng lại là 1.000" in page
    assert "Xin sửa tổng điểm" in page
    assert '<th scope="row">Tổng điểm</th>' in page, "the place in the workbook's words, not the key"
    assert f"{ADDRESS}{edition.pk}/trinh/" not in page
    actions.redraft(here=launched.here("thu-ky-cum-truong"), edition=edition, text=SAMPLE, at=AT)
    propose(launched, edition)
    assert edition.status == Status.PROPOSED


def test_a_real_table_with_holes_and_open_bonuses_is_proposed_and_adopted_with_its_doubts_in_sight(launched, visit):
    """What a printed table really says is no mistake of whoever writes it down: the doubts are shown, none stops it."""
    text = (ROOT / "tests/engine/tables/tnmt-tiengiang-2022.toml").read_text(encoding="utf-8")
    edition = draft(launched, text)
    page = visit("thu-ky-cum-truong").get(f"{ADDRESS}{edition.pk}/").content.decode()
    assert "điều nên xem lại, không chặn việc trình" in page
    assert "lỗi cần sửa" not in page
    assert 'class="hole"' in page, "holes are drawn"
    propose(launched, edition)
    before = visit("thuong-truc").get(f"{ADDRESS}{edition.pk}/thong-qua/").content.decode()
    assert "không thuộc khoảng nào" in before
    adopt(launched, edition)
    edition.refresh_from_db()
    assert edition.status == Status.ADOPTED


def test_what_nobody_can_read_is_refused_and_stays_typed(launched, visit):
    typed = 'name = "bảng của tôi"\ntotal = mười'
    answer = visit("thu-ky-cum-truong").post(ADDRESS + "du-thao/", {"text": typed})
    assert answer.status_code == 422
    assert "Không đọc được văn bản TOML" in answer.content.decode()
    assert "bảng của tôi" in answer.content.decode()
    assert not EditionText.objects.exists()


def test_a_table_is_uploaded_and_a_bad_file_is_named(launched, visit):
    visitor = visit("thu-ky-cum-truong")
    bad = SimpleUploadedFile("bang.toml", b"\xff\xfe\x00")
    refused = visitor.post(ADDRESS + "du-thao/", {"file": bad})
    assert refused.status_code == 422
    assert "“bang.toml” không phải văn bản UTF-8" in refused.content.decode()
    huge = SimpleUploadedFile("to.toml", b"#" * 2_000_001)
    assert "“to.toml” quá lớn" in visitor.post(ADDRESS + "du-thao/", {"file": huge}).content.decode()
    assert "Hãy chọn tệp hoặc dán" in visitor.post(ADDRESS + "du-thao/", {"text": ""}).content.decode()
    good = SimpleUploadedFile("bang.toml", SAMPLE.encode())
    assert visitor.post(ADDRESS + "du-thao/", {"file": good}).status_code == 302
    assert EditionText.objects.get().text == SAMPLE


def test_the_same_table_twice_is_refused(launched):
    draft(launched)
    with pytest.raises(Refused, match="y hệt"):
        draft(launched)


def test_one_table_is_proposed_at_a_time_and_can_be_taken_back(launched):
    first, second = draft(launched), draft(launched, SAMPLE.replace("năm 2026", "năm 2026, bản hai"))
    propose(launched, first)
    with pytest.raises(Refused, match="Đã có một bản đang trình"):
        propose(launched, second)
    with pytest.raises(Refused, match="rút lại trước khi sửa"):
        actions.redraft(here=launched.here("thu-ky-cum-truong"), edition=first, text=FAULTY, at=AT)
    actions.take_back(here=launched.here("thu-ky-cum-truong"), edition=first, at=AT)
    propose(launched, second)
    assert second.status == Status.PROPOSED


def test_adopting_twice_or_from_a_stale_page_is_refused(launched):
    edition = draft(launched)
    propose(launched, edition)
    stale = EditionText.objects.get(pk=edition.pk)
    adopt(launched, edition)
    with pytest.raises(Refused, match="Chỉ thông qua được bản đã trình"):
        adopt(launched, edition)
    with pytest.raises(Refused):
        adopt(launched, stale, reason="bấm lại")
    assert EditionText.objects.get(status=Status.ADOPTED) == edition


def test_nothing_is_adopted_before_the_launch(cast):
    edition = draft(cast)
    propose(cast, edition)
    with pytest.raises(Refused, match="mở từ bước “Phát động”"):
        adopt(cast, edition)


def test_an_adopted_table_does_not_change_but_is_superseded_with_a_reason(launched):
    first = adopted_sample(launched)
    with pytest.raises(Refused, match="không sửa được"):
        actions.redraft(here=launched.here("thu-ky-cum-truong"), edition=first, text=FAULTY, at=AT)
    second = draft(launched, SAMPLE.replace("năm 2026", "năm 2026, sửa đổi"))
    propose(launched, second)
    with pytest.raises(Refused, match="ghi lý do"):
        adopt(launched, second)
    adopt(launched, second, reason="bỏ tiêu chí trùng")
    first.refresh_from_db()
    assert (first.status, adopted_text(launched.year, launched.day)) == (Status.SUPERSEDED, second)
    assert first.text == SAMPLE
    assert Entry.objects.filter(act="rulebook.adopt").last().facts["supersedes"] == first.digest


def test_after_self_scoring_tables_stand(launched):
    first = adopted_sample(launched)
    ClusterYear.objects.filter(pk=launched.year.pk).update(stage=Stage.SELF_SCORED)
    second = draft(launched, SAMPLE.replace("năm 2026", "năm 2026, sửa đổi"))
    propose(launched, second)
    with pytest.raises(Refused, match="chỉ một “đợt tính lại” thay được bảng"):
        adopt(launched, second, reason="muộn")
    assert adopted_text(launched.year, launched.day) == first
    ClusterYear.objects.filter(pk=launched.year.pk).update(stage=Stage.HANDED_OVER)
    with pytest.raises(Refused, match="Đã khoá"):
        draft(launched, FAULTY)


def test_the_page_reads_as_the_official_table(launched, visit):
    edition = adopted_sample(launched)
    page = visit("can-bo-bien-dong").get(ADDRESS).content.decode()
    for part in ("Thực hiện nhiệm vụ chuyên môn", "1.000", edition.digest, "Chấm trực tiếp từ 0 đến 40 điểm.",
                 "Bắt buộc", "Điều 6 khoản 1, Quy chế chấm điểm thi đua", "Quy chế minh hoạ số 03"):  # fmt: skip
        assert part in page, part
    assert visit("can-bo-bien-dong").get(f"{ADDRESS}{edition.pk}/toml/").content.decode() == SAMPLE


def test_every_criterion_stands_in_the_table_once():
    edition = engine.load(SAMPLE)
    shown = [row.criterion.code for section in sections(edition) for row in section.rows]
    tops = {top.code for top in edition.children("")}
    assert sorted(shown) == sorted(edition.codes - tops)


def test_searching_without_accents_keeps_the_groups_above(launched, visit):
    adopted_sample(launched)
    page = visit("can-bo-bien-dong").get(ADDRESS, {"q": "sang kien"}).content.decode()
    assert "Số sáng kiến được công nhận" in page
    assert "Kết quả thực hiện các chỉ tiêu được giao" in page
    assert "Số hồ sơ, vụ việc" not in page
    assert "Không có tiêu chí nào khớp" in visit("can-bo-bien-dong").get(ADDRESS, {"q": "zzz"}).content.decode()


def test_drafts_are_seen_by_those_who_draft_and_adopt(launched, visit):
    edition = draft(launched)
    assert visit("can-bo-bien-dong").get(f"{ADDRESS}{edition.pk}/").status_code == 404
    assert "chưa có bảng tiêu chí" in visit("can-bo-bien-dong").get(ADDRESS).content.decode()
    assert visit("thu-ky-cum-pho").get(f"{ADDRESS}{edition.pk}/").status_code == 200
    propose(launched, edition)
    assert visit("can-bo-bien-dong").get(f"{ADDRESS}{edition.pk}/").status_code == 200


def test_the_whole_way_on_the_pages(launched, visit):
    secretary, office = visit("thu-ky-cum-truong"), visit("thuong-truc")
    assert "[[criterion]]" in secretary.get(ADDRESS + "du-thao/?mau=mau-minh-hoa").content.decode()
    made = secretary.post(ADDRESS + "du-thao/", {"text": SAMPLE})["Location"]
    assert secretary.get(made + "trinh/").status_code == 405
    secretary.post(made + "trinh/")
    refused = office.post(made + "thong-qua/", {"on": "32/01/2026", "by_document": "QC số 03"})
    assert refused.status_code == 422
    assert "QC số 03" in refused.content.decode()
    assert office.post(made + "thong-qua/", {"on": "25/01/2026", "by_document": "QC số 03"}).status_code == 302
    assert adopted_text(launched.year, launched.day).adopted_on == DAY
    assert "Soạn bản thay thế" in secretary.get(ADDRESS).content.decode()


def test_the_page_costs_the_same_for_one_and_three_editions(launched, visit):
    adopted_sample(launched)
    visitor = visit("thu-ky-cum-truong")

    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert visitor.get(ADDRESS).status_code == 200
        return len(queries)

    draft(launched, SAMPLE.replace("năm 2026", "năm 2026, bản hai"))
    one = cost()
    draft(launched, SAMPLE.replace("năm 2026", "năm 2026, bản ba"))
    draft(launched, SAMPLE.replace("năm 2026", "năm 2026, bản bốn"))
    assert cost() == one


def test_titles_are_dated_and_cite_the_law():
    assert all(title.key.startswith("2003-") for title in titles(dt.date(2023, 12, 31))), "the old law's, for history"
    found = {title.key: title for title in titles(dt.date(2026, 1, 1))}
    assert found["co-bo-tinh"].article.startswith("Điều 20, Điều 26, Luật Thi đua, khen thưởng số 06/2022/QH15")
    assert found["co-chinh-phu"].decided_by == "Thủ tướng Chính phủ"
    assert {title.holder for title in found.values()} == {"collective", "individual"}
    assert all("Điều" in title.article and title.decided_by for title in found.values())
