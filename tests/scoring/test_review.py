"""The second review: what a unit explained reopens, alone; each point is kept or changed, with a reason."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.scoring.year import AT, FIGURES, appraising, here, self_scored, texts
from thidua.kit import clock
from thidua.kit.refusal import Refused
from thidua.ledger.models import Entry
from thidua.members.terms import Stage
from thidua.reports.actions import add_evidence
from thidua.scoring import actions
from thidua.scoring.bridge import book
from thidua.scoring.models import Claim, Remark
from thidua.scoring.queries import board, remarks_of
from thidua.scoring.review import actions as review
from thidua.scoring.review.queries import flags
from thidua.scoring.sheets import Typed
from thidua.scoring.terms import Column, Hand, RemarkKind

BASE = "/cum/cum-mau/2026/cham-diem/tham-dinh-lai/"
LATER = AT + dt.timedelta(days=1)
UNIT, CODE = "bien-dong", "I.3.d"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def explain(cast, unit=UNIT, code=CODE, text="Văn bản đến sau ngày tự chấm.", **more):
    return actions.explain(here=here(cast, f"can-bo-{unit}"), membership=cast.member(unit), code=code, text=text,
                           at=LATER, **more)  # fmt: skip


def keep(cast, who="thu-ky-cum-truong", unit=UNIT, code=CODE, reason="Đã xem, giữ nguyên"):
    return review.keep(here=here(cast, who), membership=cast.member(unit), code=code, reason=reason, at=LATER)


def revise(cast, written, who="thu-ky-cum-truong", unit=UNIT, code=CODE, reason="Đơn vị nói đúng"):  # noqa: PLR0917
    return review.revise(here=here(cast, who), membership=cast.member(unit), code=code, written=written, reason=reason,
                         at=LATER)  # fmt: skip


def own_words(cast, unit=UNIT, code=CODE):
    return Claim.objects.get(sheet__membership=cast.member(unit), sheet__hand=Hand.SELF, code=code).written


def waiting(cast):
    found = flags(book(cast.year, AT.date()), remarks_of(cast.year))
    return [(one.member.unit.code, one.criterion.code) for one in found]


def agree_with_the_rest(cast):
    for unit, changes in FIGURES["appraised"].items():
        for code in changes:
            if (unit, code) != (UNIT, CODE):
                actions.agree(here=here(cast, f"lanh-dao-{unit}"), membership=cast.member(unit), code=code, at=LATER)


def test_only_what_was_explained_is_open(cast):
    appraising(cast)
    assert waiting(cast) == []
    agree_with_the_rest(cast)
    assert waiting(cast) == [], "agreeing asks for nothing"
    explain(cast)
    assert waiting(cast) == [(UNIT, CODE)]
    with pytest.raises(Refused, match="các mục khác đã khoá"):
        keep(cast, code="I.1.a")
    with pytest.raises(Refused, match="các mục khác đã khoá"):
        revise(cast, {"points": "1"}, code="I.2.b")


def test_closing_lists_what_is_still_open(cast):
    appraising(cast)
    agree_with_the_rest(cast)
    explain(cast)
    with pytest.raises(Refused, match=r"còn 1 mục đã giải trình mà chưa thẩm định lại: Biển Đông \(I\.3\.d\)"):
        actions.close_round(here=here(cast, "thu-ky-cum-truong"), hand=Hand.APPRAISED, at=LATER)
    keep(cast)
    actions.close_round(here=here(cast, "thu-ky-cum-truong"), hand=Hand.APPRAISED, at=LATER)
    cast.year.refresh_from_db()
    assert cast.year.at == Stage.APPRAISED


def test_a_point_kept_has_its_reason_and_is_decided_once(cast):
    appraising(cast)
    explain(cast)
    before = Claim.objects.get(sheet__hand=Hand.APPRAISED, sheet__membership=cast.member(UNIT), code=CODE)
    with pytest.raises(Refused, match="lý do") as refused:
        keep(cast, reason=" ")
    assert refused.value.field == "reason"
    keep(cast)
    with pytest.raises(Refused, match="không có giải trình đang chờ"):
        keep(cast)
    after = Claim.objects.get(pk=before.pk)
    assert (after.written, after.version) == (before.written, before.version)
    assert [one.kind for one in Remark.objects.all()] == [RemarkKind.EXPLANATION, RemarkKind.REPLY]


def test_a_point_changed_back_is_the_units_own_and_nothing_is_overwritten(cast):
    appraising(cast)
    explain(cast)

    def points():
        rows = board(cast.year, AT.date(), Column.APPRAISED).rows
        return next(row.score.points[CODE] for row in rows if row.place.unit == UNIT)

    before = points()
    with pytest.raises(Refused, match="hãy chọn giữ nguyên"):
        revise(cast, dict(Claim.objects.get(sheet__hand=Hand.APPRAISED, sheet__membership=cast.member(UNIT),
                                            code=CODE).written))  # fmt: skip
    revise(cast, own_words(cast))
    assert points() > before
    assert waiting(cast) == []
    entry = Entry.objects.get(act="scoring.revised")
    assert entry.facts["before"] != entry.facts["after"] == own_words(cast)
    assert list(Remark.objects.values_list("text", flat=True)) == ["Văn bản đến sau ngày tự chấm.", "Đơn vị nói đúng"]


def test_a_value_nobody_can_read_changes_nothing(cast):
    appraising(cast)
    explain(cast)
    with pytest.raises(Refused, match=CODE):
        revise(cast, {"event1": "vài lần"})
    with pytest.raises(Refused, match="không để trống"):
        revise(cast, {"event1": ""})
    assert waiting(cast) == [(UNIT, CODE)]


def test_the_heads_own_unit_is_reviewed_by_the_deputys_side(cast):
    appraising(cast)
    explain(cast, unit="song-hong", code="I.2.c")
    with pytest.raises(Refused, match="Thư ký Cụm phó"):
        keep(cast, unit="song-hong", code="I.2.c")
    with pytest.raises(Refused, match="Thư ký Cụm phó"):
        actions.return_sheet(here=here(cast, "thu-ky-cum-truong"), membership=cast.member("song-hong"),
                             hand=Hand.APPRAISED, reason="xem lại", at=LATER)  # fmt: skip
    keep(cast, who="thu-ky-cum-pho", unit="song-hong", code="I.2.c")
    assert waiting(cast) == []
    with pytest.raises(Refused, match="Thư ký"):
        keep(cast, who="lanh-dao-bien-dong")


def test_a_second_explanation_asks_once_more(cast):
    appraising(cast)
    explain(cast)
    keep(cast)
    explain(cast, text="Gửi thêm bản sao văn bản.")
    assert waiting(cast) == [(UNIT, CODE)]


def test_a_sheet_the_unit_has_answered_does_not_go_back_whole(cast):
    appraising(cast)
    explain(cast)
    with pytest.raises(Refused, match="không trả lại cả phiếu"):
        actions.return_sheet(here=here(cast, "thu-ky-cum-truong"), membership=cast.member(UNIT), hand=Hand.APPRAISED,
                             reason="xem lại", at=LATER)  # fmt: skip
    with pytest.raises(Refused, match="Phiếu đã gửi"):
        actions.save_sheet(here=here(cast, "thu-ky-cum-truong"), membership=cast.member(UNIT), hand=Hand.APPRAISED,
                           rows=[Typed(CODE, own_words(cast), "lý do")], at=LATER)  # fmt: skip


def test_a_settlement_answers_too(cast):
    appraising(cast)
    explain(cast, unit="truong-son", code="II.2.b")
    actions.settle(here=here(cast, "thu-ky-cum-truong"), membership=cast.member("truong-son"), code="II.2.b",
                   points="1", reason="hai bên thống nhất", at=LATER + dt.timedelta(hours=1))  # fmt: skip
    assert waiting(cast) == []


def test_an_explanation_carries_the_units_own_files_and_no_others(cast, visit):
    self_scored(cast)

    def store(unit, name):
        return add_evidence(here=here(cast, f"can-bo-{unit}"), membership=cast.member(unit), codes=[CODE], at=AT,
                            uploads=[SimpleUploadedFile(name, PDF + name.encode())])[0].evidence  # fmt: skip

    mine, others = store(UNIT, "cong-van.pdf"), store("cao-nguyen", "khac.pdf")
    actions.open_round(here=here(cast, "thu-ky-cum-truong"), hand=Hand.APPRAISED, due_on=dt.date(2026, 10, 20), at=AT)
    row = Typed(CODE, texts("appraised", UNIT)[CODE], "có hai văn bản phê bình")
    who = here(cast, "thu-ky-cum-truong")
    actions.save_sheet(here=who, membership=cast.member(UNIT), hand=Hand.APPRAISED, rows=[row], at=AT)
    actions.submit_sheet(here=who, membership=cast.member(UNIT), hand=Hand.APPRAISED, at=AT)
    with pytest.raises(Refused, match="đơn vị mình"):
        explain(cast, evidence=[others])
    point = f"/cum/cum-mau/2026/bang-diem/{UNIT}/{CODE}/"
    with clock.at(LATER):
        officer = visit(f"can-bo-{UNIT}")
        assert "cong-van.pdf" in officer.get(point).content.decode()
        foreign = officer.post(point + "giai-trinh/", {"text": "Gửi kèm công văn.", "files": [str(others.pk)]})
        assert foreign.status_code == 422
        assert "Gửi kèm công văn." in foreign.content.decode()
        officer.post(point + "giai-trinh/", {"text": "Gửi kèm công văn.", "files": [str(mine.pk)]})
        assert [one.name for one in Remark.objects.get().evidence.all()] == ["cong-van.pdf"]
        assert "cong-van.pdf" in visit("thu-ky-cum-truong").get(f"{BASE}{UNIT}/{CODE}/").content.decode()


def test_the_pages_count_what_is_open_and_keep_what_was_typed(cast, visit):
    appraising(cast)
    explain(cast)
    with clock.at(LATER + dt.timedelta(hours=1)):
        on_the_pages(visit)


def on_the_pages(visit):
    secretary, officer = visit("thu-ky-cum-truong"), visit(f"can-bo-{UNIT}")
    assert "1 mục đang mở" in secretary.get("/cum/cum-mau/2026/cham-diem/").content.decode()
    listed = secretary.get(BASE).content.decode()
    assert "Văn bản đến sau ngày tự chấm." in listed
    assert "chờ bạn" in listed
    assert "chờ bạn" not in officer.get(BASE).content.decode()
    assert "0 mục đang mở" in visit("can-bo-cao-nguyen").get(BASE).content.decode(), "others do not see it"
    address = f"{BASE}{UNIT}/{CODE}/"
    assert visit("can-bo-cao-nguyen").get(address).status_code == 404
    typed = {"verdict": "change", "value-event1": "vài lần", "reason": "Xem lại hồ sơ"}
    refused = secretary.post(address, typed)
    assert refused.status_code == 422
    assert "Xem lại hồ sơ" in refused.content.decode()
    assert "vài lần" in refused.content.decode()
    assert officer.post(address, {"verdict": "keep", "reason": "tự giữ"}).status_code == 422
    assert secretary.post(address, {"verdict": "keep", "reason": "Giữ nguyên theo hồ sơ"}).status_code == 302
    again = secretary.post(address, {"verdict": "keep", "reason": "Giữ nguyên theo hồ sơ"})
    assert again.status_code == 422
    assert "không có giải trình đang chờ" in again.content.decode()
    assert "Giữ nguyên theo hồ sơ" in officer.get(f"/cum/cum-mau/2026/bang-diem/{UNIT}/{CODE}/").content.decode()
