"""Quyết định khi bằng phiếu: what people decide where the votes do not, with their reason."""

import datetime as dt
from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from thidua.ballots import queries
from thidua.ballots.actions.calling import held_now
from thidua.ballots.models import Ballot, TieVoice
from thidua.ballots.rules import why_not_decide
from thidua.kit.refusal import Refused, require
from thidua.kit.viet import day_in_words
from thidua.ledger.actions import record, take_turn
from thidua.members.queries import Here
from thidua.members.terms import Office
from thidua.paperwork.actions import issue
from thidua.paperwork.terms import Kind


@transaction.atomic
def decide_tie(*, here: Here, ballot: Ballot, nominees: Collection[int], reason: str, at: dt.datetime) -> bool:
    """One lead says which of those level take the places left, and why; True once all who decide said the same.

    A lead may say it anew until then. What was decided is a paper of its own, and the places count as taken.
    """
    take_turn()
    held = held_now(here, ballot)
    before = queries.outcome(held)
    require(why_not_decide(here, held, before))
    roles = queries.deciding_roles(here, before)
    role = next(one for one in roles if here.holds(Office.UNIT_LEADER, of=here.leads[one]))
    tied = {one.nominee.pk: one.nominee for one in before.tallies if one.tied}
    chosen = sorted(set(nominees) & set(tied))
    if len(chosen) != before.seats_left or set(nominees) - set(tied):
        raise Refused(_("Hãy chọn đúng %(n)s đơn vị trong số bằng phiếu.") % {"n": before.seats_left}, "nominees")
    by = here.actor(Office.UNIT_LEADER, of=here.leads[role])
    said = {"nominees": chosen, "reason": reason, "person": by.name}
    TieVoice.objects.update_or_create(ballot=held, role=role, defaults=said)
    record(act="ballot.decide", subject=held, by=by, at=at, year_id=here.year.pk, reason=reason,
           facts={"units": [tied[pk].membership.unit.name for pk in chosen], "role": role})  # fmt: skip
    voices = {one.role: one for one in held.tie_voices.order_by("role")}
    if not all(one in voices and voices[one].nominees == chosen for one in roles):
        return False
    Ballot.objects.filter(pk=held.pk).update(decided=chosen)
    _issue(here, held, [tied[pk].membership.unit.name for pk in chosen], at)
    return True


def _issue(here: Here, ballot: Ballot, names: Collection[str], at: dt.datetime) -> None:
    """What was decided, as a paper."""
    voices = list(ballot.tie_voices.order_by("role"))
    with override("vi"):  # a paper is Vietnamese, whoever decides last
        rule = str(ballot.get_tie_display())
        said = [f"{one.person} ({one.get_role_display()}): {one.reason}" for one in voices]
        signed = [{"authority": str(one.get_role_display()).upper(), "name": one.person} for one in voices]
    content = {
        "sections": [{"heading": "", "paragraphs": [
            f"Cuộc bỏ phiếu “{ballot.title}” có các đơn vị bằng phiếu ở vị trí cuối. Quy tắc đã nêu từ trước: "
            f"{rule}. Căn cứ: {ballot.basis.rstrip('.') or 'quy chế của cụm'}.",
            f"Đơn vị được chọn: {', '.join(names)}; quyết định {day_in_words(here.day)}.", *said,
        ]}],
        "recipients": ["Các đơn vị thành viên", "Cơ quan thường trực"],
        "signatures": signed,
    }  # fmt: skip
    issue(here=here, kind=Kind.MINUTES, about=f"Quyết định khi bằng phiếu: {ballot.title}", at=at,
          by=here.actor(Office.UNIT_LEADER), subject=f"ballot-tie:{ballot.pk}", content=content)  # fmt: skip
