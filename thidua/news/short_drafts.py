"""Soạn tin ngắn: drafts of a launch, of a published result, of a good example; the sentences of `drafting`'s kind.

A sentence is made only from facts that are there, and carries their keys as its traces.
"""

import datetime as dt
from dataclasses import dataclass

from thidua.news import journalism
from thidua.news.drafting import Block, BlockKind, Draft, Sentence
from thidua.news.facts import Member, Standing


@dataclass(frozen=True)
class LaunchFacts:
    """Dữ kiện phát động."""

    cluster: str
    movement: str
    year: int
    launched_by: str = ""
    slogan: str = ""
    aims: str = ""
    on: dt.date | None = None
    document: str = ""
    members: tuple[Member, ...] = ()
    illustrative: bool = False


@dataclass(frozen=True)
class Award:
    """Khen thưởng đã quyết định."""

    key: str
    unit: str
    title: str
    number: str
    on: dt.date


@dataclass(frozen=True)
class ResultFacts:
    """Dữ kiện kết quả đã công bố."""

    cluster: str
    year: int
    movement: str = ""
    ranking: tuple[Standing, ...] = ()
    awards: tuple[Award, ...] = ()
    illustrative: bool = False


@dataclass(frozen=True)
class ExemplarFacts:
    """Dữ kiện điển hình."""

    key: str
    title: str
    holder: str
    unit: str = ""
    deed: str = ""
    illustrative: bool = False


def _say(text: str, *keys: str) -> Sentence:
    return Sentence(journalism.sentence(text), keys)


def _made(title: Sentence, sapo: Sentence, blocks: list[Block], *, illustrative: bool) -> Draft:
    """Abbreviations explained where the running text first uses them; what is a sample says so."""
    if illustrative:
        blocks = [*blocks, Block(BlockKind.CREDIT, (Sentence("Số liệu minh hoạ.", ("illustrative",)),))]
    explained = journalism.Abbreviations()
    first, *rest = [
        Block(block.kind, tuple(Sentence(explained.explain(one.text), one.traces) for one in block.sentences))
        if block.kind is BlockKind.PARAGRAPH else block
        for block in (Block(BlockKind.PARAGRAPH, (sapo,)), *blocks)
    ]  # fmt: skip
    return Draft(title, first, tuple(rest))


def draft_launch(facts: LaunchFacts) -> Draft:
    """Who launched what, when, under which slogan, with which aims, for whom."""
    name = journalism.quoted(facts.movement)
    event = f"{facts.cluster} phát động phong trào thi đua {name} năm {facts.year}"
    title = Sentence(event, ("cluster", "movement", "year"))
    when = f"ngày {journalism.day(facts.on)}, " if facts.on else ""
    document = f" theo {journalism.phrase(facts.document)}" if facts.document else ""
    keys = [*title.traces, *(["launch.on"] if facts.on else []), *(["launch.document"] if document else [])]
    sapo = _say(f"{when}{event}{document}", *keys)
    said = []
    if facts.launched_by:
        said.append(_say(f"Phong trào do {journalism.phrase(facts.launched_by)} phát động", "launched_by"))
    if facts.slogan:
        said.append(_say(f"Khẩu hiệu của phong trào là {journalism.quoted(facts.slogan)}", "slogan"))
    if facts.members:
        said.append(_say(f"Tham gia có {len(facts.members)} đơn vị: {journalism.members(facts.members)}",
                         *(one.key for one in facts.members)))  # fmt: skip
    blocks = [Block(BlockKind.PARAGRAPH, tuple(said))] if said else []
    if facts.aims:
        blocks.append(Block(BlockKind.HEADING, (Sentence("Mục đích, yêu cầu", ("aims",)),)))
        blocks += [Block(BlockKind.PARAGRAPH, (_say(line, "aims"),)) for line in facts.aims.split("\n") if line.strip()]
    return _made(title, sapo, blocks, illustrative=facts.illustrative)


def draft_result(facts: ResultFacts) -> Draft:
    """Who came first, the whole table, what was decided."""
    in_order = sorted(facts.ranking, key=lambda one: one.place)
    title = Sentence(f"{facts.cluster} công bố kết quả thi đua năm {facts.year}", ("cluster", "year"))
    first = [one for one in in_order if one.place == 1]
    leaders = journalism.listing([journalism.phrase(one.unit) for one in first])
    movement = f" trong phong trào thi đua {journalism.quoted(facts.movement)}" if facts.movement else ""
    points = f" với {first[0].points} điểm" if first and first[0].points else ""
    keys = ["cluster", "year", *(["movement"] if facts.movement else []), *(one.key for one in first)]
    sapo = _say(f"{leaders} dẫn đầu {facts.cluster} năm {facts.year}{movement}{points}", *keys)
    lines = ["Kết quả xếp hạng", "Hạng | Đơn vị | Điểm"]
    lines += [f"{one.place} | {journalism.phrase(one.unit)} | {one.points}" for one in in_order]
    blocks = [Block(BlockKind.FIGURES, (Sentence("\n".join(lines), tuple(one.key for one in in_order)),))]
    if facts.awards:
        blocks.append(Block(BlockKind.HEADING, (Sentence("Khen thưởng", tuple(one.key for one in facts.awards)),)))
        blocks.append(Block(BlockKind.PARAGRAPH, tuple(
            _say(f"{journalism.phrase(one.unit)} được tặng {journalism.phrase(one.title)} theo Quyết định số "
                 f"{one.number} ngày {journalism.day(one.on)}", one.key) for one in facts.awards)))  # fmt: skip
    return _made(title, sapo, blocks, illustrative=facts.illustrative)


def draft_exemplar(facts: ExemplarFacts) -> Draft:
    """What was done, by whom by office and unit; the deed as it is written down."""
    who = journalism.phrase(facts.holder)
    unit = journalism.phrase(facts.unit)
    whose = who if not unit or unit.casefold() in who.casefold() else f"{who}, {unit}"
    title = Sentence(journalism.phrase(facts.title), (f"{facts.key}.title",))
    sapo = _say(f"{whose} là điển hình tiên tiến với việc làm, mô hình “{journalism.phrase(facts.title)}”",
                f"{facts.key}.holder", f"{facts.key}.title")  # fmt: skip
    lines = [line for line in facts.deed.split("\n") if line.strip()]
    blocks = [Block(BlockKind.PARAGRAPH, (_say(line, f"{facts.key}.deed"),)) for line in lines]
    return _made(title, sapo, blocks, illustrative=facts.illustrative)
