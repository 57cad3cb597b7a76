"""Finding whom a badge, a short code or a name means, and what was marked before."""

from thidua.conference.checkin.models import Arrival
from thidua.conference.models import Conference, Delegate

SHORT = 6
"""So many first letters of a code are enough to be typed by hand."""


def bearer(conference: Conference, code: str) -> Delegate | None:
    """The delegate of a whole code, of any conference; of a short one, of this conference alone, if it means one."""
    found = Delegate.objects.select_related("delegation__conference")
    if exact := found.filter(code=code).first():
        return exact
    if SHORT <= len(code) < SHORT * 2:
        meant = list(found.filter(delegation__conference=conference, code__istartswith=code)[:2])
        return meant[0] if len(meant) == 1 else None
    return None


def numbered(conference: Conference, pk: int) -> Delegate | None:
    """A delegate of this conference by number."""
    found = Delegate.objects.select_related("delegation__conference")
    return found.filter(pk=pk, delegation__conference=conference).first()


def marked_before(key: str) -> Arrival | None:
    """The mark already taken under this key."""
    return Arrival.objects.select_related("delegate").filter(key=key).first()


def last_mark(delegate: Delegate) -> Arrival | None:
    """The first mark that says what holds of the delegate now."""
    same = Arrival.objects.filter(delegate=delegate).order_by("-pk")
    found = None
    for one in same:
        if one.presence != delegate.presence:
            break
        found = one
    return found


def count(conference: Conference) -> dict[str, int]:
    """How many are present of how many; how many units."""
    rows = list(Delegate.objects.filter(delegation__conference=conference)
                .values_list("presence", "delegation__membership_id"))  # fmt: skip
    present = [unit for presence, unit in rows if presence == "present"]
    return {"present": len(present), "all": len(rows), "units": len(set(present) - {None})}
