"""The pledge: written, signed by every leader, sealed."""

import pytest

from thidua.kit.refusal import Refused
from thidua.ledger.models import Entry
from thidua.members.models import Membership
from thidua.members.terms import Stage
from thidua.paperwork.models import Document
from thidua.paperwork.terms import Kind
from thidua.samples.cast import UNITS, moment
from thidua.targets import actions
from thidua.targets.models import Pledge, Signature
from thidua.targets.queries import fingerprint, pledge_of, present_members

from .year import ADDRESS, AT, register

TEXT = "Cùng ký giao ước thi đua.\n1. Thi đua thực chất."
PLEDGE = ADDRESS + "giao-uoc/"
CODES = [code for code, _name, _short in UNITS]


def write(cast, username="thu-ky-cum-truong", text=TEXT):
    return actions.write_pledge(here=cast.here(username), text=text, signing_on=None, at=AT)


def sign(cast, unit, seen=None, username=""):
    seen = fingerprint(pledge_of(cast.year).text) if seen is None else seen
    return actions.sign(here=cast.here(username or f"lanh-dao-{unit}"), seen=seen, at=AT)


def seal(cast, username="thu-ky-cum-truong"):
    return actions.seal_pledge(here=cast.here(username), at=moment(2026, 3, 5))


def approve_all(cast):
    for code in CODES:
        register(cast, unit=code)
        judge = "thu-ky-cum-pho" if code == "song-hong" else "thu-ky-cum-truong"
        actions.approve(here=cast.here(judge), membership=cast.member(code), at=AT)


def test_only_the_heads_secretariat_writes_and_only_until_the_first_signature(ruled):
    for username in ("thu-ky-cum-pho", "lanh-dao-song-hong", "thuong-truc"):
        with pytest.raises(Refused, match="Thư ký Cụm trưởng"):
            write(ruled, username)
    write(ruled)
    write(ruled, text=TEXT + "\n2. Đoàn kết.")
    sign(ruled, "bien-dong")
    with pytest.raises(Refused, match="Đã có đơn vị ký"):
        write(ruled)
    assert Pledge.objects.get().text.endswith("Đoàn kết.")


def test_a_leader_signs_once_for_the_own_unit(ruled):
    with pytest.raises(Refused, match="chưa soạn"):
        sign(ruled, "bien-dong", seen="")
    write(ruled)
    made = sign(ruled, "bien-dong")
    assert (made.membership, made.signer) == (ruled.member("bien-dong"), "Lãnh đạo đơn vị, Biển Đông")
    with pytest.raises(Refused, match="đã ký"):
        sign(ruled, "bien-dong")
    for username in ("can-bo-bien-dong", "thu-ky-cum-truong", "thuong-truc"):
        with pytest.raises(Refused, match="Lãnh đạo đơn vị"):
            sign(ruled, "", username=username)
    assert Signature.objects.count() == Entry.objects.filter(act="targets.sign").count() == 1


def test_nobody_signs_a_text_they_have_not_read(ruled):
    write(ruled)
    seen = fingerprint(pledge_of(ruled.year).text)
    write(ruled, text="Nội dung khác hẳn.")
    with pytest.raises(Refused, match="vừa được sửa"):
        sign(ruled, "bien-dong", seen=seen)
    assert not Signature.objects.exists()


def test_sealing_waits_for_every_signature_and_every_approval(ruled):
    with pytest.raises(Refused, match="Chưa có bản giao ước"):
        seal(ruled)
    write(ruled)
    for code in CODES[:-1]:
        sign(ruled, code)
    with pytest.raises(Refused, match="còn chờ chữ ký của Đồng Bằng"):
        seal(ruled)
    sign(ruled, CODES[-1])
    with pytest.raises(Refused, match=r"bản đăng ký của Sông Hồng, Trường Sơn, .* chưa được duyệt"):
        seal(ruled)
    approve_all(ruled)
    with pytest.raises(Refused, match="Thư ký Cụm trưởng"):
        seal(ruled, "thuong-truc")
    paper = seal(ruled)
    ruled.year.refresh_from_db()
    assert ruled.year.at == Stage.PLEDGED
    assert (paper.kind, paper.number, paper.issuer.code) == (Kind.PLEDGE, 1, "song-hong")
    signed = [one["authority"] for one in paper.content["signatures"]]
    assert signed == [name for _code, name, _short in UNITS], "in protocol order"
    assert Entry.objects.filter(act="targets.seal_pledge").count() == 1


def test_sealing_twice_issues_one_paper(ruled):
    write(ruled)
    approve_all(ruled)
    for code in CODES:
        sign(ruled, code)
    seal(ruled)
    with pytest.raises(Refused, match="đang ở bước “Ký giao ước”"):
        seal(ruled)
    with pytest.raises(Refused, match="đang ở bước"):
        register(ruled)
    assert Document.objects.count() == 1


def test_a_member_that_left_is_not_waited_for(ruled):
    Membership.objects.filter(pk=ruled.member("dong-bang").pk).update(left_on=ruled.here("thuong-truc").day)
    assert [member.unit.code for member in present_members(ruled.here("thuong-truc"))] == CODES[:-1]


def test_the_page_shows_who_has_signed_in_protocol_order(ruled, visit):
    assert "Chưa có bản giao ước" in visit("can-bo-bien-dong").get(PLEDGE).content.decode()
    write(ruled)
    sign(ruled, "dong-bang")
    sign(ruled, "bien-dong")
    page = visit("can-bo-bien-dong").get(PLEDGE).content.decode()
    order = [page.index(f'<p class="unit">{name}') for _code, name, _short in UNITS]
    assert order == sorted(order)
    assert page.count('class="signed"') == 2
    assert page.count('class="waiting"') == 3
    assert "Ký giao ước" not in page.split("</article>")[1], "an officer is offered no signature"


def test_writing_signing_and_sealing_on_the_pages(ruled, visit):
    secretary = visit("thu-ky-cum-truong")
    offered = secretary.get(PLEDGE + "soan/").content.decode()
    assert "Hưởng ứng phong trào thi đua “Vì cộng đồng”" in offered
    assert secretary.post(PLEDGE + "soan/", {"text": ""}).status_code == 422
    refused = secretary.post(PLEDGE + "soan/", {"text": TEXT, "signing_on": "mai"})
    assert refused.status_code == 422
    assert "Thi đua thực chất" in refused.content.decode()
    secretary.post(PLEDGE + "soan/", {"text": TEXT, "signing_on": "05/03/2026"})
    approve_all(ruled)
    for code in CODES:
        leader = visit(f"lanh-dao-{code}")
        seen = leader.get(PLEDGE).context["seen"]
        leader.post(PLEDGE + "ky/", {"seen": seen})
        again = leader.post(PLEDGE + "ky/", {"seen": seen}, follow=True).content.decode()
        assert "Đơn vị bạn đã ký bản giao ước này." in again
    assert "Chốt và ban hành" in secretary.get(PLEDGE).content.decode()
    secretary.post(PLEDGE + "chot/")
    assert "Xem văn bản đã ban hành" in visit("can-bo-bien-dong").get(PLEDGE).content.decode()
    paper = visit("can-bo-bien-dong").get(f"/cum/cum-mau/2026/van-ban/{Document.objects.get().pk}/").content.decode()
    assert "Thi đua thực chất" in paper
    assert "Lãnh đạo đơn vị, Cao Nguyên" in paper
