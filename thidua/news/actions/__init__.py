"""The writers of the newsroom: articles and their review, the album, good examples, what the public sees."""

from thidua.news.actions.articles import acknowledge, draft_article, jot, save, start_article, throw_away_jotting
from thidua.news.actions.exemplars import tell_exemplar
from thidua.news.actions.pictures import add_picture, change_picture, name_person, unname_person
from thidua.news.actions.review import (
    call_off_publication,
    correct,
    publish,
    reopen,
    return_for_changes,
    send_to_review,
    withdraw,
)
from thidua.news.actions.showing import close_to_public, freeze, open_to_public, thaw

__all__ = [
    "acknowledge",
    "add_picture",
    "call_off_publication",
    "change_picture",
    "close_to_public",
    "correct",
    "draft_article",
    "freeze",
    "jot",
    "name_person",
    "open_to_public",
    "publish",
    "reopen",
    "return_for_changes",
    "save",
    "send_to_review",
    "start_article",
    "tell_exemplar",
    "thaw",
    "throw_away_jotting",
    "unname_person",
    "withdraw",
]
