"""Evidence: sniffed, kept under random names, never twice, withdrawn but not deleted, read by few and recorded."""

import io
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.scoring.year import AT, here, started
from thidua.kit.refusal import Refused
from thidua.ledger.models import Entry
from thidua.members.models import ClusterYear
from thidua.members.terms import Stage
from thidua.reports import actions
from thidua.reports.models import Evidence
from thidua.reports.queries import evidence_counts, evidence_of

BASE = "/cum/cum-mau/2026/bao-cao/minh-chung/"
OWN = BASE + "song-hong/"


def pdf(name: str = "Quyết định.pdf", content: str = "một") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"%PDF-1.4 " + content.encode())


@pytest.fixture
def running(cast):
    return started(cast)


def add(cast, *uploads: SimpleUploadedFile, code: str = "I.1.a") -> list[Evidence]:
    return actions.add_evidence(here=here(cast, "can-bo-song-hong"), membership=cast.member("song-hong"), code=code,
                                uploads=uploads, at=AT)  # fmt: skip


def stored() -> int:
    return len(list(Path(default_storage.path("")).rglob("*.*")))


def test_several_files_are_kept_under_names_that_say_nothing(running, visit):
    answer = visit("can-bo-song-hong").post(OWN, {"code": "I.1.a", "uploads": [pdf(), pdf("Báo cáo.pdf", "hai")]})
    assert answer.status_code == 302
    files = list(Evidence.objects.all())
    assert [file.name for file in files] == ["Quyết định.pdf", "Báo cáo.pdf"]
    assert all(file.name not in file.file.name and len(Path(file.file.name).stem) == 32 for file in files)
    assert evidence_counts(running.member("song-hong")) == {"I.1.a": 2}
    assert Entry.objects.filter(act="reports.add_evidence").count() == 2


def test_what_a_file_is_decides_not_its_name(running, visit):
    answer = visit("can-bo-song-hong").post(
        OWN, {"code": "I.1.a", "uploads": [SimpleUploadedFile("a.pdf", b"MZ" * 50)]}
    )
    assert answer.status_code == 422
    assert "không đúng loại" in answer.content.decode()
    assert not Evidence.objects.exists()
    empty = visit("can-bo-song-hong").post(OWN, {"code": "I.1.a"})
    assert empty.status_code == 422


def test_a_file_too_large_is_refused(running, settings):
    settings.UPLOAD_LIMIT = 1024 * 1024
    with pytest.raises(Refused, match="vượt mức"):
        add(running, SimpleUploadedFile("to.pdf", b"%PDF-1.4" + b"0" * 2_000_000))


def test_one_bad_file_and_none_is_kept(running):
    with pytest.raises(Refused):
        add(running, pdf(), SimpleUploadedFile("x.pdf", b"khong phai pdf"))
    assert not Evidence.objects.exists()


def test_the_same_file_twice_is_politely_refused_and_leaves_no_bytes(running, visit):
    add(running, pdf())
    before = stored()
    answer = visit("can-bo-song-hong").post(
        OWN, {"code": "I.1.a", "uploads": [pdf("b.pdf", "mới"), pdf("Tên khác.pdf")]}
    )
    assert answer.status_code == 422
    assert "đã có ở tiêu chí này" in answer.content.decode()
    assert (Evidence.objects.count(), stored()) == (1, before)
    add(running, pdf(), code="I.1.b")


def test_a_criterion_that_is_not_in_the_table_is_refused(running):
    with pytest.raises(Refused, match="không có tiêu chí"):
        add(running, pdf(), code="IX.9")


def test_other_units_neither_upload_nor_read(running, visit):
    file = add(running, pdf())[0]
    for who in ("can-bo-bien-dong", "cham-cheo-bien-dong", "thu-ky-hoi-nghi"):
        expected = 200 if who == "thu-ky-hoi-nghi" else 404  # the conference's secretary sits in the unit itself
        assert visit(who).get(f"{BASE}tep/{file.pk}/").status_code == expected
    assert visit("can-bo-bien-dong").post(OWN, {"code": "I.1.a", "uploads": [pdf("c.pdf", "ba")]}).status_code == 404
    with pytest.raises(Refused, match="Sông Hồng"):
        actions.add_evidence(here=here(running, "can-bo-bien-dong"), membership=running.member("song-hong"),
                             code="I.1.a", uploads=[pdf()], at=AT)  # fmt: skip


def test_a_download_is_an_attachment_and_in_the_ledger(running, visit):
    file = add(running, pdf())[0]
    for who in ("can-bo-song-hong", "thuong-truc", "thu-ky-cum-truong", "thu-ky-cum-pho"):
        answer = visit(who).get(f"{BASE}tep/{file.pk}/")
        assert answer["Content-Disposition"].startswith("attachment")
        assert io.BytesIO(b"".join(answer.streaming_content)).read() == "%PDF-1.4 một".encode()
    assert Entry.objects.filter(act="reports.read_evidence").count() == 4


def test_withdrawn_is_marked_not_deleted(running, visit):
    file = add(running, pdf())[0]
    client = visit("can-bo-song-hong")
    assert client.post(f"{BASE}tep/{file.pk}/rut/").status_code == 302
    file.refresh_from_db()
    assert file.withdrawn_at is not None
    assert default_storage.exists(file.file.name)
    assert evidence_of(running.year) == {}
    assert "đã được rút" in client.post(f"{BASE}tep/{file.pk}/rut/", follow=True).content.decode()
    add(running, pdf())


def test_what_scores_rest_on_stays(running):
    file = add(running, pdf())[0]
    ClusterYear.objects.filter(pk=running.year.pk).update(stage=Stage.SELF_SCORED)
    with pytest.raises(Refused, match="Đã khoá"):
        actions.withdraw_evidence(here=here(running, "can-bo-song-hong"), evidence=Evidence.objects.get(), at=AT)
    add(running, pdf("Bổ sung.pdf", "giải trình"))
    ClusterYear.objects.filter(pk=running.year.pk).update(stage=Stage.APPRAISED)
    with pytest.raises(Refused, match="Đã khoá"):
        add(running, pdf("Muộn.pdf", "muộn"))
    assert file.withdrawn_at is None
