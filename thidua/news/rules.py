"""May this person do this with the article, today? "" means yes; otherwise the sentence that says why not."""

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext as _

from thidua.members.queries import Here
from thidua.members.rules import why_not_office
from thidua.news.journalism import people_named
from thidua.news.models import Article, Exemplar, Picture
from thidua.news.queries import (
    FREEZERS,
    OPENERS,
    PHOTOGRAPHERS,
    REVIEWERS,
    WRITERS,
    last_shown,
    picture_numbers,
    wrote_in,
)
from thidua.news.register import freeze_on
from thidua.news.terms import Shown, State

WITH_WORDS = ("paragraph", "quote", "figures")


def why_not_write(here: Here) -> str:
    """Begin an article."""
    return why_not_office(here, *WRITERS)


def why_not_state(article: Article, *states: State) -> str:
    if State(article.state) in states:
        return ""
    return _("Bài đang ở trạng thái “%(now)s”; việc này chỉ làm được khi bài “%(wanted)s”.") % {
        "now": article.get_state_display(),
        "wanted": "”, “".join(str(state.label) for state in states),
    }


def why_not_edit(here: Here, article: Article) -> str:
    """Change the text: only while it is being written, so that what was reviewed is what gets published."""
    return why_not_write(here) or why_not_state(article, State.DRAFT)


def why_not_send(here: Here, article: Article) -> str:
    """Send it to review."""
    why_not = why_not_edit(here, article)
    if not why_not and not any(block["kind"] in WITH_WORDS and block["text"] for block in article.body):
        why_not = _("Bài chưa có đoạn văn nào. Hãy viết ít nhất một đoạn rồi gửi duyệt.")
    return why_not


def why_not_review(here: Here, article: Article) -> str:
    """Publish it: a second person, who wrote none of it."""
    why_not = why_not_return(here, article)
    if not why_not and wrote_in(here.person, article):
        why_not = _("Bạn đã viết bài này; người thứ hai duyệt và đăng, để mỗi bài qua hai cặp mắt.")
    return why_not


def why_not_return(here: Here, article: Article) -> str:
    """Send it back to the writer; a writer may take back what was sent too soon."""
    return why_not_office(here, *REVIEWERS) or why_not_state(article, State.IN_REVIEW)


def why_not_named(article: Article) -> str:
    """Who is named in the pictures of an article is named with the own office's consent written down."""
    pictures = Picture.objects.filter(pk__in=picture_numbers(article)).prefetch_related("people")
    return why_not_name_people(pictures)


def why_not_name_people(pictures: Iterable[Picture]) -> str:
    """The same, of any pictures about to be published."""
    for picture in pictures:
        agreed = {one.name for one in picture.people.all() if one.consent}
        named = [*people_named(picture.caption), *(one.name for one in picture.people.all())]
        missing = [name for name in named if not any(name in one or one in name for one in agreed)]
        if missing:
            return _(
                "Ảnh “%(caption)s” nêu tên %(name)s mà chưa ghi cơ quan của người đó đồng ý. Hãy mở ảnh trong "
                "Album ảnh, ghi ở mục “Người có tên trong ảnh”, hoặc sửa chú thích."
            ) % {"caption": picture.caption, "name": missing[0]}
    return ""


def why_not_correct(here: Here, article: Article, at: dt.datetime) -> str:
    """Correct what readers have read."""
    why_not = why_not_write(here) or why_not_state(article, State.PUBLISHED)
    if not why_not and is_scheduled(article, at):
        why_not = _("Bài còn hẹn đăng, chưa ai đọc. Hãy bỏ hẹn rồi sửa như bài chưa đăng.")
    return why_not


def is_scheduled(article: Article, at: dt.datetime) -> bool:
    """Whether a publication of it, the first or a correction, is announced for later."""
    if article.state != State.PUBLISHED:
        return False
    last = last_shown(article)
    return last is not None and last.ahead and last.since > at


def why_not_call_off(here: Here, article: Article, at: dt.datetime) -> str:
    """Take back a publication announced for later."""
    why_not = why_not_office(here, *REVIEWERS) or why_not_state(article, State.PUBLISHED)
    if not why_not and not is_scheduled(article, at):
        why_not = _("Bài đã đăng rồi, không còn gì để bỏ hẹn.")
    return why_not


def why_not_reopen(here: Here, article: Article) -> str:
    """Take up a withdrawn article again, as a draft."""
    return why_not_write(here) or why_not_state(article, State.WITHDRAWN)


def why_not_withdraw(here: Here, article: Article) -> str:
    """Take a published article down, with a note that readers see; also one that is being corrected."""
    why_not = why_not_office(here, *REVIEWERS)
    if why_not:
        return why_not
    last = last_shown(article) if article.published_at else None
    if article.state == State.PUBLISHED or (last is not None and not last.ended and article.state != State.WITHDRAWN):
        return ""
    return why_not_state(article, State.PUBLISHED)


def why_not_photograph(here: Here) -> str:
    """Add to the album."""
    return why_not_office(here, *PHOTOGRAPHERS)


def why_not_open(here: Here, kind: Shown) -> str:
    """Show a thing to the public, or take it off."""
    return why_not_office(here, *OPENERS[kind])


def why_not_show_exemplar(here: Here, exemplar: Exemplar) -> str:
    """A good example is shown with its office's leave, and with nobody named against theirs."""
    why_not = why_not_open(here, Shown.EXEMPLAR)
    if not why_not and not exemplar.permission:
        why_not = _("Chưa ghi cơ quan cho phép nêu gương. Hãy ghi trước khi công bố.")
    if not why_not and exemplar.picture:
        why_not = why_not_name_people([exemplar.picture])
    return why_not


def why_not_freeze(here: Here) -> str:
    """Hold the public pages as they are."""
    why_not = why_not_office(here, *FREEZERS)
    if not why_not and freeze_on():
        why_not = _("Trang công khai đang được tạm giữ rồi.")
    return why_not


def why_not_thaw(here: Here) -> str:
    """Let the public pages go."""
    why_not = why_not_office(here, *FREEZERS)
    if not why_not and not freeze_on():
        why_not = _("Trang công khai không bị tạm giữ.")
    return why_not
