"""May this person do this with the article, today? "" means yes; otherwise the sentence that says why not."""

from django.utils.translation import gettext as _

from thidua.members.queries import Here
from thidua.members.rules import why_not_office
from thidua.news.models import Article
from thidua.news.queries import PHOTOGRAPHERS, REVIEWERS, WRITERS, wrote_in
from thidua.news.terms import State


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
    if not why_not and not any(block["kind"] == "paragraph" and block["text"] for block in article.body):
        why_not = _("Bài chưa có đoạn văn nào. Hãy viết ít nhất một đoạn rồi gửi duyệt.")
    return why_not


def why_not_review(here: Here, article: Article) -> str:
    """Publish it or send it back: a second person, who wrote none of it."""
    why_not = why_not_office(here, *REVIEWERS) or why_not_state(article, State.IN_REVIEW)
    if not why_not and wrote_in(here.person, article):
        why_not = _("Bạn đã viết bài này; người thứ hai duyệt và đăng, để mỗi bài qua hai cặp mắt.")
    return why_not


def why_not_reopen(here: Here, article: Article) -> str:
    """Take up a withdrawn article again, as a draft."""
    return why_not_write(here) or why_not_state(article, State.WITHDRAWN)


def why_not_withdraw(here: Here, article: Article) -> str:
    """Take a published article down, with a note that readers see."""
    return why_not_office(here, *REVIEWERS) or why_not_state(article, State.PUBLISHED)


def why_not_photograph(here: Here) -> str:
    """Add to the album."""
    return why_not_office(here, *PHOTOGRAPHERS)
