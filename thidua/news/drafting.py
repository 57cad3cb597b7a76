"""Soạn tin: drafts the story of a conference from its facts.

Who, when, where and what come first; then those present, the movement and its slogan, the results, the exchange,
the ranking, the handover. A sentence is made only from facts that are there, and carries their keys as its traces.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from thidua.news import journalism
from thidua.news.facts import (
    ConferenceFacts,
    Delegation,
    Handover,
    Person,
    Photograph,
    Speech,
    Standing,
    Statement,
    Vote,
)

SENTENCES_PER_PARAGRAPH = 5


class BlockKind(StrEnum):
    """Loại khối nội dung."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    QUOTE = "quote"
    PICTURE = "picture"
    ALBUM = "album"
    FIGURES = "figures"
    VIDEO = "video"
    DOCUMENT = "document"
    CREDIT = "credit"


@dataclass(frozen=True)
class Sentence:
    """Câu: what it says, and the keys of the facts it says it from."""

    text: str
    traces: tuple[str, ...]

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Block:
    """Khối nội dung: a heading, a paragraph, a quotation, a captioned picture or the credit line."""

    kind: BlockKind
    sentences: tuple[Sentence, ...]
    src: str = ""
    alt: str = ""
    said_by: str = ""

    @property
    def text(self) -> str:
        return " ".join(sentence.text for sentence in self.sentences)

    @property
    def traces(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(key for sentence in self.sentences for key in sentence.traces))

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Draft:
    """Bản nháp: headline, standfirst, body."""

    title: Sentence
    sapo: Block
    blocks: tuple[Block, ...]


def draft(facts: ConferenceFacts) -> Draft:
    """The whole story, abbreviations explained where the running text first uses them."""
    sections = (
        _presence(facts),
        _movement(facts),
        _results(facts),
        _exchange(facts),
        _ranking(facts),
        _handover(facts),
    )
    body = _with_pictures([block for section in sections for block in section], facts)
    abbreviations = journalism.Abbreviations()
    sapo, *blocks = [_explained(block, abbreviations) for block in (_sapo(facts), *body, *_credit(facts))]
    return Draft(_title(facts), sapo, tuple(blocks))


def _explained(block: Block, abbreviations: journalism.Abbreviations) -> Block:
    if block.kind is not BlockKind.PARAGRAPH:
        return block
    explained = (replace(sentence, text=abbreviations.explain(sentence.text)) for sentence in block.sentences)
    return replace(block, sentences=tuple(explained))


def _say(text: str, traces: Iterable[str]) -> Sentence:
    return Sentence(journalism.sentence(text), tuple(traces))


def _known(facts: ConferenceFacts, *names: str) -> tuple[str, ...]:
    return tuple(name for name in names if getattr(facts, name))


def _keys(items: Iterable[Person | Statement | Delegation]) -> tuple[str, ...]:
    return tuple(item.key for item in items)


def _paragraph(*sentences: Sentence | None) -> list[Block]:
    said = tuple(sentence for sentence in sentences if sentence and sentence.text)
    return [Block(BlockKind.PARAGRAPH, said)] if said else []


def _section(heading: str, blocks: list[Block], *also: str) -> list[Block]:
    """A heading stands on what it heads, and on what else it says: no content, no heading."""
    if not blocks:
        return []
    traces = dict.fromkeys([*also, *(key for block in blocks for key in block.traces)])
    return [Block(BlockKind.HEADING, (Sentence(heading, tuple(traces)),)), *blocks]


def _written(items: Sequence[Statement]) -> list[Statement]:
    return [replace(item, text=text) for item in items if (text := journalism.phrase(item.text))]


def _cluster(facts: ConferenceFacts) -> tuple[str, tuple[str, ...]]:
    """Cụm thi đua số 1 Bộ Công an; the organiser alone held no conference."""
    if not facts.cluster:
        return "", ()
    return journalism.phrase(f"{facts.cluster} {facts.organiser}"), _known(facts, "cluster", "organiser")


def _occasion(facts: ConferenceFacts) -> tuple[str, tuple[str, ...]]:
    """tổng kết phong trào thi đua “Vì ANTQ” năm 2024"""
    words = [journalism.KINDS[facts.kind]]
    if facts.movement:
        words.append(f"phong trào thi đua {journalism.quoted(facts.movement)}")
    if facts.year:
        words.append(f"năm {facts.year}")
    return " ".join(words), _known(facts, "kind", "movement", "year")


def _title(facts: ConferenceFacts) -> Sentence:
    (who, who_keys), (what, what_keys) = _cluster(facts), _occasion(facts)
    if who and (facts.movement or facts.year):
        text = f"{who} {what}"
    else:
        text = f"{who} mở hội nghị {what}" if who else f"Hội nghị {what}"
    return Sentence(text, who_keys + what_keys)


def _sapo(facts: ConferenceFacts) -> Block:
    (who, who_keys), (what, what_keys) = _cluster(facts), _occasion(facts)
    when = journalism.moment(facts.date, facts.session)
    when_keys = _known(facts, "date", "session") if when else ()
    keys = when_keys + who_keys + what_keys + _known(facts, "place")
    if keys == ("kind",):
        return Block(BlockKind.PARAGRAPH, ())
    event = f"{who} mở hội nghị {what}" if who else f"hội nghị {what} được tổ chức"
    parts = [when, event, f"tại {journalism.phrase(facts.place)}" if facts.place else ""]
    return Block(BlockKind.PARAGRAPH, (_say(", ".join(part for part in parts if part), keys),))


def _presence(facts: ConferenceFacts) -> list[Block]:
    """Members of the cluster, then those present in protocol order; the lead of a delegation is named with it."""
    leads = _leads(facts)
    guests = sorted((who for who in facts.attendees if who.key not in leads), key=journalism.precedence)
    named = [who for who in guests if journalism.person(who)]
    groups = _written(facts.groups)
    present = None
    if named:
        present = _say(f"Dự hội nghị có {'; '.join(map(journalism.person, named))}", _keys(named))
    company = None
    if groups:
        opening = "Cùng dự có" if named else "Dự hội nghị có"
        company = _say(f"{opening} {journalism.listing([group.text for group in groups])}", _keys(groups))
    led = [one for one in facts.delegations if one.lead and one.lead.name]
    sent = [one for one in facts.delegations if one not in led and journalism.phrase(one.unit)]
    came = None
    if sent:
        units = journalism.listing([journalism.phrase(one.unit) for one in sent])
        came = _say(f"{units} cử đoàn đại biểu tham dự", (one.key for one in sent))
    return _paragraph(_members(facts), present, company, came, *map(_led, led))


def _leads(facts: ConferenceFacts) -> set[str]:
    return {one.lead.key for one in facts.delegations if one.unit and one.lead and one.lead.name}


def _members(facts: ConferenceFacts) -> Sentence | None:
    named = [unit for unit in facts.members if journalism.phrase(unit.name)]
    if not named:
        return None
    opening = f"{journalism.family_word(facts.cluster)} có {len(named)} đơn vị thành viên"
    return _say(f"{opening}: {journalism.members(named)}", (unit.key for unit in named))


def _led(delegation: Delegation) -> Sentence | None:
    unit, lead = journalism.phrase(delegation.unit), delegation.lead
    if not unit or lead is None:
        return None
    comma = "," if journalism.post(lead) else ""
    return _say(f"{journalism.person(lead)}{comma} làm trưởng đoàn đại biểu {unit}", (delegation.key, lead.key))


def _movement(facts: ConferenceFacts) -> list[Block]:
    launched = slogan = None
    if facts.launched_by:
        name = f" {journalism.quoted(facts.movement)}" if facts.movement else " thi đua"
        text = f"Phong trào{name} do {journalism.phrase(facts.launched_by)} phát động"
        launched = _say(text, _known(facts, "movement", "launched_by"))
    if facts.slogan:
        year = f" năm {facts.year}" if facts.year else ""
        text = f"Khẩu hiệu của phong trào{year} là {journalism.quoted(facts.slogan)}"
        slogan = _say(text, _known(facts, "slogan", "year"))
    return _paragraph(launched, slogan)


def _results(facts: ConferenceFacts) -> list[Block]:
    told = [_say(result.text, (result.key,)) for result in _written(facts.results)]
    starts = range(0, len(told), SENTENCES_PER_PARAGRAPH)
    paragraphs = [block for at in starts for block in _paragraph(*told[at : at + SENTENCES_PER_PARAGRAPH])]
    return _section(f"Kết quả năm {facts.year}" if facts.year else "Kết quả", paragraphs, *_known(facts, "year"))


def _exchange(facts: ConferenceFacts) -> list[Block]:
    introduced = {who.key for who in facts.attendees} | _leads(facts)
    speeches = [speech for speech in facts.speeches if journalism.person(speech.speaker)]
    spoke = None
    if speeches:
        named = [_mention(speech.speaker, introduced) for speech in speeches]
        keys = [key for speech in speeches for key in (speech.key, speech.speaker.key)]
        spoke = _say(f"Phát biểu tại hội nghị có {'; '.join(named)}", keys)
    discussed = _points("Các đại biểu thảo luận", facts.discussion)
    recommended = _points("Các đại biểu kiến nghị", facts.recommendations)
    quotes = [block for speech in speeches for block in _quote(speech)]
    return _section("Trao đổi tại hội nghị", _paragraph(spoke, discussed, recommended) + quotes)


def _quote(speech: Speech) -> list[Block]:
    said = journalism.sentence(speech.quotation.strip(' “”"'))
    traces = (speech.key, speech.speaker.key)
    by = journalism.person(speech.speaker)
    return [Block(BlockKind.QUOTE, (Sentence(f"“{said}”", traces),), said_by=by)] if said else []


def _mention(who: Person, introduced: set[str]) -> str:
    """Rank and name suffice for someone whose office the reader already knows."""
    return (journalism.rank_and_name(who) if who.key in introduced else "") or journalism.person(who)


def _points(opening: str, points: Sequence[Statement]) -> Sentence | None:
    written = _written(points)
    if not written:
        return None
    return _say(opening + journalism.clauses([point.text for point in written]), _keys(written))


def _ranking(facts: ConferenceFacts) -> list[Block]:
    ranked = None
    if facts.ranking:
        in_order = sorted(facts.ranking, key=lambda standing: standing.place)
        text = "; ".join(map(_place, in_order))
        ranked = _say(f"Kết quả xếp hạng: {text}", (standing.key for standing in in_order))
    heading = "Xếp hạng và suy tôn" if facts.ranking and facts.votes else "Xếp hạng" if facts.ranking else "Suy tôn"
    return _section(heading, _paragraph(ranked, *map(_vote, facts.votes)))


def _place(standing: Standing) -> str:
    points = f" ({standing.points} điểm)" if standing.points else ""
    return f"{journalism.ordinal(standing.place)}, {journalism.phrase(standing.unit)}{points}"


def _vote(vote: Vote) -> Sentence:
    chosen = f"suy tôn {journalism.phrase(vote.unit)}, đề nghị tặng {journalism.phrase(vote.title)}"
    return _say(f"Hội nghị bỏ phiếu {chosen}, với {vote.in_favour}/{vote.members} phiếu đồng ý", (vote.key,))


def _handover(facts: ConferenceFacts) -> list[Block]:
    word = journalism.family_word(facts.cluster)
    head = _duty(facts.handover, "head", f"{word} trưởng", opening="tại hội nghị, ")
    deputy = _duty(facts.handover, "deputy", f"{word} phó")
    return _section("Bàn giao nhiệm vụ", _paragraph(head, deputy))


def _duty(given: Handover, duty: str, office: str, opening: str = "") -> Sentence | None:
    giver, taker = (journalism.phrase(getattr(given, f"{duty}_{side}")) for side in ("from", "to"))
    task = f"nhiệm vụ {office} năm {given.year}" if given.year else f"nhiệm vụ {office}"
    known = (name for name in (f"{duty}_from", f"{duty}_to", "year") if getattr(given, name))
    traces = tuple(f"handover.{name}" for name in known)
    if giver:
        return _say(f"{opening}{giver} bàn giao {task}{f' cho {taker}' if taker else ''}", traces)
    return _say(f"{opening}{taker} nhận {task}", traces) if taker else None


def _credit(facts: ConferenceFacts) -> list[Block]:
    source = facts.source
    names = [f"source.{name}" for name in ("name", "url", "authors") if getattr(source, name)]
    authors = journalism.listing([journalism.phrase(author) for author in source.authors])
    parts = [part for part in (authors, journalism.phrase(source.name), source.url) if part]
    credit = []
    if parts:
        credit.append(Sentence(f"Nguồn tư liệu: {', '.join(parts)}", tuple(names)))
    if facts.illustrative:
        credit.append(Sentence("Số liệu minh hoạ.", ("illustrative",)))
    return [Block(BlockKind.CREDIT, tuple(credit))] if credit else []


def _with_pictures(blocks: list[Block], facts: ConferenceFacts) -> list[Block]:
    """Each picture once: after the last paragraph about whom its caption names; the others spread evenly, in order."""
    shown = [replace(one, caption=caption) for one in facts.photographs if (caption := journalism.phrase(one.caption))]
    homes = {photo.key: _home(photo, blocks, facts) for photo in shown}
    loose = [photo for photo in shown if homes[photo.key] is None]
    ends = [at for at, block in enumerate(blocks) if block.kind is BlockKind.PARAGRAPH] or [-1]
    for turn, photo in enumerate(loose):
        homes[photo.key] = ends[turn * (len(ends) - 1) // max(len(loose) - 1, 1)]
    illustrated = []
    for at, block in enumerate([None, *blocks], start=-1):
        illustrated += [block] if block else []
        illustrated += [_picture(photo) for photo in shown if homes[photo.key] == at]
    return illustrated


def _home(photo: Photograph, blocks: list[Block], facts: ConferenceFacts) -> int | None:
    subjects = _subjects(photo, facts)
    homes = [at for at, block in enumerate(blocks) if block.kind is BlockKind.PARAGRAPH and subjects & {*block.traces}]
    return homes[-1] if homes else None


def _subjects(photo: Photograph, facts: ConferenceFacts) -> set[str]:
    """The people and the delegations a caption names."""
    people = [*facts.attendees, *(speech.speaker for speech in facts.speeches)]
    people += [delegation.lead for delegation in facts.delegations if delegation.lead]
    names = {who.key: who.name for who in people}
    names |= {delegation.key: journalism.phrase(delegation.unit) for delegation in facts.delegations}
    return {key for key, name in names.items() if name and name in photo.caption}


def _picture(photo: Photograph) -> Block:
    return Block(BlockKind.PICTURE, (Sentence(photo.caption, (photo.key,)),), src=photo.src, alt=photo.alt)
