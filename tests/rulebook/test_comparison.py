"""Two tables side by side: what differs, word by word; last year's table first."""

from dataclasses import replace

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.rulebook.tables import ADDRESS, AMENDED, SAMPLE, adopt_sample, draft, propose
from thidua import engine
from thidua.members.models import ClusterYear
from thidua.rulebook.comparison import GONE, NEW, SAME, compare, marked
from thidua.rulebook.models import EditionText
from thidua.rulebook.queries import moved
from thidua.rulebook.terms import Status

BEFORE = engine.load(SAMPLE)


def changed(old, new, count=-1):
    assert old in SAMPLE
    return compare(BEFORE, engine.load(SAMPLE.replace(old, new, count)))


def last_year(cast, text=SAMPLE):
    """The same cluster a year before, with its table."""
    year = ClusterYear.objects.create(cluster=cast.year.cluster, year=2025)
    text = moved(text, 2025)
    read = engine.load(text)
    return EditionText.objects.create(
        year=year, text=text, digest=engine.digest(read), title=read.title, status=Status.ADOPTED,
        adopted_on="2025-01-20", effective_on="2025-01-20", by_document="Quy chế minh hoạ số 02",
    )  # fmt: skip


def pieces(line):
    return [[(one.text, one.how) for one in side] for side in (line.before, line.after)]


def test_changed_words_are_marked_within_the_text():
    before, after = marked("Trừ 2,5 điểm mỗi văn bản chậm", "Trừ 3 điểm mỗi văn bản gửi chậm")
    assert [(one.text, one.how) for one in before] == [
        ("Trừ ", SAME), ("2,5", GONE), (" điểm mỗi văn bản ", SAME), ("chậm", SAME),
    ]  # fmt: skip
    assert [(one.text, one.how) for one in after if one.how == NEW] == [("3", NEW), ("gửi ", NEW)]
    assert "".join(one.text for one in after) == "Trừ 3 điểm mỗi văn bản gửi chậm"


def test_texts_with_nothing_in_common_and_very_long_ones_are_marked_whole():
    assert [one.how for side in marked("một hai ba", "bốn năm sáu") for one in side] == [GONE, NEW]
    assert [one.how for side in marked("dài " * 700, "dài " * 701) for one in side] == [GONE, NEW]
    assert marked("", "mới") == ((), marked("", "mới")[1])


def test_a_changed_title_maximum_and_rule_stand_in_their_own_lines():
    made = changed(
        'title = "Chất lượng văn bản tham mưu"\nmax = 40', 'title = "Chất lượng công văn tham mưu"\nmax = 35'
    )
    (row,) = made.differing
    assert (str(row.how), row.code, made.changed, made.added, made.removed) == ("Sửa", "I.2.b", 1, 0, 0)
    lines = {str(line.word): line for line in row.lines}
    assert pieces(lines["Nội dung tiêu chí"]) == [
        [("Chất lượng ", SAME), ("văn", SAME), (" bản", GONE), (" tham mưu", SAME)],
        [("Chất lượng ", SAME), ("công ", NEW), ("văn", SAME), (" tham mưu", SAME)],
    ]
    assert pieces(lines["Thang điểm"]) == [[("40", GONE)], [("35", NEW)]]
    assert "40" in "".join(one.text for one in lines["Cách tính"].before)
    assert "35" in "".join(one.text for one in lines["Cách tính"].after)


def test_added_removed_and_recoded_criteria_are_told_apart():
    leaf = BEFORE.criterion("I.2.b")
    without = replace(BEFORE, criteria=tuple(one for one in BEFORE.criteria if one is not leaf))
    gone, came = compare(BEFORE, without), compare(without, BEFORE)
    assert [(str(row.how), row.code) for row in gone.differing] == [("Bỏ", "I.2.b")]
    assert (gone.removed, came.added) == (1, 1)
    codes = [row.code for row in gone.rows]
    assert codes.index("I.2.b") == codes.index("I.2.a") + 1, "what was left out stands where it stood"
    recoded = changed('code = "I.2.b"', 'code = "I.2.y"')
    assert [(str(row.how), row.before.code, row.after.code) for row in recoded.differing] == [
        ("Đổi mã", "I.2.b", "I.2.y")
    ]


def test_evidence_and_citations_are_told_in_full():
    made = changed('title = "Chất lượng văn bản tham mưu"\nmax = 40\ncites = ["qc Điều 7 khoản 2"]',
                   'title = "Chất lượng văn bản tham mưu"\nmax = 40\nevidence = "required"\n'
                   'cites = ["qc Điều 8 khoản 2"]')  # fmt: skip
    lines = {str(line.word): line for line in made.differing[0].lines}
    assert ("7", GONE) in pieces(lines["Căn cứ"])[0]
    assert "Quy chế" in "".join(one.text for one in lines["Căn cứ"].after)
    assert lines["Minh chứng"].differs


def test_the_head_of_the_table_is_compared_too():
    made = compare(BEFORE, replace(BEFORE, rank_by="total", grades=BEFORE.grades[:2], tie_breaks=()))
    assert {str(line.word) for line in made.head} >= {"Xếp hạng theo", "Hạng", "Tiêu chí phụ"}
    assert not made.differing
    assert changed("total = 1000", "total = 900").totals == ("1.000", "900")


def test_two_equal_tables_have_no_differences():
    made = compare(BEFORE, BEFORE)
    assert (made.head, made.differing) == ((), ())
    assert len(made.rows) == len(BEFORE.criteria)


def test_last_years_table_is_compared_with_unless_told_otherwise(launched, visit):
    earlier = last_year(launched, SAMPLE.replace("Chất lượng văn bản tham mưu", "Chất lượng văn bản"))
    found = adopt_sample(launched)
    visitor = visit("can-bo-bien-dong")
    answer = visitor.get(f"{ADDRESS}{found.pk}/so-sanh/")
    assert answer.context["other"] == earlier
    page = answer.content.decode()
    assert "<ins> tham mưu</ins>" in page
    assert "Chỉ hiện 1 dòng thay đổi" in page
    every = visitor.get(f"{ADDRESS}{found.pk}/so-sanh/?voi={earlier.pk}&tat-ca=1").content.decode()
    assert f"Đang hiện cả {len(BEFORE.criteria)} dòng" in every
    assert "giữ nguyên" in every


def test_only_what_the_reader_may_see_is_offered(launched, visit):
    found, hidden = adopt_sample(launched), draft(launched, AMENDED)
    officer = visit("can-bo-bien-dong")
    assert "Chưa có bảng nào khác" in officer.get(f"{ADDRESS}{found.pk}/so-sanh/").content.decode()
    for wrong in (hidden.pk, 9999, "x", "²"):
        assert officer.get(f"{ADDRESS}{found.pk}/so-sanh/", {"voi": wrong}).status_code == 404
    assert visit("thu-ky-cum-truong").get(f"{ADDRESS}{found.pk}/so-sanh/").context["other"] == hidden
    assert officer.get(f"{ADDRESS}{hidden.pk}/so-sanh/").status_code == 404


def test_the_page_costs_the_same_for_one_and_three_others(launched, visit):
    found, visitor = adopt_sample(launched), visit("thu-ky-cum-truong")

    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert visitor.get(f"{ADDRESS}{found.pk}/so-sanh/").status_code == 200
        return len(queries)

    propose(launched, AMENDED)
    one = cost()
    for name in ("bản ba", "bản bốn"):
        draft(launched, SAMPLE.replace("năm 2026", f"năm 2026, {name}", 1))
    assert cost() == one
