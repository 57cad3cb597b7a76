"""The pledge: written, signed by every leader, sealed."""

import datetime as dt

import pytest

from thidua.kit.refusal import Refused
from thidua.ledger.models import Entry
from thidua.members.models import Membership
from thidua.members.terms import Stage
from thidua.paperwork.models import Document
from thidua.paperwork.terms import Kind
from thidua.samples.cast import UNITS, moment
from thidua.targets import actions
from thidua.targets.models import Objection, Pledge, Signature
from thidua.targets.queries import fingerprint, places_under, pledge_of, present_members, superseded_pledges
from thidua.targets.terms import State

from .year import ADDRESS, AT, register

TEXT = "Cùng ký giao ước thi đua.\n1. Thi đua thực chất."
PLEDGE = ADDRESS + "giao-uoc/"
CODES = [code for code, _name, _short in UNITS]


def write(cast, username="thu-ky-cum-truong", text=TEXT, reason=""):
    return actions.write_pledge(here=cast.here(username), text=text, signing_on=None, reason=reason, at=AT)


def sign(cast, unit, seen=None, username=""):
    seen = fingerprint(pledge_of(cast.year).text) if seen is None else seen
    return actions.sign(here=cast.here(username or f"lanh-dao-{unit}"), seen=seen, at=AT)


def decline(cast, unit, reason, username=""):
    seen = fingerprint(pledge_of(cast.year).text)
    return actions.decline(here=cast.here(username or f"lanh-dao-{unit}"), seen=seen, reason=reason, at=AT)


def seal(cast, username="thu-ky-cum-truong"):
    return actions.seal_pledge(here=cast.here(username), at=moment(2026, 3, 5))


def approve_all(cast):
    for code in CODES:
        register(cast, unit=code)
        judge = "thu-ky-cum-pho" if code == "song-hong" else "thu-ky-cum-truong"
        actions.approve(here=cast.here(judge), membership=cast.member(code), at=AT)


def test_only_the_heads_secretariat_writes(ruled):
    for username in ("thu-ky-cum-pho", "lanh-dao-song-hong", "thuong-truc"):
        with pytest.raises(Refused, match="Thư ký Cụm trưởng"):
            write(ruled, username)
    write(ruled)
    write(ruled, text=TEXT + "\n2. Đoàn kết.")
    assert Pledge.objects.get().text.endswith("Đoàn kết.")


def test_a_text_changed_after_a_signature_is_signed_again_and_the_old_one_is_kept(ruled):
    write(ruled)
    sign(ruled, "bien-dong")
    with pytest.raises(Refused, match="lý do sửa nội dung") as refused:
        write(ruled, text=TEXT + "\n2. Đoàn kết.")
    assert refused.value.field == "reason"
    write(ruled, text=TEXT + "\n2. Đoàn kết.", reason="bổ sung theo ý kiến Cơ quan thường trực")
    now, (old,) = pledge_of(ruled.year), superseded_pledges(ruled.year)
    assert (now.text.endswith("Đoàn kết."), list(now.signatures.all())) == (True, [])
    assert (old.text, [one.membership for one in old.signatures.all()]) == (TEXT, [ruled.member("bien-dong")])
    sign(ruled, "bien-dong")
    entry = Entry.objects.get(act="targets.amend_pledge")
    assert entry.reason == "bổ sung theo ý kiến Cơ quan thường trực"


def test_moving_the_day_asks_nobody_to_sign_again_and_saving_the_same_is_not_recorded(ruled):
    write(ruled)
    sign(ruled, "bien-dong")
    actions.write_pledge(here=ruled.here("thu-ky-cum-truong"), text=TEXT, signing_on=dt.date(2026, 3, 1), at=AT)
    write_again = Entry.objects.count()
    actions.write_pledge(here=ruled.here("thu-ky-cum-truong"), text=TEXT, signing_on=dt.date(2026, 3, 1), at=AT)
    assert Entry.objects.count() == write_again
    assert pledge_of(ruled.year).signatures.count() == 1
    assert pledge_of(ruled.year).signing_on == dt.date(2026, 3, 1)


def test_a_leader_says_why_the_unit_does_not_sign_and_may_sign_later(ruled):
    write(ruled)
    with pytest.raises(Refused, match="lý do chưa ký") as refused:
        decline(ruled, "dong-bang", " ")
    assert refused.value.field == "reason"
    decline(ruled, "dong-bang", "chưa thống nhất chỉ tiêu mục I")
    with pytest.raises(Refused, match="đã được ghi"):
        decline(ruled, "dong-bang", "chưa thống nhất chỉ tiêu mục I")
    with pytest.raises(Refused, match="Lãnh đạo đơn vị"):
        decline(ruled, "", "vì", username="can-bo-dong-bang")
    place = places_under(pledge_of(ruled.year), [ruled.member("dong-bang")])[0]
    assert place.objection.reason == "chưa thống nhất chỉ tiêu mục I"
    sign(ruled, "dong-bang")
    assert places_under(pledge_of(ruled.year), [ruled.member("dong-bang")])[0].objection is None
    assert Objection.objects.count() == 1, "what was said stays"
    with pytest.raises(Refused, match="đã ký"):
        decline(ruled, "dong-bang", "đổi ý")


def test_a_member_that_said_why_does_not_hold_up_the_others_and_signs_late(ruled):
    write(ruled)
    approve_all(ruled)
    for code in CODES[:-1]:
        sign(ruled, code)
    decline(ruled, CODES[-1], "lãnh đạo mới chưa nhận nhiệm vụ")
    paper = seal(ruled)
    assert len(paper.content["signatures"]) == len(CODES) - 1
    sealed = Entry.objects.get(act="targets.seal_pledge").facts
    assert sealed["declined"] == {ruled.member(CODES[-1]).unit.name: "lãnh đạo mới chưa nhận nhiệm vụ"}
    Pledge.objects.update(signing_on=moment(2026, 2, 20).date())
    ruled.year.refresh_from_db()
    actions.sign(here=ruled.here(f"lanh-dao-{CODES[-1]}"), seen=fingerprint(TEXT), at=moment(2026, 3, 20))
    assert [one.late for one in places_under(pledge_of(ruled.year), ruled.here("thuong-truc").members)] == [
        False, False, False, False, True,
    ]  # fmt: skip


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
        unread = leader.post(PLEDGE + "ky/", {"seen": seen})
        assert unread.status_code == 422
        assert "Hãy đánh dấu là bạn đã đọc" in unread.content.decode()
        assert leader.post(PLEDGE + "ky/", {"seen": seen, "agree": "on"}).status_code == 302
        again = leader.post(PLEDGE + "ky/", {"seen": seen, "agree": "on"}).content.decode()
        assert "Đơn vị bạn đã ký bản giao ước này." in again
    assert "Chốt và ban hành" in secretary.get(PLEDGE).content.decode()
    secretary.post(PLEDGE + "chot/")
    assert "Xem văn bản đã ban hành" in visit("can-bo-bien-dong").get(PLEDGE).content.decode()
    paper = visit("can-bo-bien-dong").get(f"/cum/cum-mau/2026/van-ban/{Document.objects.get().pk}/").content.decode()
    assert "Thi đua thực chất" in paper
    assert "Lãnh đạo đơn vị, Cao Nguyên" in paper


def test_a_refused_answer_keeps_the_reason_that_was_typed(ruled, visit):
    write(ruled)
    leader = visit("lanh-dao-cao-nguyen")
    seen = leader.get(PLEDGE).context["seen"]
    write(ruled, text="Nội dung khác hẳn.")
    answer = leader.post(PLEDGE + "chua-ky/", {"seen": seen, "reason": "chưa họp cấp uỷ"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "vừa được sửa" in page
    assert "chưa họp cấp uỷ" in page
    assert not Objection.objects.exists()


def test_the_ceremony_shows_every_place_and_counts_the_signatures(ruled, visit):
    assert "Chưa có bản giao ước" in visit("can-bo-bien-dong").get(PLEDGE + "le-ky/").content.decode()
    write(ruled)
    sign(ruled, "bien-dong")
    decline(ruled, "cao-nguyen", "chờ ý kiến cấp trên")
    page = visit("thuong-truc").get(PLEDGE + "le-ky/").content.decode()
    assert "<strong>1</strong> trên 5 đơn vị đã ký" in page
    assert "chờ ý kiến cấp trên" in page
    part = visit("thuong-truc").get(PLEDGE + "le-ky/", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert "<strong>1</strong> trên 5 đơn vị đã ký" in part


def test_the_replaced_text_and_its_signatures_can_be_read(ruled, visit):
    write(ruled)
    sign(ruled, "bien-dong")
    secretary = visit("thu-ky-cum-truong")
    form = secretary.get(PLEDGE + "soan/").content.decode()
    assert "1 đơn vị đã trả lời bản hiện nay" in form
    refused = secretary.post(PLEDGE + "soan/", {"text": "Bản mới.", "signing_on": "", "reason": ""})
    assert refused.status_code == 422
    assert "Bản mới." in refused.content.decode()
    secretary.post(PLEDGE + "soan/", {"text": "Bản mới.", "signing_on": "", "reason": "theo góp ý"})
    page = visit("can-bo-bien-dong").get(PLEDGE).content.decode()
    assert "theo góp ý" in page
    assert "có 1 chữ ký" in page
    assert "Thi đua thực chất" in page
    assert page.count('class="waiting"') == 5


def test_the_states_are_said_in_the_regulations_words():
    assert [str(state.label) for state in State] == ["Chưa gửi", "Chờ duyệt", "Từ chối", "Đã duyệt"]
