"""The dossier taken along: every bookmark is there, every hash is true, nobody else gets it."""

import hashlib
import io
import re
import zipfile

import pytest
from django.core.files.base import ContentFile
from PIL import Image
from pypdf import PdfReader

from tests.awards.staging import DAY, FLAG, KEEPER, NOW, conclude, rule_all
from tests.awards.test_council import COUNCIL, call, cast_all, mark, take
from tests.awards.test_dossiers import move
from tests.jobs.worker import work_off
from tests.reports.year import pdf
from thidua.awards import actions
from thidua.awards.models import Dossier
from thidua.conference.models import Conference
from thidua.jobs.models import Job
from thidua.kit import clock
from thidua.ledger.models import Entry
from thidua.members import actions as members
from thidua.members.terms import Office
from thidua.paperwork.actions import issue
from thidua.paperwork.terms import Kind
from thidua.reports.models import Evidence, EvidenceLink, Period, Report

UNIT = "truong-son"
AT = "/cum/cum-mau/2026/khen-thuong/"
TYPES = {"pdf": "application/pdf", "png": "image/png", "docx": "application/msword"}


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (400, 300), "teal").save(out, "PNG")
    return out.getvalue()


def hand_in(cast, name: str, data: bytes) -> None:
    """A file as it stands in the store, serving one criterion."""
    kept = Evidence(membership=cast.member(UNIT), name=name, size=len(data), uploaded_by="Mẫu", uploaded_at=NOW,
                    media_type=TYPES[name.rpartition(".")[2]], sha256=hashlib.sha256(data).hexdigest())  # fmt: skip
    kept.file.save(name, ContentFile(data))
    EvidenceLink.objects.create(evidence=kept, code="", by_name="Mẫu", at=NOW)


@pytest.fixture
def year(cast):
    with clock.at(NOW):
        conclude(cast)
        period = Period.objects.create(year=cast.year, span="half", name="6 tháng", from_date="2026-01-01",
                                       to_date="2026-06-30", due_on="2026-06-15")  # fmt: skip
        Report.objects.create(period=period, membership=cast.member(UNIT), narrative="Vượt chỉ tiêu", state="submitted",
                              submitted_at=NOW)  # fmt: skip
        secretary = cast.here("thu-ky-cum-truong", DAY)
        made = actions.open_dossier(here=secretary, membership=cast.member(UNIT), title=FLAG, at=NOW)
        held = Conference.objects.filter(year=cast.year).first()
        subjects = {
            "Hội nghị tổng kết": f"conference:{held.pk if held else 1}",
            "Kiểm phiếu": f"ballot:{made.ballot_id}",
            "Kiểm phiếu khác": "ballot:0",
        }
        for about, subject in subjects.items():
            content = {"sections": [{"heading": "I. Nội dung", "paragraphs": [about]}]}
            issue(here=secretary, kind=Kind.MINUTES, about=about, subject=subject, content=content, at=NOW)
        hand_in(cast, "Quyết định khen.pdf", pdf().read())
        hand_in(cast, "Ảnh.png", picture())
        hand_in(cast, "Danh sách.docx", b"PK not to be opened")
        hand_in(cast, "Hỏng.pdf", b"%PDF-1.7 broken")
        yield cast


def gathered(client, how: str) -> bytes:
    answer = client.post(f"{AT}{Dossier.objects.get().pk}/gom/{how}/")
    work_off()
    job = Job.objects.latest("pk")
    assert answer["Location"] == f"/viec-chay/{job.pk}/"
    assert job.state == "done", job.error
    return b"".join(client.get(f"/viec-chay/{job.pk}/tep/").streaming_content)


def bookmarks(reader: PdfReader, among: list) -> dict[str, int]:
    found = {}
    for one in among:
        if isinstance(one, list):
            found |= bookmarks(reader, one)
        else:
            found[one.title] = reader.get_destination_page_number(one)
    return found


def test_one_pdf_with_a_bookmark_for_every_part(year, visit):
    reader = PdfReader(io.BytesIO(gathered(visit("thu-ky-cum-truong"), "pdf")))
    found = bookmarks(reader, reader.outline)
    numbered = [name for name in found if name.startswith("0")]
    assert list(found) == [
        "Tờ hồ sơ và xét điều kiện", "Báo cáo của đơn vị", "Báo cáo 6 tháng", "Biên bản, văn bản", *numbered,
        "Minh chứng", "Quyết định khen.pdf", "Ảnh.png", "Danh mục tệp",
    ]  # fmt: skip
    assert len(numbered) == 2, "the minutes of the conference and of the own vote, of no other"
    said = {name: reader.pages[page].extract_text() for name, page in found.items()}
    assert "Kết quả đã công bố: hạng 1." in said["Tờ hồ sơ và xét điều kiện"]
    assert "Vượt chỉ tiêu" in said["Báo cáo 6 tháng"]
    assert "BIÊN BẢN" in said[numbered[0]].upper()
    assert "tệp nén" in said["Danh mục tệp"]
    assert Entry.objects.filter(act="reports.read_evidence").count() == 4
    assert Entry.objects.filter(act="awards.gather").count() == 1


def test_one_zip_whose_every_hash_is_true(year, visit):
    with zipfile.ZipFile(io.BytesIO(gathered(visit("thuong-truc"), "zip"))) as kept:
        lines = kept.read("manifest-sha256.txt").decode().splitlines()
        told = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
        assert set(told) | {"manifest-sha256.txt"} == set(kept.namelist())
        assert all(hashlib.sha256(kept.read(name)).hexdigest() == digest for name, digest in told.items())
        originals = {one.sha256 for one in Evidence.objects.all()}
        assert originals <= set(told.values()), "as they were handed in, also what cannot become pages"
        whole = next(name for name in told if name.startswith("ho-so-"))
        last = PdfReader(io.BytesIO(kept.read(whole))).pages[-1].extract_text()
        listed = {name: digest for name, digest in told.items() if name not in {whole, sorted(told)[-2]}}
        assert set(re.findall(r"\b[0-9a-f]{64}\b", last)) == set(listed.values()), "what is copied is the whole hash"
        assert all(name[:4] in last for name in listed)


def test_only_who_may_read_the_evidence_gathers(year, visit):
    made = Dossier.objects.get()
    actions.move(here=year.here("thu-ky-cum-truong", DAY), dossier=made, way="send", at=NOW)
    actions.ask(here=year.here("thuong-truc", DAY), dossier=made, person=year.person("lanh-dao-song-hong"),
                question="Kỷ luật?", at=NOW)  # fmt: skip
    asked, address = visit("lanh-dao-song-hong"), f"{AT}{made.pk}/"
    assert "Gom hồ sơ" not in asked.get(address).content.decode()
    asked.post(f"{address}gom/pdf/")
    assert visit("can-bo-bien-dong").post(f"{address}gom/pdf/").status_code == 404
    assert not Job.objects.exists()
    assert visit("thuong-truc").post(f"{address}gom/exe/").status_code == 404
    assert "Gom hồ sơ" in visit("can-bo-truong-son").get(address).content.decode()


def test_the_council_takes_whole_what_it_is_called_to_vote_on(year, visit):
    """From the call until its answer, and only who votes; before, and of a seat given since, nothing."""
    made = Dossier.objects.get()
    rule_all(year, UNIT)
    move(year, made, "send", "thu-ky-cum-truong")
    move(year, made, "to_council", "thuong-truc")
    address, member = f"{AT}{made.pk}/", visit(COUNCIL[2])
    assert "Gom hồ sơ" not in member.get(address).content.decode()
    refused = member.post(f"{address}gom/pdf/", follow=True).content.decode()
    assert "khi cuộc bỏ phiếu về hồ sơ này đã lập" in refused
    assert not Job.objects.exists()
    (ballot,) = call(year, made)
    assert "Gom hồ sơ" in member.get(address).content.decode()
    found = PdfReader(io.BytesIO(gathered(member, "pdf")))
    assert {"Báo cáo 6 tháng", "Quyết định khen.pdf", "Danh mục tệp"} <= set(bookmarks(found, found.outline))
    with zipfile.ZipFile(io.BytesIO(gathered(member, "zip"))) as kept:
        assert any(name.endswith("danh-sach.docx") for name in kept.namelist())
    assert Entry.objects.filter(act="reports.read_evidence", actor_office="council").count() == 8
    assert member.get(f"/cum/cum-mau/2026/minh-chung/{UNIT}/").status_code == 404, "the dossier, not the unit's pages"
    mark(year, ballot, "open")
    members.seat(person=year.person("lanh-dao-bien-dong"), office=Office.COUNCIL, year=None, since=DAY, at=NOW,
                 by=KEEPER, by_document="Quyết định 2")  # fmt: skip
    for other in ("lanh-dao-bien-dong", "quan-tri", "kiem-phieu-1"):
        visit(other).post(f"{address}gom/zip/")
    assert Job.objects.count() == 2
    cast_all(year, ballot, yes=5)
    mark(year, ballot, "close")
    assert "Gom hồ sơ" in member.get(address).content.decode(), "until the answer is on record"
    take(year, ballot)
    assert "Gom hồ sơ" not in member.get(address).content.decode()
    assert visit("thuong-truc").get(address).content.decode().count("Gom hồ sơ") == 1
