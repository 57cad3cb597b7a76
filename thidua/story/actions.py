"""The writer of the story: hands the drafted article to the newsroom."""

import datetime as dt

from django.db import transaction

from thidua.conference.models import Conference
from thidua.kit.refusal import require
from thidua.ledger.actions import record
from thidua.members.queries import Here
from thidua.news import actions as newsroom
from thidua.news import drafting
from thidua.news.models import Article
from thidua.news.queries import WRITERS
from thidua.story.queries import facts
from thidua.story.rules import why_not_draft


@transaction.atomic
def draft(*, here: Here, conference: Conference, at: dt.datetime, byline: str = "", source: str = "") -> Article:
    """Draft the article from the record of a conference; nothing is published by it."""
    require(why_not_draft(here, conference))
    story = drafting.draft(facts(conference))
    article = newsroom.draft_article(here=here, draft=story, at=at, byline=byline, source=source)
    record(act="story.draft", subject=conference, by=here.actor(*WRITERS), at=at, year_id=here.year.pk,
           facts={"article": str(article.pk)})  # fmt: skip
    return article
