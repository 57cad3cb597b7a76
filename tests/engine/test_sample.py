"""The sample table and its figures, through the command an officer runs."""

import json
from pathlib import Path

import pytest

from thidua import engine
from thidua.engine.cli import main

HERE = Path(engine.__file__).parent.parent / "rulebook" / "editions"
EDITION, FIGURES = str(HERE / "mau-minh-hoa.toml"), str(HERE / "mau-minh-hoa-figures.toml")


def run(capsys: pytest.CaptureFixture[str], *options: str) -> str:
    assert main(["score", EDITION, FIGURES, *options]) == 0
    return capsys.readouterr().out


def ranking(capsys: pytest.CaptureFixture[str], layer: str) -> list[tuple[int, str, str]]:
    units = json.loads(run(capsys, "--json", "--layer", layer))["units"]
    assert all(unit["official"] for unit in units)
    return [(unit["rank"], unit["unit"], unit["total"]) for unit in units]


def test_the_sample_table_is_sound_and_uses_the_common_rules() -> None:
    edition = engine.load(Path(EDITION).read_text(encoding="utf-8"))
    assert engine.check(edition) == []
    assert len(edition.leaves) >= 40
    assert len(edition.children("")) == 4
    kinds = {leaf.rule.kind for leaf in edition.leaves}
    assert kinds == {"given", "yes_no", "per_event", "standard", "bands", "deadline", "leader_relative"}
    assert "số liệu minh hoạ" in edition.title
    assert all("văn bản minh hoạ" in source.text for source in edition.sources)


def test_the_units_claims_put_song_hong_first(capsys: pytest.CaptureFixture[str]) -> None:
    assert ranking(capsys, "self") == [
        (1, "song-hong", "958"),
        (2, "truong-son", "957,5"),
        (3, "bien-dong", "944,5"),
        (4, "cao-nguyen", "849,25"),
        (5, "dong-bang", "729,64"),
    ]


def test_appraisal_makes_an_exact_tie_that_section_one_decides(capsys: pytest.CaptureFixture[str]) -> None:
    assert ranking(capsys, "appraised") == [
        (1, "truong-son", "956"),
        (2, "song-hong", "956"),
        (3, "bien-dong", "939,5"),
        (4, "cao-nguyen", "849,25"),
        (5, "dong-bang", "739,64"),
    ]
    table = run(capsys)
    assert "hơn nhờ điểm mục I cao hơn" in table
    assert "1.000" in table
    assert "960" in table


@pytest.mark.parametrize(
    ("unit", "code", "part"),
    [
        ("dong-bang", "I.1.d", "½ × 40 × 405/450 = 18 điểm (Điều 6 khoản 1)"),
        ("dong-bang", "IV.1.a", "20 − 4 × 1 = 16 điểm (Mục 7.1)"),
        ("bien-dong", "I.3.d", "2 × (−5) = −10 điểm (Điều 8 khoản 4)"),
        ("song-hong", "I.1.a", "Đơn vị Đồng Bằng (minh hoạ), tỷ lệ vượt chỉ tiêu: ≈ −5,45%"),
        ("cao-nguyen", "I.1.c", "Không được giao: 40 điểm không tính vào thang điểm của đơn vị."),
        ("cao-nguyen", "", "849,25/960 ≈ 88,46%"),
        ("truong-son", "I", "240 + 118 + 120 = 478 điểm"),
    ],
)
def test_every_point_is_explained(capsys: pytest.CaptureFixture[str], unit: str, code: str, part: str) -> None:
    assert part in run(capsys, "--explain", unit, code)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ('[units]\na = "A"\n[self.a]\n"I.2.b" = { points = 999 }', "lớn hơn mức cao nhất là 40"),
        ('[units]\na = "A"\n[self.b]\n"I.2.b" = { points = 9 }', "Không có đơn vị “b”"),
        ('[units]\na = "A"\n[self.a]\n"X" = { points = 9 }', "Không có tiêu chí chấm điểm “X”"),
        ('[units]\na = "A"\n[self.a]\n"I.2.b" = 9', "phải viết { mục = giá trị }"),
        ('[units]\na = "A"\n[agreed.a]\n"I.2.b" = { points = 9 }', "phải có lý do"),
        ('[units]\na = "A"\n[targets.a]\n"I.2.b" = 5', "không có chỉ tiêu"),
        ("[units]", "Chưa có đơn vị nào"),
        ("khac = 1", "Không hiểu mục “khac”"),
        ("= 1", "Không đọc được văn bản TOML"),
    ],
)
def test_bad_figures_are_listed_and_the_command_says_two(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, part: str
) -> None:
    figures = tmp_path / "so-lieu.toml"
    figures.write_text(text, encoding="utf-8")
    assert main(["score", EDITION, str(figures)]) == 2
    assert part in capsys.readouterr().err


def test_figures_may_be_json_and_a_missing_file_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    figures = tmp_path / "so-lieu.json"
    figures.write_text('{"units": {"a": "Đơn vị A"}, "self": {"a": {"I.2.b": {"points": 39.5}}}}', encoding="utf-8")
    assert main(["score", EDITION, str(figures)]) == 0
    assert "tạm tính" in capsys.readouterr().out
    assert main(["score", EDITION, str(tmp_path / "khong-co.toml")]) == 2
    assert "Không mở được tệp" in capsys.readouterr().err
    assert main(["score", EDITION, FIGURES, "--explain", "ai-do", "I"]) == 2
