"""A pasted article read: the reference one, and invented ones."""

import datetime as dt

import pytest

from tests.news.record import reference_record
from thidua.news.facts import Kind, Session
from thidua.news.reading import read

TODAY = dt.date(2026, 11, 30)
INVENTED = """Khối thi đua số 3 sơ kết phong trào thi đua 6 tháng đầu năm 2026

Chiều 10/7/2026, tại Hội trường Sông Hồng, Khối thi đua số 3 Bộ Minh hoạ (gồm: Đơn vị Sông Hồng, Đơn vị Trường Sơn và \
Đơn vị Biển Đông) tổ chức hội nghị sơ kết phong trào thi đua “Về đích sớm” 6 tháng đầu năm 2026.

Quang cảnh hội nghị

Quang cảnh hội nghị

Tham dự có đồng chí Nguyễn Thị Minh Hoạ, Phó Vụ trưởng Vụ Tổng hợp; đại diện lãnh đạo các đơn vị.

Đồng chí Lê Văn Giả Định, Giám đốc Đơn vị Biển Đông phát biểu tham luận.

6 tháng đầu năm, các đơn vị hoàn thành 52% kế hoạch. Không có đơn vị nào trễ hạn báo cáo.

Hội nghị đã thảo luận về cách ghi minh chứng, kiến nghị rút ngắn biểu mẫu.

Trần Bút Danh
"""
BARE = """Hội nghị tổng kết công tác thi đua

Sáng 5/12, Cụm thi đua số 9 tổ chức hội nghị tổng kết công tác thi đua.

Tại hội nghị, Đơn vị Cao Nguyên đã bàn giao nhiệm vụ Cụm trưởng năm 2026 cho Đơn vị Đồng Bằng, \
Cụm phó năm 2026 cho Đơn vị Biển Đông.
"""


def saved_page() -> str:
    """The reference article as saved pages are, put together from the record's facts: every caption twice."""
    record = reference_record()
    captions = "\n\n".join(f"{one['caption']}\n\n{one['caption']}" for one in record["conference"]["photographs"])
    return f"""Cụm thi đua số 1 - Bộ Công an: tin hội nghị

Sáng 21/11, tại Công an TP.Đà Nẵng, Cụm thi đua số 1 Bộ Công an (gồm Công an các thành phố: Hà Nội, TPHCM, Hải Phòng, Đà Nẵng và Cần Thơ) tổ chức Hội nghị Tổng kết phong trào thi đua 'Vì ANTQ' năm 2024.

Tham dự Hội nghị có các đồng chí: Trung tướng Nguyễn Ngọc Toàn, Cục trưởng Cục Công tác Đảng và công tác chính trị; Thiếu tướng Cao Đăng Hưng, Phó Chánh Văn phòng Bộ Công an; lãnh đạo các đơn vị chức năng trực thuộc. Đoàn Công an TPHCM do Thiếu tướng Trần Đức Tài, Phó Giám đốc CATP làm trưởng đoàn.

{captions}

Dịp này, Công an TP Đà Nẵng đã bàn giao đơn vị Cụm trưởng cho CATP Hà Nội, Cụm phó cho Công an TPHCM.

Mai Anh - Hiển Vinh

Nguồn CA TP.HCM: {record["source"]["url"]}
Zalo
"""  # noqa: E501


def test_the_reference_article_gives_back_its_facts_with_each_caption_once():
    found, record = read(saved_page(), TODAY), reference_record()
    assert (found.kind, found.date, found.session, found.year) == (
        Kind.SUMMARY, dt.date(2024, 11, 21), Session.MORNING, 2024,
    )  # fmt: skip
    told = {name: one.value for name, one in found.single.items()}
    assert told["place"] == "Công an TP Đà Nẵng"
    assert told["movement"] == "Vì ANTQ"
    assert told["cluster"] == "Cụm thi đua số 1 Bộ Công an"
    assert [told[name] for name in ("head_from", "head_to", "deputy_to")] == [
        "Công an TP Đà Nẵng", "Công an TP Hà Nội", "Công an TPHCM",
    ]  # fmt: skip
    assert [(one.rank, one.name) for one in found.people] == [
        ("Trung tướng", "Nguyễn Ngọc Toàn"), ("Thiếu tướng", "Cao Đăng Hưng"), ("Thiếu tướng", "Trần Đức Tài"),
    ]  # fmt: skip
    speaker = found.people[-1]
    assert (speaker.lead_of, speaker.spoke, speaker.office) == ("Công an TPHCM", True, "Phó Giám đốc Công an TPHCM")
    assert len(found.members) == 5
    assert found.captions == [one["caption"] for one in record["conference"]["photographs"]]
    assert found.authors == ["Mai Anh", "Hiển Vinh"]
    assert found.source.endswith(".html")


def test_an_invented_article_without_ranks_is_read_too():
    found = read(INVENTED, TODAY)
    assert (found.kind, found.date, found.session) == (Kind.MID_YEAR, dt.date(2026, 7, 10), Session.AFTERNOON)
    assert found.single["place"].value == "Hội trường Sông Hồng"
    assert found.members == ["Đơn vị Sông Hồng", "Đơn vị Trường Sơn", "Đơn vị Biển Đông"]
    assert [(one.name, one.office, one.spoke) for one in found.people] == [
        ("Nguyễn Thị Minh Hoạ", "Phó Vụ trưởng Vụ Tổng hợp", False),
        ("Lê Văn Giả Định", "Giám đốc Đơn vị Biển Đông", True),
    ]  # fmt: skip
    assert [one.value for one in found.groups] == ["đại diện lãnh đạo các đơn vị"]
    assert [one.value for one in found.results][-1] == "Không có đơn vị nào trễ hạn báo cáo."
    assert [one.value for one in found.discussion] == ["cách ghi minh chứng"]
    assert [one.value for one in found.recommendations] == ["rút ngắn biểu mẫu"]
    assert found.captions == ["Quang cảnh hội nghị"]
    assert found.authors == ["Trần Bút Danh"]


def test_what_an_article_does_not_say_is_not_guessed():
    found = read(BARE, TODAY)
    assert found.date is not None
    assert (found.people, found.members, found.captions, found.groups) == ([], [], [], [])
    assert "movement" not in found.single
    assert found.single["deputy_to"].value == "Đơn vị Biển Đông"


NONSENSE = ["", "\0", "một dòng", "(" * 5000, "Sáng 99/99, tại " + "A " * 3000 + ".", "x\n" * 9000]


@pytest.mark.parametrize("text", NONSENSE)
def test_nonsense_is_read_as_nothing_and_quickly(text):
    assert read(text, TODAY).date is None
