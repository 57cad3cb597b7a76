"""A table copied to other clusters, as a draft of each."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.rulebook.tables import ADDRESS, AT, adopt_sample, draft
from thidua import engine
from thidua.kit.refusal import Refused
from thidua.ledger.models import Entry
from thidua.members.models import Cluster, ClusterYear, Seat
from thidua.members.terms import Office, Stage
from thidua.rulebook import actions
from thidua.rulebook.models import EditionText
from thidua.rulebook.queries import moved
from thidua.rulebook.terms import Status


def cluster_year(number, year=2026, stage=Stage.LAUNCHED):
    cluster = Cluster.objects.create(slug=f"cum-{number}", organiser="Bộ Minh hoạ", number=str(number),
                                     name=f"Cụm Đà Giang {number}", illustrative=True)  # fmt: skip
    return ClusterYear.objects.create(cluster=cluster, year=year, stage=stage)


def copy(cast, edition, years, username="thuong-truc"):
    return actions.copy(here=cast.here(username), edition=edition, years=years, at=AT)


def test_the_standing_office_copies_to_every_open_year_which_it_makes_its_own(launched):
    edition, two, three = adopt_sample(launched), cluster_year(2), cluster_year(3, 2027)
    copied = copy(launched, edition, [two, three])
    assert copied.refused == []
    same, moved = copied.made
    assert (same.year, same.text, same.status) == (two, edition.text, Status.DRAFT)
    assert (moved.year, engine.load(moved.text).year) == (three, 2027)
    assert "năm 2027" in moved.title
    for made in copied.made:
        entry = Entry.objects.get(act="rulebook.copy", year_id=made.year_id)
        assert entry.facts == {"digest": made.digest, "from": str(launched.year), "from_digest": edition.digest}
        assert entry.actor_office == "standing_office"


def test_a_table_copied_to_next_year_takes_over_from_a_year_later_too():
    taking = (f'[[criterion]]\ncode = "{code}"\ntitle = "T"\nrule = {{ kind = "transfer", table = "{table}" }}\n'
              for code, table in (("1", "cum-2025"), ("2", "cum-hai-2026"), ("3", "quy-che-2019")))  # fmt: skip
    text = 'name = "cum-2026"\ntitle = "Bảng năm 2026"\nyear = 2026\ntotal = 0\n' + "".join(taking)
    found = engine.load(moved(text, 2027))
    assert (found.name, found.title, found.year) == ("cum-2027", "Bảng năm 2027", 2027)
    assert [one.rule.table for one in found.leaves] == ["cum-2026", "cum-hai-2027", "quy-che-2019"]


def test_years_that_cannot_take_it_are_told_and_the_others_made(launched):
    edition, two, closed = adopt_sample(launched), cluster_year(2), cluster_year(4, stage=Stage.HANDED_OVER)
    assert [one.year for one in copy(launched, edition, [two]).made] == [two]
    three = cluster_year(3)
    copied = copy(launched, edition, [two, closed, three])
    assert [one.year for one in copied.made] == [three]
    assert [(year, why[:12]) for year, why in copied.refused] == [(two, "Năm này đã c"), (closed, "Năm này khôn")]


def test_a_secretary_copies_to_the_other_cluster_they_draft_for_and_nobody_else_copies(launched):
    edition, two, three = adopt_sample(launched), cluster_year(2), cluster_year(3)
    with pytest.raises(Refused, match="chưa có nơi để chép sang"):
        copy(launched, edition, [two], "thu-ky-cum-truong")
    Seat.objects.create(person=launched.person("thu-ky-cum-truong"), year=two, office=Office.HEAD_SECRETARY,
                        since="2026-01-01")  # fmt: skip
    copied = copy(launched, edition, [two, three], "thu-ky-cum-truong")
    assert [one.year for one in copied.made] == [two]
    assert [year for year, _why in copied.refused] == [three]
    for username in ("thu-ky-cum-pho", "can-bo-bien-dong", "quan-tri"):
        with pytest.raises(Refused, match="Cơ quan thường trực"):
            copy(launched, edition, [two], username)


def test_all_or_nothing_when_the_record_fails(launched, monkeypatch):
    edition, years, told = adopt_sample(launched), [cluster_year(2), cluster_year(3)], []

    def record(**given):
        told.append(given)
        if len(told) == 2:
            raise OSError("the disk is full")

    monkeypatch.setattr(actions, "record", record)
    with pytest.raises(OSError, match="disk"):
        copy(launched, edition, years)
    assert not EditionText.objects.filter(year__in=years).exists()


def test_the_page_searches_chooses_and_tells(launched, visit):
    edition, two, three = adopt_sample(launched), cluster_year(2), cluster_year(3)
    office, address = visit("thuong-truc"), f"{ADDRESS}{edition.pk}/chep/"
    assert address in office.get(f"{ADDRESS}{edition.pk}/").content.decode()
    assert "Cụm Đà Giang 3" in office.get(address).content.decode()
    found = office.post(address, {"q": "da giang 3", "tim": "1", "years": [two.pk]})
    assert found.status_code == 200
    assert [year for year, _why in found.context["shown"]] == [two, three]
    assert f'value="{two.pk}" checked' in found.content.decode()
    assert not EditionText.objects.filter(year=two).exists()
    none = office.post(address, {"q": "đà giang 2"})
    assert none.status_code == 422
    assert "chọn ít nhất một cụm" in none.content.decode()
    assert 'value="đà giang 2"' in none.content.decode()
    for wrong in ("9999", "x", "9" * 40, launched.year.pk):
        assert office.post(address, {"years": [wrong]}).status_code == 422
    page = office.post(address, {"years": [two.pk, three.pk]}).content.decode()
    assert "Đã chép sang 2 cụm" in page
    assert "/cum/cum-2/2026/bang-tieu-chi/" in page
    assert "Năm này đã có bảng y hệt" in office.get(address).content.decode()
    made = EditionText.objects.get(year=two)
    assert "Chép từ bảng của Cụm thi đua mẫu, năm 2026" in office.get(
        f"/cum/cum-2/2026/bang-tieu-chi/{made.pk}/").content.decode()  # fmt: skip


def test_who_has_nowhere_to_copy_to_reads_why(launched, visit):
    edition = adopt_sample(launched)
    assert "Không có năm thi đua nào khác" in visit("thuong-truc").get(f"{ADDRESS}{edition.pk}/chep/").content.decode()
    page = visit("can-bo-bien-dong").get(f"{ADDRESS}{edition.pk}/chep/").content.decode()
    assert "Cơ quan thường trực" in page
    assert "Chép thành dự thảo" not in page


def test_the_page_costs_the_same_for_one_and_three_clusters(launched, visit):
    edition, office = draft(launched), visit("thuong-truc")

    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert office.get(f"{ADDRESS}{edition.pk}/chep/").status_code == 200
        return len(queries)

    cluster_year(2)
    one = cost()
    cluster_year(3)
    cluster_year(4, 2027)
    assert cost() == one
