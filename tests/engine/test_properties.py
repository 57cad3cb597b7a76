"""What must hold for any table and any figures, tried on hundreds made at random."""

import contextlib
from fractions import Fraction
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.pencil import claims, limited, verdict
from thidua import engine

UNITS = ("A", "B", "C", "D")
halves = st.integers(0, 40).map(lambda n: n / 2)
small = st.integers(0, 9)
tenths = st.integers(0, 1500).map(lambda n: Fraction(n, 10))


def rule(kind: str, **more: Any) -> str:
    lines = [f'kind = "{kind}"'] + [f"{name} = {value}" for name, value in more.items()]
    return "[criterion.rule]\n" + "\n".join(lines)


def event(each: float, cap: float | None) -> str:
    return f'{{ what = "việc", each = {each}' + (f", cap = {cap} }}" if cap is not None else " }")


caps = st.none() | st.integers(1, 8)
costs = st.sampled_from([0.1, 0.25, 0.5, 1, 2.5, 3])


@st.composite
def standards(draw: Any) -> str:
    minus = ", ".join(event(draw(costs), draw(caps)) for _ in range(draw(st.integers(1, 3))))
    plus = ", ".join(event(draw(costs), draw(caps)) for _ in range(draw(st.integers(0, 2))))
    more: dict[str, Any] = {"minus": f"[{minus}]", "plus": f"[{plus}]"}
    for name in ("penalty_cap", "bonus_cap", "floor"):
        if draw(st.booleans()):
            more[name] = draw(st.integers(0 if name == "floor" else 1, 6))
    for name in ("best_plus", "plus_needs_no_minus"):
        if draw(st.booleans()):
            more[name] = "true"
    return rule("standard", **more)


RULES = st.one_of(
    st.just(rule("given")),
    st.just(rule("yes_no")),
    standards(),
    st.builds(lambda a, b: rule("per_event", events=f"[{event(a, b)}]", floor=-3), costs, caps),
    st.builds(lambda a, b: rule("per_event", events=f"[{event(-a, b)}, {event(a, b)}]", start=2), costs, caps),
    small.map(lambda a: rule("bands", measure='"M"', bands=f"[{{ ge = {a}, points = 7.5 }}, {{ lt = {a}, points = 2 }}]")),  # noqa: E501
    st.builds(lambda a, b: rule("deadline", late_each=a, late_once=b), costs, costs),
    st.builds(lambda a, b: rule("linear", measure='"Lượng"', each=a, per=b, above=2), costs,
              st.sampled_from([0.5, 1, 3, 7])),
    st.builds(lambda a: rule("linear", measure='"Lượng"', each=a, per=4, whole_steps="true", cap=6), costs),
    st.just(rule("leader_relative", no_target='"leader"')),
    st.just(rule("leader_relative", no_target='"half"')),
    st.just(rule("leader_relative", no_target='"leader"', order='"low"')),
    st.just(rule("rank_points", places="[10, 6, 3]", beyond=0)),
    st.sampled_from(["dense", "share"]).map(lambda ties: rule("rank_points", places="[10, 5]", beyond=1.5,
                                                              ties=f'"{ties}"')),
    st.just(rule("weighted_mean", weights='[{ what = "tốt", weight = 2 }, { what = "kém", weight = -1 }]')),
    st.just(rule("shared", what='"bài"', each=5)),
    st.just(rule("formula", formula='"full * x / best(x) - y / 3"', words='"Theo đơn vị dẫn đầu"',
                 asks='[{ key = "x", label = "X", kind = "number" }, { key = "y", label = "Y", kind = "count" }]')),
    st.just(rule("formula", formula='"top(2, x, y / 3, 4.5)"', words='"Hai số lớn nhất"',
                 asks='[{ key = "x", label = "X", kind = "number" }, { key = "y", label = "Y", kind = "count" }]')),
    st.just(rule("escalating", what='"vi phạm"', nth="[0, -1, -3]", cap=-5)),
    st.just(rule("per_event", events='[{ what = "khen", each = 0, to = 3 }, { what = "chê", each = -1, to = -4 }, '
                 '{ what = "bỏ", each = -1, once = true, zeroes = true }]', cap=2, floor=-3)),
    st.just(rule("allowance", posts='[{ name = "tổ trưởng", points = 6 }, { name = "bí thư", points = 8 }]')),
    st.just(rule("allowance", posts='[{ name = "cờ bộ", points = 4 }, { name = "cờ Chính phủ", points = 12.5 }]',
                 best="true")),
    st.just(rule("parts", parts='[{ what = "lập", points = 4 }, { what = "chất lượng", points = 6, judged = true }]',
                 minus=f"[{event(1.5, None)}]", floor=1)),
    st.just(rule("lookup", row_measure='"Hồ sơ"', column_measure='"Tỷ lệ"', base=2, otherwise=0,
                 columns="[{ points = 0, ge = 5, lt = 20 }, { points = 0, ge = 20 }]",
                 rows="[{ points = [-0.5, 1], lt = 10 }, { points = [0.25, 1.5], ge = 10 }]")),
    st.builds(lambda a: rule("transfer", table='"khac"', factor=a, cap=7.5), costs),
    st.just(rule("veto", what='"không gửi bản chấm điểm"')),
    st.just(rule("formula", formula='"clamp(x, 8, 5.125) / 3"', words='"Hai mức"', cap=2.625,
                 asks='[{ key = "x", label = "X", kind = "number" }]')),
    st.just(rule("levels", levels='[{ name = "Tốt", points = 9 }, { name = "Khá", points = 6.5 }]',
                 minus=f"[{event(0.5, 2)}]", floor=0)),
)  # fmt: skip


@st.composite
def editions(draw: Any) -> engine.Edition:
    rules = draw(st.lists(RULES, min_size=1, max_size=5))
    at, places = draw(st.sampled_from(["criterion", "total", "none"])), draw(st.integers(0, 3))
    head = f'name = "thử"\ntitle = "Thử"\nyear = 2025\ntotal = {10 * len(rules)}\n'
    head += (
        f'rounding = {{ places = {places}, at = "{at}" }}\nrank_by = "{draw(st.sampled_from(["total", "percent"]))}"\n'
    )
    rows = [f'[[criterion]]\ncode = "I.{n}"\ntitle = "T"\nmax = 10\n{text}\n' for n, text in enumerate(rules)]
    group = f'[[criterion]]\ncode = "I"\ntitle = "Mục"\nmax = {10 * len(rules)}\n'
    group += draw(st.sampled_from(["", "", "cap = 8.125\n", "floor = 6.375\n", "cap = 20\nfloor = 4\n"]))
    head += draw(st.sampled_from(["", "", "cap = 12.375\n", "floor = 3.875\n"]))
    return engine.load(head + group + "\n".join(rows))


def typed(draw: Any, item: engine.edition.Input) -> str:
    match item.kind:
        case "yes_no":
            return draw(st.sampled_from(["có", "không"]))
        case "level":
            return draw(st.sampled_from(item.options))
        case "count":
            return str(draw(st.integers(int(item.lowest or 0), 12)))
        case "counts":
            return "; ".join(str(draw(small)) for _ in range(draw(st.integers(1, 4))))
        case _:
            top = item.highest if item.highest is not None else Fraction(30)
            return str(draw(st.integers(0, int(top * 10))) / 10).replace(".", ",")


@st.composite
def cohorts(draw: Any) -> tuple[engine.Edition, Any, Any]:
    edition = draw(editions())
    answers: dict[str, dict[str, engine.Answer]] = {}
    targets: dict[str, dict[str, Fraction]] = {}
    for unit in UNITS[: draw(st.integers(1, 4))]:
        answers[unit], targets[unit] = {}, {}
        for leaf in edition.leaves:
            given_up = draw(st.sampled_from([None] * 9 + [engine.MISSING, engine.NOT_ASSIGNED, engine.UNKNOWN]))
            row = {item.key: typed(draw, item) for item in engine.inputs(leaf) if item.owner != "target"}
            read = given_up or engine.read_answer(leaf, row)
            assert isinstance(read, engine.Answer), read
            answers[unit][leaf.code] = read
            if draw(st.integers(0, 4)):
                targets[unit][leaf.code] = draw(st.integers(1, 200).map(lambda n: Fraction(n, 10)))
    return edition, answers, targets


@settings(max_examples=300, deadline=None)
@given(cohorts())
def test_every_explanation_adds_up_to_the_point_that_was_scored(cohort: Any) -> None:
    edition, answers, targets = cohort
    scores = engine.score(edition, answers, targets)
    for unit, score in scores.units.items():
        for code in [*score.points, ""]:
            why = engine.explain(edition, answers, targets, unit, code)
            whole = score.total if any(points is not None for points in score.points.values()) else None
            assert why.points == (score.points[code] if code else whole), why
            for line in (why.sentence, *why.steps):
                both = claims(line)
                if both and "≈" not in line:
                    assert both[0] == both[1], line
                    limited(line, both[1])
            if why.points is not None and why.sentence[0] in "0123456789½(−-":
                assert verdict(why.sentence) == Fraction(why.points, 1000), why


@settings(max_examples=150, deadline=None)
@given(cohorts(), st.randoms(use_true_random=False))
def test_the_order_of_units_changes_nothing(cohort: Any, dice: Any) -> None:
    edition, answers, targets = cohort
    units = list(answers)
    dice.shuffle(units)
    one = engine.score(edition, answers, targets)
    two = engine.score(edition, {unit: answers[unit] for unit in units}, targets)
    assert {unit: one.units[unit] for unit in units} == dict(two.units)
    places = [{place.unit: place for place in engine.rank(edition, scores)} for scores in (one, two)]
    assert places[0] == places[1]


def within(limits: Any, value: int) -> int:
    """A sum under a group's or a table's own ceiling and floor."""
    value = value if limits.cap is None else min(value, limits.cap)
    return value if limits.floor is None else max(value, limits.floor)


@settings(max_examples=150, deadline=None)
@given(cohorts())
def test_totals_are_sums_and_nothing_missing_counts_as_zero(cohort: Any) -> None:
    edition, answers, targets = cohort
    for unit, score in engine.score(edition, answers, targets).units.items():
        leaves = [score.points[leaf.code] for leaf in edition.leaves]
        known = [points for points in leaves if points is not None]
        if edition.rounding.at == "criterion":
            assert score.points["I"] == (within(edition.criterion("I"), sum(known)) if known else None)
            assert score.total == within(edition, score.points["I"] or 0)
        out = sum(leaf.max for leaf in edition.leaves if answers[unit][leaf.code] is engine.NOT_ASSIGNED)
        assert score.assigned_max == edition.total - out
        assert score.complete == (not score.missing and not score.unknown)
        assert all(score.points[code] is None for code in score.missing + score.unknown + score.not_assigned)
        assert len(known) + len(score.missing) + len(score.unknown) + len(score.not_assigned) == len(leaves)


@settings(max_examples=150, deadline=None)
@given(cohorts())
def test_places_are_shared_exactly_by_equals_and_skip_after_them(cohort: Any) -> None:
    edition, answers, targets = cohort
    places = [place for place in engine.rank(edition, engine.score(edition, answers, targets)) if place.rank]
    for place in places:
        better = sum(other.value > place.value for other in places)
        assert place.rank == better + 1
        assert place.shared == (sum(other.value == place.value for other in places) > 1)


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 60), st.integers(1, 60), tenths, tenths, tenths)
def test_a_better_figure_never_lowers_the_units_own_points(
    a: int, b: int, one: Fraction, more: Fraction, peer: Fraction
) -> None:
    text = 'name = "n"\ntitle = "t"\nyear = 2025\ntotal = 20\n[[criterion]]\ncode = "1"\ntitle = "t"\nmax = 20\n'
    edition = engine.load(text + rule("leader_relative", no_target='"unknown"'))

    def own(actual: Fraction) -> int:
        answers = {"A": {"1": engine.Answer({"actual": actual})}, "B": {"1": engine.Answer({"actual": peer})}}
        targets = {"A": {"1": Fraction(a)}, "B": {"1": Fraction(b)}}
        points = engine.score(edition, answers, targets).units["A"].points["1"]
        assert points is not None
        assert 0 <= points <= 20_000
        return points

    assert own(one) <= own(one + more)


@settings(max_examples=200, deadline=None)
@given(standards(), st.lists(st.integers(0, 50), min_size=5, max_size=5))
def test_caps_hold_whatever_is_typed(text: str, counts: list[int]) -> None:
    head = 'name = "n"\ntitle = "t"\nyear = 2025\ntotal = 10\n[[criterion]]\ncode = "1"\ntitle = "t"\nmax = 10\n'
    edition = engine.load(head + text)
    leaf = edition.leaves[0]
    row = {item.key: str(count) for item, count in zip(engine.inputs(leaf), counts, strict=False)}
    read = engine.read_answer(leaf, row)
    assert isinstance(read, engine.Answer)
    points = engine.score(edition, {"A": {"1": read}}).units["A"].points["1"]
    own = leaf.rule
    assert points is not None
    if own.penalty_cap is not None:
        assert points >= 10_000 - own.penalty_cap
    if own.floor is not None:
        assert points >= own.floor
    if own.bonus_cap is not None:
        assert points <= max(10_000 + own.bonus_cap, own.floor or 0)
    if own.plus_needs_no_minus and points > 10_000:
        assert all(count == "0" for key, count in row.items() if key.startswith("minus"))


@settings(max_examples=100, deadline=None)
@given(editions())
def test_any_table_round_trips_and_keeps_its_digest(edition: engine.Edition) -> None:
    again = engine.load(engine.dump(edition))
    assert again == edition
    assert engine.digest(again) == engine.digest(edition)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200) | st.text(alphabet='[]{}="criteron.\n12,', max_size=300))
def test_any_text_is_an_edition_or_a_list_of_problems(text: str) -> None:
    with contextlib.suppress(engine.EditionError):
        assert engine.load(text).name


SAMPLE = (Path(engine.__file__).parent.parent / "rulebook" / "editions" / "mau-minh-hoa.toml").read_text(
    encoding="utf-8"
)
PLACES = st.integers(0, len(SAMPLE.splitlines()) - 1)
DAMAGE = st.sampled_from(["", "-1", '"', "[", "}", "max = 99999", 'rule = { kind = "formula" }', 'points("I")', "1e99"])


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(PLACES, PLACES, DAMAGE), min_size=1, max_size=4))
def test_a_damaged_table_is_a_list_of_problems_or_still_a_table(damage: list[tuple[int, int, str]]) -> None:
    lines = SAMPLE.splitlines()
    for place, other, text in damage:
        lines[place] = lines[other] if not text else lines[place].replace("0", text, 1)
    with contextlib.suppress(engine.EditionError):
        edition = engine.load("\n".join(lines))
        assert engine.load(engine.dump(edition)) == edition
        if not [problem for problem in engine.check(edition) if problem.blocking]:
            score = engine.score(edition, {"A": {}}).units["A"]
            assert score.total == 0
            assert not score.complete


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=30) | st.from_regex(r"[-0-9.,]{1,12}", fullmatch=True))
def test_what_is_typed_is_one_number_or_refused(text: str) -> None:
    try:
        value = engine.points(text)
    except engine.NumberError:
        return
    assert engine.points(engine.plain(value)) == value
