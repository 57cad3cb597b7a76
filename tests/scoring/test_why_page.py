"""Why a point is what it is, on the page: every kind of rule, with numbers, article, people and files."""

import datetime as dt
import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.house.source import ROOT
from tests.scoring.asking import asking, send
from tests.scoring.year import AT, DAY, DUE, TEXT, appraised, appraising, here
from tests.seeded import seeded
from thidua import engine
from thidua.members.models import ClusterYear
from thidua.members.terms import Stage
from thidua.reports import actions as reports
from thidua.reports.figures import asked_of_unit
from thidua.rulebook.models import EditionText
from thidua.rulebook.terms import Status
from thidua.scoring import actions
from thidua.scoring.bridge import book
from thidua.scoring.queries import why
from thidua.scoring.sheets import Typed
from thidua.scoring.terms import Column, Hand
from thidua.targets import actions as targets
from thidua.targets.models import Target

CARD = "/cum/cum-mau/2026/bang-diem/"
TABLES = (
    "cand-quangtri-2025",
    "thongke-hungyen-2026",
    "truong-vb510-van-phong",
    "tnmt-tiengiang-2022",
    "gungho-hatinh",
    "tphcm-so-cham-quan-huyen",
    "thpt-giaothuyc-tuan",
    "thcs-lehuulap-tuan",
    "thcs-lehuulap-thang",
    "dieu6",
)
UNITS = ("song-hong", "truong-son", "bien-dong")
TYPED = {"points": "1", "number": "7", "count": "1", "counts": "1;0", "yes_no": "có", "date": "01/06/2026"}


def plain(answer):
    """The words of a page without its tags."""
    assert answer.status_code == 200
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split()))


def read(table):
    return engine.load((ROOT / f"tests/engine/tables/{table}.toml").read_text(encoding="utf-8"))


def one_of_each_kind(edition):
    return list({leaf.rule.kind: leaf for leaf in reversed(edition.leaves)}.values())


def told(client, cast, unit, leaf):
    """The page of one criterion has all that the engine has to say of it."""
    shown = why(book(cast.year, DAY), cast.member(unit), leaf.code, [Column.SELF], Column.SELF)
    page = plain(client.get(f"{CARD}{unit}/{leaf.code}/?cot=self"))
    wanted = [shown.why.sentence, leaf.rule.says(leaf), *shown.why.cites, *shown.why.steps, shown.why.cap,
              shown.why.rounding, *(text for pair in shown.why.inputs for text in pair)]  # fmt: skip
    assert [text for text in wanted if " ".join(text.split()) not in page] == []
    return shown, page


def test_every_kind_of_rule_of_the_sample_is_explained_on_its_page(cast, visit):
    appraised(cast)
    client, found = visit("can-bo-song-hong"), book(cast.year, DAY)
    kinds = one_of_each_kind(found.edition)
    assert len(kinds) >= 7
    for leaf in kinds:
        shown, page = told(client, cast, "song-hong", leaf)
        assert shown.why.inputs
        assert shown.why.cites
        assert "Cán bộ thi đua, Sông Hồng" in page, "who entered"
        assert "Lãnh đạo đơn vị, Sông Hồng" in page, "who approved by sending the sheet"


def test_peers_caps_and_rounding_are_said_where_they_decide(cast, visit):
    appraised(cast)
    client, found, seen = visit("thuong-truc"), book(cast.year, DAY), set()
    for leaf in found.edition.leaves:
        for unit in found.members:
            shown = why(found, found.members[unit], leaf.code, [Column.SELF], Column.SELF)
            for word, there in (("peers", shown.why.peers), ("cap", shown.why.cap), ("rounding", shown.why.rounding)):
                if there and word not in seen:
                    seen.add(word)
                    _shown, page = told(client, cast, unit, leaf)
                    assert word != "peers" or shown.peers[0][0].unit.name in page
    assert seen == {"peers", "cap", "rounding"}


def test_no_kind_of_rule_is_left_out_here():
    tables = [engine.load(TEXT), *map(read, TABLES)]
    assert {leaf.rule.kind for one in tables for leaf in one.leaves} == set(engine.RULES)


@pytest.mark.parametrize("table", TABLES)
def test_every_kind_of_rule_of_real_tables_is_explained_on_its_page(cast, visit, table):
    edition = read(table)
    EditionText.objects.create(year=cast.year, text=engine.dump(edition), digest=engine.digest(edition),
                               title=edition.title, status=Status.ADOPTED, adopted_on=dt.date(2026, 2, 1),
                               effective_on=dt.date(2026, 2, 1))  # fmt: skip
    ClusterYear.objects.update(stage=Stage.RUNNING)
    actions.open_round(here=here(cast, "thu-ky-cum-truong"), hand=Hand.SELF, due_on=DUE, at=AT)
    for place, unit in enumerate(UNITS):
        for leaf in edition.leaves:
            if any(item.owner == "target" for item in leaf.inputs):
                Target.objects.create(membership=cast.member(unit), code=leaf.code, agreed=str(5 + place))
        rows = [Typed(leaf.code, {item.key: value(item) for item in asked_of_unit(leaf)}) for leaf in edition.leaves]
        actions.save_sheet(here=here(cast, f"can-bo-{unit}"), membership=cast.member(unit), hand=Hand.SELF, rows=rows,
                           at=AT)  # fmt: skip
        actions.submit_sheet(here=here(cast, f"lanh-dao-{unit}"), membership=cast.member(unit), hand=Hand.SELF, at=AT)
    client = visit("thuong-truc")
    given = [told(client, cast, UNITS[0], leaf)[0] for leaf in one_of_each_kind(edition)]
    assert any(shown.why.points is not None for shown in given)
    assert all(shown.why.cites for shown in given)


def value(item):
    """Something an officer could have typed."""
    if item.options:
        return item.options[0]
    least, most = item.lowest, item.highest
    text = TYPED.get(item.kind, "1")
    if item.kind in ("points", "number", "count"):
        number = min(max(int(text), least or 0), most if most is not None else 10**6)
        return engine.typed(number)
    return text


def test_the_files_behind_a_point_are_linked_for_those_who_may_open_them(cast, visit):
    appraised(cast)
    ClusterYear.objects.update(stage=Stage.SELF_SCORED)
    upload = SimpleUploadedFile("bang-ke.pdf", b"%PDF-1.7 bang ke")
    reports.add_evidence(here=here(cast, "can-bo-song-hong"), membership=cast.member("song-hong"), codes=["I.1.a"],
                   uploads=[upload], at=AT)  # fmt: skip
    ClusterYear.objects.update(stage=Stage.APPRAISED)
    address = CARD + "song-hong/I.1.a/"
    page = visit("can-bo-song-hong").get(address).content.decode()
    link = re.search(r'href="([^"]+)">bang-ke\.pdf', page)
    assert visit("can-bo-song-hong").get(link[1]).status_code == 200
    other = visit("can-bo-bien-dong").get(address).content.decode()
    assert "bang-ke.pdf" not in other
    assert "chỉ mở cho đơn vị đó" in other
    assert visit("can-bo-bien-dong").get(link[1]).status_code == 404
    assert "bang-ke.pdf" not in visit("can-bo-song-hong").get(CARD + "song-hong/I.1.b/").content.decode()


def test_the_appraisers_word_stands_beside_the_units_and_what_was_left_alone_says_so(cast, visit):
    appraised(cast)
    changed = plain(visit("can-bo-song-hong").get(CARD + "song-hong/I.2.c/"))
    assert "Có một nhiệm vụ đột xuất hoàn thành chậm ba ngày." in changed
    assert "Người gửi phiếu: Thư ký Cụm phó" in changed
    left = plain(visit("can-bo-song-hong").get(CARD + "song-hong/I.1.a/"))
    assert "để nguyên như người chấm trước" in left


def test_two_units_are_told_apart_by_the_largest_difference_first(cast, visit):
    appraised(cast)
    page = visit("can-bo-song-hong").get(CARD + "so-sanh/?a=truong-son&b=dong-bang").content.decode()
    rows = re.findall(r'points">\+?([−\d,-]+)</td></tr>', page[: page.index("<tfoot>")])
    sizes = [abs(float(text.replace(",", ".").replace("−", "-"))) for text in rows]
    assert len(sizes) > 5
    assert sizes == sorted(sizes, reverse=True)


def test_who_assigned_a_target_or_left_a_criterion_out_is_said(db):
    cast = seeded(Stage.APPRAISED)
    secretary = Client()
    secretary.force_login(cast.person("thu-ky-cum-truong"))
    assigned = plain(secretary.get(f"{CARD}song-hong/I.1.a/"))
    assert "Chỉ tiêu được giao: 1200 Thư ký Cụm phó" in assigned, "who approved what was proposed"
    left_out = plain(secretary.get(f"{CARD}cao-nguyen/I.1.c/"))
    assert "Không có nhiệm vụ này trên địa bàn (minh hoạ) Cơ quan thường trực" in left_out
    for nothing in ("song-hong/I/", "song-hong/tong/"):
        page = plain(secretary.get(CARD + nothing))
        assert "Chưa có tệp nào" not in page, "files stand behind criteria, not behind sums"


def test_what_the_table_asks_about_the_unit_stands_beside_the_point(cast, visit):
    asking(cast)
    targets.describe(here=here(cast, "thu-ky-cum-truong"), membership=cast.member("bien-dong"), at=AT,
                     traits={"khoi": "9"})  # fmt: skip
    send(cast, "bien-dong", A=("points", "1", ""), B=("points", "9", ""), C=("n", "4", ""))
    pages = {code: plain(visit("can-bo-bien-dong").get(f"{CARD}bien-dong/{code}/")) for code in ("A", "B", "C")}
    told = {code for code, page in pages.items() if "Thông tin đơn vị: khoi: 9 Thư ký Cụm trưởng" in page}
    assert told == {"B"}, "only beside what hangs on it"
    assert "Thông tin đơn vị: si_so: chưa ghi" in pages["C"]


def test_other_units_numbers_say_when_they_open(cast, visit):
    """While the appraisal is open a unit reads its own point; whom it was compared with is not hidden in silence."""
    appraising(cast)
    found = book(cast.year, DAY)
    code = next(leaf.code for leaf in found.edition.leaves
                if why(found, cast.member("song-hong"), leaf.code, [Column.SELF], Column.SELF).peers)  # fmt: skip
    page = plain(visit("can-bo-song-hong").get(f"{CARD}song-hong/{code}/?cot=self"))
    assert "So với các đơn vị Bảng điểm của cả cụm mở" in page
    assert "Đơn vị Trường Sơn (minh hoạ):" not in page
