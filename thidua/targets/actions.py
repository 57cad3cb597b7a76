"""The writer of the room: registrations, targets and scopes, the pledge and its signatures."""

import datetime as dt
from collections.abc import Mapping, Sequence

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from thidua.engine import NumberError, Problem, read_attribute, read_target
from thidua.kit.refusal import Refused, require
from thidua.ledger.actions import record, take_turn
from thidua.ledger.terms import Actor
from thidua.members.actions import enter_stage
from thidua.members.models import Membership
from thidua.members.queries import Here
from thidua.members.rules import secretariat_for
from thidua.members.terms import Office, Stage
from thidua.paperwork.actions import issue
from thidua.paperwork.models import Document
from thidua.paperwork.terms import Kind
from thidua.rulebook.queries import adopted, titles
from thidua.targets import rules
from thidua.targets.models import Amendment, Objection, Pledge, Registration, Signature, Target, Trait
from thidua.targets.queries import (
    fingerprint,
    places_under,
    pledge_of,
    present_members,
    registration_of,
    targets_for,
    traits_asked,
    traits_of,
)
from thidua.targets.terms import Scope, State


@transaction.atomic
def save_registration(
    *, here: Here, membership: Membership, titles_sought: Sequence[str], commitment: str,
    proposed: Mapping[str, str], at: dt.datetime,
) -> Registration:  # fmt: skip
    """Keep what the unit's officer prepared: titles, commitment, the target numbers proposed."""
    take_turn()
    registration = registration_of(membership)
    require(rules.why_not_save(here, membership, registration))
    known = {title.key for title in titles(here.day)}
    if unknown := [key for key in titles_sought if key not in known]:
        raise Refused(_("Không có danh hiệu “%(key)s” trong danh mục.") % {"key": unknown[0]}, "titles")
    _check_numbers(here, proposed, "target-")
    fields = {"titles": list(titles_sought), "commitment": commitment.strip()}
    kept = {code: target.proposed for code, target in targets_for(membership).items()}
    changed = {code: text.strip() for code, text in proposed.items() if kept.get(code, "") != text.strip()}
    if registration and not changed and all(getattr(registration, name) == value for name, value in fields.items()):
        return registration
    registration = registration or Registration.objects.get_or_create(membership=membership)[0]
    if not Registration.objects.filter(pk=registration.pk, state__in=rules.OPEN_STATES).update(**fields):
        raise Refused(_("Trang này đã cũ: bản đăng ký vừa được gửi đi. Hãy tải lại trang."))
    for code, text in changed.items():
        Target.objects.update_or_create(membership=membership, code=code, defaults={"proposed": text})
    registration.refresh_from_db()
    record(act="targets.save", subject=registration, by=here.actor(Office.UNIT_OFFICER, of=membership), at=at,
           year_id=here.year.pk, facts={"titles": list(titles_sought), "proposed": dict(proposed)})  # fmt: skip
    return registration


@transaction.atomic
def submit(*, here: Here, membership: Membership, at: dt.datetime) -> None:
    """The leader sends the registration to the secretariat."""
    registration = registration_of(membership)
    require(rules.why_not_submit(here, membership, registration))
    by = here.actor(Office.UNIT_LEADER, of=membership)
    _move(here, registration, rules.OPEN_STATES, State.SUBMITTED, act="targets.submit", by=by, at=at, submitted_at=at)


@transaction.atomic
def recall(*, here: Here, membership: Membership, at: dt.datetime) -> None:
    """The leader takes the registration back before it is approved."""
    registration = registration_of(membership)
    require(rules.why_not_recall(here, membership, registration))
    by = here.actor(Office.UNIT_LEADER, of=membership)
    _move(here, registration, (State.SUBMITTED,), State.DRAFT, act="targets.recall", by=by, at=at)


@transaction.atomic
def approve(*, here: Here, membership: Membership, at: dt.datetime) -> None:
    """The secretariat approves; numbers proposed and not yet assigned otherwise are agreed as proposed."""
    take_turn()
    registration = registration_of(membership)
    require(rules.why_not_approve(here, membership, registration))
    kept = targets_for(membership)
    taken = {code: one.proposed for code, one in kept.items()
             if one.proposed and not one.agreed and one.scope == Scope.ASSIGNED}  # fmt: skip
    _move(here, registration, (State.SUBMITTED,), State.APPROVED, act="targets.approve", at=at,
          by=judge(here, membership), facts={"agreed": taken}, returned_because="")  # fmt: skip
    for code, text in taken.items():
        Target.objects.filter(pk=kept[code].pk).update(agreed=text)


@transaction.atomic
def return_registration(*, here: Here, membership: Membership, reason: str, at: dt.datetime) -> None:
    """The secretariat refuses the registration, saying why; the unit mends it and sends it again."""
    take_turn()
    registration = registration_of(membership)
    require(rules.why_not_return(here, membership, registration))
    if not reason.strip():
        raise Refused(_("Hãy ghi lý do từ chối."), "reason")
    _move(here, registration, (State.SUBMITTED, State.APPROVED), State.RETURNED, act="targets.return", at=at,
          by=judge(here, membership), reason=reason.strip(), returned_because=reason.strip())  # fmt: skip
    if registration and registration.state == State.APPROVED:  # what was agreed as proposed is proposed anew
        Target.objects.filter(membership=membership, agreed=F("proposed")).update(agreed="")


@transaction.atomic
def agree(
    *, here: Here, membership: Membership, agreed: Mapping[str, str], scopes: Mapping[str, tuple[Scope, str]],
    at: dt.datetime,
) -> bool:  # fmt: skip
    """Assign a unit's targets, and say which criteria are not its own, each with its ground. Whether any changed."""
    take_turn()
    require(rules.why_not_agree(here, membership, registration_of(membership)))
    _check_assigned(here, agreed, scopes)
    changed = _write_agreed(membership, agreed, scopes)
    if changed:
        record(act="targets.agree", subject=membership, by=here.actor(Office.STANDING_OFFICE), at=at,
               year_id=here.year.pk, facts=changed)  # fmt: skip
    return bool(changed)


@transaction.atomic
def amend(
    *, here: Here, membership: Membership, agreed: Mapping[str, str], scopes: Mapping[str, tuple[Scope, str]],
    reason: str, at: dt.datetime,
) -> None:  # fmt: skip
    """Change targets or scopes after the approval: each change is a row of its own, with the reason."""
    take_turn()
    require(rules.why_not_amend(here, membership, registration_of(membership)))
    _check_assigned(here, agreed, scopes)
    if not reason.strip():
        raise Refused(_("Hãy ghi lý do điều chỉnh."), "why")
    before = targets_for(membership)
    changed = _write_agreed(membership, agreed, scopes)
    if not changed:
        raise Refused(_("Chưa thay đổi chỉ tiêu nào, nên chưa có gì để điều chỉnh."))
    by, after, unset = here.actor(Office.STANDING_OFFICE), targets_for(membership), Target()
    Amendment.objects.bulk_create([
        Amendment(
            membership=membership, code=code, reason=reason.strip(), by_name=by.name, at=at,
            agreed_before=before.get(code, unset).agreed, agreed_after=after[code].agreed,
            scope_before=before.get(code, unset).scope, scope_after=after[code].scope,
        ) for code in changed
    ])  # fmt: skip
    record(act="targets.amend", subject=membership, by=by, at=at, year_id=here.year.pk, reason=reason.strip(),
           facts=changed)  # fmt: skip


def _check_assigned(here: Here, agreed: Mapping[str, str], scopes: Mapping[str, tuple[Scope, str]]) -> None:
    """Numbers that can be read, criteria of the table, a ground for each that is not the unit's."""
    _check_numbers(here, agreed, "agreed-")
    edition = adopted(here.year, here.day)
    known = {leaf.code for leaf in edition.leaves} if edition else set()
    for code, (scope, reason) in scopes.items():
        if code not in known:
            raise Refused(_("Bảng tiêu chí không có tiêu chí %(code)s.") % {"code": code})
        if scope != Scope.ASSIGNED and not reason.strip():
            raise Refused(
                _("Tiêu chí %(code)s: hãy ghi căn cứ không giao hoặc miễn.") % {"code": code}, f"reason-{code}"
            )


def _write_agreed(
    membership: Membership, agreed: Mapping[str, str], scopes: Mapping[str, tuple[Scope, str]]
) -> dict[str, object]:
    """Write the rows that differ; before and after, for the ledger."""
    before = targets_for(membership)
    changed: dict[str, object] = {}
    for code in sorted({*agreed, *scopes}):
        row = before.get(code) or Target(membership=membership, code=code)
        old = [row.agreed, row.scope, row.reason]
        scope, reason = scopes.get(code, (Scope(row.scope), row.reason))
        number = agreed.get(code, row.agreed).strip() if scope == Scope.ASSIGNED else ""
        new = [number, str(scope), reason.strip()]
        if new != old:
            fields = {"agreed": new[0], "scope": new[1], "reason": new[2]}
            Target.objects.update_or_create(membership=membership, code=code, defaults=fields)
            changed[code] = {"before": old, "after": new}
    return changed


@transaction.atomic
def describe(*, here: Here, membership: Membership, traits: Mapping[str, str], at: dt.datetime) -> bool:
    """Say what the table asks about a unit itself; blank takes a fact back. Answers whether anything changed."""
    take_turn()
    require(rules.why_not_describe(here, membership))
    asked, before = traits_asked(here.year, here.day), traits_of(here.year).get(membership.pk, {})
    changed: dict[str, object] = {}
    for key, text in traits.items():
        new, old = text.strip(), before.get(key, "")
        if key not in asked:
            raise Refused(_("Bảng tiêu chí không hỏi thông tin “%(key)s”.") % {"key": key})
        try:
            read_attribute(new)
        except NumberError as error:
            raise Refused(f"{membership.unit.short_name}, {key}: {error}") from None
        if new == old:
            continue
        changed[key] = {"before": old, "after": new}
        if new:
            Trait.objects.update_or_create(membership=membership, key=key, defaults={"written": new})
        else:
            Trait.objects.filter(membership=membership, key=key).delete()
    if changed:
        record(act="targets.describe", subject=membership, by=judge(here, membership), at=at, year_id=here.year.pk,
               facts=changed)  # fmt: skip
    return bool(changed)


def judge(here: Here, membership: Membership) -> Actor:
    """Who judges this unit: its secretariat's seat, or the standing office."""
    seat = secretariat_for(here, membership)
    return here.actor(Office(seat.office) if seat else Office.STANDING_OFFICE)


def _check_numbers(here: Here, numbers: Mapping[str, str], prefix: str) -> None:
    """Each number given is one the engine can read, for a criterion that takes a target."""
    edition = adopted(here.year, here.day)
    for code, text in numbers.items():
        if edition is None or code not in edition.codes:
            raise Refused(_("Bảng tiêu chí không có tiêu chí %(code)s.") % {"code": code})
        found = read_target(edition.criterion(code), text) if text.strip() else None
        if isinstance(found, Problem):
            raise Refused(f"{code}: {found.what} {found.mend}", f"{prefix}{code}")


def _move(
    here: Here, registration: Registration | None, before: Sequence[State], after: State, *, act: str, by: Actor,
    at: dt.datetime, reason: str = "", facts: Mapping[str, object] | None = None, **fields: object,
) -> None:  # fmt: skip
    """Change the state, only from where the page saw it."""
    if registration is None or not Registration.objects.filter(pk=registration.pk, state__in=before).update(
        state=after, **fields
    ):
        raise Refused(_("Trang này đã cũ: bản đăng ký vừa đổi trạng thái. Hãy tải lại trang."))
    record(act=act, subject=registration, by=by, at=at, year_id=here.year.pk, reason=reason,
           facts={"from": registration.state, "to": str(after), **(facts or {})})  # fmt: skip


@transaction.atomic
def write_pledge(
    *, here: Here, text: str, signing_on: dt.date | None, at: dt.datetime, reason: str = ""
) -> Pledge:  # fmt: skip
    """Write the pledge's text. A text that a unit has answered is superseded with its signatures, for a reason."""
    take_turn()
    before = pledge_of(here.year)
    require(rules.why_not_write_pledge(here, before))
    text, reason = text.strip(), reason.strip()
    if not text:
        raise Refused(_("Hãy ghi nội dung giao ước."), "text")
    if before and (before.text, before.signing_on) == (text, signing_on):
        return before
    answered = before is not None and bool(before.signatures.all() or before.objections.all())
    supersedes = before is not None and answered and before.text != text
    if supersedes and not reason:
        raise Refused(_("Đã có đơn vị ký hoặc nêu lý do chưa ký: hãy ghi lý do sửa nội dung."), "reason")
    if supersedes and before:
        Pledge.objects.filter(pk=before.pk).update(superseded_at=at)
    if before is None or supersedes:
        pledge = Pledge.objects.create(
            year=here.year, text=text, signing_on=signing_on, amended_because=reason if supersedes else ""
        )
    else:
        Pledge.objects.filter(pk=before.pk).update(text=text, signing_on=signing_on)
        pledge = Pledge.objects.get(pk=before.pk)
    record(act="targets.amend_pledge" if supersedes else "targets.write_pledge", subject=pledge, at=at,
           by=here.actor(Office.HEAD_SECRETARY), year_id=here.year.pk, reason=pledge.amended_because,
           facts={"text": pledge.text, "day": signing_on.isoformat() if signing_on else ""})  # fmt: skip
    return pledge


@transaction.atomic
def sign(*, here: Here, seen: str, at: dt.datetime) -> Signature:
    """The leader signs for the own unit. `seen` is the text that was read: nobody signs what changed meanwhile."""
    take_turn()
    pledge = pledge_of(here.year)
    require(rules.why_not_sign(here, pledge))
    own = here.own(Office.UNIT_LEADER)
    if pledge is None or own is None or fingerprint(pledge.text) != seen:
        raise Refused(_("Nội dung giao ước vừa được sửa. Hãy đọc lại rồi ký."))
    try:
        with transaction.atomic():
            made = Signature.objects.create(pledge=pledge, membership=own, signer=here.person.name, signed_at=at)
    except IntegrityError:
        raise Refused(_("Đơn vị bạn đã ký bản giao ước này.")) from None
    record(act="targets.sign", subject=pledge, by=here.actor(Office.UNIT_LEADER, of=own), at=at,
           year_id=here.year.pk, facts={"unit": own.unit.name, "text": seen})  # fmt: skip
    return made


@transaction.atomic
def decline(*, here: Here, seen: str, reason: str, at: dt.datetime) -> Objection:
    """The leader says why the own unit does not sign the text that was read; it may still sign later."""
    take_turn()
    pledge = pledge_of(here.year)
    require(rules.why_not_decline(here, pledge))
    own = here.own(Office.UNIT_LEADER)
    if pledge is None or own is None or fingerprint(pledge.text) != seen:
        raise Refused(_("Nội dung giao ước vừa được sửa. Hãy đọc lại rồi trả lời."))
    if not reason.strip():
        raise Refused(_("Hãy ghi lý do chưa ký."), "reason")
    said = [one.reason for one in pledge.objections.all() if one.membership_id == own.pk]
    if said and said[-1] == reason.strip():
        raise Refused(_("Lý do này đã được ghi."), "reason")
    made = Objection.objects.create(
        pledge=pledge, membership=own, reason=reason.strip(), by_name=here.person.name, at=at
    )
    record(act="targets.decline", subject=pledge, by=here.actor(Office.UNIT_LEADER, of=own), at=at,
           year_id=here.year.pk, reason=made.reason, facts={"unit": own.unit.name, "text": seen})  # fmt: skip
    return made


@transaction.atomic
def seal_pledge(*, here: Here, at: dt.datetime) -> Document:
    """All have signed, or said why not: issue the pledge as a paper and move the year to PLEDGED."""
    pledge = pledge_of(here.year)
    require(rules.why_not_seal(here, pledge))
    if pledge is None:
        raise Refused(_("Chưa có bản giao ước; hãy soạn trước."))
    by = here.actor(Office.HEAD_SECRETARY)
    enter_stage(year=here.year, to=Stage.PLEDGED, by=by, at=at)
    members = present_members(here)
    places = places_under(pledge, members)
    signed = [one for one in places if one.signature]
    declined = {one.membership.unit.name: one.objection.reason for one in places if one.objection}
    content = {
        "sections": [{"paragraphs": [part for part in pledge.text.split("\n") if part.strip()]}],
        "signatures": [{"authority": one.membership.unit.name, "name": one.signature.signer} for one in signed],  # type: ignore[union-attr]
        "recipients": [here.year.cluster.organiser, *(one.unit.name for one in members)],
    }
    about = f"Giao ước thi đua năm {here.year.year} của {here.year.cluster.name}"
    paper = issue(
        here=here, kind=Kind.PLEDGE, about=about, subject=f"pledge:{pledge.pk}", content=content, by=by, at=at
    )
    record(act="targets.seal_pledge", subject=pledge, by=by, at=at, year_id=here.year.pk,
           facts={"signed": [one.membership.unit.name for one in signed], "declined": declined})  # fmt: skip
    return paper
