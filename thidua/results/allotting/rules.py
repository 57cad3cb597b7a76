"""Who allots, who lets past, and when one more is too many."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from thidua.members.models import Membership
from thidua.members.queries import Here
from thidua.members.rules import why_not_before, why_not_office
from thidua.members.terms import Office, Stage
from thidua.results.allotting.queries import Left, left_for


def why_not_allot(here: Here) -> str:
    """The standing office, never the head that competes; until the list is sent."""
    return why_not_office(here, Office.STANDING_OFFICE) or why_not_before(here.year, Stage.NOMINATED)


def why_not_let_past(here: Here) -> str:
    """The standing office; after the list was sent too, for dossiers that come without a place on it."""
    return why_not_office(here, Office.STANDING_OFFICE) or why_not_before(here.year, Stage.HANDED_OVER)


def why_not_one_more(here: Here, membership: Membership, award: str, besides: Collection[int] = ()) -> str:
    """Not above the number allotted, unless this unit was let past. `besides`: units put forward off the list."""
    found = left_for(here.year, award, besides)
    if found is None or not found.full or membership.pk in {one.membership_id for one in found.extras}:
        return ""
    return _("%(title)s: được đề nghị nhiều nhất %(most)s (%(how)s), đã chọn %(chosen)s. Hãy bỏ bớt một đề nghị, hoặc "
             "xin cơ quan thường trực ghi ngoại lệ.") % {
        "title": found.title, "most": found.most, "chosen": found.chosen, "how": how(found),
    }  # fmt: skip


def how(found: Left) -> str:
    """The arithmetic, spelt out."""
    if found.allotment.number is not None:
        return _("số được giao: %(document)s") % {"document": found.allotment.document}
    return _("%(percent)s%% × %(units)s đơn vị, làm tròn xuống: %(document)s") % {
        "percent": found.allotment.percent, "units": found.units, "document": found.allotment.document,
    }  # fmt: skip
