"""A pasted article becomes a record only field by field, and only where the person may."""

import pytest

from tests.news.test_reading import INVENTED, saved_page
from thidua.conference.models import Conference, Delegate, Recommendation, Statement
from thidua.ledger.models import Entry
from thidua.news.models import Picture

PASTE = "/cum/cum-mau/2026/tin-bai/tu-hoi-nghi/dan-bai/"
OCCASION = {
    "ok.c.kind": "1", "c.kind.kind": "mid_year", "ok.c.title": "1", "c.title.title": "Hội nghị sơ kết", "ok.c.on": "1",
    "c.on.on": "10/07/2026", "ok.c.session": "1", "c.session.session": "afternoon", "ok.c.place": "1",
    "c.place.place": "Hội trường Sông Hồng", "ok.c.host": "1", "c.host.host": "song-hong",
}  # fmt: skip


def person(number: int, **parts: str) -> dict[str, str]:
    return {f"ok.p{number}": "1", **{f"p{number}.{name}": value for name, value in parts.items()}}


def test_pasting_proposes_and_keeps_nothing(cast, visit):
    before = Entry.objects.count()
    page = visit("thu-ky-cum-truong").post(PASTE, {"text": INVENTED}).content.decode()
    assert 'value="Hội trường Sông Hồng"' in page
    assert "Phó Vụ trưởng Vụ Tổng hợp" in page
    assert " checked" not in page.split("<section", 1)[1].replace('value="yes" checked', "")
    assert (Conference.objects.count(), Picture.objects.count(), Entry.objects.count()) == (0, 0, before)
    assert page.count('value="Quang cảnh hội nghị"') == 1


def test_what_is_confirmed_is_entered_through_the_rooms_and_nothing_else(cast, visit):
    speaker = person(1, rank="", name="Lê Văn Giả Định", office="Giám đốc Đơn vị Biển Đông", side="member",
                     body="Đơn vị Biển Đông (minh hoạ)", spoke="yes")  # fmt: skip
    ticked = {**OCCASION, **speaker, "ok.d0": "1", "d0.text": "cách ghi minh chứng", "ok.a0": "1",
              "a0.caption": "Quang cảnh hội nghị"}  # fmt: skip
    answer = visit("thu-ky-cum-truong").post(PASTE, {"text": INVENTED, "confirm": "1", **ticked})
    assert answer.status_code == 302
    held = Conference.objects.get()
    assert (held.kind, held.place, held.session, held.host.code) == (
        "mid_year", "Hội trường Sông Hồng", "afternoon", "song-hong",
    )  # fmt: skip
    came = Delegate.objects.get()
    assert (came.name, came.presence, came.spoke, came.delegation.membership.unit.code) == (
        "Lê Văn Giả Định", "present", True, "bien-dong",
    )  # fmt: skip
    assert [one.text for one in Statement.objects.all()] == ["cách ghi minh chứng"]
    assert not Recommendation.objects.exists(), "read, but not confirmed"
    assert [one.caption for one in Picture.objects.all()] == ["Quang cảnh hội nghị"]
    acts = list(Entry.objects.filter(act__startswith="conference.").values_list("act", flat=True))
    assert "conference.plan" in acts
    assert "conference.delegate_add" in acts


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"c.on.on": "31/02/2026"}, "Ngày: hãy ghi ngày/tháng/năm"),
        ({"c.kind.kind": "khac"}, "hãy chọn một mục trong danh sách"),
        ({"c.place.place": ""}, "hãy điền, hoặc bỏ đánh dấu"),
        ({"c.title.title": "x" * 301}, "quá dài"),
    ],
)
def test_what_cannot_be_kept_is_said_and_what_was_typed_survives(cast, visit, changes, says):
    answer = visit("thu-ky-cum-truong").post(PASTE, {"text": INVENTED, "confirm": "1", **OCCASION, **changes})
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert 'name="ok.c.host" value="1"' in answer.content.decode()
    assert not Conference.objects.exists()


def test_all_or_nothing_and_only_by_those_who_may(cast, visit):
    twice = {**OCCASION, "ok.a0": "1", "a0.caption": "Một ảnh", "ok.a1": "1", "a1.caption": "Một ảnh"}
    page = visit("thu-ky-cum-truong").post(PASTE, {"text": saved_page(), "confirm": "1", **twice})
    assert page.status_code == 422
    assert not Conference.objects.exists(), "the second caption undid the first things too"
    refused = visit("can-bo-bien-dong").post(PASTE, {"text": INVENTED, "confirm": "1", **OCCASION})
    assert refused.status_code == 422
    assert not Conference.objects.exists()
    empty = visit("thu-ky-cum-truong").post(PASTE, {"text": INVENTED, "confirm": "1"})
    assert "Chưa đánh dấu mục nào" in empty.content.decode()
