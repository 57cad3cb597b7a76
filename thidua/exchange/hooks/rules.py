"""Who may register an address, and which; "" means yes."""

from django.utils.translation import gettext as _

from thidua.exchange.hooks.models import Delivery, Hook
from thidua.exchange.hooks.queries import hooks_of
from thidua.exchange.hooks.reaching import why_not_reach
from thidua.exchange.hooks.terms import AT_MOST, KEEPERS, State
from thidua.members.queries import Here
from thidua.members.rules import why_not_office


def why_not_keep(here: Here) -> str:
    """The head's secretariat and the standing office."""
    return why_not_office(here, *KEEPERS)


def why_not_register(here: Here, address: str) -> str:
    """A place on the public network, once a year, and not too many."""
    if why_not := why_not_keep(here) or why_not_reach(address):
        return why_not
    kept = list(hooks_of(here.year))
    if any(one.address == address for one in kept):
        return _("Địa chỉ này đã có trong danh sách.")
    return _("Mỗi năm nhiều nhất %(n)s địa chỉ; hãy bỏ bớt.") % {"n": AT_MOST} if len(kept) >= AT_MOST else ""


def why_not_resend(here: Here, sent: Delivery, hook: Hook) -> str:
    """What was not taken, to an address that still listens."""
    if why_not := why_not_keep(here):
        return why_not
    if hook.stopped_at or hook.removed_at:
        return _("Địa chỉ đang ngừng nhận; hãy bật lại trước.")
    return _("Tin này đã được nhận.") if sent.state == State.DONE else ""
