"""The catalogue of titles and forms: every value cites its law, holds on its days, is marked when it was not read."""

import datetime as dt
import re

import pytest

from thidua.rulebook.catalogue import EITHER, catalogue, every_title, title_named
from thidua.rulebook.queries import awardable, titles

CITES = re.compile(r"Điều \d+.*, (Luật|Nghị định|Thông tư|Công văn) ")
KINDS = {"human", "leads_cluster", "prior", "share", "has", "held", "once"}
DAY = dt.date(2026, 11, 20)


@pytest.mark.parametrize("title", every_title(), ids=lambda title: title.key)
def test_every_value_cites_an_article_of_a_named_law(title):
    values = [*title.conditions, *title.votes, *title.quotas, *title.money]
    assert CITES.search(title.article)
    assert [value for value in values if not CITES.search(value.article)] == []
    assert title.conditions, "nothing is asked of a nominee"
    assert title.decided_by


def test_rules_and_salaries_cite_too():
    for value in (*catalogue().rules, *catalogue().salaries):
        assert CITES.search(value.article)


def test_every_value_has_days_within_its_law_or_is_marked():
    """No value holds since always: its own days, else those of the text it stands in, marked where nobody compared."""
    laws = catalogue().laws.values()
    parts = [
        value for title in every_title() for value in (*title.conditions, *title.votes, *title.quotas, *title.money)
    ]
    for value in (*parts, *catalogue().rules, *catalogue().salaries, *every_title()):
        law = next(one for one in laws if value.article.endswith(one.text))
        inside = law.since <= value.since and (law.until is None or value.since <= law.until)
        assert inside or not value.verified, value
        assert law.compared or not (value.verified and value.compared), value
    flag = title_named("co-bo-tinh")
    assert not flag.compared, "the number of its article was not read"
    assert flag.conditions[0].verified, "what it asks was"


def test_what_names_a_title_names_one_there_is():
    keys = {title.key for title in every_title()}
    assert len(keys) == len(every_title())
    for title in every_title():
        assert not title.became or title.became in keys
        for condition in title.conditions:
            assert condition.kind in KINDS
            assert set(condition.titles) <= keys, condition
    assert {key for either in EITHER.values() for key in either} <= keys


def test_the_law_on_the_day_decides_the_title_the_votes_and_the_money():
    flag = title_named("co-bo-tinh")
    assert flag.votes_on(dt.date(2025, 6, 30)).verified
    assert not flag.votes_on(dt.date(2025, 7, 1)).verified
    assert flag.votes_on(dt.date(2025, 7, 1)).percent == 80
    assert flag.money_on(DAY).times == 8
    assert title_named("tap-the-lao-dong-tien-tien").money_on(DAY).times * 10 == 8
    assert catalogue().salary_on(dt.date(2026, 6, 30)).amount == 2_340_000
    assert catalogue().salary_on(dt.date(2026, 7, 1)).amount == 2_530_000
    assert next(title.key for title in titles(dt.date(2023, 12, 31))) == "2003-co-chinh-phu"
    assert all(not title.became for title in titles(DAY))


def test_forms_that_are_not_registered_for_can_be_awarded():
    names = {title.name for title in titles(DAY)}
    assert "Bằng khen của Bộ, tỉnh" not in names
    assert names < {title.name for title in awardable(DAY)}
