"""The writer of the drafts: articles made from the record, held against it later; the year shown to the public."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from thidua.conference.models import Conference
from thidua.kit.refusal import Refused, require
from thidua.ledger.actions import record
from thidua.members.queries import Here
from thidua.news import actions as newsroom
from thidua.news import drafting, short_drafts
from thidua.news.models import Article, Exemplar, Showing
from thidua.news.queries import WRITERS
from thidua.news.rules import why_not_write
from thidua.news.terms import Shown
from thidua.story import telling
from thidua.story.queries import facts
from thidua.story.rules import why_not_draft
from thidua.story.showing import MAKERS, gathered


@transaction.atomic
def draft(*, here: Here, conference: Conference, at: dt.datetime, byline: str = "", source: str = "") -> Article:
    """Draft the article from the record of a conference; nothing is published by it."""
    require(why_not_draft(here, conference))
    story = drafting.draft(facts(conference))
    article = _keep(here, story, f"{telling.CONFERENCE}.{conference.pk}", at, byline=byline, source=source)
    record(act="story.draft", subject=conference, by=here.actor(*WRITERS), at=at, year_id=here.year.pk,
           facts={"article": str(article.pk)})  # fmt: skip
    return article


def _keep(
    here: Here, story: drafting.Draft, origin: str, at: dt.datetime, *, byline: str = "", source: str = ""
) -> Article:
    """The draft as an article, with the words of what it was made from."""
    return newsroom.draft_article(here=here, draft=story, at=at, byline=byline, source=source, origin=origin,
                                  known=telling.known(here.year, origin))  # fmt: skip


@transaction.atomic
def draft_launch(*, here: Here, at: dt.datetime) -> Article:
    """Draft the article from the launch of the year's movement."""
    require(why_not_write(here))
    known = telling.launch_facts(here.year)
    if known is None:
        raise Refused(_("Phong trào của năm chưa phát động nên chưa có gì để kể."))
    return _keep(here, short_drafts.draft_launch(known), telling.LAUNCH, at)


@transaction.atomic
def draft_result(*, here: Here, at: dt.datetime) -> Article:
    """Draft the article from the published result of the year."""
    require(why_not_write(here))
    known = telling.result_facts(here.year)
    if known is None:
        raise Refused(_("Kết quả của năm chưa công bố; bài chỉ kể kết quả đã công bố."))
    return _keep(here, short_drafts.draft_result(known), telling.RESULT, at)


@transaction.atomic
def draft_exemplar(*, here: Here, exemplar: Exemplar, at: dt.datetime) -> Article:
    """Draft the article from a good example."""
    require(why_not_write(here))
    known = telling.exemplar_facts(exemplar)
    return _keep(here, short_drafts.draft_exemplar(known), f"{telling.EXEMPLAR}.{exemplar.pk}", at)


@transaction.atomic
def acknowledge(*, here: Here, article: Article, at: dt.datetime) -> None:
    """The editors have read the article against the record as it is now."""
    newsroom.acknowledge(here=here, article=article, at=at,
                         known=telling.known(here.year, article.sources.get("origin", "")))  # fmt: skip


@transaction.atomic
def show(*, here: Here, kind: Shown, at: dt.datetime) -> Showing:
    """Show a thing of the year to everybody as it is now."""
    key_of, make = MAKERS[kind]
    data = gathered(make, here.year)
    if data is None:
        raise Refused(_("Mục này chưa có gì để công bố: hồ sơ của năm chưa có, hoặc chưa công bố trong cụm."))
    return newsroom.open_to_public(here=here, kind=kind, key=key_of(here.year), data=data, at=at)
