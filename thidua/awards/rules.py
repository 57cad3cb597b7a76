"""Who may write the register and move a dossier, and when; "" means yes."""

import datetime as dt

from django.utils.translation import gettext as _

from thidua.awards.council import called_to
from thidua.awards.models import Dossier
from thidua.awards.queries import listed, off_the_list
from thidua.awards.terms import KEEPERS, UNDER_WAY, State
from thidua.kit.posted import why_not_text
from thidua.ledger.terms import Actor
from thidua.members.queries import Here
from thidua.members.rules import why_not_office, why_not_since
from thidua.members.terms import Office, Stage
from thidua.reports.rules import why_not_see
from thidua.results.allotting.queries import left_for
from thidua.results.allotting.rules import why_not_one_more


def why_not_keep(by: Actor) -> str:
    """Only the standing office writes the register."""
    if by.office in KEEPERS:
        return ""
    return _("Sổ khen thưởng do %(office)s ghi; bạn không giữ chức trách đó.") % {
        "office": Office.STANDING_OFFICE.label
    }


def why_not_number(body: str, number: str, on: dt.date, day: dt.date) -> str:
    """A decision has a body, a number and a day that has come."""
    if not body.strip():
        return _("Hãy ghi cơ quan quyết định.")
    if not number.strip():
        return _("Hãy ghi số quyết định (hoặc số văn bản trả lời).")
    if on > day:
        return _("Ngày quyết định không thể ở sau hôm nay.")
    return why_not_text(body, 200) or why_not_text(number, 60)


def why_not_open(here: Here) -> str:
    """The head's secretariat makes dossiers once the conference has concluded."""
    return why_not_office(here, Office.HEAD_SECRETARY) or why_not_since(here.year, Stage.CONCLUDED)


def why_not_at(dossier: Dossier, *states: State) -> str:
    """Only where the dossier is; says where that is."""
    if dossier.state in states:
        return ""
    return _("Hồ sơ đang ở bước “%(state)s” nên chưa làm được việc này. Hãy tải lại trang.") % {
        "state": State(dossier.state).label
    }


def why_not_move(here: Here, dossier: Dossier, office: Office, *states: State) -> str:
    """One office moves it from some states."""
    return why_not_office(here, office) or why_not_at(dossier, *states)


def why_not_send(here: Here, dossier: Dossier) -> str:
    """Of a title that has an allotment only what it leaves room for is sent: counted on the list while that is open,
    and together with the dossiers sent without a place on it afterwards."""
    if dossier.person or listed(dossier) or left_for(here.year, dossier.title) is None:
        return ""
    if not here.year.at.reached(Stage.NOMINATED):
        return _(
            "Danh hiệu này có chỉ tiêu: hãy chọn đơn vị trong danh sách đề nghị ở trang Kết quả, khen thưởng trước."
        )
    return why_not_one_more(here, dossier.membership, dossier.title, off_the_list(here.year, dossier.title))


def why_not_gather(here: Here, dossier: Dossier) -> str:
    """Who may read the unit's reports and evidence may take them all at once; so may the Council what it votes on."""
    why_not = why_not_see(here, dossier.membership)
    if why_not and here.holds(Office.COUNCIL):
        return (
            ""
            if called_to(here, dossier)
            else _("Hồ sơ mở trọn cho uỷ viên Hội đồng khi cuộc bỏ phiếu về hồ sơ này đã lập, đến khi có kết quả.")
        )
    return why_not


def why_not_rule(here: Here) -> str:
    """What only a human may decide, the standing office decides."""
    return why_not_office(here, Office.STANDING_OFFICE)


def under_way(dossier: Dossier) -> bool:
    return dossier.state in UNDER_WAY
