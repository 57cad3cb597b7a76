"""Signed packages: a unit's report from its own site to the cluster's, checked, previewed, taken in once."""

import datetime as dt
import io
import json
import re
import zipfile

import pytest

from tests.exchange.carrying import (
    BASE,
    SECRETARY,
    address,
    at_site,
    forget,
    parts_of,
    refused,
    shown,
    signed_anew,
    trust,
    upload,
    zipped,
)
from tests.reports.year import HALF, opened, prove, save, submit
from tests.scoring.year import AT, open_round, started, submit_self
from thidua.exchange.packages.models import Package, TrustedSite
from thidua.kit import clock
from thidua.ledger.models import Entry
from thidua.ledger.queries import first_break
from thidua.members.models import ClusterYear
from thidua.members.terms import Stage
from thidua.reports import actions as reports
from thidua.reports.models import Evidence, EvidenceLink, Figure, Report
from thidua.reports.terms import State
from thidua.scoring.models import Claim, Sheet
from thidua.scoring.terms import Hand

FIGURES = {"I.1.a": {"actual": "700"}, "I.1.b": {"actual": "40"}, "I.3.a": {"met": "có"}}
SENT = dt.datetime(2026, 6, 17, 8, tzinfo=AT.tzinfo)


@pytest.fixture
def unit_site(cast, settings, tmp_path):
    """A report sent two days late at the unit's own site; the file and the site's key."""
    started(cast)
    settings.HOME = tmp_path / "unit"
    half = opened(cast, HALF)
    save(cast, half, "song-hong", FIGURES, "Sáu tháng đầu năm")
    submit(cast, half, "song-hong", SENT)
    with clock.at(SENT + dt.timedelta(hours=1)):
        return half, given(cast, settings, tmp_path, half), at_site(settings, tmp_path / "unit")


def given(cast, settings, tmp_path, period) -> bytes:
    from django.test import Client  # noqa: PLC0415

    at_site(settings, tmp_path / "unit")
    client = Client()
    client.force_login(cast.person("can-bo-song-hong"))
    answer = client.post(f"{BASE}xuat/{period.pk}/")
    assert answer.status_code == 200, answer.content.decode()
    return answer.content


@pytest.fixture
def cluster_site(unit_site, visit, settings, tmp_path):
    """The cluster's site, which trusts the unit's and has never seen its report; the secretary's browser."""
    _half, data, key = unit_site
    forget()
    at_site(settings, tmp_path / "cluster")
    with clock.at(SENT + dt.timedelta(days=3)):
        client = visit(SECRETARY)
        trust(client, key)
        yield client, data


def test_the_report_arrives_as_it_was_sent(cluster_site):
    client, data = cluster_site
    answer = upload(client, data)
    preview = shown(client, address(answer))
    assert "chữ ký đúng" in preview
    assert "Nhập gói sẽ thay đổi" in preview
    assert "Đã gửi lúc 08:00 17/06/2026" in preview
    assert not Report.objects.exists(), "nothing is written by looking"
    assert client.post(address(answer)).status_code == 302
    report = Report.objects.get()
    assert {(one.code, one.key): one.written for one in Figure.objects.all()} == {
        (code, key): text for code, cells in FIGURES.items() for key, text in cells.items()
    }
    assert (report.narrative, report.state, report.submitted_at, report.days_late) == (
        "Sáu tháng đầu năm", State.SUBMITTED, SENT, 2)  # fmt: skip
    evidence = Evidence.objects.get()
    assert f"evidence/{evidence.sha256}" in parts_of(data)
    assert EvidenceLink.objects.filter(evidence=evidence, withdrawn_at=None).count() > 0


def test_the_record_names_who_took_it_in_and_the_package(cast, cluster_site):
    client, data = cluster_site
    client.post(address(upload(client, data)))
    package = Package.objects.get()
    mark = package.sha256[:16]
    acts = {one.act: one for one in Entry.objects.filter(seq__gt=Entry.objects.get(act="package.receive").seq)}
    assert {"reports.save", "reports.add_evidence", "reports.submit", "package.take"} <= set(acts)
    assert acts["reports.submit"].actor_name.endswith(f"(nhập gói {mark})")
    assert (acts["reports.submit"].actor_office, acts["reports.submit"].actor_unit) == (
        "head_secretary", cast.member("song-hong").unit.name)  # fmt: skip
    assert acts["package.take"].facts["sha256"] == package.sha256
    assert first_break() is None


def test_the_same_package_again_changes_nothing_and_says_so(cluster_site):
    client, data = cluster_site
    client.post(address(upload(client, data)))
    before = Entry.objects.count()
    again = upload(client, data)
    assert "Nhập lại không thay đổi gì" in shown(client, address(again))
    said = client.post(address(again), follow=True).content.decode()
    assert "không có gì thay đổi" in said
    assert (Entry.objects.count(), Package.objects.count(), Report.objects.count()) == (before, 1, 1)


def test_what_differs_is_shown_row_by_row(cast, cluster_site):
    client, data = cluster_site
    half = Report.objects.model._meta.get_field("period").related_model.objects.get()
    save(cast, half, "song-hong", {"I.1.a": {"actual": "650"}, "I.1.b": {"actual": "40"}}, "Khác")
    prove(cast, "song-hong", "I.1.b")
    text = shown(client, address(upload(client, data)))
    assert re.search(r"I\.1\.a [^|]*? Khác 650 700 ", text)
    assert re.search(r"I\.1\.b [^|]*? Như cũ 40 40 ", text)
    assert re.search(r"I\.3\.a [^|]*? Mới có ", text)


def test_a_sent_report_is_not_overwritten_before_it_is_given_back(cast, cluster_site, settings, tmp_path):
    """The unit's second sending: the secretariat gives the first one back, then takes the second in."""
    client, data = cluster_site
    client.post(address(upload(client, data)))
    at_site(settings, tmp_path / "unit")
    later = SENT + dt.timedelta(days=2)

    def mend(told, parts):
        report = json.loads(parts["report.json"])
        report["figures"]["I.1.a"]["actual"]["written"] = "720"
        parts["report.json"] = json.dumps(report).encode()
        told["sent"]["at"] = later.isoformat()

    second = signed_anew(data, mend)
    at_site(settings, tmp_path / "cluster")
    where = address(upload(client, second))
    assert "Hãy trả lại báo cáo" in shown(client, where)
    assert client.post(where).status_code == 422
    report = Report.objects.get()
    reports.return_report(here=cast.here("thu-ky-cum-pho"), period=report.period, membership=report.membership,
                          reason="Số I.1.a chưa khớp", at=clock.now())  # fmt: skip
    assert "bị trả lại" in shown(client, address(upload(client, data))), "the returned sending is not sent again"
    assert client.post(address(upload(client, data))).status_code == 422
    assert client.post(where).status_code == 302
    report.refresh_from_db()
    assert (report.state, report.submitted_at) == (State.SUBMITTED, later)
    assert report.days_late == 2, "nobody is late twice"
    assert Figure.objects.get(code="I.1.a").written == "720"
    reports.return_report(here=cast.here("thu-ky-cum-pho"), period=report.period, membership=report.membership,
                          reason="Lấy lại bản trước", at=clock.now())  # fmt: skip
    old = address(upload(client, data))
    assert "Đã nhập một gói mới hơn" in shown(client, old)
    assert client.post(old).status_code == 422
    assert client.post(old, {"older": "on"}).status_code == 302
    assert Figure.objects.get(code="I.1.a").written == "700"


def test_a_self_score_sheet_travels_while_its_round_is_open(cast, settings, tmp_path, visit):
    started(cast)
    key = at_site(settings, tmp_path / "unit")
    half = opened(cast, HALF)
    save(cast, half, "song-hong", FIGURES)
    submit(cast, half, "song-hong")
    open_round(cast, Hand.SELF)
    submit_self(cast, "song-hong")
    rows = {one.code: one.written for one in Claim.objects.all()}
    with clock.at(AT):
        data = given(cast, settings, tmp_path, half)
        forget()
        Claim._base_manager.all().delete()
        Sheet._base_manager.all().delete()
        at_site(settings, tmp_path / "cluster")
        client = visit(SECRETARY)
        trust(client, key)
        assert client.post(address(upload(client, data))).status_code == 302
    assert {one.code: one.written for one in Claim.objects.all()} == rows
    assert Sheet.objects.get().submitted_at == AT


def test_a_byte_altered_anywhere_names_its_part(cluster_site):
    client, data = cluster_site
    parts = parts_of(data)
    for name, content in parts.items():
        bent = bytes([content[0], content[1] ^ 1]) + content[2:]
        said = refused(client, zipped(parts | {name: bent}))
        wanted = "manifest.json" if name.startswith("manifest") else name
        assert wanted in said
        assert "Hãy xin nơi gửi" in said


def test_hostile_files_are_refused_with_a_sentence(cluster_site, settings):
    client, data = cluster_site
    parts = parts_of(data)
    assert "không phải gói dữ liệu" in refused(client, b"PK khong phai zip")
    assert "không phải gói dữ liệu" in refused(client, zipped({"a.txt": b"x"}))
    assert "phần lạ “../../x”" in refused(client, zipped(parts | {"../../x": b"x"})).replace("&quot;", "")
    assert "Chữ ký không khớp" in refused(client, zipped(parts | {"manifest.sig": b"00" * 64}))
    assert "thiếu, hoặc thừa" in refused(client, zipped({one: text for one, text in parts.items()
                                                         if one != "report.json"}))  # fmt: skip
    assert "thiếu, hoặc thừa" in refused(client, zipped(parts | {f"evidence/{'0' * 64}": b"x"}))
    settings.PACKAGE_LIMIT = 1024 * 1024
    bomb = zipped(parts | {f"evidence/{'0' * 64}": b"\0" * 3 * 1024 * 1024})
    assert len(bomb) < settings.PACKAGE_LIMIT
    assert "bung ra quá lớn" in refused(client, bomb)
    assert "vượt mức" in refused(client, b"\0" * (1024 * 1024 + 1))


def test_one_name_twice_is_refused(cluster_site):
    client, data = cluster_site
    out = io.BytesIO(data)
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(out, "a") as packed:
        packed.writestr("report.json", b"{}")
    assert "report.json" in refused(client, out.getvalue())


def test_a_site_speaks_for_its_own_unit_and_only_while_trusted(cluster_site, settings, tmp_path):
    client, data = cluster_site
    mine = settings.HOME
    at_site(settings, tmp_path / "stranger")
    strange = signed_anew(data, lambda told, parts: None)
    at_site(settings, tmp_path / "unit")
    forged = signed_anew(data, lambda told, parts: told.update(unit="bien-dong"))
    wrong = signed_anew(data, lambda told, parts: told.update(edition="0" * 64))
    unknown = signed_anew(data, lambda told, parts: told["period"].update(name="Kỳ lạ"))
    ahead = signed_anew(data, lambda told, parts: told["sent"].update(at="2031-01-01T00:00:00+07:00"))
    odd = signed_anew(data, lambda told, parts: parts.update({"report.json": b'{"narrative": 5}'}))
    bad = signed_anew(data, lambda told, parts: parts.update(
        {"report.json": b'{"narrative": "", "figures": {"I.1.a": {"actual": {"written": "abc"}}}}'}))  # fmt: skip
    settings.HOME = mine
    assert "không thuộc nơi nào đang được tin cậy" in refused(client, strange)
    assert "không được gửi thay nơi khác" in refused(client, forged)
    assert "gói của cụm" in refused(client, wrong)
    assert "chưa có kỳ báo cáo “Kỳ lạ”" in refused(client, unknown)
    assert "đồng hồ nơi gửi" in refused(client, ahead)
    assert "report.json” không đúng mẫu" in refused(client, odd)
    assert "report.json: I.1.a" in refused(client, bad)
    client.post(f"{BASE}noi-tin-cay/{TrustedSite.objects.get().pk}/thoi/")
    assert "không thuộc nơi nào đang được tin cậy" in refused(client, data)


def test_a_key_counts_only_after_the_second_step(cast, unit_site, visit, settings, tmp_path):
    _half, data, key = unit_site
    forget()
    at_site(settings, tmp_path / "cluster")
    client = visit(SECRETARY)
    with clock.at(SENT + dt.timedelta(days=1)):
        made = client.post(BASE + "noi-tin-cay/", {"unit": "song-hong", "key": key.upper()})
        assert "không thuộc nơi nào" in refused(client, data)
        assert client.post(made["Location"]).status_code == 422, "the comparison must be stated"
        client.post(made["Location"], {"compared": "on"})
        assert upload(client, data).status_code == 200
    assert "đã có trong danh sách" in client.post(BASE + "noi-tin-cay/", {"unit": "", "key": key}).content.decode()
    assert "64 ký tự" in client.post(BASE + "noi-tin-cay/", {"unit": "", "key": "xyz"}).content.decode()


def test_only_what_was_sent_is_given_out_and_only_by_the_unit(cast, running_half, visit):
    save(cast, running_half, "song-hong", FIGURES)
    answer = visit("lanh-dao-song-hong").post(f"{BASE}xuat/{running_half.pk}/")
    assert "gửi báo cáo trước" in answer.content.decode()
    assert visit(SECRETARY).post(f"{BASE}xuat/{running_half.pk}/").status_code == 404
    assert visit("can-bo-song-hong").get(BASE + "nhap/").status_code == 404
    page = visit("can-bo-song-hong").get(BASE).content.decode()
    assert "Dấu vân tay" in page
    assert "gửi báo cáo trước" in page


@pytest.fixture
def running_half(cast):
    started(cast)
    return opened(cast, HALF)


def test_after_the_year_is_concluded_nothing_is_taken_in(cluster_site, cast):
    client, data = cluster_site
    where = address(upload(client, data))
    ClusterYear.objects.filter(pk=cast.year.pk).update(stage=Stage.CONCLUDED)
    assert "Đã khoá" in shown(client, where)
    assert client.post(where).status_code == 422
    assert not Report.objects.exists()


def test_a_package_only_looked_at_is_let_go(cluster_site):
    client, data = cluster_site
    where = address(upload(client, data))
    client.post(where + "bo/")
    assert not Package.objects.exists()
    client.post(address(upload(client, data)))
    client.post(f"{BASE}{Package.objects.get().pk}/bo/")
    assert Package.objects.exists(), "what was taken in stays"
