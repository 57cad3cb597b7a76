"""Points taken over from other tables' published results: a rank of ranks, circles refused, the source on record."""

import json

import pytest

from tests.rulebook.test_copying import cluster_year
from tests.scoring.year import AT, DUE, here, secretary_for
from thidua import engine
from thidua.kit import clock
from thidua.kit.refusal import Refused
from thidua.members.models import ClusterYear
from thidua.members.terms import Stage
from thidua.results.actions import carry_over
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
    year = cluster_year(number, stage=Stage.CONCLUDED)
    kept = adopt(year, text(name, GIVEN, total=10))
    given = {
        "cluster": year.cluster.name, "year": 2026, "cut_off": None,
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
    with pytest.raises(Refused, match="chưa công bố"):
        carry(appraising)
    page = visit("thu-ky-cum-truong").get(ADDRESS).content.decode()
    assert page.count("Chưa có kết quả đã công bố của bảng") == 10
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
