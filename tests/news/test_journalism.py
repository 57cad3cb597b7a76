"""The style sheet: one way of writing each thing."""

import datetime

import pytest

from thidua.news import journalism
from thidua.news.facts import Member, Person, Session, Side


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Công an TP.HCM", "Công an TPHCM"),
        ("Công an TP. HCM", "Công an TPHCM"),
        ("Công an Tp HCM", "Công an TPHCM"),
        ("CA TP.HCM", "Công an TPHCM"),
        ("CATP Hà Nội", "Công an TP Hà Nội"),
        ("tại Công an TP.Đà Nẵng", "tại Công an TP Đà Nẵng"),
        ("TP. Cần Thơ", "TP Cần Thơ"),
        ("phong trào 'Vì ANTQ'", "phong trào “Vì ANTQ”"),
        ('phong trào "Vì ANTQ"', "phong trào “Vì ANTQ”"),
        ("  hai   khoảng trắng , và dấu .", "hai khoảng trắng, và dấu."),
        ("( trong ngoặc )", "(trong ngoặc)"),
        ("Đa\u0300 Nẵng", "Đà Nẵng"),
    ],
)
def test_one_spelling_for_the_same_thing(typed: str, printed: str) -> None:
    assert journalism.tidy(typed) == printed


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("kết quả tốt", "Kết quả tốt."),
        ("đạt 100% ,", "Đạt 100%."),
        ("“vì dân”", "“Vì dân”."),
        ("Thật chăng?", "Thật chăng?"),
        ("còn nữa…", "Còn nữa…"),
        ("  ", ""),
    ],
)
def test_a_sentence_has_a_capital_and_a_stop(typed: str, printed: str) -> None:
    assert journalism.sentence(typed) == printed


@pytest.mark.parametrize(
    ("items", "printed"),
    [([], ""), (["A"], "A"), (["A", "B"], "A và B"), (["A", "B", "C"], "A, B và C")],
)
def test_lists_end_in_va(items: list[str], printed: str) -> None:
    assert journalism.listing(items) == printed


def test_dates_and_sessions() -> None:
    date = datetime.date(2024, 11, 5)
    assert journalism.moment(date, Session.MORNING) == "sáng 5/11/2024"
    assert journalism.moment(date, Session.AFTERNOON) == "chiều 5/11/2024"
    assert journalism.moment(date, Session.DAY) == "ngày 5/11/2024"
    assert journalism.moment(date, None) == "ngày 5/11/2024"
    assert journalism.moment(None, Session.MORNING) == ""


def test_places_in_a_ranking_read_as_words_up_to_ten() -> None:
    assert [journalism.ordinal(place) for place in (1, 2, 4, 10, 11)] == [
        "thứ nhất", "thứ hai", "thứ tư", "thứ mười", "thứ 11",
    ]  # fmt: skip


def test_protocol_order_is_side_first_then_rank_then_as_listed() -> None:
    people = [
        Person("guest", rank="Đại tướng", side=Side.GUEST),
        Person("member-unranked", side=Side.MEMBER),
        Person("member-colonel", rank="Đại tá", side=Side.MEMBER),
        Person("member-general", rank="Thiếu tướng", side=Side.MEMBER),
        Person("member-general-too", rank="Thiếu tướng", side=Side.MEMBER),
        Person("host", rank="Trung tướng", side=Side.HOST),
        Person("ministry", rank="Thiếu tướng", side=Side.SUPERIOR),
    ]
    assert [who.key for who in sorted(people, key=journalism.precedence)] == [
        *("ministry", "host", "member-general", "member-general-too", "member-colonel", "member-unranked", "guest"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("units", "printed"),
    [
        (
            [("Công an thành phố Hà Nội", "Hà Nội"), ("Công an Thành phố Hồ Chí Minh", "Hồ Chí Minh")],
            "Công an các thành phố Hà Nội và Hồ Chí Minh",
        ),
        (
            [("Công an tỉnh Hà Nam", "Hà Nam"), ("Công an thành phố Huế", "Huế")],
            "Công an tỉnh Hà Nam và Công an thành phố Huế",
        ),
        ([("Công an thành phố Huế", "Huế")], "Công an thành phố Huế"),
        ([("Phòng Một", ""), ("Phòng Hai", ""), ("Phòng Ba", "")], "Phòng Một, Phòng Hai và Phòng Ba"),
    ],
)
def test_members_of_one_kind_share_its_name(units: list[tuple[str, str]], printed: str) -> None:
    assert journalism.members([Member(name, name, place) for name, place in units]) == printed


def test_abbreviations_are_explained_at_first_use_only() -> None:
    abbreviations = journalism.Abbreviations()
    assert abbreviations.explain("ANTT và CAND.") == "An ninh, trật tự (ANTT) và Công an nhân dân (CAND)."
    assert abbreviations.explain("ANTT và CAND, TPHCM.") == "ANTT và CAND, Thành phố Hồ Chí Minh (TPHCM)."


def test_a_quotation_is_never_rewritten() -> None:
    abbreviations = journalism.Abbreviations()
    assert abbreviations.explain("Phong trào “CAND vì ANTQ” sôi nổi; ANTQ được giữ.") == (
        "Phong trào “CAND vì ANTQ” (CAND: Công an nhân dân; ANTQ: an ninh Tổ quốc) sôi nổi; ANTQ được giữ."
    )


def test_an_abbreviation_its_writer_explained_is_left_alone() -> None:
    abbreviations = journalism.Abbreviations()
    written = "Thành phố Hồ Chí Minh (TPHCM) dẫn đầu; TPHCM nhận cờ."
    assert abbreviations.explain(written) == written
