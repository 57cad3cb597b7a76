"""The year's pack: every paper of the year from data, and how it looks."""

import io
import os

import docx
import pypdfium2
import pytest

from tests.browser import SCREENSHOTS
from tests.pack import specimens
from tests.pack.specimens import AT, CLERK
from tests.seeded import seeded
from thidua.kit import clock
from thidua.kit.refusal import Refused
from thidua.members.terms import Stage
from thidua.pack import actions, midyear
from thidua.pack.queries import pack
from thidua.pack.source import Source
from thidua.paperwork.models import Document
from thidua.paperwork.output import docx_of, pdf_of
from thidua.paperwork.queries import gaps, papers_of
from thidua.reports.models import Report
from thidua.samples.cast import moment

ADDRESS = "/cum/cum-mau/2026/van-ban/bo/"
KINDS = {"KH", "QC", "PH", "BC", "DS", "BB", "TB", "GƯ", "TTr"}


@pytest.fixture
def year(db):
    return specimens.year()


def test_every_paper_of_the_year_comes_from_data_and_looks_like_one(year):
    papers = specimens.issued(year, specimens.drafted(year))
    assert len(papers) > 40
    assert {paper.kind for paper in papers} >= KINDS
    assert not [line.item.subject for line in pack(year.here(CLERK, AT.date())) if line.document is None]
    assert gaps(papers[0].issuer, 2026) == []
    SCREENSHOTS.mkdir(exist_ok=True)
    for number, paper in enumerate(papers, 1):
        read = pypdfium2.PdfDocument(pdf_of(paper))
        text = read[0].get_textpage().get_text_range()
        assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text
        for wrong in ("None", "{", "}", "<", "Decimal", "&#"):
            assert wrong not in text, (paper, wrong)
        words = "\n".join(one.text for one in docx.Document(io.BytesIO(docx_of(paper))).paragraphs)
        assert "{" not in words
        if os.environ.get("THIDUA_SPECIMENS"):  # a picture takes longer than the page itself
            for page in range(len(read)):
                name = f"van-ban-{number:02d}-{paper.subject.replace(':', '-')}-{page + 1}.png"
                read[page].render(scale=1.5).to_pil().save(SCREENSHOTS / name)
        read.close()


def test_the_mid_year_report_and_the_talks_say_what_is_recorded_and_nothing_else(db):
    """As things stood on the day of the conference: one of five was late; what comes later is not of the half year."""
    cast = seeded(Stage.MID_REVIEWED)
    source = Source(cast.here(CLERK, moment(2026, 7, 20).date()))
    report = str(midyear.mid_year_report(source, None))
    for said in ("Tính đến ngày 10 tháng 07 năm 2026: 01 (một) kỳ báo cáo, nhận 05 (năm) báo cáo",
                 "trong đó gửi muộn 01 (một) báo cáo", "Đã đăng ký thi đua: 05 (năm) đơn vị.",
                 "Cụm trưởng: Đơn vị Sông Hồng (minh hoạ).", "'6 tháng đầu năm', '5/5', '1', '–'"):  # fmt: skip
        assert said in report
    late = Report.objects.get(membership=cast.member("dong-bang"))
    Report.objects.filter(pk=late.pk).update(submitted_at=moment(2026, 7, 12))
    after = str(midyear.mid_year_report(Source(source.here), None))
    assert "nhận 04 (bốn) báo cáo, trong đó gửi muộn 00 (không) báo cáo" in after
    assert "'6 tháng đầu năm', '4/5', '0', 'Đồng Bằng'" in after
    Report.objects.filter(pk=late.pk).update(state="draft")
    unit = cast.member("dong-bang")
    assert midyear.talk(Source(source.here), unit) is None, "who has reported nothing has nothing to tell"
    told = str(midyear.talk(source, cast.member("bien-dong")))
    assert "Đơn vị đã gửi 01 (một) báo cáo, trong đó gửi muộn 00 (không) báo cáo." in told
    assert "Đã nộp 01 (một) tệp minh chứng." in told
    target = cast.member("bien-dong").targets.exclude(agreed="").first()
    assert f"'{target.agreed}'" in told
    assert "Kết quả đã công bố" not in told, "nothing is published yet"
    cast.year.conferences.all().update(kind="summary")
    assert midyear.mid_year_report(Source(source.here), None) is None, "no mid-year conference, no report on it"


def test_a_paper_is_drafted_once_by_whose_it_is(year):
    officer, other = year.here("can-bo-bien-dong", AT.date()), year.here("can-bo-cao-nguyen", AT.date())
    own = next(line.item for line in pack(officer) if line.ready)
    with pytest.raises(Refused, match="do cán bộ thi đua của đơn vị đó soạn"):
        actions.draft(here=other, chosen=[own], at=AT)
    actions.draft(here=officer, chosen=[own], at=AT)
    with pytest.raises(Refused, match="đã được soạn"):
        actions.draft(here=officer, chosen=[own], at=AT)
    assert own.subject not in {line.item.subject for line in pack(other)}, "no unit sees another's papers"


def test_what_has_no_figures_yet_is_not_drafted(db):
    cast = seeded(Stage.LAUNCHED)
    here = cast.here(CLERK)
    ready = {line.item.sort.key for line in pack(here) if line.ready}
    assert ready == {"plan"}
    early = next(line.item for line in pack(here) if line.item.sort.key == "appraisal")
    with pytest.raises(Refused, match="Chưa có số liệu"):
        actions.draft(here=here, chosen=[early], at=AT)


def test_the_page_drafts_all_that_can_be(year, client):
    client.force_login(year.person(CLERK))
    with clock.at(AT):
        assert "Soạn dự thảo" in client.get(ADDRESS).content.decode()
        before = papers_of(year.year).count()
        client.post(f"{ADDRESS}soan/")
        assert Document.objects.filter(status="draft").count() == papers_of(year.year).count() - before > 8
        assert "Soạn dự thảo" not in client.get(ADDRESS).content.decode()
        assert client.post(f"{ADDRESS}soan/", {"what": "pack:x:1"}).status_code == 404
