"""May this person have the story drafted? "" means yes; otherwise the sentence that says why not."""

from django.utils.translation import gettext as _

from thidua.conference.models import Conference
from thidua.conference.terms import State
from thidua.members.queries import Here
from thidua.news.rules import why_not_write


def why_not_draft(here: Here, conference: Conference) -> str:
    """A story tells what happened, so the conference has at least begun."""
    why_not = why_not_write(here)
    if not why_not and conference.state == State.PLANNED:
        why_not = _("Hội nghị chưa khai mạc nên chưa có gì để kể. Hãy soạn bài sau khi hội nghị bắt đầu.")
    return why_not
