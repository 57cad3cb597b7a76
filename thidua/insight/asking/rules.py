"""Who may keep a question, under which name, shown to whom; "" means yes."""

from django.utils.translation import gettext as _

from thidua.insight.models import SavedQuestion

MOST = 200
"""Questions one person keeps."""


def why_not_name(person: int, name: str, *, besides: int = 0) -> str:
    """A name that can be told from the person's others."""
    if not name.strip():
        return _("Hãy đặt tên cho câu hỏi.")
    mine = SavedQuestion.objects.filter(person=person).exclude(pk=besides)
    if mine.filter(name=name.strip()).exists():
        return _("Bạn đã có câu hỏi tên “%(name)s”. Hãy đặt tên khác.") % {"name": name.strip()}
    if not besides and mine.count() >= MOST:
        return _("Bạn đã lưu %(n)s câu hỏi. Hãy xoá bớt.") % {"n": MOST}
    return ""


def why_not_change(person: int, found: SavedQuestion) -> str:
    """Only its owner renames and removes it."""
    return "" if found.person_id == person else _("Chỉ người lưu câu hỏi này đổi tên hoặc xoá được.")


def why_not_show(clusters: dict[int, str], cluster: int | None) -> str:
    """A question is shown to a cluster by somebody who sits in it."""
    return "" if cluster is None or cluster in clusters else _("Bạn chỉ chia sẻ được với cụm mình có chức trách.")
