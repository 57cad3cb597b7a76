"""Who may do what today: the page says what the rules say, for everyone, in words; and no act is forgotten."""

import ast
import re
from html import unescape

import pytest
from django.test import Client

from tests.house.source import PACKAGE, tree
from tests.seeded import seeded
from thidua.members.actions import substitute
from thidua.members.models import Seat
from thidua.members.terms import Stage
from thidua.samples.cast import UNITS, moment
from thidua.timeline.acts import ACTS
from thidua.timeline.powers import answered, holders, powers

OF_A_THING = {
    "why_not_office", "why_not_own", "why_not_secretariat", "why_not_judge", "why_not_hand", "why_not_answer",
    "why_not_answering", "why_not_part", "why_not_run", "why_not_prepare", "why_not_kind", "why_not_start",
    "why_not_lengthen", "why_not_extend_any", "why_not_count", "why_not_next_round", "why_not_see_unit",
    "why_not_see_sheet", "why_not_read", "why_not_delegate",
}  # fmt: skip
"""Parts of other rules, or narrower forms of an act that is listed."""
UPON_ONE = {
    "why_not_open": "a conference, by who prepares it", "why_not_close": "the same",
    "why_not_announce": "a delegation, by its unit", "why_not_sign_over": "a handover, by the outgoing leader",
    "why_not_accept": "and by the incoming", "why_not_edit": "an article, by who writes", "why_not_send": "the same",
    "why_not_review": "by a second person", "why_not_reopen": "by who writes", "why_not_withdraw": "evidence, articles",
    "why_not_issue": "a paper, by who may in its room", "why_not_revoke": "a paper", "why_not_correct": "a rescore",
    "why_not_apply": "a rescore", "why_not_cancel": "a rescore", "why_not_carry": "with the appraisal",
    "why_not_redraft": "a draft", "why_not_propose": "a draft", "why_not_take_back": "a proposed table",
    "why_not_comment": "a table", "why_not_reply": "a comment", "why_not_copy": "a table",
    "why_not_decline": "with the signing", "why_not_describe": "with the judging", "why_not_finish": "a body's part",
    "why_not_close_round": "with the opening", "why_not_reopen_round": "with the step back",
    "why_not_allot": "how many for a title, with the proposing", "why_not_one_more": "the same",
    "why_not_let_past": "the same",
    "why_not_gather": "a dossier",
    "why_not_take_out": "a year as a file, on its own page", "why_not_look": "the analysis, as the board",
    "why_not_judge_hands": "the analysis of the hands", "why_not_keep": "listed", "why_not_move": "a dossier",
    "why_not_count_for": "a ballot, by its tellers", "why_not_letter": "a ballot's absent unit",
    "why_not_tell": "a recommendation", "why_not_drive": "the screens of a conference", "why_not_begin": "minutes",
    "why_not_read_draft": "minutes not yet approved",
    "why_not_arrange": "a conference, with its preparing", "why_not_hand_out": "the same",
    "why_not_talk": "a conference's talks, by the unit", "why_not_withdraw_talk": "the same",
    "why_not_call_off": "a scheduled article", "why_not_show_exemplar": "a good example",
    "why_not_change": "a paper being drafted", "why_not_send_back": "a paper", "why_not_number": "a paper",
    "why_not_bring_back": "a signed paper", "why_not_use": "a template", "why_not_renumber": "a register",
    "why_not_trust": "a site packages come from", "why_not_confirm": "the same", "why_not_discard": "a package",
    "why_not_give_report": "a report that was sent", "why_not_register": "an address that is told of the year",
    "why_not_resend": "a message to it",
    "why_not_review_whole": "a point", "why_not_draft": "listed", "why_not_return": "listed",
}  # fmt: skip
"""Acts upon one thing that may not be there: the thing's own page tells who may; with the reason."""


def rules_asked() -> set[str]:
    return {name.attr if isinstance(name, ast.Attribute) else name.id
            for name in ast.walk(tree(PACKAGE / "timeline/acts.py"))
            if isinstance(name, ast.Attribute | ast.Name)
            and (name.attr if isinstance(name, ast.Attribute) else name.id).startswith("why_not")}  # fmt: skip


def test_no_rule_about_a_person_is_forgotten():
    """A new rule of a room is either asked by the page or named here with the reason."""
    found = {
        one.name
        for path in PACKAGE.rglob("rules.py")
        for one in tree(path).body
        if isinstance(one, ast.FunctionDef) and one.name.startswith("why_not")
        and one.args.args and one.args.args[0].arg == "here"
    }  # fmt: skip
    assert len(found) > 60
    assert found - rules_asked() - OF_A_THING - UPON_ONE.keys() == set()


def said(visitor, cast, query: str = "") -> dict[str, str]:
    """The page as it reads: act → who, or why nobody."""
    answer = visitor.get(f"/cum/{cast.year.cluster.slug}/{cast.year.year}/nhan-su/quyen/{query}")
    assert answer.status_code == 200
    rows = re.findall(r'<tr><th scope="row">(.*?)</th><td>(.*?)</td></tr>', answer.content.decode(), re.DOTALL)
    return {unescape(act): " ".join(unescape(re.sub(r"<[^>]+>", " ", who)).split()) for act, who in rows}


@pytest.mark.django_db
def test_the_page_follows_the_year():
    cast = seeded(Stage.RULES_ADOPTED)
    visitor = Client()
    visitor.force_login(cast.person("can-bo-song-hong"))
    told = said(visitor, cast)
    assert told["Ghi bản đăng ký của đơn vị mình"].count("Cán bộ thi đua") == len(UNITS)
    assert told["Phát động phong trào"].startswith("Hôm nay chưa ai. Chưa làm được ở bước này")
    assert told["Giao chỉ tiêu, ghi tiêu chí không giao"] == cast.person("thuong-truc").name
    assert told["Bỏ phiếu"] == "Hôm nay chưa ai. Chưa có cuộc bỏ phiếu nào đang mở."
    assert told["Ghi phiếu tự chấm"] == "Hôm nay chưa ai. Vòng “Tự chấm” chưa mở."
    mine = said(visitor, cast, f"?nguoi={cast.person('can-bo-song-hong').pk}")
    assert mine["Ghi bản đăng ký của đơn vị mình"] == "được"
    assert "Thư ký Cụm trưởng" in mine["Đặt lịch các giai đoạn"]
    assert visitor.get(f"/cum/{cast.year.cluster.slug}/{cast.year.year}/nhan-su/quyen/?nguoi=0").status_code == 400


@pytest.mark.django_db
def test_the_page_says_what_the_rules_say_of_the_heads_own_unit_and_of_sheets():
    cast = seeded(Stage.CROSS_CHECKED)
    here = cast.here("thu-ky-cum-truong")
    people = answered(here, ACTS, holders(here))
    able = {str(one.words): one for _room, acts in powers(here, ACTS, people) for one in acts}
    head = here.leads["head"]
    judged = {holder.person.username: units for holder, units in able["Trả lời giải trình"].who}
    assert set(judged) == {"thu-ky-cum-truong", "thu-ky-cum-pho"}
    assert judged["thu-ky-cum-pho"] == [head], "the head's own unit is the deputy's"
    assert head not in judged["thu-ky-cum-truong"]
    assert able["Ghi phiếu tự chấm"].who == []
    assert "đã đóng" in able["Ghi phiếu tự chấm"].why_not
    seats = {holder.person.username for holder, _units in able["Giao, kết thúc chức trách"].who}
    assert seats == {"thuong-truc", "quan-tri"}


def test_a_substitute_may_what_the_absent_may_and_is_named(cast, visit):
    leader = Seat.objects.get(person=cast.person("lanh-dao-song-hong"))
    day = cast.here("lanh-dao-song-hong").day
    substitute(here=cast.here("lanh-dao-song-hong"), held=leader, username="cham-cheo-song-hong", since=day, until=day,
               by_document="Giấy uỷ quyền", at=moment(2026, 3, 1, 9))  # fmt: skip
    answer = visit("cham-cheo-song-hong").get(
        f"/cum/{cast.year.cluster.slug}/{cast.year.year}/nhan-su/quyen/?nguoi={cast.person('cham-cheo-song-hong').pk}"
    )
    assert f"thay {leader.person.name}" in answer.content.decode()
