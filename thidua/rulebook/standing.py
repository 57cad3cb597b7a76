"""Đang, sẽ, đã áp dụng: where a table stands today and whose turn it is. Derived, never stored."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from thidua.members.queries import Here
from thidua.members.terms import Office, Stage
from thidua.rulebook.models import EditionText
from thidua.rulebook.queries import in_force
from thidua.rulebook.terms import Status

ONE_DAY = dt.timedelta(days=1)
OF_UNITS = (Office.UNIT_OFFICER, Office.UNIT_LEADER)


@dataclass(frozen=True)
class Standing:
    """One edition today: a word and its colour, and from when to when it holds."""

    word: str | Promise
    tone: str
    says: str = ""


def standings(editions: Iterable[EditionText], day: dt.date) -> dict[int, Standing]:
    """Every edition of a year as it stands on a day."""
    every = list(editions)
    now = in_force(every, day)
    held = sorted((one for one in every if one.status == Status.ADOPTED), key=lambda one: one.effective_on or day)
    ends = {one.pk: later.effective_on - ONE_DAY for one, later in pairwise(held) if later.effective_on}
    return {one.pk: _standing(one, ends.get(one.pk), one is now, day) for one in every}


def _standing(edition: EditionText, end: dt.date | None, in_force_now: bool, day: dt.date) -> Standing:
    word = edition.get_status_display()
    if edition.status == Status.DRAFT:
        return Standing(word, "")
    if edition.status == Status.PROPOSED:
        return Standing(word, "gold")
    if edition.status == Status.SUPERSEDED:
        return Standing(word, "warn", _("không còn áp dụng cho ngày nào, giữ lại để đối chiếu"))
    dates = {"since": f"{edition.effective_on:%d/%m/%Y}", "end": f"{end:%d/%m/%Y}" if end else ""}
    if in_force_now:
        both = _("áp dụng từ ngày %(since)s đến hết ngày %(end)s") if end else _("áp dụng từ ngày %(since)s")
        return Standing(_("Đang áp dụng"), "ok", both % dates)
    if edition.effective_on and edition.effective_on > day:
        return Standing(_("Chờ áp dụng"), "info", _("áp dụng từ ngày %(since)s") % dates)
    return Standing(_("Đã áp dụng"), "warn", _("áp dụng đến hết ngày %(end)s") % dates)


@dataclass(frozen=True)
class Turn:
    """What some offices may do with a table now; `mine` when this person holds one of them."""

    who: str
    what: str
    mine: bool


def turns(here: Here, edition: EditionText | None) -> list[Turn]:
    """Whose turn it is, in words."""
    if here.year.at.reached(Stage.HANDED_OVER):
        return []
    return [
        Turn(" / ".join(str(office.label) for office in offices), what, here.holds(*offices))
        for offices, what in _turns(here.year.at, edition)
    ]


def _turns(at: Stage, edition: EditionText | None) -> Iterator[tuple[tuple[Office, ...], str]]:
    status = edition.status if edition else None
    secretary, standing = (Office.HEAD_SECRETARY,), (Office.STANDING_OFFICE,)
    if status is None:
        yield secretary, _("soạn bảng đầu tiên, từ bảng có sẵn, tệp Excel hoặc TOML")
    elif status == Status.DRAFT:
        yield secretary, _("sửa, thử số liệu, rồi trình thông qua")
        yield (Office.DEPUTY_SECRETARY, *standing), _("xem trước và góp ý; đơn vị thấy bảng từ khi trình")
    elif status == Status.PROPOSED:
        if not at.reached(Stage.LAUNCHED):
            yield standing, _("thông qua sau khi phong trào được phát động; có thể đưa về dự thảo")
        elif at.reached(Stage.SELF_SCORED):
            yield standing, _("đưa về dự thảo; sau tự chấm, bảng chỉ thay được bằng một đợt tính lại")
        else:
            yield standing, _("thông qua, hoặc đưa về dự thảo")
        yield secretary, _("trả lời góp ý; rút về dự thảo nếu cần sửa")
        yield (*OF_UNITS, Office.DEPUTY_SECRETARY), _("góp ý vào từng tiêu chí hoặc cả bảng")
    else:
        yield secretary, _("soạn bản thay thế nếu cần; bản đã thông qua đứng yên")
        yield standing, _("chép bảng này sang cụm khác")
