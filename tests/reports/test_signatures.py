"""Signed PDFs say who signed and whether it holds; a changed one is told; who vouches is known only by given roots."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.reports.signing import BODY, OFFICE, Authority, noted_on
from tests.reports.year import BASE, pdf, prove, save
from thidua.reports.models import Evidence

pytestmark = pytest.mark.once
FILES = BASE + "minh-chung/"


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority()


@pytest.fixture(scope="module")
def paper(authority) -> bytes:
    """A page, signed."""
    return authority.sign(pdf().read())


@pytest.fixture
def roots(settings, tmp_path):
    settings.TRUST_ROOTS = tmp_path / "trust-roots"
    return settings.TRUST_ROOTS


@pytest.fixture
def trusted_paper(authority, paper, roots) -> bytes:
    """The signed page, and the site trusts who vouches for its signer."""
    authority.publish(roots)
    return paper


@pytest.fixture
def told(running, roots, visit):
    """told(bytes) → the words of the file's own page after it was handed in for I.1.a."""

    def handed_in(data: bytes) -> str:
        file = prove(running, "song-hong", "I.1.a", upload=SimpleUploadedFile("Báo cáo.pdf", data))[0]
        return visit("thu-ky-cum-pho").get(f"{FILES}tep/{file.pk}/xem/").content.decode()

    return handed_in


def test_who_signed_is_told_and_that_it_holds(told, trusted_paper, running, half, visit):
    page = told(trusted_paper)
    assert f"<strong>{OFFICE}</strong>, {BODY}" in page
    assert "Nội dung còn nguyên như khi ký." in page
    assert "Chứng thư do tổ chức được tin cậy cấp." in page
    save(running, half, "song-hong", {"I.1.a": {"actual": "10"}})
    for address in (f"{BASE}{half.pk}/song-hong/", FILES + "song-hong/"):
        assert f"ký số: {OFFICE}<" in visit("lanh-dao-song-hong").get(address).content.decode()


def test_without_roots_nobody_says_that_the_signer_is_known(told, paper, visit):
    page = told(paper)
    assert "Nội dung còn nguyên như khi ký." in page
    assert "Chưa kiểm tra được chuỗi chứng thư" in page
    assert "(chưa xác minh người ký)" in visit("lanh-dao-song-hong").get(FILES + "song-hong/").content.decode()


def test_a_signer_of_another_authority_is_not_trusted(told, paper, roots):
    Authority("CA khác").publish(roots)
    assert "không dẫn tới tổ chức nào trong danh sách tin cậy" in told(paper)


def test_a_changed_byte_is_told(told, authority, paper, roots, visit):
    authority.publish(roots)
    place = paper.index(b"/MediaBox")
    tampered = paper[:place] + paper[place:].replace(b"200", b"201", 1)
    assert tampered != paper
    page = told(tampered)
    assert "Chữ ký không còn đúng" in page
    assert "Nội dung còn nguyên" not in page
    assert "chữ ký số không còn đúng" in visit("lanh-dao-song-hong").get(FILES + "song-hong/").content.decode()


def test_what_was_added_after_signing_is_told(told, authority, paper, roots):
    authority.publish(roots)
    page = told(noted_on(paper))
    assert "sau đó tệp đã được thêm hoặc sửa" in page
    assert "Nội dung còn nguyên" not in page


def test_two_signatures_on_one_paper_both_hold(told, authority, paper, roots):
    authority.publish(roots)
    page = told(authority.sign(paper, "Thư ký Cụm trưởng (minh hoạ)", "Ky2"))
    assert page.count("Nội dung còn nguyên như khi ký.") == 2
    assert "Thư ký Cụm trưởng (minh hoạ)" in page


def test_a_paper_that_is_not_signed_says_nothing_of_signatures(told):
    assert "Chữ ký số" not in told(pdf().read())
    assert Evidence.objects.get().signed == []


def test_a_signature_that_cannot_be_read_is_said_to_be_so(told):
    page = told(b"%PDF-1.4 /ByteRange [0 1 2 3] " + b"0" * 100)
    assert "Tệp có chữ ký số nhưng phần mềm không đọc được." in page
