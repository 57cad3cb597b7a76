"""Casting papers, by oneself, for another with a written proxy, or from an absent unit's letter.

What a paper says and who cast it never meet in a secret vote: see docs/secrecy.md for each measure and its limit.
"""

import datetime as dt
import secrets
import uuid
from collections.abc import Mapping

from django.db import connection, transaction
from django.utils.translation import gettext as _

from thidua.ballots import papers, queries
from thidua.ballots.actions.calling import held_now, in_ledger
from thidua.ballots.models import Ballot, Paper, Turnout
from thidua.ballots.rules import CALLERS, teller_of, why_not_carry, why_not_cast, why_not_letter
from thidua.ballots.terms import State
from thidua.kit.refusal import Refused, require
from thidua.ledger.actions import record
from thidua.members.models import Membership, Person
from thidua.members.queries import Here
from thidua.members.terms import Office

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Of receipts: nothing that reads like something else."""


def new_receipt() -> str:
    """Twelve random signs in three groups."""
    return "-".join("".join(secrets.choice(ALPHABET) for _n in range(4)) for _group in range(3))


def cast(*, here: Here, ballot: Ballot, choices: Mapping[int, str], at: dt.datetime, mandate: int | None = None) -> str:
    """Cast the paper of a mandate of one's own (the only one when none is named); the receipt is returned once.

    A secret vote leaves no entry in the ledger: even "unit X has voted" would carry a time. What is said, whose
    mandates these are and which paper is drawn is read before the ballot is locked, for all others wait meanwhile: once
    it is open its nominees and its roll stand still, but for a proxy, which is looked at again, as the paper drawn is.
    """
    said = papers.complete(ballot, choices) if ballot.state == State.OPEN else {}
    named = queries.recorded(ballot)
    mine, drawn = queries.mandates_of(here, ballot, named=named), _draw(ballot)
    with transaction.atomic():
        held = held_now(here, ballot)
        require(why_not_cast(here, held))
        row, own = next((one for one in mine if mandate in (None, one.pk)), None), here.own(Office.UNIT_LEADER)
        if (
            row and own and own.pk == row.membership_id
        ):  # comes in person: a proxy is not used, even one of a moment ago
            row.carrier, row.document = None, ""
        elif row and row.carrier_id and not held.turnout.filter(pk=row.pk, carrier=row.carrier_id).exists():
            row = None
        if row is None:
            raise Refused(_("Phiếu này không thuộc quyền của bạn trong cuộc bỏ phiếu này; hãy tải lại trang."))
        receipt = _drop(held, row, said or papers.complete(held, choices), drawn)
        if named:
            facts = {"unit": row.unit_name or str(row), **({"by_proxy": row.document} if row.carrier else {})}
            by = here.actor(Office.UNIT_LEADER) if row.person is None else here.actor()
            record(act="ballot.cast", subject=held, by=by, at=at, year_id=in_ledger(held), facts=facts)
        return receipt


@transaction.atomic
def carry(
    *, here: Here, ballot: Ballot, absent: Membership, carrier: Membership, document: str, at: dt.datetime
) -> None:
    """Write down that an absent unit's paper is cast by another, with a written proxy, where the rule allows it."""
    held = held_now(here, ballot)
    require(why_not_carry(here, held, absent, carrier))
    row = held.turnout.filter(membership=absent, person=None, voted=False)
    if not row.update(carrier=carrier, document=document):
        raise Refused(_("%(unit)s đã bỏ phiếu hoặc không có trong danh sách.") % {"unit": absent.unit.name}, "absent")
    record(act="ballot.carry", subject=held, by=here.actor(*CALLERS), at=at, year_id=in_ledger(held),
           facts={"unit": absent.unit.name, "carrier": carrier.unit.name, "document": document})  # fmt: skip


@transaction.atomic
def enter_letter(
    *, here: Here, ballot: Ballot, absent: Membership | Person, choices: Mapping[int, str], document: str,
    at: dt.datetime,
) -> str:  # fmt: skip
    """A teller enters the written opinion of an absent unit, or member of the Council: a paper like the others."""
    held = held_now(here, ballot)
    require(why_not_letter(here, held))
    whose = {"person": absent} if isinstance(absent, Person) else {"membership": absent, "person": None}
    row = held.turnout.filter(**whose).select_related("membership__unit", "person").first()
    if row is None:
        raise Refused(_("Đơn vị, người này không có trong danh sách bỏ phiếu của cuộc này."), "absent")
    row.by_letter, row.document = True, document
    receipt = _drop(held, row, papers.complete(held, choices), _draw(held))
    record(act="ballot.letter", subject=held, by=here.actor(teller_of(held)), at=at, year_id=in_ledger(held),
           facts={"unit": str(row), "document": document})  # fmt: skip
    return receipt


def _draw(ballot: Ballot) -> str:
    """The receipt of a blank paper, by the operating system's own chance; "" when there is none, as in an open vote."""
    if queries.recorded(ballot):
        return ""
    blank = list(ballot.papers.filter(choices__isnull=True).values_list("receipt", flat=True))
    return secrets.choice(blank) if blank else ""


def _drop(ballot: Ballot, row: Turnout, choices: Mapping[str, str], drawn: str) -> str:
    """Flip the mandate once and put its paper with the others: an open one named, a secret one the blank drawn.

    When another took the blank before the ballot was locked, one is drawn anew.
    """
    if queries.recorded(ballot):
        flipped = {"voted": True, "carrier": row.carrier_id, "document": row.document, "by_letter": row.by_letter}
        if ballot.turnout.filter(pk=row.pk, voted=False).update(**flipped):
            return Paper.objects.create(ballot=ballot, receipt=new_receipt(), choices=choices, mandate=row.membership,
                                        person=row.person).receipt  # fmt: skip
    elif _filled(ballot, row, choices, drawn) or _filled(ballot, row, choices, drawn := _draw(ballot)):
        return drawn
    raise Refused(
        _("Bạn đã bỏ phiếu; mỗi người chỉ bỏ một phiếu và phiếu đã bỏ không đổi được.") if row.person_id
        else _("Đơn vị của bạn đã bỏ phiếu; mỗi đơn vị chỉ bỏ một phiếu và phiếu đã bỏ không đổi được.")
    )  # fmt: skip


FLIP = """UPDATE ballots_turnout SET voted = TRUE, carrier_id = %s, document = %s, by_letter = %s
WHERE id = %s AND NOT voted AND EXISTS (SELECT 1 FROM ballots_paper WHERE receipt = %s AND choices IS NULL)"""
FILL = "UPDATE ballots_paper SET choices = %s WHERE receipt = %s"
FLIP_AND_FILL = f"""WITH flipped AS ({FLIP} RETURNING id)
UPDATE ballots_paper SET choices = CASE receipt WHEN %s THEN %s ELSE choices END
WHERE ballot_id = %s AND EXISTS (SELECT 1 FROM flipped)"""  # noqa: S608  our own words


def _filled(ballot: Ballot, row: Turnout, choices: Mapping[str, str], drawn: str) -> bool:
    """Flip a mandate and fill in a blank paper, both or neither, so that nothing in the tables tells when it came.

    SQLite changes both rows where they lie. PostgreSQL writes a row anew and marks it with its transaction: there every
    paper is touched, in one statement, so that all bear the mark of the last vote and none has moved before another.
    Whatever order the roll tells, no paper has it. In SQL, for all others wait here: the ORM would take four times as
    long to put it together as the database to do it.
    """
    flip = [row.carrier_id, row.document, row.by_letter, row.pk, drawn]
    said = connection.ops.adapt_json_value(dict(choices), None)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(FLIP_AND_FILL, [*flip, drawn, said, ballot.pk])
            return bool(cursor.rowcount)
        cursor.execute(FLIP, flip)
        if not cursor.rowcount:
            return False
        cursor.execute(FILL, [said, drawn])
    return True


def settle(ballot: Ballot) -> None:
    """When a secret ballot closes: blank papers go, the others and the roll are written anew in one transaction.

    The papers get new keys and a random order, the roll the order of the protocol; numbers of rows, physical places and
    marks of transactions then come from this moment alone.
    """
    kept = list(ballot.papers.exclude(choices__isnull=True))
    roll = queries.roll(ballot)
    ballot.papers.all().delete()
    ballot.turnout.all().delete()
    for paper in kept:
        paper.pk = uuid.uuid4()
    secrets.SystemRandom().shuffle(kept)
    Paper.objects.bulk_create(kept)
    for row in roll:
        row.pk = None
    Turnout.objects.bulk_create(roll)


def sweep() -> None:
    """After the closing: take what was written over out of the files, as far as the database lets go of it."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for table in (Paper, Turnout):
                cursor.execute(f"VACUUM {connection.ops.quote_name(table._meta.db_table)}")
        else:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
