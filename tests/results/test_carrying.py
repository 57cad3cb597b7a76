"""Points taken over from other tables' published results: a rank of ranks, circles refused, the source on record."""

import json

import pytest

from tests.rulebook.test_copying import cluster_year
from tests.scoring.year import AT, DUE, here, secretary_for
from thidua import engine
from thidua.kit import clock
from thidua.kit.refusal import Refused
from thidua.members.models import ClusterYear, Lineage, Unit
from thidua.members.queries import members_of
from thidua.members.terms import Stage
from thidua.results.actions import carry_over
from thidua.results.carrying import taken
from thidua.results.models import Result
from thidua.results.sealing import digest_of, seal
from thidua.rulebook.models import EditionText
from thidua.rulebook.terms import Status
from thidua.samples.cast import moment
from thidua.scoring import actions
from thidua.scoring.models import Claim
from thidua.scoring.queries import board
from thidua.scoring.sheets import Typed
from thidua.scoring.terms import Hand

UNITS = ("song-hong", "bien-dong", "truong-son", "cao-nguyen", "dong-bang")
ADDRESS = "/cum/cum-mau/2026/ket-qua/lay-diem/"
GIVEN = '[[criterion]]\ncode = "A"\ntitle = "Điểm chấm"\nmax = 10\ncites = ["qc"]\nrule = { kind = "given" }\n'


def taking(code, name):
    return (f'[[criterion]]\ncode = "{code}"\ntitle = "Thứ hạng ở {name}"\ncites = ["qc"]\n'
            f'rule = {{ kind = "transfer", table = "{name}", what = "rank", factor = -1 }}\n')  # fmt: skip


def text(name, *criteria, total=0):
    return (f'name = "{name}"\ntitle = "Bảng {name} (số liệu minh hoạ)"\nyear = 2026\ntotal = {total}\n'
            '[[source]]\nkey = "qc"\ntext = "Quy chế minh hoạ"\n' + "".join(criteria))  # fmt: skip


def adopt(year, body):
    edition = engine.load(body)
    return EditionText.objects.create(
        year=year, text=engine.dump(edition), digest=engine.digest(edition), title=edition.title,
        status=Status.ADOPTED, adopted_on="2026-02-01", effective_on="2026-02-01",
    )  # fmt: skip


def publish(number, name, points, published=AT):
    """Another cluster's year with its published result."""
    return result_of(cluster_year(number, stage=Stage.CONCLUDED), name, points, published)


def earlier(cast, name, points, of=2025, published=AT):
    """An earlier year of the cluster itself with its published result."""
    year = ClusterYear.objects.create(cluster=cast.year.cluster, year=of, stage=Stage.HANDED_OVER)
    return result_of(year, name, points, published)


def result_of(year, name, points, published):
    kept = adopt(year, text(name, GIVEN, total=10).replace("year = 2026", f"year = {year.year}"))
    given = {
        "cluster": year.cluster.name, "year": year.year, "cut_off": None,
        "edition": {"digest": kept.digest, "text": kept.text, "document": ""},
        "cohort": [{"unit": unit, "name": unit} for unit in points],
        "answers": {unit: {"A": {"points": one}} for unit, one in points.items()},
        "targets": {}, "scopes": {}, "agreed": {},
    }  # fmt: skip
    sealed = seal(given)
    return Result.objects.create(year=year, sealed=sealed, digest=digest_of(sealed), sealed_at=AT, sealed_by="Mẫu",
                                 published_at=published)  # fmt: skip


@pytest.fixture
def appraising(cast):
    """A cluster whose table adds up the places of two others; the appraisal is open."""
    adopt(cast.year, text("tong-thu-hang", taking("H1", "bang-mot"), taking("H2", "bang-hai"), GIVEN, total=10))
    ClusterYear.objects.filter(pk=cast.year.pk).update(stage=Stage.RUNNING)
    secretary = here(cast, "thu-ky-cum-truong")
    actions.open_round(here=secretary, hand=Hand.SELF, due_on=DUE, at=AT)
    for unit in UNITS:
        member = cast.member(unit)
        actions.save_sheet(here=here(cast, f"can-bo-{unit}"), membership=member, hand=Hand.SELF,
                           rows=[Typed("A", {"points": "1"})], at=AT)  # fmt: skip
        actions.submit_sheet(here=here(cast, f"lanh-dao-{unit}"), membership=member, hand=Hand.SELF, at=AT)
    actions.close_round(here=here(cast, "thu-ky-cum-truong"), hand=Hand.SELF, at=AT)
    actions.open_round(here=here(cast, "thu-ky-cum-truong"), hand=Hand.APPRAISED, due_on=DUE, at=AT)
    with clock.at(moment(2026, 10, 5, 12)):
        yield cast


def carry(cast):
    return sum(carry_over(here=here(cast, who), at=AT) for who in ("thu-ky-cum-truong", "thu-ky-cum-pho"))


def test_the_places_of_two_tables_make_one_ranking_and_the_units_owe_no_word(appraising):
    publish(2, "bang-mot", {"song-hong": "9", "bien-dong": "8", "truong-son": "7", "cao-nguyen": "6", "dong-bang": "5"})
    second = publish(3, "bang-hai", {"song-hong": "5", "bien-dong": "9", "truong-son": "8", "cao-nguyen": "4",
                                     "dong-bang": "1"})  # fmt: skip
    assert carry(appraising) == 10
    for unit in UNITS:
        who = here(appraising, secretary_for(unit))
        actions.submit_sheet(here=who, membership=appraising.member(unit), hand=Hand.APPRAISED, at=AT)
    actions.close_round(here=here(appraising, "thu-ky-cum-truong"), hand=Hand.APPRAISED, at=AT)
    rows = board(appraising.year, AT.date()).rows
    assert [(row.place.rank, row.place.unit, int(row.total)) for row in rows] == [
        (1, "bien-dong", -2), (2, "song-hong", -3), (3, "truong-son", -4), (4, "cao-nguyen", -7), (5, "dong-bang", -9),
    ]  # fmt: skip
    claim = Claim.objects.get(sheet__membership=appraising.member("bien-dong"), code="H2")
    assert (claim.written, second.digest[:12] in claim.reason) == ({"carried": "1"}, True)


def test_taken_again_only_what_the_source_corrected_changes(appraising):
    source = publish(2, "bang-mot", {"song-hong": "9", "bien-dong": "8"})
    assert carry(appraising) == 2
    assert carry(appraising) == 0
    sealed = source.sealed.replace('"points":"8"', '"points":"10"')
    given = json.loads(sealed)["given"]
    again = seal(given)
    Result.objects.create(year=source.year, version=2, sealed=again, digest=digest_of(again), sealed_at=AT,
                          sealed_by="Mẫu", published_at=AT)  # fmt: skip
    assert carry(appraising) == 2


def test_what_is_not_published_is_missing_and_said_so(appraising, visit):
    publish(2, "bang-mot", {"song-hong": "9"}, published=None)
    with pytest.raises(Refused, match="Chưa có kết quả đã công bố của bảng “bang-mot”"):
        carry(appraising)
    page = visit("thu-ky-cum-truong").get(ADDRESS).content.decode()
    assert page.count("Chưa có kết quả đã công bố của bảng “bang-mot”") == 5
    assert page.count("Chưa có bảng “bang-hai” nào được thông qua trong năm này hoặc năm trước") == 5
    assert visit("can-bo-bien-dong").get(ADDRESS).status_code == 404


def test_tables_that_take_from_one_another_in_a_circle_are_told_and_nothing_is_written(appraising, visit):
    publish(2, "bang-mot", {"song-hong": "9"})
    adopt(cluster_year(4), text("bang-hai", taking("V", "tong-thu-hang"), GIVEN, total=10))
    before = Claim.objects.count()
    with pytest.raises(Refused, match="thành vòng"):
        carry(appraising)
    answer = visit("thu-ky-cum-truong").post(ADDRESS, follow=True).content.decode()
    assert "thành vòng" in answer
    assert "Lấy điểm</button>" not in answer
    assert Claim.objects.count() == before


def test_the_secretariat_takes_over_from_the_page(appraising, visit):
    publish(2, "bang-mot", {"song-hong": "9", "bien-dong": "8"})
    client = visit("thu-ky-cum-truong")
    assert client.post(ADDRESS).status_code == 302
    assert dict(Claim.objects.filter(code="H1").values_list("sheet__membership__unit__code", "written")) == {
        "bien-dong": {"carried": "2"}
    }  # the head's own unit waits for the deputy's secretariat


def told(cast, table):
    """What each unit is told of one table, on the page."""
    edition = engine.load(text("thu", taking("H1", table), total=0))
    return {one.member.unit.code: one.text or one.why_not
            for one in taken(cast.year, edition, members_of(cast.year))}  # fmt: skip


def test_last_years_result_of_the_cluster_itself_is_carried_in_with_its_source(appraising):
    source = earlier(appraising, "bang-mot", {"song-hong": "9", "bien-dong": "8"})
    assert carry(appraising) == 2
    claim = Claim.objects.get(sheet__membership=appraising.member("bien-dong"), code="H1")
    assert claim.written == {"carried": "2"}
    assert all(part in claim.reason for part in ("năm 2025", "bản 1", source.digest[:12]))
    # a table of this very year under that name comes before last year's, published or not
    publish(2, "bang-mot", {"song-hong": "7"}, published=None)
    assert "Chưa có kết quả đã công bố" in told(appraising, "bang-mot")["bien-dong"]


def test_a_table_that_keeps_its_name_is_asked_for_with_its_year(appraising):
    earlier(appraising, "bang-cum", {"song-hong": "9", "bien-dong": "8"}, of=2024)
    earlier(appraising, "bang-cum", {"song-hong": "1", "bien-dong": "8"}, of=2025)
    assert told(appraising, "bang-cum-2024")["song-hong"] == "1"
    assert told(appraising, "bang-cum-2025")["song-hong"] == "2"
    assert "nhiều năm (2024, 2025)" in told(appraising, "bang-cum")["song-hong"]
    assert "như “bang-cum-2025”" in told(appraising, "bang-cum")["song-hong"]
    assert "Chưa có bảng “bang-cum-2023”" in told(appraising, "bang-cum-2023")["song-hong"]


def test_another_table_of_the_same_cluster_and_year_is_refused_with_what_to_do(appraising):
    EditionText.objects.create(year=appraising.year, text=text("bang-thang", GIVEN, total=10), digest="0" * 64,
                               title="Bảng tháng", status=Status.DRAFT)  # fmt: skip
    (why_not,) = set(told(appraising, "bang-thang").values())
    assert "một cụm mỗi năm có một kết quả theo một bảng" in why_not
    assert "khai báo các kỳ" in why_not


def test_a_renamed_unit_keeps_last_years_result_and_a_merged_one_is_left_to_people(appraising):
    old, gone = (Unit.objects.create(code=code, name=f"Đơn vị {code}", short_name=code) for code in ("cu", "hai"))
    renamed, merged = appraising.member("song-hong").unit, appraising.member("bien-dong").unit
    for predecessor, successor, kind in ((old, renamed, "renamed"), (gone, merged, "merged")):
        Lineage.objects.create(predecessor=predecessor, successor=successor, kind=kind, on="2026-01-15",
                               by_document="QĐ minh hoạ")  # fmt: skip
    Unit.objects.filter(pk=renamed.pk).update(founded_on="2026-01-15")
    Unit.objects.filter(pk=merged.pk).update(founded_on="2000-01-01")
    earlier(appraising, "bang-mot", {"cu": "9", "hai": "8", "bien-dong": "7"})
    found = told(appraising, "bang-mot")
    assert found["song-hong"] == "1"
    assert "hợp thành từ nhiều đơn vị" in found["bien-dong"]
    assert carry_over(here=here(appraising, secretary_for("song-hong")), at=AT) == 1
    assert "khi ấy là cu" in Claim.objects.get(code="H1").reason
