"""`thidua package`: the same files and the same acts as the pages', on a server without a browser."""

import datetime as dt

import pytest
from django.core.management import CommandError, call_command

from tests.exchange.carrying import SECRETARY, at_site, forget, parts_of, to_give_back, trust, without_table, zipped
from tests.reports.year import HALF, opened, save, submit
from tests.scoring.year import AT, started
from thidua.exchange.packages.models import Package
from thidua.kit import clock
from thidua.ledger.models import Entry
from thidua.ledger.queries import first_break
from thidua.members.terms import Stage
from thidua.reports.models import Figure, Report
from thidua.reports.terms import State
from thidua.results.models import Result
from thidua.rulebook.models import EditionText

YEAR = ("cum-mau", "2026")
FIGURES = {"I.1.a": {"actual": "700"}, "I.3.a": {"met": "có"}}
SENT = dt.datetime(2026, 6, 17, 8, tzinfo=AT.tzinfo)


@pytest.fixture
def command(capsys):
    """command("show", file) → what it printed."""

    def run(*words: object) -> str:
        capsys.readouterr()
        call_command("package", *map(str, words))
        return capsys.readouterr().out

    return run


@pytest.fixture
def file(cast, command, settings, tmp_path):
    """A unit's report, exported at the unit's own site; then this is the cluster's site, which trusts nobody yet."""
    started(cast)
    key, made = at_site(settings, tmp_path / "unit"), tmp_path / "goi.zip"
    half = opened(cast, HALF)
    save(cast, half, "song-hong", FIGURES, "Sáu tháng đầu năm")
    with clock.at(SENT + dt.timedelta(hours=1)):
        with pytest.raises(CommandError, match="gửi báo cáo trước"):
            command("export", *YEAR, made, "--as", "can-bo-song-hong", "--period", half.name)
        submit(cast, half, "song-hong", SENT)
        assert "SHA-256" in command("export", *YEAR, made, "--as", "can-bo-song-hong", "--period", half.name)
    forget()
    at_site(settings, tmp_path / "cluster")
    with clock.at(SENT + dt.timedelta(days=3)):
        yield made, key


def test_a_file_tells_what_it_holds_and_who_signed_it(file, command, visit):
    made, key = file
    told = command("show", made)
    assert "Báo cáo của một đơn vị" in told
    assert "Báo cáo gửi lúc 08:00 17/06/2026" in told
    assert "I.1.a actual: 700" in told
    assert "Minh chứng: " in told
    assert "Chữ ký đúng" in told
    assert "CHƯA thuộc nơi nào" in told
    trust(visit(SECRETARY), key)
    assert "nơi tin cậy: " in command("show", made)


def test_a_byte_altered_is_named_and_nothing_is_shown_or_taken(file, command):
    made, _key = file
    parts = parts_of(made.read_bytes())
    made.write_bytes(zipped(parts | {"report.json": parts["report.json"] + b" "}))
    for words in (("show", made), ("import", *YEAR, made, "--as", SECRETARY, "--yes")):
        with pytest.raises(CommandError, match=r"report\.json"):
            command(*words)
    assert not Package.objects.exists()


def test_a_preview_writes_nothing_and_yes_takes_it_in(file, command, visit, cast):
    made, key = file
    take = ("import", *YEAR, made, "--as", SECRETARY)
    with pytest.raises(CommandError, match="không thuộc nơi nào đang được tin cậy"):
        command(*take, "--yes")
    trust(visit(SECRETARY), key)
    before = Entry.objects.count()
    told = command(*take)
    assert "Mới: I.1.a" in told
    assert "chưa có gì được ghi" in told
    assert (Entry.objects.count(), Package.objects.count(), Report.objects.count()) == (before, 0, 0)
    assert "Đã nhập: " in command(*take, "--yes")
    assert Figure.objects.get(code="I.1.a").written == "700"
    report = Report.objects.get()
    assert (report.state, report.submitted_at, report.days_late) == (State.SUBMITTED, SENT, 2)
    names = {one.act: one.actor_name for one in Entry.objects.filter(seq__gt=before)}
    assert names["package.take"] == f"{cast.person(SECRETARY).name} (dòng lệnh trên máy chủ)"
    assert "nhập gói" in names["reports.submit"]
    assert first_break() is None
    after = Entry.objects.count()
    assert "không có gì thay đổi" in command(*take, "--yes")
    assert Entry.objects.count() == after


def test_the_command_lends_no_power_that_the_seat_has_not(file, command, visit):
    made, key = file
    trust(visit(SECRETARY), key)
    for who, why in (("can-bo-song-hong", "không giữ chức trách đó"), ("khong-ai", "không giữ chức trách nào")):
        with pytest.raises(CommandError, match=why):
            command("import", *YEAR, made, "--as", who, "--yes")
        with pytest.raises(CommandError, match=why):
            command("export", *YEAR, made, "--as", who)
    with pytest.raises(CommandError, match="Không có kỳ báo cáo “Kỳ lạ”"):
        command("export", *YEAR, made, "--as", "can-bo-song-hong", "--period", "Kỳ lạ")
    assert not Package.objects.exists()


def test_the_clusters_table_results_and_decisions_come_back(cast, command, settings, tmp_path, visit):
    started(cast)
    to_give_back(cast)
    key, made = at_site(settings, tmp_path / "cluster"), tmp_path / "goi-cua-cum.zip"
    with clock.at(AT):
        command("export", *YEAR, made, "--as", SECRETARY)
    without_table(cast)
    at_site(settings, tmp_path / "unit")
    with clock.at(AT + dt.timedelta(days=1)):
        trust(visit("thuong-truc"), key, unit="")
        told = command("show", made)
        assert "Quyết định minh hoạ số 12" in told
        assert "tính lại ra đúng" in told
        assert "Quyết định số 45/QĐ-BMH" in told
        assert "Cờ thi đua: " in told
        assert "Bảng tiêu chí" in command("import", *YEAR, made, "--as", "thuong-truc")
        assert not EditionText.objects.exists()
        command("import", *YEAR, made, "--as", "thuong-truc", "--yes")
    assert EditionText.objects.get().status == "adopted"
    cast.year.refresh_from_db()
    assert cast.year.at == Stage.RULES_ADOPTED
    assert not Result.objects.exists(), "kept as received, not mixed in"
    assert "Quyết định số 45/QĐ-BMH" in visit("can-bo-bien-dong").get(
        f"/cum/cum-mau/2026/goi/{Package.objects.get().pk}/").content.decode()  # fmt: skip
