"""What a table says, in sentences: each criterion with its limits and conditions, and the rules of the whole."""

from pathlib import Path

import pytest

from tests.engine.small import GIVEN, group, leaf, table
from thidua import engine
from thidua.engine.language import spoken

TABLES = Path(__file__).parent / "tables"
PERIODS = (
    '[[period]]\ncode = "1"\ntitle = "Quý I"\nwindow = "nửa năm đầu"\n'
    '[[period]]\ncode = "2"\ntitle = "Quý II"\nweight = 2\nwindow = "nửa năm sau"\n'
)


def test_a_criterion_says_everything_the_table_says_about_it() -> None:
    edition = table(
        group("I", 10, "cap = 8\nfloor = -2"),
        leaf("I.1", 10, GIVEN, "applies = 'unit.khoi == 9 and unit.vung != \"núi\"'\nperiods = [\"2\"]\n"
             'waived = "remove"\nscorer = "Phòng Tham mưu"\nself_scored = false\nwindow_cap = 3'),
        leaf("II", None, GIVEN, "counts = false"),
        group("III", 5),
        leaf("III.1", 5, GIVEN),
        total=15,
        more=PERIODS,
    )  # fmt: skip
    says = {one.code: engine.meaning(edition, one) for one in edition.criteria}
    assert says == {
        "I": "Cộng các tiêu chí bên dưới, tối đa 8 điểm, thấp nhất −2 điểm.",
        "I.1": "Chấm trực tiếp từ 0 đến 10 điểm. Chỉ áp dụng khi khoi của đơn vị = 9 và vung của đơn vị ≠ “núi”; không "
        "thì coi như không được giao. Chỉ chấm ở: Quý II. Cộng dồn trong từng khoảng (nửa năm đầu, nửa năm sau), tối "
        "đa 3 điểm. Được miễn thì bớt khỏi thang điểm. Người chấm: Phòng Tham mưu. Đơn vị không tự chấm.",
        "II": "Chấm trực tiếp từ 0 điểm trở lên. Không cộng vào tổng.",
        "III": "",
        "III.1": "Chấm trực tiếp từ 0 đến 5 điểm.",
    }


def test_the_whole_table_says_how_it_rounds_ranks_grades_and_joins_its_periods() -> None:
    edition = table(
        leaf("1", 10, GIVEN), total=10,
        more='rank_by = "percent"\nrank_within = "khoi"\npercent_places = 1\nties = "dense"\nmissing = "zero"\n'
             'cap = 9\n'
             'combine = "weighted"\nabsent = "leave_out"\nrounding = { places = 1, at = "total" }\n' + PERIODS +
             '[[tie_break]]\nname = "việc chính"\nof = "1"\n'
             '[[grade]]\nname = "A"\nat_least = 90\nwhen = "zeros == 0"\n[[grade]]\nname = "B"\nat_least = 50\n'
             '[[quota]]\ngrade = "B"\nshare = 0.7\n[[quota]]\ngrade = "A"\nshare = "1/3"\nof = "B"\n'
             'rounds = "up"\nmost = 2\n',
    )  # fmt: skip
    assert dict(engine.general(edition)) == {
        "Tính điểm": ["Chỉ tổng điểm được làm tròn, 1 chữ số thập phân, nửa lên.", "Tổng điểm tối đa 9 điểm.",
                      "Chưa có số liệu thì tính 0 điểm.", "Được miễn thì tính đủ điểm, trừ tiêu chí ghi khác."],
        "Các kỳ": ["Chấm theo kỳ: Quý I hệ số 1, Quý II hệ số 2.", "Điểm cả năm là trung bình có hệ số của các kỳ.",
                   "Kỳ đơn vị không có phiếu được bỏ ra, tính trên các kỳ còn lại."],
        "Xếp hạng": ["Xếp theo tỷ lệ trên thang điểm được giao, tỷ lệ làm tròn 1 chữ số thập phân, riêng trong từng "
                     "nhóm theo khoi.", "Bằng nhau thì xét lần lượt: việc chính (Tiêu chí 1).",
                     "Vẫn bằng thì đồng hạng, hạng sau liền kề (1-2-2-3)."],
        "Xếp loại": ["A: từ 90% trở lên, khi số tiêu chí 0 điểm = 0.", "B: từ 50% trở lên.",
                     "Không đạt mức nào: Không xếp loại."],
        "Tỷ lệ khống chế": ["B trở lên: nhiều nhất 70% số đơn vị được xếp loại, bỏ phần lẻ.",
                            "A trở lên: nhiều nhất 1/3 số được xếp B trở lên, phần lẻ lấy tròn lên, không quá 2 đơn "
                            "vị."],
    }  # fmt: skip


@pytest.mark.parametrize("path", sorted(TABLES.glob("*.toml")), ids=lambda path: path.stem)
def test_every_real_table_says_its_rules_in_whole_sentences(path: Path) -> None:
    edition = engine.load(path.read_text(encoding="utf-8"))
    told = [engine.meaning(edition, one) for one in edition.criteria]
    told += [sentence for _, sentences in engine.general(edition) for sentence in sentences]
    assert all(engine.meaning(edition, one) for one in edition.leaves)
    assert [one for one in told if one and (not one.endswith(".") or "==" in one or "unit." in one)] == []


def test_a_condition_is_read_out_and_one_nobody_understands_stays() -> None:
    assert spoken('not (points("II") >= 50.5) or total < -1') == "không (điểm mục (“II”) ≥ 50,5) hoặc tổng điểm < − 1"
    assert spoken("a ? b") == "a ? b"
