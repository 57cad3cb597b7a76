"""The appraisal divided among bodies: each on its own criteria, on one sheet, sent when all have finished."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.scoring.year import AT, here, open_round, self_scored, texts
from thidua.kit.refusal import Refused
from thidua.ledger.models import Entry
from thidua.members.models import Person
from thidua.rulebook.queries import adopted
from thidua.scoring import actions
from thidua.scoring.division import actions as division
from thidua.scoring.division.queries import owners, progress
from thidua.scoring.models import Claim, Department, DepartmentDone, Sheet
from thidua.scoring.queries import departments_of
from thidua.scoring.review import actions as review
from thidua.scoring.sheets import Typed
from thidua.scoring.terms import Hand

PAGE = "/cum/cum-mau/2026/cham-diem/co-quan-tham-dinh/"
SHEET = "/cum/cum-mau/2026/cham-diem/tham-dinh/bien-dong/"
FIRST, SECOND = "thuong-truc", "kiem-phieu-1"


def divide(cast, name, codes, who, **more):
    return division.divide(here=here(cast, "thu-ky-cum-truong"), name=name, codes=codes, at=AT,
                           people=[Person.objects.get(username=who)], **more)  # fmt: skip


@pytest.fixture
def divided(cast):
    """Two bodies: one with the whole of section I.3, the other with one criterion; the rest is the secretariat's."""
    open_round(self_scored(cast), Hand.APPRAISED)
    divide(cast, "Phòng Tổng hợp", ["I.3"], FIRST)
    divide(cast, "Phòng Chính trị", ["I.2.b"], SECOND)
    return cast


def body_of(who):
    return Department.objects.filter(people__username=who).order_by("pk").first()


def save(cast, who, code, written, unit="bien-dong", **more):
    row = Typed(code, written, "xem lại hồ sơ", **more)
    return actions.save_sheet(here=here(cast, who), membership=cast.member(unit), hand=Hand.APPRAISED, rows=[row],
                              at=AT)  # fmt: skip


def finish(cast, department, who, unit="bien-dong"):
    division.finish(here=here(cast, who), department=department, membership=cast.member(unit), at=AT)


def submit(cast, who="thu-ky-cum-truong", unit="bien-dong"):
    actions.submit_sheet(here=here(cast, who), membership=cast.member(unit), hand=Hand.APPRAISED, at=AT)


def test_a_group_gives_every_criterion_under_it(divided):
    whose = owners(departments_of(divided.year.pk), adopted(divided.year, AT.date()))
    assert {code for code, bodies in whose.items() if body_of(FIRST) in bodies} == {"I.3.a", "I.3.b", "I.3.c", "I.3.d"}
    assert whose["I.2.b"] == [body_of(SECOND)]
    assert "I.1.a" not in whose


def test_nobody_writes_on_another_bodys_criteria(divided):
    assert save(divided, FIRST, "I.3.d", texts("appraised", "bien-dong")["I.3.d"]) == 1
    assert save(divided, SECOND, "I.2.b", {"points": "39"}) == 1
    for who, code in ((FIRST, "I.2.b"), (SECOND, "I.3.d"), ("thu-ky-cum-truong", "I.3.d"), (FIRST, "I.2.c")):
        with pytest.raises(Refused, match=rf"Tiêu chí {code} do .* thẩm định"):
            save(divided, who, code, {"points": "1"})
    assert save(divided, "thu-ky-cum-truong", "I.2.c", {"points": "1"}) == 1, "what is no body's is the secretariat's"
    kept = dict(Claim.objects.filter(sheet__hand=Hand.APPRAISED).values_list("code", "by_name"))
    assert set(kept) == {"I.3.d", "I.2.b", "I.2.c"}, "nobody overwrote anybody"
    assert len(set(kept.values())) == 3
    assert Sheet.objects.filter(hand=Hand.APPRAISED).count() == 1


def test_nobody_appraises_the_own_unit_for_a_body_either(divided):
    with pytest.raises(Refused, match="Thư ký Cụm trưởng"):
        save(divided, SECOND, "I.2.b", {"points": "39"}, unit="cao-nguyen")
    with pytest.raises(Refused, match="chính mình"):
        finish(divided, body_of(SECOND), SECOND, unit="cao-nguyen")


def test_the_sheet_is_sent_when_every_body_has_finished(divided):
    with pytest.raises(Refused, match="chưa báo xong phần của mình: Phòng Tổng hợp, Phòng Chính trị"):
        submit(divided)
    finish(divided, body_of(FIRST), FIRST)
    with pytest.raises(Refused, match="đã báo xong"):
        finish(divided, body_of(FIRST), FIRST)
    with pytest.raises(Refused, match="Chỉ người của Phòng Chính trị"):
        finish(divided, body_of(SECOND), FIRST)
    with pytest.raises(Refused, match="phần của mình: Phòng Chính trị"):
        submit(divided)
    finish(divided, body_of(SECOND), SECOND)
    with pytest.raises(Refused, match="Thư ký Cụm trưởng"):
        submit(divided, FIRST)
    submit(divided)
    with pytest.raises(Refused, match="đã gửi"):
        division.resume(here=here(divided, FIRST), department=body_of(FIRST), membership=divided.member("bien-dong"),
                        at=AT)  # fmt: skip
    assert Sheet.objects.get(hand=Hand.APPRAISED).submitted_at == AT


def test_an_explained_point_is_reviewed_by_the_body_that_appraised_it(divided):
    save(divided, FIRST, "I.3.d", texts("appraised", "bien-dong")["I.3.d"])
    finish(divided, body_of(FIRST), FIRST)
    finish(divided, body_of(SECOND), SECOND)
    submit(divided)
    member, later = divided.member("bien-dong"), AT.replace(day=AT.day + 1)
    actions.explain(
        here=here(divided, "can-bo-bien-dong"), membership=member, code="I.3.d", text="xin xem lại", at=later
    )
    for who in ("thu-ky-cum-truong", SECOND):
        with pytest.raises(Refused, match="Phòng Tổng hợp"):
            review.keep(here=here(divided, who), membership=member, code="I.3.d", reason="giữ", at=later)
    review.keep(here=here(divided, FIRST), membership=member, code="I.3.d", reason="giữ", at=later)


def test_the_same_saved_again_is_not_recorded_and_a_name_is_taken_once(divided):
    entries = Entry.objects.count()
    divide(divided, "Phòng Tổng hợp", ["I.3"], FIRST, department=body_of(FIRST))
    assert Entry.objects.count() == entries
    with pytest.raises(Refused, match="Đã có cơ quan thẩm định") as refused:
        divide(divided, "Phòng Tổng hợp", [], FIRST)
    assert refused.value.field == "name"
    with pytest.raises(Refused, match=r"IX\.9"):
        divide(divided, "Phòng khác", ["IX.9"], FIRST)
    with pytest.raises(Refused, match="Thư ký Cụm trưởng"):
        division.divide(here=here(divided, "lanh-dao-bien-dong"), name="Tự lập", codes=[], people=[], at=AT)


def test_the_pages_name_a_body_and_show_how_far_each_is(divided, visit):
    secretary, body = visit("thu-ky-cum-truong"), visit(FIRST)
    refused = secretary.post(PAGE + "moi/", {"name": "Phòng Tổng hợp", "codes": ["II"]})
    assert refused.status_code == 422
    assert "Đã có cơ quan thẩm định" in refused.content.decode()
    person = Person.objects.get(username=FIRST).pk
    assert (
        secretary.post(PAGE + "moi/", {"name": "Phòng Thi đua", "codes": ["II"], "people": [person]}).status_code == 302
    )
    assert Department.objects.get(name="Phòng Thi đua").codes == ["II"]
    page = body.get(PAGE).content.decode()
    assert "xong 0 trên 5 đơn vị" in page
    assert "Báo xong" in page
    assert "Báo xong" not in secretary.get(PAGE).content.decode(), "only the body's own people say so"
    body.post(f"{PAGE}{body_of(FIRST).pk}/bien-dong/xong/")
    assert DepartmentDone.objects.get().by_name == Person.objects.get(pk=person).name
    assert "xong 1 trên 5 đơn vị" in secretary.get(PAGE).content.decode()
    body.post(f"{PAGE}{body_of(FIRST).pk}/bien-dong/xong/", {"lai": "1"})
    assert not DepartmentDone.objects.exists()
    assert visit("can-bo-bien-dong").post(PAGE + "moi/", {"name": "Lạ"}).status_code == 422


def test_on_the_sheet_a_body_is_asked_for_its_own_criteria_only(divided, visit):
    page = visit(FIRST).get(SHEET).content.decode()
    assert 'name="seen:I.3.d"' in page
    assert 'name="seen:I.2.b"' not in page
    page = visit("thu-ky-cum-truong").get(SHEET).content.decode()
    assert 'name="seen:I.3.d"' not in page
    assert 'name="seen:I.2.c"' in page


def test_the_progress_costs_the_same_for_two_bodies_and_six(divided):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            progress(divided.year, adopted(divided.year, AT.date()), divided.here(FIRST).members)
        return len(queries)

    two = cost()
    for number in range(4):
        divide(divided, f"Phòng {number}", ["II"], FIRST)
    assert cost() == two
