"""The writer of the review: sent, published now or later, corrected in sight of readers, withdrawn with a note."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from thidua.kit.refusal import Refused, require
from thidua.ledger.actions import record, take_turn
from thidua.members.queries import Here
from thidua.news.actions.articles import address_of
from thidua.news.actions.showing import call_off, put, take_down
from thidua.news.models import Article
from thidua.news.published import article_data
from thidua.news.queries import REVIEWERS, WRITERS
from thidua.news.rules import (
    why_not_call_off,
    why_not_correct,
    why_not_named,
    why_not_reopen,
    why_not_return,
    why_not_review,
    why_not_send,
    why_not_withdraw,
)
from thidua.news.terms import Shown, State


@transaction.atomic
def send_to_review(*, here: Here, article: Article, version: int, at: dt.datetime) -> None:
    """The text is frozen until a second person publishes it or sends it back."""
    require(why_not_send(here, article))
    _move(article, State.DRAFT, State.IN_REVIEW, version=version)
    record(act="news.submit", subject=article, by=here.actor(*WRITERS), at=at, year_id=here.year.pk,
           facts={"version": str(version)})  # fmt: skip


@transaction.atomic
def publish(*, here: Here, article: Article, version: int, at: dt.datetime, on: dt.datetime | None = None) -> None:
    """Publish the version that was read in review, now or `on` a later moment.

    Its address comes from its title the first time, and stays. A correction is told to the readers with its day.
    """
    take_turn()
    require(why_not_review(here, article) or why_not_named(article))
    if on is not None and on <= at:
        raise Refused(_("Giờ hẹn đăng đã qua. Hãy chọn giờ sau lúc này, hoặc đăng ngay."), "on")
    when, first = on or at, article.published_at is None
    new: dict[str, object] = {"reviewer_note": "", "correction": ""}
    if first:
        new |= {"published_at": when, "slug": address_of(article.title, article)}
    if article.correction:
        new["corrections"] = [*article.corrections, {"at": when.isoformat(), "note": article.correction}]
    _move(article, State.IN_REVIEW, State.PUBLISHED, version=version, **new)
    by = here.actor(*REVIEWERS)
    put(Shown.ARTICLE, article.slug, article_data(article), year=article.year, since=when, by=by.name,
        ahead=on is not None)  # fmt: skip
    record(act="news.publish", subject=article, by=by, at=at, year_id=here.year.pk,
           facts={"version": str(version), "slug": article.slug, "on": when.isoformat()})  # fmt: skip


@transaction.atomic
def call_off_publication(*, here: Here, article: Article, at: dt.datetime) -> None:
    """Take back a publication announced for later: the article waits for its reviewer again."""
    take_turn()
    require(why_not_call_off(here, article, at))
    if not call_off(Shown.ARTICLE, article.slug, at=at):
        raise Refused(_("Bài đã đăng rồi, không còn gì để bỏ hẹn."))
    told = [one for one in article.corrections if dt.datetime.fromisoformat(one["at"]) <= at]
    undone = [one["note"] for one in article.corrections if one not in told]
    first = {"published_at": None} if article.published_at and article.published_at > at else {}
    _move(article, State.PUBLISHED, State.IN_REVIEW, corrections=told, correction="; ".join(undone)[:500], **first)
    record(act="news.call_off", subject=article, by=here.actor(*REVIEWERS), at=at, year_id=here.year.pk)


@transaction.atomic
def return_for_changes(*, here: Here, article: Article, note: str, at: dt.datetime) -> None:
    """Back to the writer, with what should change."""
    require(why_not_return(here, article))
    _move(article, State.IN_REVIEW, State.DRAFT, reviewer_note=note)
    record(act="news.return", subject=article, by=here.actor(*REVIEWERS), at=at, year_id=here.year.pk, reason=note)


@transaction.atomic
def withdraw(*, here: Here, article: Article, note: str, at: dt.datetime) -> None:
    """Take the article down; its address then tells readers why."""
    take_turn()
    require(why_not_withdraw(here, article))
    _move(article, State(article.state), State.WITHDRAWN, reviewer_note=note, correction="")
    by = here.actor(*REVIEWERS)
    take_down(Shown.ARTICLE, article.slug, {"title": article.title, "cluster": {"name": article.year.cluster.name}},
              year=article.year, at=at, note=note, by=by.name)  # fmt: skip
    record(act="news.withdraw", subject=article, by=by, at=at, year_id=here.year.pk, reason=note)


@transaction.atomic
def correct(*, here: Here, article: Article, note: str, at: dt.datetime) -> None:
    """Take a published article up for a correction; its readers see it unchanged until the correction is published."""
    require(why_not_correct(here, article, at))
    _move(article, State.PUBLISHED, State.DRAFT, correction=note)
    record(act="news.correct", subject=article, by=here.actor(*WRITERS), at=at, year_id=here.year.pk, reason=note)


@transaction.atomic
def reopen(*, here: Here, article: Article, at: dt.datetime) -> None:
    """Take up a withdrawn article again; it goes through review once more before readers see it."""
    require(why_not_reopen(here, article))
    _move(article, State.WITHDRAWN, State.DRAFT)
    record(act="news.reopen", subject=article, by=here.actor(*WRITERS), at=at, year_id=here.year.pk)


def _move(article: Article, before: State, after: State, version: int | None = None, **new: object) -> None:
    """Compare-and-set of the state (and of the version that was read, when one is given)."""
    rows = Article.objects.filter(pk=article.pk, state=before)
    if version is not None:
        rows = rows.filter(version=version)
    if not rows.update(state=after, **new):
        raise Refused(_("Trang này đã cũ: bài vừa được sửa hoặc chuyển trạng thái. Hãy tải lại rồi xem lại bài."))
    article.refresh_from_db()
