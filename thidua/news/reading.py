"""Đọc bài đã đăng: what a pasted article seems to say about a conference, each with the sentence it was read in.

Only a proposal: a person confirms field by field, and nothing is kept of what was not confirmed. What is not said is
not guessed. Captions, which saved pages repeat, come once each.
"""

import datetime as dt
import re
from dataclasses import dataclass, field

from thidua.news.facts import Kind, Session
from thidua.news.journalism import CAPITALS, NAME, RANKS, SESSIONS, STYLE, phrase, tidy

LONGEST_CAPTION = 200
LONGEST = 100_000
ADDRESS = re.compile(r"https?://\S+?\.html?|https?://\S+")
_RANK = "|".join(RANKS)
_CALLED = "|".join(STYLE["addresses"])
_PERSON = re.compile(
    rf"(?:(?P<rank>{_RANK})|(?<!\w)(?:[Cc]ác )?(?i:{_CALLED})):? (?P<name>{NAME})(?:,| -| –) (?P<office>[^;.]+)"
)
_STOPS = re.compile(
    r",? (?:đã |và )*(?:phát biểu|làm trưởng đoàn|chủ trì|tham dự|đến dự|dự hội nghị|trao|tặng|kết luận|cùng )"
)
_DATE = re.compile(r"(?:(?P<session>Sáng|Chiều|Ngày|Trong ngày|sáng|chiều|ngày)\s+(?:ngày )?)?"
                   r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})(?:[/.-](?P<year>\d{4}))?")  # fmt: skip
_PLACE = re.compile(
    rf"[Tt]ại (?P<place>(?:[Hh]ội trường |[Tt]rụ sở )?[{CAPITALS}][^,;.(]*?)"
    r"(?=,|;|\.|\(| đã tổ chức| tổ chức| diễn ra)"
)
_CLUSTER = re.compile(
    r"(?P<cluster>(?:Cụm|Khối) thi đua [^,;.(“”:]*?)"
    r"(?= -| –| \(|,|:| đã| tổ chức| tiến hành| sơ kết| tổng kết|$)"
)
_MEMBERS = re.compile(r"\((?:gồm|bao gồm):? (?P<members>[^)]+)\)|gồm(?: \d+)?(?: đơn vị)?: (?P<plain>[^.;]+)")
_MOVEMENT = re.compile(r"[Pp]hong trào(?: thi đua)? “(?P<movement>[^”]+)”")
_SLOGAN = re.compile(r"khẩu hiệu:? “(?P<slogan>[^”]+)”")
_LAUNCHED = re.compile(r"do (?P<by>[^,;.“”]+?) phát động")
_LED = re.compile(rf"Đoàn(?: đại biểu)? (?P<unit>[^,;.]+?) do (?:{_RANK}|(?i:{_CALLED})) (?P<name>{NAME})")
_HANDOVER = re.compile(
    r"(?P<giver>[^.,;:]+?) (?:đã )?bàn giao (?:nhiệm vụ |đơn vị |vai trò |chức danh )*(?:Cụm|Khối) trưởng"
    r"(?: năm \d{4})? cho (?P<head>[^,.;]+)(?:[,;]? (?:và )?(?:nhiệm vụ |đơn vị )*(?:Cụm|Khối) phó(?: năm \d{4})? cho "
    r"(?P<deputy>[^,.;]+))?"
)
_PRESENT = re.compile(r"(?:[Tt]ham dự|[Đđ]ến dự|[Dd]ự|[Cc]ùng dự)(?: [Hh]ội nghị)?(?: còn)? có:? (?P<who>[^.]+)")
_RESULTS = re.compile(r"^(?:Trong năm|Năm \d{4}|Trong \d+ tháng|\d+ tháng đầu năm|Kết quả|Trong kỳ)")


@dataclass(frozen=True)
class Said:
    """Điều bài viết nêu: a value and the sentence it was read in."""

    value: str
    sentence: str


@dataclass(frozen=True)
class Someone:
    """Người được nêu tên: rank, name and office apart; of whose delegation the lead; whether they spoke."""

    rank: str
    name: str
    office: str
    sentence: str
    lead_of: str = ""
    spoke: bool = False


@dataclass
class Reading:
    """Đề xuất hồ sơ: what was read, empty where the article is silent."""

    title: str = ""
    kind: Kind | None = None
    date: dt.date | None = None
    session: Session | None = None
    year: int | None = None
    single: dict[str, Said] = field(default_factory=dict)
    members: list[str] = field(default_factory=list)
    people: list[Someone] = field(default_factory=list)
    groups: list[Said] = field(default_factory=list)
    results: list[Said] = field(default_factory=list)
    discussion: list[Said] = field(default_factory=list)
    recommendations: list[Said] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    source: str = ""


def read(text: str, today: dt.date) -> Reading:
    """What the article says. A day without a year is of the year the article is about, or the last such day."""
    lines = [tidy(line) for line in text[:LONGEST].split("\n")]
    lines = [line for line in lines if line]
    found = Reading(title=lines[0] if lines else "")
    paragraphs = _sort_lines(lines[1:], found)
    said = [sentence for one in paragraphs for sentence in sentences(one)]
    everything = "\n".join([found.title, *said])
    _occasion(found, everything, said, today)
    for name, pattern in (("place", _PLACE), ("movement", _MOVEMENT), ("slogan", _SLOGAN), ("launched_by", _LAUNCHED)):
        _single(found, name, pattern, [*said, found.title])
    _single(found, "cluster", _CLUSTER, [*said, found.title])
    found.members = _members(said)
    found.people = _people([*said, *found.captions])
    _company(found, said)
    _told(found, paragraphs)
    _handed_over(found, said)
    return found


def sentences(paragraph: str) -> list[str]:
    """Its sentences; a full stop inside a name (TP.HCM was tidied before) ends none."""
    return [one.strip() for one in re.split(rf"(?<=[.!?…])\s+(?=[{CAPITALS}“])", paragraph) if one.strip()]


def _sort_lines(lines: list[str], found: Reading) -> list[str]:
    """Paragraphs end in a stop; what does not is a caption before the last of them, and the authors after it."""
    last = max((at for at, line in enumerate(lines) if line[-1] in ".!?…”"), default=-1)
    paragraphs: list[str] = []
    for at, line in enumerate(lines):
        if ADDRESS.search(line) or line.startswith("Nguồn"):
            found.source = line[: found_at.end()] if (found_at := ADDRESS.search(line)) else line
        elif line[-1] in ".!?…”":
            paragraphs.append(line)
        elif at < last and len(line) <= LONGEST_CAPTION:
            if line not in found.captions:
                found.captions.append(phrase(line))
        elif at > last:
            found.authors += [one.strip() for one in re.split(r" [-–] |, ", line) if re.fullmatch(NAME, one.strip())]
    found.captions = list(dict.fromkeys(found.captions))
    return paragraphs


def _occasion(found: Reading, everything: str, said: list[str], today: dt.date) -> None:
    lower = everything.casefold()
    places = {Kind.MID_YEAR: lower.find("sơ kết"), Kind.SUMMARY: lower.find("tổng kết")}
    told = [kind for kind, at in places.items() if at >= 0]
    found.kind = min(told, key=lambda kind: places[kind]) if told else None
    years = re.findall(r"năm (\d{4})", everything)
    found.year = int(years[0]) if years else None
    for sentence in said:
        match = _DATE.search(sentence)
        if match and (day := _day(match, found.year, today)):
            found.date, found.single["date"] = day, Said(day.strftime("%d/%m/%Y"), sentence)
            word = (match["session"] or "").casefold().removeprefix("trong ")
            found.session = next((session for session, known in SESSIONS.items() if known == word), None)
            return


def _day(match: re.Match[str], year: int | None, today: dt.date) -> dt.date | None:
    try:
        if match["year"] or year:
            return dt.date(int(match["year"] or year or 0), int(match["month"]), int(match["day"]))
        day = dt.date(today.year, int(match["month"]), int(match["day"]))
        return day if day <= today else day.replace(year=today.year - 1)
    except ValueError:
        return None


def _single(found: Reading, name: str, pattern: re.Pattern[str], said: list[str]) -> None:
    for sentence in said:
        if match := pattern.search(sentence):
            found.single[name] = Said(phrase(match[1]).strip("“”"), sentence)
            return


def _members(said: list[str]) -> list[str]:
    """Công an các thành phố: Hà Nội, TPHCM … → Công an Hà Nội, Công an TPHCM …; other lists as they stand."""
    for sentence in said:
        match = _MEMBERS.search(sentence)
        if not match:
            continue
        listed = match["members"] or match["plain"]
        head, colon, tail = listed.partition(":")
        kinds = "|".join(STYLE["place_kinds"])
        common = re.match(rf"(?P<body>.+?) các (?:{kinds})\b ?", head if colon else listed)
        rest = tail if colon else listed[common.end() :] if common else listed
        names = [phrase(one) for one in re.split(r",|;| và ", rest) if phrase(one)]
        return [f"{common['body'].strip()} {name}" for name in names] if common else names
    return []


def _people(said: list[str]) -> list[Someone]:
    """Everybody named with rank or word of address and office, once, with the fullest office that is told."""
    found: dict[str, Someone] = {}
    for sentence in said:
        led = {match["name"]: phrase(match["unit"]) for match in _LED.finditer(sentence)}
        for match in _PERSON.finditer(sentence):
            office = phrase(_STOPS.split(match["office"], maxsplit=1)[0])
            office = office.split(", ")[0] if re.search(rf", (?:{_RANK}|(?i:{_CALLED})) ", office) else office
            before = found.get(match["name"])
            spoke = bool(re.match(r"[^;.]*phát biểu", match["office"]))
            found[match["name"]] = Someone(
                match["rank"] or (before.rank if before else ""), match["name"],
                max(office, before.office if before else "", key=len), before.sentence if before else sentence,
                led.get(match["name"], before.lead_of if before else ""), spoke or bool(before and before.spoke),
            )  # fmt: skip
    return list(found.values())


def _company(found: Reading, said: list[str]) -> None:
    """Those present who are told of by office alone."""
    for sentence in said:
        match = _PRESENT.search(sentence)
        if not match:
            continue
        for part in re.split(r";", match["who"]):
            text = phrase(re.sub(r"^(?:các đồng chí:?|và|cùng) ", "", part.strip()))
            if text and not re.search(rf"(?:{_RANK}|(?i:{_CALLED})):? {NAME}", text):
                found.groups.append(Said(text, sentence))


def _told(found: Reading, paragraphs: list[str]) -> None:
    """Results are whole sentences of the paragraphs that sum the year up; discussion and proposals are clauses."""
    for paragraph in paragraphs:
        if _RESULTS.match(paragraph):
            found.results += [Said(one, one) for one in sentences(paragraph)]
        for sentence in sentences(paragraph):
            if match := re.search(r"thảo luận(?: về)?,? (?P<what>.+?)(?=,? (?:và )?kiến nghị |[.]$)", sentence):
                found.discussion.append(Said(phrase(match["what"]), sentence))
            if match := re.search(r"kiến nghị (?P<what>.+)", sentence):
                found.recommendations.append(Said(phrase(match["what"]), sentence))


def _handed_over(found: Reading, said: list[str]) -> None:
    for sentence in said:
        if match := _HANDOVER.search(sentence):
            names = {"head_from": match["giver"], "head_to": match["head"], "deputy_to": match["deputy"]}
            for name, value in names.items():
                if value:
                    bare = re.sub(r"^(?:Dịp này|Tại [Hh]ội nghị|Nhân dịp này),? ", "", phrase(value))
                    found.single[name] = Said(phrase(bare), sentence)
            return
