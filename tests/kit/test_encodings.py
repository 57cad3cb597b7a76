"""Old Vietnamese codes: real phrases told apart and converted; what is Unicode, plain or foreign left alone."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.house.source import PACKAGE
from thidua.kit.encodings import convert, is_syllable, recognise

PHRASES = {
    "Cộng hòa xã hội chủ nghĩa Việt Nam": (
        "Céng hßa x· héi chñ nghÜa ViÖt Nam",
        "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam",
    ),
    "Độc lập - Tự do - Hạnh phúc": ("§éc lËp - Tù do - H¹nh phóc", "Ñoäc laäp - Töï do - Haïnh phuùc"),
    "Tỷ lệ hồ sơ giải quyết đúng hạn": ("Tû lÖ hå s¬ gi¶i quyÕt ®óng h¹n", "Tyû leä hoà sô giaûi quyeát ñuùng haïn"),
    "Điều 6 khoản 1": ("§iÒu 6 kho¶n 1", "Ñieàu 6 khoaûn 1"),
    "Tham mưu văn bản chỉ đạo, gửi trước 30/11": (
        "Tham m\u00adu v¨n b¶n chØ ®¹o, göi tr\u00adíc 30/11",
        "Tham möu vaên baûn chæ ñaïo, göûi tröôùc 30/11",
    ),
    "bỏ phiếu": ("bá phiÕu", "boû phieáu"),
    "thi đua": ("thi ®ua", "thi ñua"),
    "khen thưởng, kỷ luật": ("khen th\u00adëng, kû luËt", "khen thöôûng, kyû luaät"),
    "Đề nghị": ("§Ò nghÞ", "Ñeà nghò"),
    "phẫu thuật, ngẫu nhiên, nghỉ phép, khuỷu tay": (
        "phÉu thuËt, ngÉu nhiªn, nghØ phÐp, khuûu tay",
        "phaãu thuaät, ngaãu nhieân, nghæ pheùp, khuyûu tay",
    ),
}  # fmt: skip
LEFT_ALONE = [
    "", "Cong an", "tháng", "Hà Nội", "thành tích", "Café", "São Paulo", "Müller & Söhne", "5 × 3 = 15", "20°C", "§ 5",
    "½ điểm", "© 2024", "±5%", "Điều 6", "à", "Kết quả phòng chống cháy nổ", "Liên hoan tiếng hát",
]  # fmt: skip


@pytest.mark.parametrize("meant", PHRASES)
def test_both_codes_are_recognised_and_converted(meant):
    for encoding, typed in zip(("TCVN3", "VNI"), PHRASES[meant], strict=True):
        found = recognise(typed)
        assert found, typed
        assert (found.encoding, found.text) == (encoding, meant)


def test_capitals_of_vni_keep_their_case():
    assert convert("QUYEÁT ÑÒNH KHEN THÖÔÛNG", "VNI") == "QUYẾT ĐỊNH KHEN THƯỞNG"
    assert recognise("QUYEÁT ÑÒNH").text == "QUYẾT ĐỊNH"


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_what_is_not_old_is_left_alone(text):
    assert recognise(text) is None


def test_no_text_of_the_shipped_tables_is_taken_for_old():
    def texts(value):
        if isinstance(value, str):
            yield value
        for inside in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            yield from texts(inside)

    seen = [text for path in PACKAGE.rglob("*.toml") for text in texts(tomllib.loads(path.read_text()))]
    assert len(seen) > 300
    assert [text for text in seen if recognise(text)] == []


@pytest.mark.parametrize("word", ["nghĩa", "quốc", "giường", "gì", "thuở", "khuỷu", "gửi", "Đà", "ưu", "yêu", "quý"])
def test_syllables(word):
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["ñua", "nghÜa", "càt", "cafés", "việtt", "ááo"])
def test_no_syllables(word):
    assert not is_syllable(word)


@given(st.text(max_size=60))
def test_any_text_is_answered(text):
    found = recognise(text)
    assert found is None or found.text != text
