"""May this person say how a recommendation stands?"""

from django.utils.translation import gettext as _

from thidua.conference.following.terms import Progress
from thidua.conference.models import Recommendation
from thidua.conference.rules import OF_THE_UNIT, why_not_follow_up
from thidua.members.models import Membership
from thidua.members.queries import Here
from thidua.members.rules import why_not_before
from thidua.members.terms import Stage

OF_UNITS = (Progress.UNDER_WAY, Progress.REPORTED)
"""What the unit that carries it out may say; that it is done, the secretaries say."""


def owner(here: Here, recommendation: Recommendation) -> Membership | None:
    """The member unit of the year that carries it out."""
    return next((one for one in here.members if one.unit_id == recommendation.unit_id), None)


def why_not_tell(here: Here, recommendation: Recommendation, state: Progress | None = None) -> str:
    """The secretaries and the standing office anything; the unit that carries it out, how far it is."""
    if not (why_not := why_not_follow_up(here)):
        return ""
    own = owner(here, recommendation)
    if own is None or not here.holds(*OF_THE_UNIT, of=own):
        return why_not
    if why_not := why_not_before(here.year, Stage.ARCHIVED):
        return why_not
    if state and state not in OF_UNITS:
        return _("Đơn vị báo đang thực hiện hoặc đã xong; thư ký xác nhận đã xong hoặc thôi thực hiện.")
    return ""
