"""What the Council says of a dossier: voted in the ballot room and taken from the count, or typed from its minutes."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from thidua.awards.actions.chain import moved, set_on
from thidua.awards.council import (
    BALLOT,
    TYPED,
    Share,
    Vote,
    share_of,
    vote_of,
    votes_of,
    why_not_count_again,
    why_not_leave,
)
from thidua.awards.models import Dossier
from thidua.awards.queries import title_name
from thidua.awards.rules import why_not_move
from thidua.awards.terms import Answer, State
from thidua.ballots import actions as ballots
from thidua.ballots.models import Ballot
from thidua.ballots.terms import Form
from thidua.kit.refusal import Refused, require
from thidua.kit.viet import number
from thidua.ledger.actions import take_turn
from thidua.members.queries import Here
from thidua.members.terms import Office
from thidua.rulebook.catalogue import title_named

FELL_SHORT = "Chưa đạt tỷ lệ phiếu cần thiết"
"""Why the Council refused, without the figures: the year's ledger is read by everybody with a seat."""


@transaction.atomic
def call_council(
    *, here: Here, title: str, form: Form, dossiers: Collection[int], quorum_percent: int, rounds: int,
    at: dt.datetime, percent: int | None = None, basis: str = "",
) -> list[Ballot]:  # fmt: skip
    """Call the Council to vote on dossiers before it: one ballot for each share that their titles ask for.

    `percent` and `basis` are the Council's own regulation, for titles of which no text says a share.
    """
    take_turn()
    apart: dict[Share, list[Dossier]] = defaultdict(list)
    for one in _locked(here, dossiers):
        require(why_not_move(here, one, Office.STANDING_OFFICE, State.COUNCIL) or why_not_leave(one))
        needs = share_of(one.title, here.day)
        if needs is None and not (percent and basis.strip()):
            raise Refused(_("Luật không nêu tỷ lệ phiếu cho “%(title)s”: hãy ghi tỷ lệ và căn cứ theo quy chế.")
                          % {"title": title_name(one.title)}, "percent")  # fmt: skip
        apart[needs or Share(percent or 0, basis.strip())].append(one)
    if not apart:
        raise Refused(_("Hãy chọn ít nhất một hồ sơ."), "dossiers")
    made = []
    for needs, asked in apart.items():
        named = title if len(apart) == 1 else f"{title[:280]} ({needs.percent}%)"
        ballot = ballots.call_council(
            here=here, title=named, form=form, threshold_percent=needs.percent, quorum_percent=quorum_percent,
            basis=needs.basis[:300], rounds=rounds, at=at,
            asked=[(one.membership, one.person, one.title) for one in asked],
        )  # fmt: skip
        Dossier.objects.filter(pk__in=[one.pk for one in asked]).update(council_ballot=ballot)
        for one in asked:
            moved(one, here, Office.STANDING_OFFICE, "Đưa ra Hội đồng bỏ phiếu", "", at=at)
        made.append(ballot)
    return made


def _locked(here: Here, dossiers: Collection[int]) -> list[Dossier]:
    rows = Dossier.objects.select_for_update(of=("self",)).select_related("membership__unit")
    return list(rows.filter(year=here.year, pk__in=dossiers))


@transaction.atomic
def call_again(*, here: Here, ballot: Ballot, at: dt.datetime) -> Ballot:
    """A further round among the dossiers that did not reach their share, while none of them has its answer."""
    take_turn()
    require(why_not_count_again(here, ballot))
    return ballots.call_next_round(here=here, ballot=ballot, at=at)


@transaction.atomic
def take_count(*, here: Here, ballot: Ballot, at: dt.datetime) -> int:
    """Give every dossier of a closed vote of the Council its answer, as counted; how many there were."""
    take_turn()
    rows = Dossier.objects.select_for_update(of=("self",)).filter(year=here.year, state=State.COUNCIL)
    found = votes_of(rows.select_related("membership__unit", "council_ballot"))
    waiting = [(one, vote) for one, vote in found if vote.ballot.pk == ballot.pk]
    if not waiting:
        raise Refused(_("Không còn hồ sơ nào chờ kết quả của cuộc bỏ phiếu này."))
    for one, vote in waiting:
        require(why_not_move(here, one, Office.STANDING_OFFICE, State.COUNCIL) or vote.why_not_take())
        reason = "" if vote.passed else FELL_SHORT
        _answered(here, one, Answer.AGREE if vote.passed else Answer.REFUSE, _counted(vote), one.title, reason, at)
    return len(waiting)


@transaction.atomic
def lower(*, here: Here, dossier: Dossier, title: str, reason: str, at: dt.datetime) -> None:
    """After the count, the standing office puts down a lower form instead, with its reason."""
    take_turn()
    require(why_not_move(here, dossier, Office.STANDING_OFFICE, State.COUNCIL))
    vote = vote_of(dossier)
    if vote is None:
        raise Refused(_("Hồ sơ này không trong cuộc bỏ phiếu nào; hãy ghi ý kiến Hội đồng theo biên bản."))
    require(vote.why_not_take())
    _require_lower(dossier, title, here.day)
    _answered(here, dossier, Answer.LOWER, _counted(vote), title, reason, at)


@transaction.atomic
def council(
    *, here: Here, dossier: Dossier, answer: Answer, members: int, in_favour: int, document: str, at: dt.datetime,
    lower: str = "", reason: str = "",
) -> None:  # fmt: skip
    """What the Council said at a meeting whose vote is not kept here, typed from its minutes and named as typed."""
    take_turn()
    require(why_not_move(here, dossier, Office.STANDING_OFFICE, State.COUNCIL) or why_not_leave(dossier))
    if not members > 0 or not 0 <= in_favour <= members:
        raise Refused(_("Số phiếu đồng ý không thể lớn hơn tổng số thành viên Hội đồng."), "in_favour")
    if not document.strip():
        raise Refused(_("Hãy ghi số, ngày của biên bản họp Hội đồng."), "document")
    if answer == Answer.LOWER:
        _require_lower(dossier, lower, here.day)
    said = {"how": TYPED, "members": members, "in_favour": in_favour, "document": document.strip()}
    _answered(here, dossier, answer, said, lower if answer == Answer.LOWER else dossier.title, reason, at)


def _require_lower(dossier: Dossier, title: str, day: dt.date) -> None:
    info, now = title_named(title), title_named(dossier.title)
    if info is None or title == dossier.title or not info.holds_on(day) or (now and info.holder != now.holder):
        raise Refused(_("Hãy chọn hình thức thấp hơn mà Hội đồng đồng ý."), "lower")


def _counted(vote: Vote) -> dict[str, object]:
    return {"how": BALLOT, "members": vote.result.members, "in_favour": vote.in_favour, "ballot": vote.ballot.pk,
            "form": vote.ballot.form, "document": vote.ballot.title}  # fmt: skip


def _answered(  # noqa: PLR0917  told in the order it is read
    here: Here, dossier: Dossier, answer: Answer, said: dict[str, object], title: str, reason: str, at: dt.datetime
) -> None:
    """The answer, where the share of its title is reached or it is no consent."""
    in_favour, members = int(str(said["in_favour"])), int(str(said["members"]))
    needs = share_of(title, here.day)
    if answer != Answer.REFUSE and needs and in_favour * 100 < needs.percent * members:
        raise Refused(_("%(n)s/%(members)s phiếu chưa đạt %(percent)s%% tổng số thành viên (%(article)s).") % {
            "n": in_favour, "members": members, "percent": number(needs.percent), "article": needs.basis
        }, "in_favour" if said["how"] == TYPED else "")  # fmt: skip
    if answer != Answer.AGREE and not reason.strip():
        raise Refused(_("Hãy ghi lý do của Hội đồng."), "reason")
    kept = {**said, "answer": answer.value, "percent": needs.percent if needs else None,
            "article": needs.basis if needs else ""}  # fmt: skip
    told: dict[str, object] = {
        "state": State.REFUSED if answer == Answer.REFUSE else State.PASSED,
        "title": title,
        "council": kept,
    }
    if "ballot" in said:
        told["council_ballot_id"] = said["ballot"]
    try:
        with transaction.atomic():
            set_on(dossier, (State.COUNCIL,), **told)
    except IntegrityError:
        raise Refused(_("Đã có hồ sơ khác đang đề nghị hình thức này."), "lower") from None
    with override("vi"):
        what = f"Hội đồng: {answer.label}" + (f" ({title_name(title)})" if answer == Answer.LOWER else "")
    moved(dossier, here, Office.STANDING_OFFICE, what, reason.strip(), at=at)
