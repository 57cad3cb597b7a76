"""What is asked of a person now, one sentence each, one click away from the very place.

Each function looks at one room for one cluster year and answers for the seats the person holds there; it leaves before
it reads anything when no such seat is held, so that who sits in every year pays for none of them.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import quote

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from thidua.ballots.models import Ballot
from thidua.ballots.terms import COUNTED
from thidua.ballots.terms import State as BallotState
from thidua.conference.following.queries import reaches
from thidua.conference.following.terms import Progress
from thidua.conference.preparing.terms import Answer
from thidua.handover import queries as handovers
from thidua.handover.terms import Side
from thidua.members.models import Membership, Person
from thidua.members.queries import Here, seats_of, years_of
from thidua.members.rules import secretariat_for
from thidua.members.terms import Lead, Office, Stage
from thidua.reports.terms import State as ReportState
from thidua.scoring.terms import Hand
from thidua.season.queries import Extended
from thidua.season.terms import Phase
from thidua.story.telling import flagged
from thidua.targets.models import Registration
from thidua.targets.terms import State as RegistrationState
from thidua.timeline.gathered import Gathered
from thidua.timeline.queries import Ask
from thidua.timeline.steps import next_steps

UNIT_HANDS = (Office.UNIT_OFFICER, Office.UNIT_LEADER)
SECRETARIAT = (Office.HEAD_SECRETARY, Office.DEPUTY_SECRETARY)
OVER = [stage for stage in Stage if stage.reached(Stage.HANDED_OVER)]
"""Stages of a year that asks nothing any more."""


def asked_of(person: Person, day: dt.date) -> list[Ask]:
    """Everything asked of a person in every year entered, the most overdue first; handed-over years ask nothing."""
    seats = list(seats_of(person, day))
    standing = [
        Here(year, person, day, tuple(seat for seat in seats if seat.year_id in (year.pk, None)))
        for year in years_of(seats).exclude(stage__in=OVER)
    ]
    rows = Gathered.of(*standing) if standing else None
    return by_urgency([one for here in standing for one in asked_in(here, rows)])


def asked_in(here: Here, rows: Gathered | None = None) -> list[Ask]:
    """What this person is asked to do in this year today; from `rows`, where several years were read together."""
    rows = rows or Gathered.of(here)
    if here.holds(*SECRETARIAT):
        known = vars(here)
        known["members"], known["leads"] = rows.members.get(here.year.pk, []), rows.leads.get(here.year.pk, {})
    looks = (
        registrations,
        pledges,
        reports,
        sheets,
        explanations,
        votes,
        council,
        papers,
        meetings,
        minutes,
        articles,
        recommendations,
        handing_over,
        steps,
    )
    return by_urgency([ask for look in looks for ask in look(here, rows)])


def by_urgency(asks: list[Ask]) -> list[Ask]:
    """The longest overdue first, what has no due day last."""
    return sorted(asks, key=lambda ask: (ask.due is None, ask.due or ask.day))


def ask(
    here: Here, key: str, text: str, name: str, *args: object, due: dt.date | None = None,
    of: Membership | None = None,
) -> Ask:  # fmt: skip
    url = reverse(name, args=[here.year.cluster.slug, here.year.year, *args])
    return Ask(text, url, here.year, f"{here.year.pk}:{key}", here.day, of.unit.short_name if of else "", due)


def registrations(here: Here, rows: Gathered) -> Iterator[Ask]:
    own = here.own(*UNIT_HANDS)
    if here.year.at != Stage.RULES_ADOPTED or not (own or here.holds(*SECRETARIAT)):
        return
    given, later = rows.due(here.year, Phase.REGISTRATION), rows.extended(here.year)
    found = {one.membership_id: one for one in rows.registrations.get(here.year.pk, ())}
    if own:
        yield from _own_registration(here, own, found.get(own.pk), due_for(later, given, own))
    judged = [member for member in (here.members if here.holds(*SECRETARIAT) else ())
              if member.pk in found and found[member.pk].state == RegistrationState.SUBMITTED
              and secretariat_for(here, member)]  # fmt: skip
    for member in judged:
        yield ask(here, f"approve:{member.pk}", _("Duyệt bản đăng ký thi đua"), "targets:registration", member.pk,
                  due=given, of=member)  # fmt: skip


def recommendations(here: Here, rows: Gathered) -> Iterator[Ask]:
    """What the own unit is to carry out of what a conference recommended, in former years too."""
    own = here.own(*UNIT_HANDS)
    if own is None:
        return
    for one in rows.recommendations:
        if one.unit_id != own.unit_id or one.state == Progress.REPORTED or not reaches(one, here.year):
            continue
        text = _("Thực hiện kiến nghị của hội nghị: %(text)s") % {"text": Truncator(one.text).words(12)}
        yield ask(here, f"follow:{one.pk}:{own.pk}", text, "conference:follow_up", one.pk, due=one.due_on, of=own)


def due_for(later: Extended, given: dt.date | None, member: Membership) -> dt.date | None:
    """When a registration is due of one unit; None when the calendar does not say."""
    return later.due(Phase.REGISTRATION, given, member.pk) if given else None


def _own_registration(here: Here, own: Membership, found: Registration | None, limit: dt.date | None) -> Iterator[Ask]:
    state = RegistrationState(found.state) if found else RegistrationState.DRAFT
    if state not in (RegistrationState.DRAFT, RegistrationState.RETURNED):
        return
    if state == RegistrationState.RETURNED:
        text = _("Sửa và gửi lại bản đăng ký bị từ chối")
    elif here.holds(Office.UNIT_LEADER, of=own):
        text = _("Gửi bản đăng ký thi đua") if found else _("Lập và gửi bản đăng ký thi đua")
    else:
        text = _("Hoàn thành bản đăng ký thi đua") if found else _("Lập bản đăng ký thi đua")
    yield ask(here, f"register:{own.pk}", text, "targets:registration", own.pk, due=limit, of=own)


def pledges(here: Here, rows: Gathered) -> Iterator[Ask]:
    own = here.own(Office.UNIT_LEADER)
    if own is None or here.year.at != Stage.RULES_ADOPTED:
        return
    pledge = next(iter(rows.pledges.get(here.year.pk, ())), None)
    if pledge is None or (pledge.pk, own.pk) in rows.answered:
        return
    limit = pledge.signing_on or due_for(rows.extended(here.year), rows.due(here.year, Phase.REGISTRATION), own)
    yield ask(here, f"sign:{pledge.pk}:{own.pk}", _("Ký giao ước thi đua"), "targets:pledge", due=limit, of=own)


def reports(here: Here, rows: Gathered) -> Iterator[Ask]:
    own = here.own(*UNIT_HANDS)
    if own is None or not here.year.at.reached(Stage.RUNNING) or here.year.at.reached(Stage.SELF_SCORED):
        return
    later, leads = rows.extended(here.year), here.holds(Office.UNIT_LEADER, of=own)
    for period in rows.periods.get(here.year.pk, ()):
        state = rows.reports.get((own.pk, period.pk))
        if state == ReportState.SUBMITTED or period.from_date > here.day:
            continue
        verb = _("Gửi báo cáo: %(period)s") if leads else _("Lập báo cáo: %(period)s")
        if state == ReportState.RETURNED:
            verb = _("Sửa báo cáo bị trả lại: %(period)s")
        yield ask(here, f"report:{period.pk}:{own.pk}", verb % {"period": period.name}, "reports:report", period.pk,
                  own.unit.code, due=later.due(Phase.REPORT, period.due_on, own.pk, period.name), of=own)  # fmt: skip


def sheets(here: Here, rows: Gathered) -> Iterator[Ask]:
    if not here.holds(*UNIT_HANDS, Office.CROSS_CHECKER, *SECRETARIAT):
        return
    turns = rows.rounds.get(here.year.pk, [])
    if not turns:
        return
    looks = {Hand.SELF: self_sheets, Hand.CROSS: cross_checks, Hand.APPRAISED: appraisals}
    later, titles = rows.extended(here.year), period_titles(here, rows, {turn.period for turn in turns})
    for turn in turns:
        hand = Hand(turn.hand)
        for writes, member, text in looks[hand](here, rows):
            if (member.pk, turn.hand, turn.period) not in rows.sheets:
                limit = later.due(hand.phase, turn.due_on, writes.pk, turn.period)
                asked = ask(here, f"sheet:{turn.pk}:{member.pk}", text, "scoring:sheet", hand, member.unit.code,
                            due=limit, of=member)  # fmt: skip
                yield in_period(asked, turn.period, titles)


def period_titles(here: Here, rows: Gathered, periods: set[str]) -> dict[str, str]:
    """What the table calls its periods; nothing is read where it has none."""
    return {one.code: one.title for one in rows.scored_periods(here.year)} if any(periods) else {}


def in_period(asked: Ask, period: str, titles: dict[str, str]) -> Ask:
    """The same, naming the period and leading to it; as it is where the table has none."""
    if not period:
        return asked
    text = f"{asked.text} ({titles[period]})" if period in titles else asked.text
    return replace(asked, text=text, url=f"{asked.url}?ky={quote(period)}")


Wanted = Iterator[tuple[Membership, Membership, str]]
"""Who is to write, the sheet of which unit, and in which words it is asked."""


def self_sheets(here: Here, _rows: Gathered) -> Wanted:
    if own := here.own(*UNIT_HANDS):
        leads = here.holds(Office.UNIT_LEADER, of=own)
        yield own, own, _("Gửi phiếu tự chấm điểm") if leads else _("Lập phiếu tự chấm điểm")


def cross_checks(here: Here, rows: Gathered) -> Wanted:
    if own := here.own(Office.CROSS_CHECKER):
        for checked in rows.assignments.get(own.pk, ()):
            member = checked.membership
            yield own, member, _("Chấm chéo %(unit)s") % {"unit": member.unit.short_name}


def appraisals(here: Here, _rows: Gathered) -> Wanted:
    """The head's secretariat for every unit but the head's own, which is the deputy's."""
    for member in here.members if here.holds(*SECRETARIAT) else ():
        if member.left_on is None and secretariat_for(here, member):
            yield member, member, _("Thẩm định phiếu chấm của %(unit)s") % {"unit": member.unit.short_name}


def explanations(here: Here, rows: Gathered) -> Iterator[Ask]:
    """A unit answers for each criterion that a later hand changed: explains, or agrees; while the appraisal is open."""
    own = here.own(*UNIT_HANDS)
    if own is None or not here.year.at.reached(Stage.RUNNING) or here.year.at.reached(Stage.APPRAISED):
        return
    periods = sorted(one.period for one in rows.rounds.get(here.year.pk, ()) if one.hand == Hand.APPRAISED)
    if not periods:
        return
    given, titles = rows.due(here.year, Phase.EXPLANATION), period_titles(here, rows, set(periods))
    for period in periods:
        if count := sum((member, of) == (own.pk, period) for member, of, _code in rows.changed):
            text = _("Giải trình hoặc đồng ý với %(count)s tiêu chí bị đổi điểm") % {"count": count}
            limit = rows.extended(here.year).due(Phase.EXPLANATION, given, own.pk, period) if given else None
            asked = ask(here, f"explain:{own.pk}:{period}", text, "scoring:unit", own.unit.code, due=limit, of=own)
            yield in_period(asked, period, titles)


def votes(here: Here, rows: Gathered) -> Iterator[Ask]:
    own = here.own(Office.UNIT_LEADER)
    if not own and not here.holds(Office.TELLER):
        return
    for ballot in rows.ballots.get(here.year.pk, ()):
        title = {"title": ballot.title}
        left = [row for row in ballot.turnout.all() if not row.voted and row.person_id is None]
        waited_for = {unit for row in left for unit in (row.membership_id, row.carrier_id)}
        if ballot.state == BallotState.OPEN and own and own.pk in waited_for and ballot.form not in COUNTED:
            yield ask(here, f"vote:{ballot.pk}:{own.pk}", _("Bỏ phiếu: %(title)s") % title, "ballots:ballot",
                      ballot.pk, of=own)  # fmt: skip
        if here.holds(Office.TELLER):
            yield from _telling(here, ballot)


def _telling(here: Here, ballot: Ballot) -> Iterator[Ask]:
    """What a teller has still to open or close."""
    act = "open" if ballot.state == BallotState.CALLED else "close"
    if not any(mark.act == act and mark.teller_id == here.person.pk for mark in ballot.marks.all()):
        text = _("Mở cuộc bỏ phiếu: %(title)s") if act == "open" else _("Kiểm phiếu: %(title)s")
        yield ask(here, f"{act}:{ballot.pk}", text % {"title": ballot.title}, "ballots:ballot", ballot.pk)


def council(here: Here, rows: Gathered) -> Iterator[Ask]:
    """A member of the Council votes, and opens; who opened closes. The standing office takes what was counted."""
    if not here.year.at.reached(Stage.CONCLUDED):
        return
    for ballot in rows.councils.get(here.year.pk, ()) if here.holds(Office.COUNCIL) else ():
        mine = any(row.person_id == here.person.pk and not row.voted for row in ballot.turnout.all())
        if ballot.state == BallotState.OPEN and mine and ballot.form not in COUNTED:
            text = _("Hồ sơ Hội đồng chờ bỏ phiếu: %(title)s") % {"title": ballot.title}
            yield ask(here, f"council:{ballot.pk}", text, "ballots:ballot", ballot.pk)
        opened = any(mark.teller_id == here.person.pk for mark in ballot.marks.all())
        if opened or ballot.state == BallotState.CALLED:
            yield from _telling(here, ballot)
    for ballot in rows.counted.get(here.year.pk, ()) if here.holds(Office.STANDING_OFFICE) else ():
        text = _("Ghi kết quả bỏ phiếu của Hội đồng: %(title)s") % {"title": ballot.title}
        yield ask(here, f"count:{ballot.pk}", text, "awards:councils")


def papers(here: Here, rows: Gathered) -> Iterator[Ask]:
    """A leader signs off the drafts of the own unit that somebody else prepared."""
    own = here.own(Office.UNIT_LEADER)
    if own is None or here.year.at.reached(Stage.ARCHIVED):
        return
    for draft in rows.drafts.get(here.year.pk, ()):
        if draft.issuer_id == own.unit_id and draft.prepared_by_id != here.person.pk:
            text = _("Duyệt ký: %(paper)s") % {"paper": Truncator(str(draft)).words(16)}
            yield ask(here, f"paper:{draft.pk}", text, "paperwork:paper", draft.pk, of=own)


def meetings(here: Here, rows: Gathered) -> Iterator[Ask]:
    """A unit answers its invitation to a conference and enters its delegation, unless it is excused."""
    own = here.own(*UNIT_HANDS)
    if own is None:
        return
    for one in rows.convened.get(here.year.pk, ()):
        invite = next((invite for invite in one.invites.all() if invite.membership_id == own.pk), None)
        due = one.answers_due or one.on  # type: ignore[attr-defined]
        title = {"title": Truncator(one.title).words(10)}
        if invite and invite.answer == Answer.WAITING and due >= here.day:
            text = _("Trả lời giấy mời dự %(title)s") % title
            yield ask(here, f"invite:{invite.pk}", text, "conference:invite", one.pk, invite.pk, due=due, of=own)
        announced = any(group.membership_id == own.pk for group in one.delegations.all())
        if not announced and not (invite and invite.answer == Answer.EXCUSED):
            text = _("Đăng ký đoàn đại biểu dự %(title)s") % title
            wanted = ask(
                here, f"delegation:{one.pk}:{own.pk}", text, "conference:conference", one.pk, due=one.on, of=own
            )
            yield replace(wanted, url=f"{wanted.url}#doan")


def minutes(here: Here, rows: Gathered) -> Iterator[Ask]:
    """A leader of the head unit, who did not write them, approves the minutes and conclusions of a conference."""
    sent = rows.minutes.get(here.year.pk, ()) if here.own(Office.UNIT_LEADER) else ()
    head = rows.leads.get(here.year.pk, {}).get(Lead.HEAD) if sent else None
    if head is None or not here.holds(Office.UNIT_LEADER, of=head):
        return
    for draft in sent:
        if (draft.pk, here.person.pk) not in rows.writers:
            text = _("Duyệt hoặc trả lại: %(paper)s") % {"paper": Truncator(str(draft)).words(16)}
            yield ask(here, f"minutes:{draft.pk}", text, "conference:draft", draft.conference_id, draft.pk, of=head)


def articles(here: Here, rows: Gathered) -> Iterator[Ask]:
    if not here.holds(Office.PRESS_OFFICER):
        return
    for article in rows.articles.get(here.year.pk, ()):
        if article.author_id != here.person.pk:
            text = _("Duyệt bài: %(title)s") % {"title": article.title}
            yield ask(here, f"article:{article.pk}", text, "newsroom:article", article.pk)
    for article, _changes in flagged(here.year, rows.drafted.get(here.year.pk, ())):
        text = _("Dữ kiện của bài “%(title)s” đã đổi; hãy đối chiếu") % {"title": article.title}
        yield ask(here, f"stale:{article.pk}", text, "story:article", article.pk)


def handing_over(here: Here, rows: Gathered) -> Iterator[Ask]:
    """The outgoing head's leader signs over what was announced; the next head's accepts it."""
    own = here.own(Office.UNIT_LEADER)
    if own is None:
        return
    given = rows.given(here.year) if here.year.at.reached(Stage.NOMINATED) else None
    leaving = rows.leaving.get(here.year.pk, {}) if given else {}
    if given and given.signed_over_at is None and handovers.signing_seat(here, given, Side.GIVING, leaving):
        yield ask(here, f"sign-over:{given.pk}", _("Ký bàn giao Cụm trưởng, Cụm phó"), "handover:handover", of=own)
    taken = rows.taken(here.year) if here.year.at == Stage.CONSTITUTED else None
    if (taken and taken.signed_over_at and taken.accepted_at is None
            and handovers.signing_seat(here, taken, Side.TAKING)):  # fmt: skip
        yield ask(here, f"accept:{taken.pk}", _("Ký nhận bàn giao Cụm trưởng, Cụm phó"), "handover:handover", of=own)


def steps(here: Here, _rows: Gathered) -> Iterator[Ask]:
    """The step itself, for those who close it (the last office named takes it; the units have their own asks)."""
    for step in next_steps(here.year.at):
        if step.stage == Stage.HANDED_OVER:
            continue  # signed by two leaders only, who are asked by `handing_over`
        if here.holds(step.who[-1]) or (len(step.who) > 1 and here.holds(*step.who) and not here.holds(*UNIT_HANDS)):
            yield ask(here, f"step:{step.stage}", _("Bước tiếp theo: %(step)s") % {"step": step.act}, step.where)
