"""Invitations: as papers, as letters with a calendar entry, sent again when the meeting changed; and their answers."""

import datetime as dt
import secrets
from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from thidua.conference.acts import CODE, held, wrote
from thidua.conference.models import Conference
from thidua.conference.preparing import words
from thidua.conference.preparing.models import Invite, Mailing
from thidua.conference.preparing.queries import addresses
from thidua.conference.preparing.rules import why_not_answer, why_not_answer_now
from thidua.conference.preparing.terms import Answer
from thidua.conference.rules import OF_THE_UNIT, SECRETARIES, why_not_prepare
from thidua.kit.refusal import Refused, require
from thidua.ledger.actions import record
from thidua.ledger.terms import Actor
from thidua.members.models import Membership
from thidua.members.queries import Here, members_of
from thidua.members.terms import Office
from thidua.notices.actions import invite as queue_letter
from thidua.paperwork.actions import issue
from thidua.paperwork.models import Document
from thidua.paperwork.terms import Kind as PaperKind


@transaction.atomic
def list_members(*, here: Here, conference: Conference, at: dt.datetime) -> int:
    """Put every member unit, and every body with a delegation, on the list of those to be invited; how many."""
    kept = held(here, conference)
    require(why_not_prepare(here, kept))
    there = set(kept.invites.values_list("body", flat=True))
    wanted: dict[str, Membership | None] = {member.unit.name: member for member in members_of(here.year)}
    wanted |= {one.body: None for one in kept.delegations.filter(membership__isnull=True)}
    made = [Invite(conference=kept, membership=member, body=body, code=secrets.token_urlsafe(CODE))
            for body, member in wanted.items() if body not in there]  # fmt: skip
    if not made:
        raise Refused(_("Mọi đơn vị thành viên và đoàn đã có trong danh sách mời."))
    Invite.objects.bulk_create(made)
    wrote(here, "invite_list", kept, at, bodies=[one.body for one in made])
    return len(made)


@transaction.atomic
def add_guest(*, here: Here, conference: Conference, body: str, email: str, at: dt.datetime) -> Invite:
    """Put a guest (the ministry, a paper, a host city) on the list."""
    kept = held(here, conference)
    require(why_not_prepare(here, kept))
    try:
        with transaction.atomic():
            made = Invite.objects.create(conference=kept, body=body, email=email, code=secrets.token_urlsafe(CODE))
    except IntegrityError:
        raise Refused(_("“%(body)s” đã có trong danh sách mời.") % {"body": body}, "body") from None
    wrote(here, "invite_list", kept, at, bodies=[body])
    return made


@transaction.atomic
def readdress(*, here: Here, invite: Invite, email: str, at: dt.datetime) -> None:
    """Where the letters go; "" for a unit: to its leaders and officers."""
    kept = held(here, invite.conference)
    require(why_not_prepare(here, kept))
    if Invite.objects.filter(pk=invite.pk).exclude(email=email).update(email=email):
        wrote(here, "invite_address", kept, at, body=invite.body)


@transaction.atomic
def uninvite(*, here: Here, invite: Invite, at: dt.datetime) -> None:
    """Take off the list who has not been sent anything."""
    kept = held(here, invite.conference)
    require(why_not_prepare(here, kept))
    if invite.paper_id or invite.mailings.exists():
        raise Refused(_("Giấy mời đã gửi nên không bỏ khỏi danh sách được."))
    if not Invite.objects.filter(pk=invite.pk, paper__isnull=True).delete()[0]:
        raise Refused(_("Mục này đã được bỏ trước đó."))
    wrote(here, "invite_drop", kept, at, body=invite.body)


@transaction.atomic
def issue_papers(*, here: Here, conference: Conference, at: dt.datetime) -> int:
    """An invitation as a paper, with its number, for each on the list that has none; how many."""
    kept = held(here, conference)
    require(why_not_prepare(here, kept))
    waiting = list(kept.invites.filter(paper__isnull=True))
    if not waiting:
        raise Refused(_("Mọi nơi trong danh sách đã có giấy mời."))
    for invite in waiting:
        _issue(here, kept, invite, at)
    return len(waiting)


@transaction.atomic
def replace_papers(*, here: Here, conference: Conference, at: dt.datetime) -> tuple[int, int]:
    """Hour or place is another now: a new paper for each that is wrong, which names the one it replaces, and letters
    to whoever was written to before. How many papers, how many letters; pressed twice, nothing is said twice.
    """
    kept = held(here, conference)
    require(why_not_prepare(here, kept))
    wrong = words.outdated(kept, kept.invites.select_related("paper"))
    if not wrong:
        raise Refused(_("Mọi giấy mời đã ban hành đều ghi đúng giờ và nơi họp."))
    for invite in wrong:
        _issue(here, kept, invite, at, instead=invite.paper)
    written_to = kept.invites.filter(mailings__isnull=False).distinct()
    return len(wrong), _queue(here, kept, written_to.select_related("membership__unit"), at)[0]


def _issue(here: Here, kept: Conference, invite: Invite, at: dt.datetime, instead: Document | None = None) -> None:
    paper = issue(here=here, kind=PaperKind.INVITATION, about=words.about(kept), subject=f"invite:{invite.pk}",
                  content=words.paper(kept, invite, instead), at=at, by=here.actor(*SECRETARIES))  # fmt: skip
    Invite.objects.filter(pk=invite.pk).update(paper=paper)


@transaction.atomic
def send_letters(*, here: Here, conference: Conference, at: dt.datetime) -> tuple[int, list[str]]:
    """Queue the letters that are due: to whom none went, or none since day, hour or place changed.

    How many, and the bodies no address is known for. The same state of the meeting goes to an address once.
    """
    kept = held(here, conference)
    require(why_not_prepare(here, kept))
    return _queue(here, kept, kept.invites.select_related("membership__unit"), at)


def _queue(here: Here, kept: Conference, invites: Iterable[Invite], at: dt.datetime) -> tuple[int, list[str]]:
    sent = set(Mailing.objects.filter(invite__conference=kept, sequence=kept.sequence)
               .values_list("invite_id", "address"))  # fmt: skip
    queued, silent = 0, []
    for invite in invites:
        known = addresses(invite, here.day)
        if not known:
            silent.append(invite.body)
        changed = invite.mailings.exists()
        for address in known:
            if (invite.pk, address) in sent:
                continue
            said = words.letter(kept, invite, address, changed=changed, at=at)
            letter = queue_letter(address=address, day=here.day, at=at, subject=said.subject, text=said.text,
                                  html=said.html, calendar=said.calendar)  # fmt: skip
            Mailing.objects.create(invite=invite, sequence=kept.sequence, address=address, letter=letter, at=at)
            queued += 1
    if queued:
        wrote(here, "invite_send", kept, at, letters=str(queued), sequence=str(kept.sequence))
    return queued, silent


@transaction.atomic
def answer(*, here: Here, invite: Invite, coming: bool, reason: str, at: dt.datetime) -> None:
    """A unit answers; or the secretaries write down an answer that came otherwise."""
    held(here, invite.conference)
    require(why_not_answer(here, invite))
    own = here.seat(*OF_THE_UNIT, of=invite.membership) if invite.membership else None
    by = here.actor(Office(own.office), of=invite.membership) if own else here.actor(*SECRETARIES)
    _answered(invite, coming, reason, by, at)


@transaction.atomic
def answer_by_code(*, by: str, invite: Invite, coming: bool, reason: str, day: dt.date, at: dt.datetime) -> None:
    """Who holds the invitation answers it, by the code in it, in the name written down."""
    Conference.objects.select_for_update().get(pk=invite.conference_id)
    require(why_not_answer_now(invite, day))
    _answered(invite, coming, reason, Actor(0, by[:200], "", invite.body), at)


def _answered(invite: Invite, coming: bool, reason: str, by: Actor, at: dt.datetime) -> None:
    wanted = Answer.COMING if coming else Answer.EXCUSED
    if not coming and not reason.strip():
        raise Refused(_("Hãy ghi lý do xin vắng."), "reason")
    reason = "" if coming else reason.strip()
    said = Invite.objects.filter(pk=invite.pk).exclude(answer=wanted, reason=reason)
    if not said.update(answer=wanted, reason=reason, answered_at=at, answered_by=by.name):
        return
    record(act="conference.invite_answer", subject=invite.conference, by=by, at=at, year_id=invite.conference.year_id,
           facts={"body": invite.body, "answer": wanted, "reason": reason})  # fmt: skip
