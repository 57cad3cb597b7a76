"""Signed PDFs come back: whose signature, whether it holds, whether it is the paper that was issued."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.paperwork.test_papers import ADDRESS, issue
from tests.reports.signing import Authority
from thidua.ledger.models import Entry
from thidua.paperwork.models import SignedCopy
from thidua.paperwork.output import pdf_of
from thidua.samples.demo import scan


@pytest.fixture(scope="module")
def authority():
    return Authority()


@pytest.fixture
def roots(authority, tmp_path, settings):
    settings.TRUST_ROOTS = tmp_path / "roots"
    authority.publish(settings.TRUST_ROOTS)


def bring_back(visitor, paper, data):
    return visitor.post(f"{ADDRESS}{paper.pk}/ban-ky/", {"file": SimpleUploadedFile("da-ky.pdf", data)}, follow=True)


def test_the_issued_file_signed_is_known_again(cast, visit, authority, roots):
    paper, clerk = issue(cast), visit("thu-ky-cum-truong")
    signed = authority.sign(pdf_of(paper))
    text = bring_back(clerk, paper, signed).content.decode()
    assert "Đúng là tệp PDF mà phần mềm đã ban hành" in text
    assert "Nội dung còn nguyên như khi ký." in text
    assert "Chứng thư do tổ chức được tin cậy cấp." in text
    assert "Lãnh đạo đơn vị (minh hoạ)" in text
    copy = SignedCopy.objects.get()
    assert clerk.get(f"{ADDRESS}{paper.pk}/ban-ky/{copy.pk}.pdf").content == signed
    assert "đã được tải lên" in bring_back(clerk, paper, signed).content.decode()
    assert Entry.objects.filter(act="paperwork.bring_back").count() == 1


def test_one_byte_altered_is_said(cast, visit, authority, roots):
    paper = issue(cast)
    signed = bytearray(authority.sign(pdf_of(paper)))
    signed[len(pdf_of(paper)) // 2] ^= 1
    text = bring_back(visit("thu-ky-cum-truong"), paper, bytes(signed)).content.decode()
    assert "nội dung đã bị sửa sau khi ký" in text or "tệp hỏng hoặc đã bị sửa" in text
    assert "Nội dung còn nguyên như khi ký." not in text
    assert "Đúng là tệp PDF mà phần mềm đã ban hành" not in text


def test_another_paper_signed_is_not_taken_for_this_one(cast, visit, authority, roots):
    paper, other = issue(cast), issue(cast, about="Việc khác hẳn")
    text = bring_back(visit("thu-ky-cum-truong"), paper, authority.sign(pdf_of(other))).content.decode()
    assert "không trùng hẳn" in text


def test_a_stranger_to_the_roots_is_not_vouched_for(cast, visit, roots):
    paper = issue(cast)
    text = bring_back(visit("thu-ky-cum-truong"), paper, Authority("CA khác").sign(pdf_of(paper))).content.decode()
    assert "không dẫn tới tổ chức nào trong danh sách tin cậy" in text


def test_an_unsigned_file_a_draft_or_an_officer_of_another_unit_is_refused(cast, visit, authority):
    paper = issue(cast)
    clerk = visit("thu-ky-cum-truong")
    assert "không có chữ ký số" in bring_back(clerk, paper, scan("song-hong")).content.decode()
    refused = bring_back(visit("can-bo-bien-dong"), paper, authority.sign(pdf_of(paper)))
    assert refused.status_code == 422
    assert not SignedCopy.objects.exists()
