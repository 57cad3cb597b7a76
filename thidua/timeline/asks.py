"""What is asked of a person now, one sentence each, one click away.

Each function looks at one room for one cluster year and answers for the seats the person holds there.
"""

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.ballots.models import Ballot
from thidua.ballots.terms import State as BallotState
from thidua.members.models import Person
from thidua.members.queries import Here, standing, years_of
from thidua.members.terms import Office, Stage
from thidua.news.models import Article
from thidua.news.terms import State as ArticleState
from thidua.reports.models import Report
from thidua.reports.terms import State as ReportState
from thidua.scoring.models import Assignment, Round, Sheet
from thidua.scoring.terms import Hand
from thidua.season.queries import due
from thidua.season.terms import Phase
from thidua.targets.models import Registration, Signature
from thidua.targets.terms import State as RegistrationState
from thidua.timeline.queries import Ask
from thidua.timeline.steps import next_steps

UNIT_HANDS = (Office.UNIT_OFFICER, Office.UNIT_LEADER)
SECRETARIAT = (Office.HEAD_SECRETARY, Office.DEPUTY_SECRETARY)


def asked_of(person: Person, day: dt.date) -> list[Ask]:
    """Everything asked of a person in every year entered, the most urgent first; years handed over ask nothing."""
    asks: list[Ask] = []
    for year in years_of(person, day):
        if not year.at.reached(Stage.HANDED_OVER) and (here := standing(person, year, day)):
            asks += asked_in(here)
    return sorted(asks, key=lambda ask: (ask.due is None, ask.due or day))


def asked_in(here: Here) -> list[Ask]:
    """What this person is asked to do in this year today."""
    return [ask for look in (registrations, reports, sheets, votes, articles, steps) for ask in look(here)]


def ask(here: Here, text: str, name: str, *args: object, due: dt.date | None = None) -> Ask:
    url = reverse(name, args=[here.year.cluster.slug, here.year.year, *args])
    return Ask(text, url, here.year, due, due is not None and here.day > due)


def registrations(here: Here) -> Iterator[Ask]:
    if here.year.at != Stage.RULES_ADOPTED:
        return
    limit = due(here.year, Phase.REGISTRATION)
    states = dict(Registration.objects.filter(membership__year=here.year).values_list("membership_id", "state"))
    if own := here.own(*UNIT_HANDS):
        state = states.get(own.pk, RegistrationState.DRAFT)
        if state in (RegistrationState.DRAFT, RegistrationState.RETURNED):
            yield ask(here, _("Lập và gửi bản đăng ký thi đua"), "targets:targets", due=limit)
        signed = Signature.objects.filter(pledge__year=here.year, membership=own).exists()
        if here.holds(Office.UNIT_LEADER) and not signed:
            yield ask(here, _("Ký giao ước thi đua"), "targets:targets", due=limit)
    waiting = sum(state == RegistrationState.SUBMITTED for state in states.values())
    if here.holds(*SECRETARIAT) and waiting:
        text = _("Duyệt %(count)s bản đăng ký đang chờ") % {"count": waiting}
        yield ask(here, text, "targets:targets", due=limit)


def reports(here: Here) -> Iterator[Ask]:
    own = here.own(*UNIT_HANDS)
    if own is None or not here.year.at.reached(Stage.RUNNING) or here.year.at.reached(Stage.SELF_SCORED):
        return
    sent = set(Report.objects.filter(membership=own, state=ReportState.SUBMITTED).values_list("period_id", flat=True))
    for period in here.year.periods.all():
        if period.pk not in sent:
            verb = _("Gửi báo cáo: %(period)s") if here.holds(Office.UNIT_LEADER) else _("Lập báo cáo: %(period)s")
            yield ask(here, verb % {"period": period.name}, "reports:reports", due=period.due_on)


def sheets(here: Here) -> Iterator[Ask]:
    open_rounds = list(Round.objects.filter(year=here.year, closed_at=None))
    if not open_rounds:
        return
    sent = set(Sheet.objects.filter(membership__year=here.year, submitted_at__isnull=False)
               .values_list("membership_id", "hand"))  # fmt: skip
    for turn in open_rounds:
        if turn.hand == Hand.SELF and (own := here.own(*UNIT_HANDS)) and (own.pk, turn.hand) not in sent:
            text = _("Gửi phiếu tự chấm điểm") if here.holds(Office.UNIT_LEADER) else _("Lập phiếu tự chấm điểm")
            yield ask(here, text, "scoring:scoring", due=turn.due_on)
        elif turn.hand == Hand.CROSS and (own := here.own(Office.CROSS_CHECKER)):
            for checked in Assignment.objects.filter(checker=own).select_related("membership__unit"):
                if (checked.membership_id, turn.hand) not in sent:
                    text = _("Chấm chéo %(unit)s") % {"unit": checked.membership.unit.short_name}
                    yield ask(here, text, "scoring:scoring", due=turn.due_on)
        elif turn.hand == Hand.APPRAISED and here.holds(*SECRETARIAT):
            yield ask(here, _("Thẩm định phiếu chấm của các đơn vị"), "scoring:scoring", due=turn.due_on)


def votes(here: Here) -> Iterator[Ask]:
    ballots = Ballot.objects.filter(year=here.year).exclude(state=BallotState.CLOSED)
    for ballot in ballots.prefetch_related("turnout"):
        voted = {mark.membership_id for mark in ballot.turnout.all()}
        own = here.own(Office.UNIT_LEADER)
        if ballot.state == BallotState.OPEN and own and own.pk not in voted:
            yield ask(here, _("Bỏ phiếu: %(title)s") % {"title": ballot.title}, "ballots:ballots")
        if here.holds(Office.TELLER):
            text = (
                _("Mở cuộc bỏ phiếu: %(title)s") if ballot.state == BallotState.CALLED else _("Kiểm phiếu: %(title)s")
            )
            yield ask(here, text % {"title": ballot.title}, "ballots:ballots")


def articles(here: Here) -> Iterator[Ask]:
    if not here.holds(Office.PRESS_OFFICER):
        return
    for article in Article.objects.filter(year=here.year, state=ArticleState.IN_REVIEW):
        if article.author_id != here.person.pk:
            yield ask(here, _("Duyệt bài: %(title)s") % {"title": article.title}, "newsroom:newsroom")


def steps(here: Here) -> Iterator[Ask]:
    """The step itself, for those who close it (the last office named takes it; the units have their own asks)."""
    for step in next_steps(here.year.at):
        if here.holds(step.who[-1]) or (len(step.who) > 1 and here.holds(*step.who) and not here.holds(*UNIT_HANDS)):
            yield ask(here, _("Bước tiếp theo: %(step)s") % {"step": step.act}, step.where)
