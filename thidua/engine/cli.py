"""Lệnh `thidua score`: a table and a file of figures in, a ranking on the screen. Files are read only here."""

import argparse
import json
import sys
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from thidua.engine.check import check
from thidua.engine.edition import Edition
from thidua.engine.explain import Why, explain
from thidua.engine.figures import LAYERS, Figures, read_figures
from thidua.engine.load import digest, load, parse
from thidua.engine.points import show, show_percent
from thidua.engine.problem import EditionError, Problem
from thidua.engine.rank import Place, rank
from thidua.engine.score import Scores, score


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; 2 when the input is bad, with everything wrong listed."""
    options = _options(argv)
    try:
        edition = load(_read(options.edition))
        if grave := [problem for problem in check(edition) if problem.blocking]:
            raise EditionError(grave)
        figures = read_figures(edition, _figures(options.figures), options.layer)
        if options.explain:
            return _explain(edition, figures, *options.explain)
        result = score(edition, figures.answers, figures.targets, figures.overrides, figures.attributes)
    except EditionError as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        return 2
    places = rank(edition, result)
    print(_json(edition, result, places) if options.json else _table(edition, figures, result, places))
    return 0


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="thidua", description="Chấm điểm thi đua từ bảng tiêu chí và số liệu.")
    command = parser.add_subparsers(dest="command", required=True).add_parser("score", help="chấm điểm, xếp hạng")
    command.add_argument("edition", type=Path, help="bảng tiêu chí (TOML)")
    command.add_argument("figures", type=Path, help="số liệu (TOML hoặc JSON)")
    command.add_argument("--layer", choices=LAYERS, default=LAYERS[-1], help="điểm tự chấm hay đã thẩm định")
    command.add_argument("--explain", nargs=2, metavar=("UNIT", "CODE"), help="vì sao có điểm này; CODE “” là tổng")
    command.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
    return parser.parse_args(argv)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise EditionError([Problem("no_file", str(path), "Không mở được tệp.", error.strerror or "")]) from None
    except UnicodeDecodeError:
        raise EditionError([Problem("not_text", str(path), "Tệp không phải văn bản UTF-8.", "Xin lưu lại.")]) from None


def _figures(path: Path) -> dict[str, Any]:
    text = _read(path)
    if path.suffix != ".json":
        return parse(text)
    try:
        data = json.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError):
        raise EditionError([Problem("not_json", str(path), "Không đọc được JSON.", "Xin sửa tệp.")]) from None
    if not isinstance(data, dict):
        raise EditionError([Problem("not_json", str(path), "Tệp phải là một bảng { … }.", "Xin sửa tệp.")])
    return data


def _explain(edition: Edition, figures: Figures, unit: str, code: str) -> int:
    if unit not in figures.answers or (code and code not in edition.codes):
        where = unit if unit not in figures.answers else code
        raise EditionError([Problem("unknown", where, "Không có đơn vị hoặc tiêu chí này.", "Xin xem lại tên, mã.")])
    why = explain(
        edition,
        figures.answers,
        figures.targets,
        unit,
        code,
        overrides=figures.overrides,
        attributes=figures.attributes,
    )
    print("\n".join(_why(edition, figures, unit, code, why)))
    return 0


def _why(edition: Edition, figures: Figures, unit: str, code: str, why: Why) -> list[str]:
    lines = [figures.names[unit], why.sentence]
    if code:
        criterion = edition.criterion(code)
        lines.insert(1, f"{code}. {criterion.title}")
        lines += [f"  cách tính: {criterion.rule.says(criterion)}"] if criterion.rule else []
    lines += [f"  {label}: {text}" for label, text in why.inputs]
    lines += [f"  {step}" for step in why.steps]
    lines += [
        f"  {figures.names[peer.unit]}, {peer.label[:1].lower()}{peer.label[1:]}: {peer.text}" for peer in why.peers
    ]
    return lines + [f"  căn cứ: {cite}" for cite in why.cites]


def _table(edition: Edition, figures: Figures, result: Scores, places: Sequence[Place]) -> str:
    rows = [("Hạng", "Đơn vị", "Tổng điểm", "Điểm được giao", "Tỷ lệ", "Xếp loại", "Ghi chú")]
    for place in places:
        one = result.units[place.unit]
        rank_text = "–" if place.rank is None else f"{place.rank}{' (đồng hạng)' if place.shared else ''}"
        remarks = [f"hơn nhờ {place.decided_by}"] if place.decided_by else []
        remarks += [f"thiếu {len(one.missing)} tiêu chí"] if one.missing else []
        remarks += [f"{len(one.unknown)} tiêu chí chưa xác định"] if one.unknown else []
        percent = "" if one.percent is None else show_percent(one.percent)
        name = figures.names[place.unit]
        rows.append(
            (rank_text, name, show(one.total), show(one.assigned_max), percent, place.grade, "; ".join(remarks))
        )
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    state = "chính thức" if all(place.official for place in places) else "tạm tính, chưa đủ số liệu"
    doubts = [f"Lưu ý bảng tiêu chí: {problem}" for problem in check(edition)]
    return "\n".join([edition.title, f"Kết quả {state}. Mã bảng: {digest(edition)[:16]}", "", *lines, *doubts])


def _json(edition: Edition, result: Scores, places: Sequence[Place]) -> str:
    units = [
        {
            "unit": place.unit,
            "rank": place.rank,
            "shared": place.shared,
            "decided_by": place.decided_by,
            "grade": place.grade,
            "official": place.official,
            "total": show(result.units[place.unit].total),
            "assigned_max": show(result.units[place.unit].assigned_max),
            "missing": result.units[place.unit].missing,
            "unknown": result.units[place.unit].unknown,
            "not_assigned": result.units[place.unit].not_assigned,
            "points": {
                code: None if value is None else show(value) for code, value in result.units[place.unit].points.items()
            },
        }
        for place in places
    ]
    return json.dumps(
        {"edition": edition.name, "digest": digest(edition), "units": units}, ensure_ascii=False, indent=2
    )
