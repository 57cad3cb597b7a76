"""Small tables for tests, written as an officer's file would be."""

from typing import Any

from thidua import engine

HEAD = 'name = "thử"\ntitle = "Bảng thử"\nyear = 2025\n'
SOURCE = '[[source]]\nkey = "qd"\ntext = "Quyết định minh hoạ"\n'


def table(*criteria: str, total: int = 0, more: str = "") -> engine.Edition:
    """An edition of the criteria given, each made by `leaf` or `group`."""
    return engine.load(f"{HEAD}total = {total}\n{more}\n{SOURCE}" + "\n".join(criteria))


def group(code: str, most: float | None = None, more: str = "") -> str:
    return _row(code, most, more)


def leaf(code: str, most: float | None, rule: str, more: str = "") -> str:
    return _row(code, most, f'cites = ["qd Điều 1"]\n{more}') + f"[criterion.rule]\n{rule}\n"


def _row(code: str, most: float | None, more: str) -> str:
    top = "" if most is None else f"max = {most}\n"
    return f'[[criterion]]\ncode = "{code}"\ntitle = "Tiêu chí {code}"\n{top}{more}\n'


GIVEN = 'kind = "given"'
YES_NO = 'kind = "yes_no"'


def answer(edition: engine.Edition, code: str, **typed: str) -> engine.Answer:
    """What an officer typed, which must be acceptable."""
    read = engine.read_answer(edition.criterion(code), typed)
    assert isinstance(read, engine.Answer), [str(problem) for problem in read]
    return read


def points(edition: engine.Edition, code: str, **typed: str) -> str:
    """The points of one unit for one criterion, as shown; "" when there are none."""
    return shown(engine.score(edition, {"A": {code: answer(edition, code, **typed)}}).units["A"].points[code])


def shown(value: Any) -> str:
    return "" if value is None else engine.show(value)


def why(edition: engine.Edition, code: str, **typed: str) -> engine.Why:
    return engine.explain(edition, {"A": {code: answer(edition, code, **typed)}}, None, "A", code)


def given(edition: engine.Edition, **rows: dict[str, str]) -> dict[str, dict[str, engine.Answer]]:
    """Points typed straight in, unit by unit."""
    return {
        unit: {code: answer(edition, code, points=text) for code, text in row.items()} for unit, row in rows.items()
    }
