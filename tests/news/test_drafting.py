"""The draft of the story: every fact in it, nothing else, and clean Vietnamese whatever is missing."""

import dataclasses
import datetime
import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.news.record import reference_facts, reference_record
from thidua.news.drafting import Block, BlockKind, Draft, Sentence, draft
from thidua.news.facts import (
    ConferenceFacts,
    Delegation,
    Handover,
    Kind,
    Person,
    Photograph,
    Session,
    Source,
    Speech,
    Standing,
    Statement,
    Vote,
)

REFERENCE = reference_facts()
# What the article does not have but another conference may.
RICH = dataclasses.replace(
    REFERENCE,
    ranking=(
        Standing("rank.2", 2, "Công an TP Đà Nẵng", "95,5"),
        Standing("rank.1", 1, "Công an TP Hà Nội", "97,25"),
        Standing("rank.3", 3, "Công an TP Cần Thơ"),
    ),
    votes=(Vote("vote.1", "Công an TP Hà Nội", "Cờ thi đua của Bộ Công an", 4, 5),),
    speeches=(*REFERENCE.speeches, Speech("speech.2", REFERENCE.attendees[0], "Phong trào phải đi vào thực chất")),
    illustrative=True,
)

FACTS_OF_THE_ARTICLE = [
    ("the headline names cluster and occasion", r"^Cụm thi đua số 1 Bộ Công an tổng kết phong trào thi đua “Vì ANTQ”"),
    ("session and date", r"Sáng 21/11/2024"),
    ("place", r"tại Công an TP Đà Nẵng"),
    ("cluster and organiser", r"Cụm thi đua số 1 Bộ Công an mở hội nghị"),
    ("kind of conference", r"hội nghị tổng kết"),
    ("movement and year", r"phong trào thi đua “Vì ANTQ” \(ANTQ: an ninh Tổ quốc\) năm 2024"),
    ("number of members", r"5 đơn vị thành viên"),
    ("member Hà Nội", r"Công an các thành phố[^.]*Hà Nội"),
    ("member Hồ Chí Minh City", r"Công an các thành phố[^.]*Hồ Chí Minh"),
    ("member Hải Phòng", r"Công an các thành phố[^.]*Hải Phòng"),
    ("member Đà Nẵng", r"Công an các thành phố[^.]*Đà Nẵng"),
    ("member Cần Thơ", r"Công an các thành phố[^.]*Cần Thơ"),
    ("first guest, rank", r"Trung tướng Nguyễn Ngọc Toàn"),
    ("first guest, office", r"Nguyễn Ngọc Toàn, Cục trưởng Cục Công tác Đảng và công tác chính trị"),
    ("second guest, rank", r"Thiếu tướng Cao Đăng Hưng"),
    ("second guest, office", r"Cao Đăng Hưng, Phó Chánh Văn phòng Bộ Công an"),
    ("directors of the five", r"Cùng dự có đại diện Ban Giám đốc Công an 5 thành phố"),
    ("heads of functional units", r"lãnh đạo các đơn vị chức năng trực thuộc"),
    (
        "lead of the delegation, rank and office",
        r"Thiếu tướng Trần Đức Tài, Phó Giám đốc Công an Thành phố Hồ Chí Minh",
    ),
    ("delegation he leads", r"Trần Đức Tài[^.]*trưởng đoàn đại biểu Công an TPHCM"),
    ("launched by", r"do Bộ Công an phát động"),
    ("slogan", r"“Xây dựng lực lượng CAND thật sự trong sạch, vững mạnh, chính quy, tinh nhuệ, hiện đại”"),
    ("initiative of the units", r"Hưởng ứng phong trào, các đơn vị[^.]*chủ động"),
    ("rich content, inventive solutions", r"nội dung phong phú[^.]*giải pháp sáng tạo"),
    ("security and order kept", r"giữ vững an ninh chính trị và trật tự, an toàn xã hội[^.]*nhiều kết quả quan trọng"),
    ("part in local development", r"đóng góp tích cực[^.]*từng địa phương phát triển ổn định, bền vững"),
    ("duties done", r"thực hiện hiệu quả chức năng, nhiệm vụ[^.]*được giao"),
    ("lively, focused, real, effective", r"sôi nổi, đúng trọng tâm, thực chất và hiệu quả"),
    ("tied to tasks and targets", r"nhiệm vụ, chỉ tiêu công tác"),
    ("professional measures together", r"Công an 5 thành phố[^.]*chủ động, đồng bộ các biện pháp nghiệp vụ"),
    ("three kinds of crime", r"Tội phạm hình sự, ma túy và kinh tế"),
    ("found, prevented, fought", r"kịp thời phát hiện, phòng ngừa và đấu tranh có hiệu quả"),
    ("no complications", r"không để phát sinh vấn đề phức tạp về an ninh, trật tự"),
    ("economic security", r"An ninh kinh tế[^.]*ổn định"),
    ("internal political security", r"an ninh chính trị nội bộ[^.]*ổn định"),
    ("security of cyberspace", r"an ninh không gian mạng[^.]*ổn định"),
    ("who spoke", r"Phát biểu tại hội nghị có Thiếu tướng Trần Đức Tài"),
    ("what was discussed", r"thảo luận những kinh nghiệm quý[^.]*lãnh đạo, chỉ đạo và triển khai phong trào"),
    ("recommended: shortcomings", r"kiến nghị[^.]*nhiều giải pháp khắc phục tồn tại, hạn chế"),
    ("recommended: quality in 2025", r"kiến nghị[^.]*nâng cao chất lượng phong trào thi đua “Vì ANTQ” năm 2025"),
    ("recommended: renewal in 2025", r"kiến nghị[^.]*đổi mới hình thức[^.]*2025"),
    ("on this occasion, headship handed over", r"Tại hội nghị, Công an TP Đà Nẵng bàn giao nhiệm vụ Cụm trưởng"),
    ("new head", r"Cụm trưởng năm 2025 cho Công an TP Hà Nội"),
    ("new deputy", r"Công an TPHCM nhận nhiệm vụ Cụm phó năm 2025"),
    ("authors", r"Mai Anh và Hiển Vinh"),
    ("newspaper", r"Nguồn tư liệu: [^\n]*Công an TPHCM, http"),
    ("address", r"http://congan\.com\.vn/tin-chinh/\S+_170310\.html$"),
]
CAPTIONS = [
    "Các đại biểu tham dự hội nghị",
    "Quang cảnh hội nghị",
    "Thiếu tướng Trần Đức Tài, Phó Giám đốc Công an TPHCM phát biểu tại hội nghị",
    "Đoàn đại biểu Công an TPHCM tham dự hội nghị",
    "Các đại biểu chụp hình lưu niệm",
]


def told(story: Draft) -> str:
    return "\n".join([story.title.text, story.sapo.text, *(block.text for block in story.blocks)])


def sentences(story: Draft) -> list[Sentence]:
    return [story.title, *story.sapo.sentences, *(one for block in story.blocks for one in block.sentences)]


def of_kind(story: Draft, kind: BlockKind) -> list[Block]:
    return [block for block in story.blocks if block.kind is kind]


@pytest.mark.parametrize(("what", "needle"), FACTS_OF_THE_ARTICLE, ids=[what for what, _ in FACTS_OF_THE_ARTICLE])
def test_the_draft_states_every_fact_of_the_article(what: str, needle: str) -> None:
    assert re.search(needle, told(draft(REFERENCE)), re.MULTILINE), f"not in the draft: {what}"


def test_each_caption_stands_once_under_its_own_picture() -> None:
    captions = [block.text for block in of_kind(draft(REFERENCE), BlockKind.PICTURE)]
    assert sorted(captions) == sorted(CAPTIONS)


def test_a_picture_of_someone_follows_the_words_about_them_and_the_farewell_comes_last() -> None:
    blocks = draft(REFERENCE).blocks
    at = {block.text: position for position, block in enumerate(blocks)}
    assert "Phát biểu tại hội nghị" in blocks[at[CAPTIONS[2]] - 1].text
    assert at[CAPTIONS[4]] == max(at[caption] for caption in CAPTIONS)


def test_the_record_holds_no_score_rank_or_award() -> None:
    record = reference_record()
    assert not {"ranking", "scores", "awards", "votes"} & {*record, *record["year_2024"], *record["conference"]}
    assert not re.search(r"xếp hạng|suy tôn|điểm\)|khen thưởng", told(draft(REFERENCE)), re.IGNORECASE)


def test_the_next_year_opens_with_the_cluster_as_handed_over_and_says_so() -> None:
    record = reference_record()
    after = record["year_2025"]
    assert (after["head"], after["deputy"]) == (record["handover"]["head_to"], record["handover"]["deputy_to"])
    assert after["members"] == record["year_2024"]["members"]
    assert after["membership_derived"] is True
    assert after["membership_as_of"] == record["conference"]["date"]


def test_the_story_comes_in_journalistic_order() -> None:
    text = told(draft(RICH))
    order = [
        *("Sáng 21/11/2024", "5 đơn vị thành viên", "Dự hội nghị có", "trưởng đoàn", "Khẩu hiệu", "Tội phạm"),
        *("Phát biểu tại", "thảo luận", "kiến nghị", "Kết quả xếp hạng", "Cụm trưởng", "Cụm phó", "Nguồn"),
    ]
    places = [text.index(words) for words in order]
    assert places == sorted(places)


def test_every_sentence_names_the_facts_it_comes_from() -> None:
    for story in (draft(REFERENCE), draft(RICH)):
        assert [one.text for one in sentences(story) if not one.traces] == []
        assert {key for one in sentences(story) for key in one.traces} <= known_keys(RICH)


def test_every_fact_of_the_record_is_traced_by_some_sentence() -> None:
    traced = {key for one in sentences(draft(RICH)) for key in one.traces}
    assert known_keys(RICH) - traced == set()


def test_those_present_are_named_in_protocol_order_whatever_the_order_of_the_record() -> None:
    turned = dataclasses.replace(REFERENCE, attendees=REFERENCE.attendees[::-1], delegations=())
    present = told(draft(turned)).split("Dự hội nghị có")[1]
    assert present.index("Nguyễn Ngọc Toàn") < present.index("Cao Đăng Hưng") < present.index("Trần Đức Tài")


def test_a_speaker_who_was_not_introduced_is_named_with_rank_and_office() -> None:
    absent = dataclasses.replace(REFERENCE, attendees=(), delegations=())
    assert (
        "Phát biểu tại hội nghị có Thiếu tướng Trần Đức Tài, Phó Giám đốc Công an Thành phố Hồ Chí Minh (TPHCM)." in
        told(draft(absent))
    )  # fmt: skip


def test_abbreviations_are_explained_once_and_the_slogan_is_left_as_it_is() -> None:
    text = told(draft(REFERENCE))
    assert text.count("Thành phố Hồ Chí Minh (TPHCM)") == 1
    assert text.count("an ninh Tổ quốc") == 1
    assert text.count("hiện đại” (CAND: Công an nhân dân)") == 1


def test_ranking_vote_quotation_and_illustrative_note_when_there_are_any() -> None:
    story = draft(RICH)
    assert (
        "Kết quả xếp hạng: thứ nhất, Công an TP Hà Nội (97,25 điểm); thứ hai, Công an TP Đà Nẵng (95,5 điểm); "
        "thứ ba, Công an TP Cần Thơ." in told(story)
    )
    assert (
        "Hội nghị bỏ phiếu suy tôn Công an TP Hà Nội, đề nghị tặng Cờ thi đua của Bộ Công an, với 4/5 phiếu đồng ý."
        in told(story)
    )
    (quote,) = of_kind(story, BlockKind.QUOTE)
    assert quote.text == "“Phong trào phải đi vào thực chất.”"
    assert quote.said_by == "Trung tướng Nguyễn Ngọc Toàn, Cục trưởng Cục Công tác Đảng và công tác chính trị"
    assert of_kind(story, BlockKind.CREDIT)[-1].text.endswith("Số liệu minh hoạ.")


def test_a_bloc_is_called_a_bloc() -> None:
    bloc = dataclasses.replace(REFERENCE, cluster="Khối thi đua số 2", kind=Kind.MID_YEAR, session=Session.AFTERNOON)
    text = told(draft(bloc))
    assert "Chiều 21/11/2024, Khối thi đua số 2 Bộ Công an mở hội nghị sơ kết" in text
    assert "Khối có 5 đơn vị thành viên" in text
    assert "nhiệm vụ Khối trưởng năm 2025" in text
    assert "Cụm" not in text.replace(REFERENCE.source.url, "")


def test_those_present_are_introduced_once_and_groups_alone_are_enough() -> None:
    attendance = of_kind(draft(REFERENCE), BlockKind.PARAGRAPH)[0].text
    assert [attendance.count(who.name) for who in REFERENCE.attendees] == [1, 1, 1]
    nobody_named = dataclasses.replace(REFERENCE, attendees=())
    assert "Dự hội nghị có đại diện Ban Giám đốc" in told(draft(nobody_named))


def test_a_lead_known_by_rank_and_name_only() -> None:
    lead = Person("lead", "Trần Đức Tài", "Thiếu tướng")
    story = draft(ConferenceFacts(delegations=(Delegation("delegations.1", "Công an TPHCM", lead),)))
    assert story.blocks[0].text.startswith("Thiếu tướng Trần Đức Tài làm trưởng đoàn đại biểu Công an")


def test_someone_who_attends_is_named_even_when_their_delegation_is_recorded_without_its_unit() -> None:
    lead = REFERENCE.speeches[0].speaker
    unknown = dataclasses.replace(REFERENCE, delegations=(Delegation("delegations.1", "", lead),))
    assert "Thiếu tướng Trần Đức Tài, Phó Giám đốc" in told(draft(unknown)).split("Cùng dự có")[0]


def test_nothing_known_gives_an_empty_story_and_not_an_invented_one() -> None:
    story = draft(ConferenceFacts())
    assert (story.title.text, story.sapo.text, story.blocks) == ("Hội nghị tổng kết", "", ())


@pytest.mark.parametrize(
    ("handover", "said"),
    [
        (Handover(head_to="Đơn vị A"), "Tại hội nghị, Đơn vị A nhận nhiệm vụ Cụm trưởng."),
        (Handover(head_from="Đơn vị A"), "Tại hội nghị, Đơn vị A bàn giao nhiệm vụ Cụm trưởng."),
        (
            Handover(deputy_from="Đơn vị A", deputy_to="Đơn vị B", year=2026),
            "Đơn vị A bàn giao nhiệm vụ Cụm phó năm 2026 cho Đơn vị B.",
        ),
    ],
)
def test_a_handover_known_in_part_is_told_in_part(handover: Handover, said: str) -> None:
    (block,) = of_kind(draft(ConferenceFacts(handover=handover)), BlockKind.PARAGRAPH)
    assert block.text == said


# --- whatever is missing --------------------------------------------------------------------


def without(record: Any, name: str) -> Any:
    """The record with one field as if it had never been filled in."""
    (field,) = [field for field in dataclasses.fields(record) if field.name == name]
    blank = "" if field.default is dataclasses.MISSING else field.default
    return dataclasses.replace(record, **{name: blank})


def removals(facts: ConferenceFacts) -> Iterator[tuple[str, ConferenceFacts]]:
    """Each fact of the story by its key, with the story's facts without it."""
    for field in dataclasses.fields(facts):
        value = getattr(facts, field.name)
        if field.name in ("handover", "source"):
            for part in dataclasses.fields(value):
                if getattr(value, part.name):
                    yield (
                        f"{field.name}.{part.name}",
                        dataclasses.replace(facts, **{field.name: without(value, part.name)}),
                    )
        elif isinstance(value, tuple):
            for item in value:
                yield (
                    item.key,
                    dataclasses.replace(facts, **{field.name: tuple(one for one in value if one is not item)}),
                )
        elif value and field.name != "kind":
            yield field.name, without(facts, field.name)


def known_keys(facts: ConferenceFacts) -> set[str]:
    return {"kind"} | {key for key, _ in removals(facts)}


def test_removing_a_fact_removes_what_it_said_and_nothing_else() -> None:
    people = {who.key for who in RICH.attendees}
    before = sentences(draft(RICH))
    for key, rest in removals(RICH):
        after = sentences(draft(rest))
        untouched = [one for one in before if key not in one.traces]
        # Someone struck from the attendance may still lead a delegation or speak, and the other way round.
        if key not in people:
            assert key not in {trace for one in after for trace in one.traces}
            assert told(draft(rest)) != told(draft(RICH)), key
        if key not in people | {one.key for one in RICH.delegations}:
            assert {spelled_short(one) for one in untouched} - {spelled_short(one) for one in after} == set(), key
        lost = [one.text for one in untouched if not any({*one.traces} <= {*other.traces} for other in after)]
        assert lost == [], key


def spelled_short(sentence: Sentence) -> str:
    """The sentence without explanations of abbreviations: they move to wherever the first use now is."""
    text = re.sub(r" \((?:ANTQ|CAND): [^)]*\)", "", sentence.text)
    return text.replace("Thành phố Hồ Chí Minh (TPHCM)", "TPHCM")


def test_removing_a_person_everywhere_leaves_no_mention_but_the_caption() -> None:
    who = REFERENCE.speeches[0].speaker
    without_him = dataclasses.replace(
        REFERENCE,
        attendees=tuple(one for one in REFERENCE.attendees if one is not who),
        delegations=tuple(dataclasses.replace(one, lead=None) for one in REFERENCE.delegations),
        speeches=(),
    )
    story = draft(without_him)
    assert [block.text for block in story.blocks if who.name in block.text] == [CAPTIONS[2]]
    assert "Công an Thành phố Hồ Chí Minh (TPHCM) cử đoàn đại biểu tham dự." in told(story)


BROKEN = re.compile(
    r"  | [,.;:!?)”]|[(“] |None|\(\)|“”|\(\s|[,;:][,.;:]|\.\.|:\.| có\.|\bnăm[.,]|^[,.;: ]", re.MULTILINE
)


def assert_clean(story: Draft) -> None:
    text = told(story).replace("http:", "")
    assert not BROKEN.search(text), (BROKEN.search(text), text)
    assert story.title.text[0].isupper()
    for block in (story.sapo, *of_kind(story, BlockKind.PARAGRAPH)):
        for sentence in block.sentences:
            assert sentence.text[-1] in ".!?…", sentence.text
            assert sentence.text[0].isupper(), sentence.text
    assert all(block.text for block in story.blocks)
    headings = [at for at, block in enumerate(story.blocks) if block.kind is BlockKind.HEADING]
    assert all(story.blocks[at + 1].kind is BlockKind.PARAGRAPH for at in headings)


OPTIONAL_PARTS = {
    Person: ("name", "rank", "office", "body"),
    Handover: ("head_from", "head_to", "deputy_from", "deputy_to", "year"),
    Source: ("name", "url", "authors"),
    Standing: ("points",),
    Speech: ("quotation",),
}


@st.composite
def thinned(draw: st.DrawFn, record: Any) -> Any:
    """Any subset: of the fields, of the items of each list, of the parts of each item."""
    changes: dict[str, Any] = {}
    for field in dataclasses.fields(record):
        value = getattr(record, field.name)
        if isinstance(value, tuple) and value and dataclasses.is_dataclass(value[0]):
            changes[field.name] = tuple(draw(thinned(item)) for item in value if draw(st.booleans()))
        elif dataclasses.is_dataclass(value):
            changes[field.name] = draw(thinned(value))
        elif field.name in OPTIONAL_PARTS.get(type(record), ()) or isinstance(record, ConferenceFacts):
            changes[field.name] = value if draw(st.booleans()) else getattr(without(record, field.name), field.name)
    return dataclasses.replace(record, **changes)


@given(thinned(RICH))
def test_any_part_of_the_facts_gives_clean_text(facts: ConferenceFacts) -> None:
    assert_clean(draft(facts))


@given(
    st.lists(st.sampled_from(["  họp  bàn , ", "Kết quả tốt .", "", "   ", "…", ".", "'Vì ANTQ'", "tốt!", "(TPHCM )"]))
)
def test_hasty_typing_gives_clean_text(typed: list[str]) -> None:
    lines = tuple(Statement(f"line.{number}", text) for number, text in enumerate(typed))
    photographs = tuple(Photograph(line.key, line.text) for line in lines)
    story = draft(ConferenceFacts(groups=lines, results=lines, discussion=lines, photographs=photographs))
    text = told(story)
    assert not re.search(r"  | [,.;:!?)]|\( |\.\.|[,;:][,.;:]|^[,.;:]", text, re.MULTILINE), text


def test_a_session_without_its_day_is_not_told() -> None:
    undated = dataclasses.replace(REFERENCE, date=None)
    assert "sáng" not in draft(undated).sapo.text.lower()
    assert "Ngày 21/11/2024" in draft(dataclasses.replace(REFERENCE, session=None)).sapo.text
    assert REFERENCE.date == datetime.date(2024, 11, 21)
