"""Bỏ phiếu kín: everything the site keeps, read by somebody who wants to know, says no more than chance."""

import io
import logging
from math import sqrt

from django.apps import apps
from django.core.cache import caches

from tests.apart import told_by
from tests.ballots.linking import BALLOTS
from tests.ballots.test_ballots import LEADERS, NO, YES, address, call, called, closed, opened, paper_of
from thidua.ballots.models import Paper

__all__ = ["called"]
WIDE = 5 * sqrt(BALLOTS)
"""Five times the spread of chance: the number found by chance has mean and variance of one a ballot."""


def everything():
    """Every row of every table, as it is kept."""
    return {
        model._meta.db_table: {str(row["pk"]): repr(row) for row in model._base_manager.values("pk", *fields(model))}
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed
    }


def fields(model):
    return [field.attname for field in model._meta.concrete_fields]


def test_one_who_has_the_whole_database_links_voters_to_papers_no_better_than_chance(scratch):
    told = told_by("tests.ballots.linking", scratch)
    assert max(told["careless"].values()) > 2 * BALLOTS + WIDE, "looking finds nothing even in a careless box"
    for when in ("open", "closed"):
        joined = told[when].pop("same transaction", 0)
        assert joined == 0, f"{when}: a transaction joins {joined} voters to their papers"
        found = {way: hits for way, hits in told[when].items() if abs(hits - BALLOTS) > WIDE}
        assert not found, f"{when}: better (or worse) than chance, {BALLOTS} ± {WIDE:.0f}"


def test_a_vote_changes_one_row_of_the_roll_and_one_paper_and_nothing_else_anywhere(cast, called, visit):
    """No session, cache, ledger, notice or log says that, when or how: all tables are read before and after."""
    ballot = opened(cast, called)
    leader = visit(LEADERS[2])
    leader.get(address(cast, ballot))
    said, log = io.StringIO(), logging.getLogger()
    listening = logging.StreamHandler(said)
    log.addHandler(listening)
    before = everything()
    try:
        answer = leader.post(address(cast, ballot, "la-phieu/"), paper_of(ballot, YES))
        again = leader.post(address(cast, ballot, "la-phieu/"), paper_of(ballot, NO))
    finally:
        log.removeHandler(listening)
    assert (answer.status_code, again.status_code) == (200, 422)
    after = everything()
    changed = {table: [pk for pk in rows if before[table].get(pk) != rows[pk]] for table, rows in after.items()}
    assert {table: len(rows) for table, rows in changed.items() if rows} == {"ballots_turnout": 1, "ballots_paper": 1}
    assert {table for table in before if set(before[table]) - set(after[table])} == set()
    receipt = Paper.objects.get(choices__isnull=False).receipt
    assert receipt not in said.getvalue()
    assert not any(receipt in repr(kept) for cache in caches.all() for kept in getattr(cache, "_cache", {}).values())


def test_when_it_closes_the_blank_papers_go_and_every_row_is_new(cast, called, visit):
    ballot = opened(cast, called)
    assert Paper.objects.count() == 5, "as many blank papers as mandates"
    for who in LEADERS[:3]:
        visit(who).post(address(cast, ballot, "la-phieu/"), paper_of(ballot, YES))
    keys, rows = set(Paper.objects.values_list("pk", flat=True)), set(ballot.turnout.values_list("pk", flat=True))
    receipts = set(Paper.objects.filter(choices__isnull=False).values_list("receipt", flat=True))
    closed(cast, ballot)
    assert set(Paper.objects.values_list("receipt", flat=True)) == receipts
    assert not keys & set(Paper.objects.values_list("pk", flat=True))
    assert not rows & set(ballot.turnout.values_list("pk", flat=True))
    assert ballot.turnout.filter(voted=True).count() == 3
    page = visit("can-bo-song-hong").get(address(cast, ballot)).content.decode()
    assert all(receipt in page for receipt in receipts)


def test_a_ballot_on_the_page_says_how_thin_secrecy_is_among_three(cast, visit):
    """Three members: 80 % is unanimity, and the page says so before anybody votes."""
    cast.year.memberships.exclude(unit__code__in=("song-hong", "truong-son", "bien-dong")).update(
        left_on=cast.day.replace(year=2025)
    )
    page = visit("thu-ky-cum-truong").get(address(cast, call(cast))).content.decode()
    assert "phải đồng thuận tuyệt đối" in page
    assert "tính bí mật rất mỏng" in page
