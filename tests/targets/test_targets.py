"""Registrations, targets and scopes."""

from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from thidua import engine
from thidua.kit.refusal import Refused
from thidua.ledger.models import Entry
from thidua.members.models import ClusterYear
from thidua.members.terms import Office, Stage
from thidua.rulebook.queries import adopted
from thidua.samples.cast import appoint
from thidua.scoring.bridge import book
from thidua.scoring.terms import Column
from thidua.targets import actions
from thidua.targets.models import Amendment, Registration, Target
from thidua.targets.queries import registration_of, scopes, targets_of, with_targets
from thidua.targets.terms import Scope, State

from .year import ADDRESS, AT, register


def judge(cast, verb, unit="bien-dong", username="thu-ky-cum-truong", **more):
    getattr(actions, verb)(here=cast.here(username), membership=cast.member(unit), at=AT, **more)


def state(cast, unit="bien-dong"):
    return registration_of(cast.member(unit)).state


def agree(cast, unit="bien-dong", username="thuong-truc", agreed=None, scopes=None):
    actions.agree(
        here=cast.here(username), membership=cast.member(unit), agreed=agreed or {}, scopes=scopes or {}, at=AT
    )


def amend(cast, *, reason="Quyết định minh hoạ số 20", username="thuong-truc", agreed=None, scopes=None):
    actions.amend(here=cast.here(username), membership=cast.member("bien-dong"), agreed=agreed or {},
                  scopes=scopes or {}, reason=reason, at=AT)  # fmt: skip


def agreed_of(cast, code="I.1.a", unit="bien-dong"):
    return targets_of(cast.year)[cast.member(unit).pk][code].agreed


def test_the_officer_prepares_and_the_leader_submits(ruled):
    made = register(ruled, submit=False)
    assert (made.state, made.titles) == (State.DRAFT, ["co-bo-tinh"])
    with pytest.raises(Refused, match="Lãnh đạo đơn vị"):
        judge(ruled, "submit", username="can-bo-bien-dong")
    with pytest.raises(Refused, match="Cán bộ thi đua"):
        register(ruled, username="lanh-dao-bien-dong", submit=False)
    judge(ruled, "submit", username="lanh-dao-bien-dong")
    made.refresh_from_db()
    assert (made.state, made.submitted_at) == (State.SUBMITTED, AT)
    assert list(Entry.objects.filter(act__startswith="targets.").values_list("act", flat=True)) == [
        "targets.save", "targets.submit",
    ]  # fmt: skip


def test_nobody_registers_for_another_unit(ruled):
    with pytest.raises(Refused, match="cho đơn vị mình"):
        register(ruled, unit="cao-nguyen", username="can-bo-bien-dong", submit=False)
    register(ruled, submit=False)
    with pytest.raises(Refused, match="cho đơn vị mình"):
        judge(ruled, "submit", username="lanh-dao-cao-nguyen")


def test_an_empty_registration_is_not_submitted(ruled):
    with pytest.raises(Refused, match="chưa đủ"):
        judge(ruled, "submit", username="lanh-dao-bien-dong")
    register(ruled, submit=False, commitment=" ")
    with pytest.raises(Refused, match="chưa đủ"):
        judge(ruled, "submit", username="lanh-dao-bien-dong")


def test_what_is_submitted_stands_until_recalled_or_returned(ruled):
    register(ruled)
    with pytest.raises(Refused, match="Chờ duyệt"):
        register(ruled, submit=False)
    with pytest.raises(Refused, match="gửi trước đó"):
        judge(ruled, "submit", username="lanh-dao-bien-dong")
    judge(ruled, "recall", username="lanh-dao-bien-dong")
    register(ruled, titles=["tap-the-lao-dong-xuat-sac"])
    judge(ruled, "approve")
    with pytest.raises(Refused, match="chờ duyệt"):
        judge(ruled, "recall", username="lanh-dao-bien-dong")
    with pytest.raises(Refused, match="chờ duyệt"):
        judge(ruled, "approve")


def test_a_return_needs_a_reason_and_the_unit_reads_it(ruled, visit):
    register(ruled)
    with pytest.raises(Refused, match="lý do"):
        judge(ruled, "return_registration", reason=" ")
    judge(ruled, "return_registration", reason="thiếu chỉ tiêu mục I.1.b")
    page = visit("can-bo-bien-dong").get(f"{ADDRESS}{ruled.member('bien-dong').pk}/").content.decode()
    assert "thiếu chỉ tiêu mục I.1.b" in page
    assert "Lưu bản đăng ký" in page
    register(ruled)
    assert state(ruled) == State.SUBMITTED


def test_the_heads_own_unit_is_judged_by_the_deputys_secretariat(ruled):
    register(ruled, unit="song-hong")
    with pytest.raises(Refused, match="Thư ký Cụm phó"):
        judge(ruled, "approve", unit="song-hong")
    judge(ruled, "approve", unit="song-hong", username="thu-ky-cum-pho")
    register(ruled)
    with pytest.raises(Refused, match="Thư ký Cụm trưởng"):
        judge(ruled, "approve", username="thu-ky-cum-pho")
    judge(ruled, "approve", username="thuong-truc")
    assert Entry.objects.filter(act="targets.approve").last().actor_office == "standing_office"


def test_nobody_judges_the_own_unit_whatever_else_they_hold(ruled):
    member = ruled.member("bien-dong")
    appoint("thu-ky-cum-truong", "", Office.UNIT_OFFICER, ruled.year, member, password=None, at=AT)
    register(ruled)
    with pytest.raises(Refused, match="chính mình"):
        judge(ruled, "approve")
    appoint("thuong-truc", "", Office.UNIT_OFFICER, ruled.year, member, password=None, at=AT)
    with pytest.raises(Refused, match="chính mình"):
        agree(ruled, agreed={"I.1.a": "10"})


def test_approving_agrees_what_was_proposed_unless_agreed_otherwise(ruled):
    register(ruled, proposed={"I.1.a": "1200", "I.1.b": "60"})
    agree(ruled, agreed={"I.1.a": "1300"})
    judge(ruled, "approve")
    kept = targets_of(ruled.year)[ruled.member("bien-dong").pk]
    assert (kept["I.1.a"].agreed, kept["I.1.b"].agreed) == ("1300", "60")


def test_a_stale_page_does_not_approve_what_was_recalled(ruled, monkeypatch):
    register(ruled)
    seen = registration_of(ruled.member("bien-dong"))
    judge(ruled, "recall", username="lanh-dao-bien-dong")
    monkeypatch.setattr(actions, "registration_of", lambda membership: seen)
    with pytest.raises(Refused, match="Trang này đã cũ"):
        judge(ruled, "approve")
    assert Registration.objects.get().state == State.DRAFT


@pytest.mark.parametrize("text", ["nhiều", "-5", "1.2.3", "1.200"])
def test_a_number_nobody_can_read_is_refused_beside_its_field(ruled, visit, text):
    with pytest.raises(Refused, match=r"I\.1\.a") as refused:
        register(ruled, submit=False, proposed={"I.1.a": text})
    assert refused.value.field == "target-I.1.a"
    typed = {"titles": ["co-bo-tinh"], "commitment": "Quyết tâm dẫn đầu", "target-I.1.a": text}
    answer = visit("can-bo-bien-dong").post(f"{ADDRESS}{ruled.member('bien-dong').pk}/", typed)
    assert answer.status_code == 422
    assert "Quyết tâm dẫn đầu" in answer.content.decode()
    assert f'value="{text}"' in answer.content.decode()
    assert not Target.objects.exists()


def test_unknown_titles_and_criteria_are_refused(ruled):
    with pytest.raises(Refused, match="danh mục"):
        register(ruled, titles=["huy-chuong-vang"])
    with pytest.raises(Refused, match=r"IX\.9"):
        register(ruled, proposed={"IX.9": "1"})
    with pytest.raises(Refused, match="không có chỉ tiêu được giao"):
        register(ruled, proposed={"I.2.b": "1"})


def test_scopes_need_a_reason_and_are_kept(ruled):
    with pytest.raises(Refused, match="căn cứ") as refused:
        agree(ruled, scopes={"I.1.c": (Scope.NOT_ASSIGNED, "")})
    assert refused.value.field == "reason-I.1.c"
    agree(ruled, agreed={"I.1.c": "20"}, scopes={"I.1.c": (Scope.NOT_ASSIGNED, "không có địa bàn")})
    agree(ruled, scopes={"I.2.b": (Scope.WAIVED, "miễn theo quy chế")})
    assert scopes(ruled.year)[ruled.member("bien-dong").pk] == {"I.1.c": Scope.NOT_ASSIGNED, "I.2.b": Scope.WAIVED}
    assert targets_of(ruled.year)[ruled.member("bien-dong").pk]["I.1.c"].agreed == "", "not assigned has no target"
    entry = Entry.objects.filter(act="targets.agree").first()
    assert entry.facts["I.1.c"]["after"] == ["", "not_assigned", "không có địa bàn"]


def test_only_the_standing_office_assigns_and_only_until_the_approval(ruled):
    for username in ("can-bo-bien-dong", "lanh-dao-cao-nguyen", "quan-tri", "thu-ky-cum-pho", "thu-ky-cum-truong"):
        with pytest.raises(Refused):
            agree(ruled, username=username, agreed={"I.1.a": "10"})
    assert not Target.objects.exists()
    register(ruled)
    agree(ruled, agreed={"I.1.a": "1300"})
    judge(ruled, "approve")
    with pytest.raises(Refused, match="chỉ thay đổi bằng điều chỉnh"):
        agree(ruled, agreed={"I.1.a": "10"})
    assert agreed_of(ruled) == "1300"


def test_after_the_approval_each_change_is_a_row_with_its_reason(ruled):
    register(ruled)
    with pytest.raises(Refused, match="chưa cần điều chỉnh"):
        amend(ruled, agreed={"I.1.a": "1000"})
    judge(ruled, "approve")
    with pytest.raises(Refused, match="Cơ quan thường trực"):
        amend(ruled, username="thu-ky-cum-truong", agreed={"I.1.a": "1000"})
    with pytest.raises(Refused, match="lý do điều chỉnh") as refused:
        amend(ruled, reason=" ", agreed={"I.1.a": "1000"})
    assert refused.value.field == "why"
    with pytest.raises(Refused, match="Chưa thay đổi"):
        amend(ruled, agreed={"I.1.a": "1200"})
    amend(ruled, agreed={"I.1.a": "1000"})
    amend(ruled, scopes={"I.1.a": (Scope.WAIVED, "thiên tai")}, reason="bão số 3 (minh hoạ)")
    rows = [(one.agreed_before, one.agreed_after, one.scope_after, one.reason)
            for one in Amendment.objects.filter(code="I.1.a")]  # fmt: skip
    assert rows == [
        ("1200", "1000", Scope.ASSIGNED, "Quyết định minh hoạ số 20"),
        ("1000", "", Scope.WAIVED, "bão số 3 (minh hoạ)"),
    ]
    assert Entry.objects.filter(act="targets.amend").count() == 2


def test_targets_are_amended_in_the_running_year_until_the_units_have_scored_themselves(ruled):
    ClusterYear.objects.filter(pk=ruled.year.pk).update(stage=Stage.RUNNING)
    amend(ruled, agreed={"I.1.a": "1000"})
    ClusterYear.objects.filter(pk=ruled.year.pk).update(stage=Stage.SELF_SCORED)
    with pytest.raises(Refused, match="Đã khoá"):
        amend(ruled, agreed={"I.1.a": "10"})
    assert agreed_of(ruled) == "1000"


def test_what_was_agreed_as_proposed_is_proposed_anew_when_the_approval_is_taken_back(ruled):
    register(ruled, proposed={"I.1.a": "1200", "I.1.b": "60"})
    agree(ruled, agreed={"I.1.b": "75"})
    judge(ruled, "approve")
    judge(ruled, "return_registration", reason="tính lại mục I.1.a")
    register(ruled, proposed={"I.1.a": "1500", "I.1.b": "60"})
    judge(ruled, "approve")
    assert (agreed_of(ruled), agreed_of(ruled, "I.1.b")) == ("1500", "75")


def test_saving_the_same_again_is_not_recorded(ruled):
    register(ruled, submit=False)
    agree(ruled, agreed={"I.1.b": "75"})
    before = Entry.objects.count()
    register(ruled, submit=False)
    agree(ruled, agreed={"I.1.b": "75"})
    assert Entry.objects.count() == before


def test_a_target_written_with_a_thousands_dot_counts_as_the_number_it_says(ruled):
    register(ruled, proposed={"I.1.a": "1.234,5"})
    judge(ruled, "approve")
    cohort = book(ruled.year, ruled.day).cohort(Column.SELF)
    assert cohort.targets["bien-dong"]["I.1.a"] == Fraction("1234.5")


def test_registration_waits_for_the_adopted_table(cast, visit):
    with pytest.raises(Refused, match="Thông qua bảng tiêu chí"):
        register(cast, submit=False, proposed={})
    assert "bắt đầu khi bảng tiêu chí được thông qua" in visit("can-bo-bien-dong").get(ADDRESS).content.decode()


def test_criteria_with_targets_come_from_the_adopted_table(ruled):
    asked = {criterion.code for criterion in with_targets(ruled.year, ruled.day)}
    edition = adopted(ruled.year, ruled.day)
    assert asked == {leaf.code for leaf in edition.leaves if any(i.owner == "target" for i in engine.inputs(leaf))}
    assert "I.1.a" in asked


def test_others_read_a_registration_once_it_is_approved(ruled, visit):
    register(ruled)
    address = f"{ADDRESS}{ruled.member('bien-dong').pk}/"
    assert visit("can-bo-cao-nguyen").get(address).status_code == 404
    assert visit("thuong-truc").get(address).status_code == 200
    judge(ruled, "approve")
    page = visit("can-bo-cao-nguyen").get(address).content.decode()
    assert "Cờ thi đua của Bộ, tỉnh" in page
    assert "Điều 26" in page


def test_registering_and_agreeing_on_the_pages(ruled, visit):
    pk = ruled.member("bien-dong").pk
    typed = {"titles": ["co-bo-tinh"], "commitment": "Dẫn đầu", "target-I.1.a": "1200"}
    assert visit("can-bo-bien-dong").post(f"{ADDRESS}{pk}/", typed).status_code == 302
    leader, secretary = visit("lanh-dao-bien-dong"), visit("thu-ky-cum-truong")
    assert leader.get(f"{ADDRESS}{pk}/gui/").status_code == 405
    assert "Gửi bản đăng ký" in leader.get(f"{ADDRESS}{pk}/").content.decode()
    leader.post(f"{ADDRESS}{pk}/gui/")
    refused = secretary.post(f"{ADDRESS}{pk}/tra-lai/", {"reason": ""})
    assert (refused.status_code, state(ruled)) == (422, State.SUBMITTED)
    office = visit("thuong-truc")
    form = office.get(f"{ADDRESS}{pk}/chi-tieu/").context["form"]
    fields = {name: form[name].value() or "" for name in form.fields}
    fields |= {"scope-I.1.c": "not_assigned", "reason-I.1.c": ""}
    refused = office.post(f"{ADDRESS}{pk}/chi-tieu/", fields)
    assert refused.status_code == 422
    assert "hãy ghi căn cứ" in refused.content.decode()
    fields["reason-I.1.c"] = "không có địa bàn"
    assert office.post(f"{ADDRESS}{pk}/chi-tieu/", fields).status_code == 302
    assert scopes(ruled.year)[pk] == {"I.1.c": Scope.NOT_ASSIGNED}
    assert Target.objects.count() == len({"I.1.a", "I.1.c"}), "untouched criteria get no row"
    secretary.post(f"{ADDRESS}{pk}/duyet/")
    assert (state(ruled), agreed_of(ruled)) == (State.APPROVED, "1200")


def test_amending_on_the_page_keeps_what_was_typed_and_shows_what_was_before(ruled, visit):
    register(ruled)
    judge(ruled, "approve")
    pk, office = ruled.member("bien-dong").pk, visit("thuong-truc")
    assert "Điều chỉnh chỉ tiêu" in office.get(ADDRESS).content.decode()
    assert "Điều chỉnh chỉ tiêu" in office.get(f"{ADDRESS}{pk}/chi-tieu/").content.decode()
    form = office.get(f"{ADDRESS}{pk}/dieu-chinh/").context["form"]
    fields = {name: form[name].value() or "" for name in form.fields} | {"agreed-I.1.a": "1.150,5"}
    refused = office.post(f"{ADDRESS}{pk}/dieu-chinh/", fields)
    assert refused.status_code == 422
    assert "Hãy ghi lý do điều chỉnh." in refused.content.decode()
    assert 'value="1.150,5"' in refused.content.decode()
    assert office.post(f"{ADDRESS}{pk}/dieu-chinh/", fields | {"why": "QĐ số 20"}).status_code == 302
    page = visit("can-bo-bien-dong").get(f"{ADDRESS}{pk}/").content.decode()
    assert "Các lần điều chỉnh" in page
    assert "1200, được giao" in page
    assert "1.150,5, được giao" in page


def test_the_list_costs_the_same_for_one_and_three_registrations(ruled, visit):
    visitor = visit("thu-ky-cum-truong")

    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert visitor.get(ADDRESS).status_code == 200
        return len(queries)

    register(ruled)
    one = cost()
    register(ruled, unit="cao-nguyen")
    register(ruled, unit="dong-bang")
    assert cost() == one
