"""Comments on a table before it is adopted: who may, what becomes of them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.rulebook.tables import ADDRESS, AT, adopt, draft, propose
from thidua.kit.refusal import Refused
from thidua.ledger.models import Entry
from thidua.members.models import ClusterYear
from thidua.members.terms import Stage
from thidua.rulebook import actions
from thidua.rulebook.models import Comment
from thidua.rulebook.terms import Verdict

SAID = "Mức trừ còn thấp, đề nghị nâng lên."


def comment(cast, edition, username="can-bo-bien-dong", code="I.2.b", text=SAID):
    return actions.comment(here=cast.here(username), edition=edition, code=code, text=text, at=AT)


def reply(cast, said, username="thu-ky-cum-truong", text="Đã nâng trong bản mới."):
    actions.reply(here=cast.here(username), comment=said, verdict=Verdict.TAKEN, text=text, at=AT)


def test_members_and_offices_comment_on_a_proposed_table(launched):
    edition = propose(launched)
    for username in ("can-bo-bien-dong", "lanh-dao-bien-dong", "thu-ky-cum-truong", "thu-ky-cum-pho", "thuong-truc"):
        comment(launched, edition, username)
    first = Comment.objects.first()
    assert (first.by_office, first.by_unit, first.code) == ("unit_officer", "Đơn vị Biển Đông (minh hoạ)", "I.2.b")
    entry = Entry.objects.filter(act="rulebook.comment").first()
    assert (entry.facts["text"], entry.facts["code"], entry.facts["digest"]) == (SAID, "I.2.b", edition.digest)
    for username in ("cham-cheo-bien-dong", "tuyen-truyen", "kiem-phieu-1"):
        with pytest.raises(Refused, match="Cán bộ thi đua"):
            comment(launched, edition, username)
    assert Comment.objects.count() == 5


def test_a_draft_is_commented_on_by_those_who_see_it_and_an_adopted_table_by_nobody(launched):
    edition = draft(launched)
    comment(launched, edition, "thu-ky-cum-pho")
    with pytest.raises(Refused, match="Thư ký Cụm trưởng"):
        comment(launched, edition)
    actions.propose(here=launched.here("thu-ky-cum-truong"), edition=edition, at=AT)
    adopt(launched, edition)
    with pytest.raises(Refused, match="không nhận góp ý nữa"):
        comment(launched, edition)
    ClusterYear.objects.filter(pk=launched.year.pk).update(stage=Stage.HANDED_OVER)
    with pytest.raises(Refused, match="Đã khoá"):
        comment(launched, edition)


def test_a_stale_page_cannot_comment_on_what_was_adopted_meanwhile(launched):
    edition = propose(launched)
    stale = type(edition).objects.get(pk=edition.pk)
    adopt(launched, edition)
    with pytest.raises(Refused, match="không nhận góp ý nữa"):
        comment(launched, stale)


def test_a_comment_says_something_about_a_criterion_that_is_there(launched):
    edition = propose(launched)
    with pytest.raises(Refused, match="ghi nội dung"):
        comment(launched, edition, text="  ")
    with pytest.raises(Refused, match="không có tiêu chí “IX”"):
        comment(launched, edition, code="IX")
    assert comment(launched, edition, code="").code == ""


def test_the_heads_secretariat_answers_once(launched):
    edition = propose(launched)
    said = comment(launched, edition)
    for username in ("thu-ky-cum-pho", "thuong-truc", "can-bo-bien-dong"):
        with pytest.raises(Refused, match="Thư ký Cụm trưởng"):
            reply(launched, said, username)
    stale = Comment.objects.select_related("edition").get(pk=said.pk)
    with pytest.raises(Refused, match="ghi trả lời"):
        reply(launched, said, text=" ")
    reply(launched, said)
    with pytest.raises(Refused, match="vừa được trả lời"):
        reply(launched, stale)
    said.refresh_from_db()
    assert (said.verdict, said.reply, said.text) == ("taken", "Đã nâng trong bản mới.", SAID)
    with pytest.raises(Refused, match="đã được trả lời"):
        reply(launched, said)
    assert Entry.objects.filter(act="rulebook.reply").count() == 1


def test_comments_stay_with_the_table_after_its_adoption(launched, visit):
    edition = propose(launched)
    said = comment(launched, edition)
    adopt(launched, edition)
    page = visit("can-bo-song-hong").get(f"{ADDRESS}{edition.pk}/gop-y/").content.decode()
    assert SAID in page
    assert "không nhận góp ý nữa" in page
    said.refresh_from_db()
    with pytest.raises(Refused, match="giữ lại như lúc đó"):
        reply(launched, Comment.objects.select_related("edition").get(pk=said.pk))


def test_the_rows_of_the_table_count_what_was_said(launched, visit):
    edition = propose(launched)
    comment(launched, edition)
    comment(launched, edition, "thuong-truc")
    page = visit("can-bo-song-hong").get(f"{ADDRESS}{edition.pk}/").content.decode()
    assert "2 góp ý" in page
    assert f"{ADDRESS}{edition.pk}/gop-y/?tieu-chi=I.2.b" in page
    assert "Góp ý (2)" in page


def test_the_whole_way_on_the_pages(launched, visit):
    edition = propose(launched)
    officer, secretary, address = visit("can-bo-bien-dong"), visit("thu-ky-cum-truong"), f"{ADDRESS}{edition.pk}/gop-y/"
    assert '<option value="I.2.b" selected>' in officer.get(address + "?tieu-chi=I.2.b").content.decode()
    empty = officer.post(address, {"code": "I.2.b", "text": ""})
    assert empty.status_code == 422
    assert '<option value="I.2.b" selected>' in empty.content.decode()
    assert officer.post(address, {"code": "khong-co", "text": SAID}).status_code == 422
    assert officer.post(address, {"code": "I.2.b", "text": SAID}).status_code == 302
    said = Comment.objects.get()
    assert "Trả lời" not in officer.get(address).content.decode().split("gop-y-moi")[0]
    answer = f"{address}{said.pk}/"
    assert answer in secretary.get(address).content.decode()
    refused = secretary.post(answer, {"reply": "Đã xem xét kỹ."})
    assert refused.status_code == 422
    assert "Đã xem xét kỹ." in refused.content.decode()
    assert secretary.post(answer, {"verdict": "not_taken", "reply": "Đã xem xét kỹ."}).status_code == 302
    page = officer.get(address).content.decode()
    assert "Không tiếp thu" in page
    assert f"{ADDRESS}{edition.pk}/#tc-I.2.b" in page
    assert "Thư ký Cụm trưởng thực hiện" in visit("can-bo-bien-dong").get(answer).content.decode()
    assert officer.get(f"{address}999/").status_code == 404


def test_a_draft_and_its_comments_do_not_exist_for_members(launched, visit):
    edition = draft(launched)
    said = comment(launched, edition, "thu-ky-cum-truong")
    for end in ("gop-y/", f"gop-y/{said.pk}/", "thu/", "chep/"):
        assert visit("can-bo-bien-dong").get(f"{ADDRESS}{edition.pk}/{end}").status_code == 404


def test_pages_cost_the_same_for_one_and_three_comments(launched, visit):
    edition, visitor = propose(launched), visit("thu-ky-cum-truong")

    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert visitor.get(f"{ADDRESS}{edition.pk}/gop-y/").status_code == 200
            assert visitor.get(f"{ADDRESS}{edition.pk}/").status_code == 200
        return len(queries)

    comment(launched, edition)
    one = cost()
    comment(launched, edition, "thuong-truc", code="")
    comment(launched, edition, "lanh-dao-cao-nguyen", code="I.1.a")
    assert cost() == one
