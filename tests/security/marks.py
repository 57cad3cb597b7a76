"""Words planted where they must stay: each with who may read it."""

from typing import Any

from tests.security.staging import (
    CHECKER,
    CLERK,
    COUNCIL,
    DEPUTY,
    HEAD,
    INSIDERS,
    NOW,
    OWN,
    OWN_LEADER,
    PRESS,
    STANDING,
    UNIT,
)  # fmt: skip
from thidua.awards.models import Dossier, FundEntry, Opinion
from thidua.ballots.models import Paper
from thidua.conference.models import Delegate, Invite, Need, Section
from thidua.members.models import Membership, Person
from thidua.news.models import Article, Jotting
from thidua.notices.models import Letter
from thidua.paperwork.models import Document
from thidua.reports.models import Figure, Report
from thidua.samples.cast import Cast
from thidua.scoring.models import Claim, Remark

WORD = "zqleak"
NOBODY: set[str] = set()
FOLLOW = {HEAD, DEPUTY, STANDING}
READERS: dict[str, set[str]] = {
    "narrative": {OWN, OWN_LEADER, CHECKER, *FOLLOW}, "figure": {OWN, OWN_LEADER, CHECKER, *FOLLOW},
    "explanation": set(INSIDERS), "claim": set(INSIDERS), "receipt": NOBODY, "vote": NOBODY,
    "dietary": {OWN, OWN_LEADER, HEAD, CLERK}, "invite": {HEAD, CLERK}, "email": {OWN, HEAD, STANDING},
    "draft": {PRESS, CLERK, *FOLLOW}, "jotting": {PRESS},
    "minutes": {CLERK, *FOLLOW}, "subject": {OWN}, "letter": {OWN},
    "dossier": {COUNCIL, *FOLLOW}, "opinion": {COUNCIL, *FOLLOW}, "fund": {STANDING}, "paper": {OWN, OWN_LEADER},
    "papertext": {OWN, OWN_LEADER},
}  # fmt: skip
"""Points and explanations are for the members once the appraisal is over; a paper of a unit is the unit's. An address
for letters is read by its owner and by who looks after accounts; a letter by whom it went to, among the own data."""
UNHEARD = {"jotting", "invite", "papertext"}
"""What only people whose pages the walk does not make whole read, or pages it does not come by."""


def plant(years: tuple[Cast, Cast]) -> dict[str, bytes]:
    """Plant them past the actions: no act of today would let some of them in. What to look for, by name."""
    first, second = years
    word = {name: WORD + name for name in READERS}
    member = first.member(UNIT)
    _reported(member, word)
    _met(member, word)
    _written(first, member, word)
    Dossier.objects.filter(year=second.year).update(achievement=word["dossier"])
    Opinion.objects.filter(dossier__year=second.year).update(text=word["opinion"])
    FundEntry.objects.update(what=word["fund"])
    paper = Paper.objects.filter(ballot__year=first.year, ballot__state="open").first()
    Paper.objects.filter(pk=paper.pk).update(receipt=word["receipt"], choices={"x": word["vote"]})
    return {name: text.encode() for name, text in word.items()}


def _reported(member: Membership, word: dict[str, str]) -> None:
    Report.objects.filter(membership=member).update(narrative=word["narrative"])
    Figure.objects.filter(report__membership=member).update(note=word["figure"])
    Claim.objects.filter(sheet__membership=member).update(reason=word["claim"])
    Remark.objects.create(membership=member, code="I.1.a", kind="explanation", text=word["explanation"], by_name="x",
                          at=NOW)  # fmt: skip


def _met(member: Membership, word: dict[str, str]) -> None:
    meeting: dict[str, Any] = {"conference__year": member.year, "conference__kind": "summary"}
    delegate = Delegate.objects.filter(delegation__membership=member, delegation__conference__kind="summary").first()
    Need.objects.create(delegate=delegate, dietary=word["dietary"])
    Invite.objects.filter(membership=member, **meeting).update(email=f"{word['invite']}@example.org")
    Section.objects.filter(draft__conference__year=member.year, draft__conference__kind="summary").update(
        text=word["minutes"]
    )


def _written(cast: Cast, member: Membership, word: dict[str, str]) -> None:
    own = cast.person(OWN)
    Person.objects.filter(pk=own.pk).update(email=f"{word['email']}@example.org")
    article = Article.objects.get(year=cast.year, state="draft")
    Article.objects.filter(pk=article.pk).update(standfirst=word["draft"])
    Jotting.objects.create(article=article, person_id=cast.person(PRESS).pk, typed={"title": word["jotting"]}, at=NOW)
    Letter.objects.create(person=own, day=NOW.date(), kind="other", address="x@example.org", subject=word["subject"],
                          text=word["letter"], html="", not_before=NOW)  # fmt: skip
    Document.objects.create(year=cast.year, issuer=member.unit, kind="TB", about=word["paper"], subject="free:1",
                            for_cluster=False, prepared_by=own,
                            content={"sections": [{"paragraphs": [word["papertext"]]}]})  # fmt: skip
