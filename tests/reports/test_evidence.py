"""Evidence: sniffed, stored once for all it serves, withdrawn but not deleted, read by few and recorded."""

import io
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.reports.year import BASE, pdf, prove, save
from tests.scoring.year import AT, here
from thidua.kit.refusal import Refused
from thidua.ledger.models import Entry
from thidua.members.models import ClusterYear
from thidua.members.terms import Stage
from thidua.reports import actions
from thidua.reports.models import Evidence, EvidenceLink, Report
from thidua.reports.queries import evidence_counts, kept_files, own_evidence

FILES = BASE + "minh-chung/"
OWN = FILES + "song-hong/"
GPS = 0x8825


def photograph(kind: str = "JPEG", *, place: bool = True, colour: str = "teal") -> bytes:
    """A picture as a telephone takes it."""
    exif = Image.Exif()
    exif[0x010F] = "Camera"
    if place:
        exif[GPS] = {1: "N", 2: (21.0, 1.0, 42.0), 3: "E", 4: (105.0, 51.0, 15.0)}
    out = io.BytesIO()
    Image.new("RGB", (120, 80), colour).save(out, kind, exif=exif)
    return out.getvalue()


def add(cast, *uploads: SimpleUploadedFile, codes: tuple[str, ...] = ("I.1.a",)) -> list[actions.Received]:
    return actions.add_evidence(here=here(cast, "can-bo-song-hong"), membership=cast.member("song-hong"), codes=codes,
                                uploads=uploads, at=AT)  # fmt: skip


def stored() -> int:
    return len(list(Path(default_storage.path("")).rglob("*.*")))


def test_several_files_are_kept_under_names_that_say_nothing(running, visit):
    answer = visit("can-bo-song-hong").post(OWN, {"codes": ["I.1.a"], "uploads": [pdf(), pdf("Báo cáo.pdf", "hai")]})
    assert answer.status_code == 302
    files = list(Evidence.objects.all())
    assert [file.name for file in files] == ["Quyết định.pdf", "Báo cáo.pdf"]
    assert all(file.name not in file.file.name and len(Path(file.file.name).stem) == 32 for file in files)
    assert evidence_counts(running.member("song-hong")) == {"I.1.a": 2}
    assert Entry.objects.filter(act="reports.add_evidence").count() == 2


def test_what_a_file_is_decides_not_its_name(running, visit):
    client = visit("can-bo-song-hong")
    for sent in (b"MZ" * 50, b"%!PS-Adobe-3.0", b"<html><script>alert(1)</script></html>", b"PK\x03\x04" + b"0" * 40):
        answer = client.post(OWN, {"codes": ["I.1.a"], "uploads": [SimpleUploadedFile("a.pdf", sent)]})
        assert answer.status_code == 422
        assert "phần mềm xem nội dung tệp, không xem đuôi tên" in answer.content.decode()
        assert 'value="I.1.a"' in answer.content.decode()
    assert not Evidence.objects.exists()
    assert client.post(OWN, {"codes": ["I.1.a"]}).status_code == 422
    assert "Hãy chọn ít nhất một tiêu chí" in client.post(OWN, {"uploads": [pdf()]}).content.decode()
    assert stored() == 0


def test_a_file_too_large_is_refused(running, settings):
    settings.UPLOAD_LIMIT = 1024 * 1024
    with pytest.raises(Refused, match="vượt mức"):
        add(running, SimpleUploadedFile("to.pdf", b"%PDF-1.4" + b"0" * 2_000_000))


def test_a_unit_has_so_much_room_a_year_and_what_it_has_already_takes_none(running, settings, visit):
    settings.UNIT_QUOTA = 0
    add(running, pdf("a.pdf", "a" * 1000))
    settings.UNIT_QUOTA = Evidence.objects.get().size + 100
    add(running, pdf("a.pdf", "a" * 1000), codes=("",))
    answer = visit("can-bo-song-hong").post(OWN, {"codes": ["I.1.a"], "uploads": [pdf("b.pdf", "b" * 2000)]})
    assert answer.status_code == 422
    assert "trên mức 0 MB; các tệp này cần thêm 1 MB" in answer.content.decode()
    assert (Evidence.objects.count(), stored()) == (1, 1)
    settings.UNIT_QUOTA = 0
    add(running, pdf("b.pdf", "b" * 2000))


def test_one_bad_file_and_none_is_kept(running):
    with pytest.raises(Refused):
        add(running, pdf(), SimpleUploadedFile("x.pdf", b"khong phai pdf"))
    with pytest.raises(Refused, match="hỏng"):
        add(running, pdf(), SimpleUploadedFile("x.jpg", photograph()[:200]))
    assert not Evidence.objects.exists()
    assert stored() == 0


def test_the_same_content_is_stored_once_and_serves_several_criteria(running, visit):
    add(running, pdf())
    before = stored()
    again = add(running, pdf("Tên khác.pdf"), codes=("I.1.a", "I.1.b"))
    assert (again[0].known, again[0].evidence.name) == (True, "Quyết định.pdf")
    assert (Evidence.objects.count(), stored()) == (1, before)
    assert evidence_counts(running.member("song-hong")) == {"I.1.a": 1, "I.1.b": 1}
    assert kept_files(running.year) == 1
    answer = visit("can-bo-song-hong").post(
        OWN, {"codes": ["I.1.a"], "uploads": [pdf("b.pdf", "mới"), pdf("Lần ba.pdf")]}
    )
    assert answer.status_code == 422
    assert "đã có ở tiêu chí này (nội dung giống hệt tệp “Quyết định.pdf”" in answer.content.decode()
    assert (Evidence.objects.count(), stored()) == (1, before)


def test_another_unit_stores_the_same_content_for_itself(running):
    add(running, pdf())
    prove(running, "bien-dong", "I.1.a", upload=pdf())
    assert Evidence.objects.count() == 2


def test_a_file_that_is_there_is_linked_to_more_criteria(running, visit):
    file = add(running, pdf())[0].evidence
    client, address = visit("can-bo-song-hong"), f"{FILES}tep/{file.pk}/xem/"
    assert client.post(address, {"codes": ["I.1.b", "I.1.c"]}).status_code == 302
    assert evidence_counts(running.member("song-hong")) == {"I.1.a": 1, "I.1.b": 1, "I.1.c": 1}
    again = client.post(address, {"codes": ["I.1.b"]})
    assert again.status_code == 422
    assert "đã gắn" in again.content.decode()
    assert client.post(address, {"codes": ["IX.9"]}).status_code == 422
    assert visit("thu-ky-cum-truong").post(address, {"codes": ["I.1.d"]}).status_code == 422
    assert EvidenceLink.objects.count() == 3


def test_a_criterion_that_is_not_in_the_table_is_refused(running):
    with pytest.raises(Refused, match="không có tiêu chí"):
        add(running, pdf(), codes=("IX.9",))


def test_other_units_neither_upload_nor_read(running, visit):
    file = add(running, pdf())[0].evidence
    link = file.links.get()
    for who in ("can-bo-bien-dong", "cham-cheo-bien-dong", "thu-ky-hoi-nghi"):
        expected = 200 if who == "thu-ky-hoi-nghi" else 404  # the conference's secretary sits in the unit itself
        for page in ("", "xem/", "anh/", "anh/?lon=1"):
            assert visit(who).get(f"{FILES}tep/{file.pk}/{page}").status_code == expected
    assert visit("can-bo-bien-dong").post(OWN, {"codes": ["I.1.a"], "uploads": [pdf("c.pdf")]}).status_code == 404
    assert visit("can-bo-bien-dong").post(f"{FILES}tep/{file.pk}/xem/", {"codes": ["I.1.b"]}).status_code == 404
    assert visit("can-bo-bien-dong").post(f"{FILES}gan/{link.pk}/rut/").status_code == 404
    with pytest.raises(Refused, match="Sông Hồng"):
        actions.add_evidence(here=here(running, "can-bo-bien-dong"), membership=running.member("song-hong"),
                             codes=["I.1.a"], uploads=[pdf()], at=AT)  # fmt: skip


def test_a_download_is_an_attachment_and_in_the_ledger(running, visit):
    file, sent = add(running, pdf())[0].evidence, pdf().read()
    for who in ("can-bo-song-hong", "thuong-truc", "thu-ky-cum-truong", "thu-ky-cum-pho"):
        answer = visit(who).get(f"{FILES}tep/{file.pk}/")
        assert answer["Content-Disposition"].startswith("attachment")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert b"".join(answer.streaming_content) == sent
    assert Entry.objects.filter(act="reports.read_evidence").count() == 4


def test_withdrawn_from_one_criterion_it_still_serves_the_other(running, visit):
    file = add(running, pdf(), codes=("I.1.a", "I.1.b"))[0].evidence
    client, link = visit("can-bo-song-hong"), file.links.get(code="I.1.a")
    assert client.post(f"{FILES}gan/{link.pk}/rut/").status_code == 302
    assert default_storage.exists(file.file.name)
    assert list(own_evidence(running.member("song-hong"))) == ["I.1.b"]
    assert "đã được rút" in client.post(f"{FILES}gan/{link.pk}/rut/", follow=True).content.decode()
    assert add(running, pdf())[0].known
    assert evidence_counts(running.member("song-hong")) == {"I.1.a": 1, "I.1.b": 1}


def test_what_scores_rest_on_stays(running):
    link = add(running, pdf())[0].evidence.links.get()
    ClusterYear.objects.filter(pk=running.year.pk).update(stage=Stage.SELF_SCORED)
    with pytest.raises(Refused, match="Đã khoá"):
        actions.withdraw_evidence(here=here(running, "can-bo-song-hong"), link=EvidenceLink.objects.get(), at=AT)
    add(running, pdf("Bổ sung.pdf", "giải trình"))
    ClusterYear.objects.filter(pk=running.year.pk).update(stage=Stage.APPRAISED)
    with pytest.raises(Refused, match="Đã khoá"):
        add(running, pdf("Muộn.pdf", "muộn"))
    assert link.withdrawn_at is None


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_the_place_where_a_picture_was_taken_is_taken_off(running, visit, kind):
    file = add(running, SimpleUploadedFile("anh.jpg", photograph(kind)))[0].evidence
    with Image.open(file.file) as kept:
        assert GPS not in kept.getexif()
        assert kept.getexif()[0x010F] == "Camera"
        assert kept.size == (120, 80)
    assert file.size == len(default_storage.open(file.file.name).read())
    assert "nơi chụp" in visit("can-bo-song-hong").get(f"{FILES}tep/{file.pk}/xem/").content.decode()


def test_a_picture_that_tells_no_place_is_kept_byte_for_byte(running):
    sent = photograph(place=False)
    file = add(running, SimpleUploadedFile("anh.jpg", sent))[0].evidence
    assert default_storage.open(file.file.name).read() == sent
    assert not file.place_removed


def test_the_same_photograph_is_known_again_without_its_place(running):
    add(running, SimpleUploadedFile("anh.jpg", photograph()))
    assert add(running, SimpleUploadedFile("anh-2.jpg", photograph()), codes=("I.1.b",))[0].known


def test_a_file_has_a_small_picture_and_a_large_one_that_counts_as_reading(running, visit):
    page = add(running, pdf())[0].evidence
    taken = add(running, SimpleUploadedFile("anh.png", photograph("PNG", colour="red")))[0].evidence
    client = visit("thu-ky-cum-truong")
    for file, shape in ((page, (229, 320)), (taken, (120, 80))):
        answer = client.get(f"{FILES}tep/{file.pk}/anh/")
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
        assert "sandbox" in answer["Content-Security-Policy"]
        assert "private" in answer["Cache-Control"]
        with Image.open(io.BytesIO(answer.content)) as drawn:
            assert drawn.size == shape
    assert not Entry.objects.filter(act="reports.read_evidence").exists()
    assert client.get(f"{FILES}tep/{page.pk}/anh/?lon=1").status_code == 200
    assert Entry.objects.filter(act="reports.read_evidence").count() == 1


def test_a_broken_pdf_has_no_picture_and_breaks_nothing(running, visit):
    file = add(running, SimpleUploadedFile("hong.pdf", b"%PDF-1.4 " + b"0" * 100))[0].evidence
    client = visit("can-bo-song-hong")
    assert client.get(f"{FILES}tep/{file.pk}/anh/").status_code == 404
    assert client.get(f"{FILES}tep/{file.pk}/xem/").status_code == 200


def test_a_script_is_answered_in_words_it_can_show(running, visit):
    client = visit("can-bo-song-hong")
    sent = {"codes": ["I.1.a"], "uploads": [pdf()]}
    taken = client.post(OWN, sent, headers={"accept": "application/json"})
    assert taken.json() == {"said": "Quyết định.pdf: đã nhận.", "files": {"I.1.a": 1}}
    known = client.post(OWN, {"codes": ["I.1.b"], "uploads": [pdf("X.pdf")]}, headers={"accept": "application/json"})
    assert "đã có từ trước (“Quyết định.pdf”), chỉ gắn thêm" in known.json()["said"]
    wrong = {"codes": ["I.1.a"], "uploads": [SimpleUploadedFile("a.pdf", b"MZ" * 50)]}
    refused = client.post(OWN, wrong, headers={"accept": "application/json"})
    assert refused.status_code == 422
    assert "không đúng loại" in refused.json()["refused"]


def test_where_the_table_requires_evidence_a_report_without_it_is_not_sent(running, half, visit):
    save(running, half, "song-hong", {"I.1.a": {"actual": "10"}, "I.1.b": {"actual": "5"}, "I.3.a": {"met": "có"}})
    address = f"{BASE}{half.pk}/song-hong/"
    leader = visit("lanh-dao-song-hong")
    assert "bắt buộc" in leader.get(address).content.decode()
    told = leader.post(address + "gui/", follow=True).content.decode()
    assert "2 tiêu chí đã có số liệu chưa có tệp nào: I.1.a Số hồ sơ, vụ việc chuyên môn được giải quyết; I.1.b" in told
    file = prove(running, "song-hong", "I.1.a", "I.1.b")[0]
    link = file.links.get(code="I.1.b")
    visit("can-bo-song-hong").post(f"{FILES}gan/{link.pk}/rut/")
    assert "1 tiêu chí" in leader.post(address + "gui/", follow=True).content.decode()
    prove(running, "song-hong", "I.1.b", upload=pdf("khác.pdf", "khác"))
    leader.post(address + "gui/")
    assert Report.objects.get().state == "submitted"
