"""Word templates: downloaded, changed, uploaded; what is wrong is said by its name; versions stay."""

import io
import struct
import zipfile
import zlib

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings

from tests.paperwork.test_papers import ADDRESS, issue
from thidua.paperwork.models import Template
from thidua.paperwork.output import docx_of
from thidua.paperwork.shipped import shipped
from thidua.paperwork.terms import Kind, TemplateState

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def changed(text: str = "", before: tuple[str, str] = ("", ""), kind=Kind.MINUTES) -> bytes:
    """The shipped template as a clerk changes it: a line more, or one text for another."""
    word = docx.Document(io.BytesIO(shipped(kind)))
    if before[0]:
        for paragraph in word.paragraphs:
            if before[0] in paragraph.text:
                paragraph.runs[0].text = paragraph.text.replace(*before)
    if text:
        word.add_paragraph(text)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def with_part(name: str, data: bytes) -> bytes:
    out = io.BytesIO(shipped(Kind.MINUTES))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, data)
    return out.getvalue()


def in_place_of(name: str, change) -> bytes:
    out, before = io.BytesIO(), zipfile.ZipFile(io.BytesIO(shipped(Kind.MINUTES)))
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for one in before.namelist():
            data = before.read(one)
            packed.writestr(one, change(data) if one == name else data)
    return out.getvalue()


@pytest.fixture
def clerk(visit):
    return visit("thu-ky-cum-truong")


def upload(clerk, data: bytes, kind=Kind.MINUTES, name="bien-ban.docx"):
    return clerk.post(f"{ADDRESS}mau/", {"kind": kind, "file": SimpleUploadedFile(name, data, WORD)})


def said(answer) -> str:
    assert answer.status_code == 422, answer.headers
    assert not Template.objects.exists()
    return answer.content.decode().replace("&#x27;", "'").replace("&quot;", '"')


def test_a_template_is_downloaded_changed_tried_used_and_given_up(cast, clerk):
    shipped_file = clerk.get(f"{ADDRESS}mau/co-san.docx", {"loai": "BB"}).content
    assert shipped_file == shipped(Kind.MINUTES)
    old = issue(cast)
    assert upload(clerk, changed("Câu cố định của cụm: {{ trich_yeu }}.")).status_code == 302
    first = Template.objects.get()
    assert first.state == TemplateState.TRIAL
    assert "Câu cố định" not in text_of(docx_of(issue(cast))), "on trial only"
    page = clerk.get(f"{ADDRESS}mau/{first.pk}/").content.decode()
    assert "Câu cố định của cụm: Văn bản thử để xem mẫu." in page, "filled with sample data before it is used"
    assert clerk.get(f"{ADDRESS}mau/{first.pk}/xem-thu.docx").content.startswith(b"PK")
    clerk.post(f"{ADDRESS}mau/{first.pk}/dung/")
    made = issue(cast)
    assert "Câu cố định của cụm: Về hội nghị." in text_of(docx_of(made))
    upload(clerk, changed("Câu mới: {{ trich_yeu }}."))
    second = Template.objects.get(version=2)
    clerk.post(f"{ADDRESS}mau/{second.pk}/dung/")
    assert "Câu mới: Về hội nghị." in text_of(docx_of(issue(cast)))
    made.refresh_from_db()
    assert "Câu cố định của cụm" in text_of(docx_of(made)), "a paper keeps the version it was made with"
    clerk.post(f"{ADDRESS}mau/tro-ve/", {"kind": "BB"})
    last = text_of(docx_of(issue(cast)))
    assert "Câu mới" not in last
    assert "Câu cố định" not in text_of(docx_of(old))
    assert [one.state for one in Template.objects.order_by("version")] == ["retired", "retired"]
    assert "Bản 2" in clerk.get(f"{ADDRESS}thiet-lap/").content.decode(), "versions are kept"


def text_of(data: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("{{ trich_yeuu }}", "Không có trường “trich_yeuu”; có phải “trich_yeu” không?"),
        ("{{ ke_toan_truong }}", "Không có trường “ke_toan_truong”"),
        ("{%p for noi in noi_nhan %}", "“for noi in noi_nhan” chưa được đóng: thiếu {% endfor %}."),
        ("{%p endfor %}", "Thừa {% endfor %}: không có for nào mở trước nó."),
        ("{% if kinh_gui %}{% for a in noi_nhan %}{% endif %}", "“for a in noi_nhan” chưa được đóng"),
        ("{% for m in noi_dung %}{{ m.tieu_dee }}{% endfor %}", "Không có trường “tieu_dee”"),
        ("{% for ky in cac_chu_ky %}{{ ky.tieu_de }}{% endfor %}", "Không có trường “tieu_de”"),
        ("{{ trich_yeu", "viết sai"),
        ("{{ trich_yeu|tojson }}", "viết sai"),
        ("{{ ''.__class__ }}", "Không có trường “__class__”"),
        ("{{ trich_yeu.upper() }}", "không dùng được lệnh “call”"),
        ("{% set a = 1 %}", "không dùng được lệnh “assign”"),
        ("{% for a in noi_nhan %}{% for b in noi_nhan %}{% for c in noi_nhan %}{% for d in noi_nhan %}{% endfor %}"
         "{% endfor %}{% endfor %}{% endfor %}", "lồng quá sâu"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_by_the_name_of_the_field_or_the_loop(cast, clerk, line, sentence):
    assert sentence in said(upload(clerk, changed(line)))


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (lambda: with_part("word/vbaProject.bin", b"x"), "Tệp có macro"),
        (lambda: in_place_of("[Content_Types].xml", lambda d: d.replace(
            b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            b"application/vnd.ms-word.document.macroEnabled.main+xml")), "macro"),
        (lambda: with_part("word/embeddings/oleObject1.bin", b"x"), "đối tượng nhúng"),
        (lambda: with_part("word/media/big.bin", bytes(60 * 1024**2)), "giải nén ra lớn bất thường"),
        (lambda: in_place_of("word/_rels/document.xml.rels", lambda d: d.replace(
            b"</Relationships>", b'<Relationship Id="x" Type="http://x/attachedTemplate" Target="http://evil/t.dotm" '
            b'TargetMode="External"/></Relationships>')), "lấy nội dung từ nơi khác"),
        (lambda: in_place_of("word/document.xml", lambda d: d.replace(
            b"</w:body>", b'<w:p><w:r><w:instrText>DDEAUTO "c:\\x"</w:instrText></w:r></w:p></w:body>')), "DDE"),
        (lambda: in_place_of("word/document.xml", lambda d: d.replace(
            b"<w:document", b'<!DOCTYPE a [<!ENTITY b "c">]><w:document', 1)), "khai báo XML"),
        (lambda: in_place_of("word/document.xml", lambda d: d[: len(d) // 2]), "không phải là văn bản Word"),
        (lambda: b"PK\x03\x04" + bytes(5000), "không"),
        (lambda: b"%PDF-1.7", "không đúng loại"),
        (lambda: changed(before=("{{ so_ky_hieu }}", "")) [:3000], "không"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_plain_word_file_is_refused_with_a_sentence(cast, clerk, data, sentence):
    assert sentence in said(upload(clerk, data()))


@override_settings(UPLOAD_LIMIT=2 * 1024 * 1024)
def test_a_file_of_many_megabytes_is_refused(cast, clerk):
    assert "vượt mức 2 MB" in said(upload(clerk, shipped(Kind.MINUTES) + bytes(3 * 1024 * 1024)))


@pytest.mark.parametrize("kind", Kind)
def test_the_shipped_template_of_every_kind_passes_its_own_examination(cast, clerk, kind):
    assert upload(clerk, shipped(kind), kind).status_code == 302


def test_templates_are_kept_by_the_secretary_alone(cast, visit):
    assert visit("can-bo-bien-dong").get(f"{ADDRESS}mau/").status_code == 404


def hidden_bomb(prefix: bytes = b"<x/>") -> bytes:
    """A part that says it is small, its sum right for what it shows, and that unpacks to thirty million letters."""
    whole = with_part("word/bomb.xml", prefix + b" " * 30_000_000)
    size, summed = struct.pack("<I", len(prefix)), struct.pack("<I", zlib.crc32(prefix))
    true_size, true_sum = (struct.pack("<I", len(prefix) + 30_000_000),
                           struct.pack("<I", zlib.crc32(prefix + b" " * 30_000_000)))  # fmt: skip
    return whole.replace(true_size, size).replace(true_sum, summed)


def torn() -> bytes:
    """The stream of the text broken in its middle."""
    data = shipped(Kind.MINUTES)
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        part = packed.getinfo("word/document.xml")
    middle = part.header_offset + 30 + len(part.filename) + part.compress_size // 2
    return data[:middle] + b"\xff" * 40 + data[middle + 40 :]


@pytest.mark.parametrize("data", [hidden_bomb, torn])
def test_a_part_that_unpacks_to_something_else_than_it_says_is_refused(cast, clerk, data):
    """Found by `python -m bench fuzz`: the second was a fault of ours; the first would have eaten the memory."""
    answer = upload(clerk, data())
    assert answer.status_code == 422
    assert "Tệp bị hỏng, không giải nén được." in said(answer)
