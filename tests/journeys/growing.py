"""Rows by the hundred for every list of a sample year, written past the actions: only how pages read them matters."""

import datetime as dt
from itertools import count

from thidua.ballots.models import Ballot, Nominee, Turnout
from thidua.conference.models import Conference, Delegate, Delegation, Recommendation, Statement
from thidua.conference.models import Item as AgendaItem
from thidua.handover.models import Handover
from thidua.handover.models import Item as HandedItem
from thidua.ledger.models import Entry
from thidua.members.models import Cluster, ClusterYear, Membership, Person, Seat, Unit
from thidua.members.terms import Office, Stage
from thidua.news.models import Article, Picture
from thidua.paperwork.models import Document, Register
from thidua.reports.models import Evidence, EvidenceLink, Period, Report
from thidua.results.models import Decision, Nomination
from thidua.rulebook.models import Comment, EditionText
from thidua.samples.cast import YEAR, moment
from thidua.scoring.models import Claim, Remark, Round, Settlement, Sheet
from thidua.season.models import Movement, Window
from thidua.targets.models import Amendment, Objection, Pledge, Registration, Signature, Target

AT, DAY = moment(YEAR, 3, 1), dt.date(YEAR, 3, 1)
numbers = count(1000)
"""So that no two rows made here are alike where they must not be."""


def grow(year: ClusterYear, times: int) -> None:
    """So many more of everything: members with all they write, things of the year, things of the site."""
    fresh = [next(numbers) for _ in range(times)]
    members = joined(year, fresh)
    scored(members)
    reported(year, members, fresh)
    registered(year, members)
    met(year, members, fresh)
    published(year, fresh)
    around(year, members, fresh)


def joined(year: ClusterYear, fresh: list[int]) -> list[Membership]:
    units = Unit.objects.bulk_create(
        Unit(code=f"them-{n}", name=f"Đơn vị thêm {n} (minh hoạ)", short_name=f"Thêm {n}", illustrative=True)
        for n in fresh
    )
    members = Membership.objects.bulk_create(
        Membership(year=year, unit=unit, order=n) for n, unit in zip(fresh, units, strict=True)
    )
    people = Person.objects.bulk_create(
        Person(username=f"them-{n}", name=f"Cán bộ thêm {n} (minh hoạ)", illustrative=True) for n in fresh
    )
    Seat.objects.bulk_create(
        Seat(person=person, office=Office.UNIT_OFFICER, year=year, membership=member, since=DAY)
        for person, member in zip(people, members, strict=True)
    )
    return members


def scored(members: list[Membership]) -> None:
    sheets = Sheet.objects.bulk_create(
        Sheet(membership=member, hand=hand, submitted_at=AT, submitted_by="minh hoạ")
        for member in members for hand in ("self", "appraised")
    )  # fmt: skip
    told = {"by_name": "minh hoạ", "at": AT}
    Claim.objects.bulk_create(
        Claim(sheet=sheet, code="I.1.a", written={"actual": "50"}, reason="x", **told) for sheet in sheets
    )
    Remark.objects.bulk_create(
        Remark(membership=member, code="I.1.a", kind="explanation", text="x", **told) for member in members
    )
    Settlement.objects.bulk_create(
        Settlement(membership=member, code="I.1.a", points=40, reason="x", **told) for member in members
    )


def reported(year: ClusterYear, members: list[Membership], fresh: list[int]) -> None:
    periods = Period.objects.bulk_create(
        Period(year=year, span="month", name=f"Kỳ thêm {n}", from_date=DAY, to_date=DAY, due_on=DAY) for n in fresh
    )
    Report.objects.bulk_create(
        Report(period=period, membership=member, state="submitted", submitted_at=AT)
        for period, member in zip(periods, members, strict=True)
    )
    owner = Membership.objects.filter(year=year).order_by("order").first()
    files = Evidence.objects.bulk_create(
        Evidence(membership=each, name=f"Tệp {n}.pdf", file="evidence/x.pdf", sha256=f"{n:064}",
                 media_type="application/pdf", size=1, uploaded_by="minh hoạ", uploaded_at=AT)
        for n, member in zip(fresh, members, strict=True) for each in (member, owner)
    )  # fmt: skip
    EvidenceLink.objects.bulk_create(
        EvidenceLink(evidence=file, code="I.1.a", by_name="minh hoạ", at=AT) for file in files
    )


def registered(year: ClusterYear, members: list[Membership]) -> None:
    Registration.objects.bulk_create(
        Registration(membership=member, titles=["co-bo-tinh"], state="submitted", submitted_at=AT) for member in members
    )
    Target.objects.bulk_create(Target(membership=member, code="I.1.a", agreed="50") for member in members)
    Amendment.objects.bulk_create(
        Amendment(membership=member, code="I.1.a", agreed_before="50", agreed_after="60", scope_before="assigned",
                  scope_after="assigned", reason="x", by_name="minh hoạ", at=AT) for member in members
    )  # fmt: skip
    if pledge := Pledge.objects.filter(year=year).first():
        Signature.objects.bulk_create(
            Signature(pledge=pledge, membership=member, signer="minh hoạ", signed_at=AT) for member in members
        )
        Objection.objects.bulk_create(
            Objection(pledge=pledge, membership=member, reason="x", by_name="minh hoạ", at=AT) for member in members
        )


def met(year: ClusterYear, members: list[Membership], fresh: list[int]) -> None:
    for meeting in Conference.objects.filter(year=year):
        delegations = Delegation.objects.bulk_create(
            Delegation(conference=meeting, membership=member, body=f"Đoàn {member.pk}", order=member.order)
            for member in members
        )
        Delegate.objects.bulk_create(
            Delegate(delegation=one, title="minh hoạ", lead=True, code=f"ma-{one.pk}") for one in delegations
        )
        AgendaItem.objects.bulk_create(AgendaItem(conference=meeting, order=n, title=f"Mục {n}") for n in fresh)
        Statement.objects.bulk_create(Statement(conference=meeting, kind="result", text="x", order=n) for n in fresh)
        Recommendation.objects.bulk_create(Recommendation(conference=meeting, text=f"Kiến nghị {n}") for n in fresh)
    ballots = Ballot.objects.bulk_create(Ballot(year=year, title=f"Bỏ phiếu {n}") for n in fresh)
    Nominee.objects.bulk_create(
        Nominee(ballot=one, membership=member, award="co-bo-tinh") for one, member in zip(ballots, members, strict=True)
    )
    Turnout.objects.bulk_create(
        Turnout(ballot=one, membership=member) for one, member in zip(ballots, members, strict=True)
    )
    nominations = Nomination.objects.bulk_create(
        Nomination(year=year, membership=member, award="co-bo-tinh", submitted_at=AT) for member in members
    )
    Decision.objects.bulk_create(
        Decision(nomination=one, number=f"QĐ {one.pk}", on=DAY, signer="minh hoạ") for one in nominations
    )
    if deed := Handover.objects.filter(year=year).first():
        HandedItem.objects.bulk_create(HandedItem(handover=deed, text=f"Mục {n}", order=n) for n in fresh)


def published(year: ClusterYear, fresh: list[int]) -> None:
    author = Person.objects.order_by("pk").first().pk
    Article.objects.bulk_create(
        Article(year=year, slug=f"bai-{n}", title=f"Bài {n}", state=state, published_at=AT, author_id=author)
        for at, n in enumerate(fresh) for state in (("published", "draft")[at % 2],)
    )  # fmt: skip
    Picture.objects.bulk_create(Picture(year=year, caption=f"Ảnh {n}", alt="x", order=n) for n in fresh)
    issuer = Membership.objects.filter(year=year).order_by("order").first().unit
    register, _new = Register.objects.get_or_create(issuer=issuer, mark="CTĐ", series="BC", year=YEAR)
    Document.objects.bulk_create(
        Document(year=year, issuer=issuer, kind="BC", about=f"Văn bản {n}", subject=f"x:{n}", status="issued", number=n,
                 issued_on=DAY, number_year=YEAR, register=register) for n in fresh
    )  # fmt: skip


def around(year: ClusterYear, members: list[Membership], fresh: list[int]) -> None:
    clusters = Cluster.objects.bulk_create(
        Cluster(slug=f"cum-{n}", organiser="Cơ quan minh hoạ", number=str(n), name=f"Cụm {n}", illustrative=True)
        for n in fresh
    )
    ClusterYear.objects.bulk_create(ClusterYear(cluster=cluster, year=YEAR) for cluster in clusters)
    Movement.objects.bulk_create(Movement(name=f"Phong trào {n}", year=YEAR, launched_by="x") for n in fresh)
    Window.objects.bulk_create(Window(year=year, phase="registration", opens_on=DAY, due_on=DAY) for _ in fresh)
    adopted = EditionText.objects.filter(year=year, status="adopted").first()
    if adopted:
        EditionText.objects.bulk_create(
            EditionText(year=year, text=f"{adopted.text}\n# {n}", digest=f"{n:064}", title=f"Bản {n}") for n in fresh
        )
        Comment.objects.bulk_create(
            Comment(edition=adopted, code="I.1.a", text=f"Góp ý {n}", by_name="minh hoạ", by_office=Office.UNIT_OFFICER,
                    at=AT) for n in fresh
        )  # fmt: skip
    last = Entry.objects.order_by("-seq").first()
    for seq, member in enumerate(members, last.seq + 1):
        last = Entry(seq=seq, at=AT, actor_id=0, actor_name="minh hoạ", actor_office="program", act="unit.found",
                     subject_kind="members.unit", subject_id=str(member.unit_id), subject_name=member.unit.name,
                     year_id=year.pk, previous=last.hash)  # fmt: skip
        last.hash = last.computed_hash()
        last.save(force_insert=True)


def sit_elsewhere(people: list[Person], times: int) -> None:
    """So many more years of other clusters, at various steps, in which each of these people leads a unit, appraises,
    counts votes, and is asked for a report, a sheet, a vote and a signature."""
    fresh = [next(numbers) for _ in range(times)]
    steps = (Stage.RULES_ADOPTED, Stage.RUNNING, Stage.SELF_SCORED, Stage.APPRAISED)
    years = ClusterYear.objects.bulk_create(
        ClusterYear(year=YEAR, stage=steps[at % 4], cluster=Cluster.objects.create(
            slug=f"noi-khac-{n}", organiser="Cơ quan minh hoạ", number=str(n), name=f"Cụm khác {n}", illustrative=True))
        for at, n in enumerate(fresh)
    )  # fmt: skip
    for n, year in zip(fresh, years, strict=True):
        unit = Unit.objects.create(code=f"khac-{n}", name=f"Đơn vị khác {n}", short_name=f"K{n}", illustrative=True)
        member = Membership.objects.create(year=year, unit=unit)
        Seat.objects.bulk_create(
            Seat(person=person, office=office, year=year, membership=member, since=DAY)
            for person in people for office in (Office.UNIT_LEADER, Office.HEAD_SECRETARY, Office.TELLER)
        )  # fmt: skip
        Window.objects.create(year=year, phase="registration", opens_on=DAY, due_on=DAY)
        Period.objects.create(year=year, span="month", name="Tháng 1", from_date=DAY, to_date=DAY, due_on=DAY)
        for hand in ("self", "appraised"):
            Round.objects.create(year=year, hand=hand, opened_on=DAY, due_on=DAY)
        ballot = Ballot.objects.create(year=year, title=f"Bỏ phiếu nơi khác {n}", state="open")
        Turnout.objects.create(ballot=ballot, membership=member)
        Pledge.objects.create(year=year, text="x")


def pile_up(year: ClusterYear, times: int) -> None:
    """So many more of what a site gathers over the years, whatever the number of its units: the ledger, files, papers,
    articles, comments, recommendations, accounts, clusters."""
    fresh = [next(numbers) for _ in range(times)]
    owner = Membership.objects.filter(year=year).order_by("order").select_related("unit").first()
    files = Evidence.objects.bulk_create(
        Evidence(membership=owner, name=f"Tệp {n}.pdf", file="evidence/x.pdf", sha256=f"{n:064}",
                 media_type="application/pdf", size=1, uploaded_by="minh hoạ", uploaded_at=AT) for n in fresh
    )  # fmt: skip
    EvidenceLink.objects.bulk_create(
        EvidenceLink(evidence=file, code="I.1.a", by_name="minh hoạ", at=AT) for file in files
    )
    Person.objects.bulk_create(
        Person(username=f"them-{n}", name=f"Cán bộ thêm {n} (minh hoạ)", illustrative=True) for n in fresh
    )
    for meeting in Conference.objects.filter(year=year):
        Recommendation.objects.bulk_create(Recommendation(conference=meeting, text=f"Kiến nghị {n}") for n in fresh)
    if adopted := EditionText.objects.filter(year=year, status="adopted").first():
        Comment.objects.bulk_create(
            Comment(edition=adopted, code="I.1.a", text=f"Góp ý {n}", by_name="minh hoạ", by_office=Office.UNIT_OFFICER,
                    at=AT) for n in fresh
        )  # fmt: skip
    Cluster.objects.bulk_create(
        Cluster(slug=f"cum-{n}", organiser="Cơ quan minh hoạ", number=str(n), name=f"Cụm {n}", illustrative=True)
        for n in fresh
    )
    published(year, fresh)
    chained(year, fresh)


def chained(year: ClusterYear, fresh: list[int]) -> None:
    """So many more lines of the ledger, one after another."""
    last, lines = Entry.objects.order_by("-seq").first(), []
    for seq, n in enumerate(fresh, last.seq + 1):
        last = Entry(seq=seq, at=AT, actor_id=0, actor_name="minh hoạ", actor_office="program", act="unit.found",
                     subject_kind="members.unit", subject_id=str(n), subject_name=f"Đơn vị {n}",
                     year_id=year.pk, previous=last.hash)  # fmt: skip
        last.hash = last.computed_hash()
        lines.append(last)
    Entry.objects.bulk_create(lines)
