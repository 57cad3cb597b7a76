"""The register: searched, a unit's and a person's pages, a decision entered, past years from Excel, counted."""

import io

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from xlsxwriter import Workbook

from thidua.awards import actions, importing, queries
from thidua.awards.forms import DecisionForm, HoldForm, ImportForm, PeriodForm, SearchForm
from thidua.awards.models import AwardDecision, CertificateLayout, Hold
from thidua.awards.terms import KEEPERS, READERS
from thidua.awards.words import folded
from thidua.kit import clock
from thidua.kit.answer import attempt, do, page
from thidua.kit.files import XLSX, attached
from thidua.kit.posted import whole
from thidua.kit.refusal import Refused
from thidua.ledger.terms import Actor
from thidua.members.doors import held_anywhere
from thidua.members.models import Seat, Unit
from thidua.rulebook.catalogue import catalogue as law
from thidua.rulebook.catalogue import every_title

READ_YEARS = 10


def keeper(request: HttpRequest, seats: list[Seat]) -> Actor:
    """The person as keeper of the register, for the record."""
    office = next((seat.office for seat in seats if seat.office in KEEPERS), seats[0].office)
    return Actor(request.user.pk or 0, request.user.name, office)  # type: ignore[union-attr]


def keeps(seats: list[Seat]) -> bool:
    return any(seat.office in KEEPERS for seat in seats)


@held_anywhere(*READERS)
def catalogue(request: HttpRequest, seats: list[Seat]) -> HttpResponse:
    """The law's titles and forms as people read them; those of old laws below."""
    today = clock.today()
    context = {
        "titles": [(one, one.votes_on(today), one.money_on(today)) for one in every_title() if one.holds_on(today)],
        "past": [one for one in every_title() if not one.holds_on(today)],
        "rules": [one for one in law().rules if one.holds_on(today)], "laws": law().laws.values(),
        "salary": law().salary_on(today), "salaries": law().salaries, "today": today,
    }  # fmt: skip
    return page(request, "awards/catalogue.html", context)


@held_anywhere(*READERS)
def register(request: HttpRequest, seats: list[Seat]) -> HttpResponse:
    """What was awarded, found by words without accents."""
    form = SearchForm(request.GET)
    typed = form.cleaned_data["q"] if form.is_valid() else ""
    found = queries.search(typed, before=whole(request.GET.get("truoc", "")) or 0)
    context = {"found": found, "typed": typed, "asked": form, "keeps": keeps(seats),
               "layouts": CertificateLayout.objects.all() if keeps(seats) else []}  # fmt: skip
    return page(request, "awards/register.html", context)


@held_anywhere(*READERS)
def unit(request: HttpRequest, seats: list[Seat], code: str) -> HttpResponse:
    """A unit through the years: its own awards, those of the units it came out of, those of its people."""
    found = get_object_or_404(Unit, code=code)
    own = list(found.awards.select_related("decision").order_by("-year", "-pk")[:500])
    links = queries.lineage_of(found)
    context = {
        "unit": found, "own": [one for one in own if not one.person], "people": [one for one in own if one.person],
        "before": [(link, queries.awards_of([link.predecessor])) for link in links],
    }  # fmt: skip
    return page(request, "awards/unit.html", context)


@held_anywhere(*READERS)
def person(request: HttpRequest, seats: list[Seat]) -> HttpResponse:
    """A person through the years, by the name as it stands in the register."""
    name, unit_name = request.GET.get("ten", "")[:200], request.GET.get("don-vi", "")[:200]
    awards = queries.person_awards(name, unit_name) if "\0" not in name + unit_name else []
    if not awards:
        raise Http404
    return page(request, "awards/person.html", {"name": awards[0].person, "awards": awards,
                                                "units": {one.unit_name for one in awards}})  # fmt: skip


@held_anywhere(*READERS)
def decision_file(request: HttpRequest, seats: list[Seat], pk: int) -> HttpResponse:
    """The signed decision as it was uploaded."""
    found = get_object_or_404(AwardDecision, pk=pk)
    if not found.file:
        raise Http404
    return attached(found.file.read(), f"quyet-dinh-{found.pk}.pdf", "application/pdf")


@held_anywhere(*KEEPERS)
def decision(request: HttpRequest, seats: list[Seat]) -> HttpResponse:
    """Enter a decision."""
    form = DecisionForm(request.POST or None, request.FILES or None,
                        initial={"on": clock.today(), "year": clock.today().year})  # fmt: skip

    def act() -> None:
        given = form.cleaned_data
        units = {folded(one.name): one for one in Unit.objects.all()}
        lines = [
            actions.Line(unit_name=parts[-1], title=given["title"], year=given["year"],
                         unit=units.get(folded(parts[-1])), person=parts[0] if len(parts) > 1 else "",
                         office=parts[1] if len(parts) > 1 else "")
            for parts in given["holders"]
        ]  # fmt: skip
        actions.enter_decision(by=keeper(request, seats), at=clock.now(), body=given["body"], number=given["number"],
                               on=given["on"], signer=given["signer"], lines=lines, file=given["file"])  # fmt: skip

    if attempt(request, form, act, _("Đã ghi quyết định vào sổ.")):
        return redirect("awards:register")
    return page(request, "awards/decision.html", {}, form)


@held_anywhere(*KEEPERS)
def importing_blank(request: HttpRequest, seats: list[Seat]) -> HttpResponse:
    """The workbook to fill in."""
    return attached(importing.blank(), "mau-so-khen-thuong.xlsx", XLSX)


@held_anywhere(*KEEPERS)
def import_awards(request: HttpRequest, seats: list[Seat]) -> HttpResponse:
    """First what the file holds and what is wrong with it; then, confirmed, all of it or nothing."""
    form = ImportForm(request.POST or None, request.FILES or None)
    read: list[importing.Read] = []
    if attempt(request, form, lambda: read.append(importing.read(form.cleaned_data["file"].read()))):
        context = {"read": read[0], "signed": "" if read[0].problems else read[0].signed(),
                   "columns": importing.COLUMNS, "first": read[0].rows[:50]}  # fmt: skip
        return page(request, "awards/import_preview.html", context)
    return page(request, "awards/import.html", {"columns": importing.COLUMNS}, form)


@held_anywhere(*KEEPERS)
@require_POST
def import_confirmed(request: HttpRequest, seats: list[Seat]) -> HttpResponse:
    """The second step."""

    def act() -> None:
        rows = importing.carried(request.POST.get("rows", ""))
        actions.import_rows(by=keeper(request, seats), at=clock.now(), rows=rows)

    return do(request, act, _("Đã nhập vào sổ."), "awards:register")


@held_anywhere(*READERS)
def statistics(request: HttpRequest, seats: list[Seat]) -> HttpResponse:
    """Counted by year, level, form; as a page or a workbook."""
    year = clock.today().year
    asked = request.GET if "since" in request.GET else None
    form = PeriodForm(asked, initial={"since": year - READ_YEARS, "until": year})
    since, until = year - READ_YEARS, year
    if asked is not None and form.is_valid():
        since, until = form.cleaned_data["since"], form.cleaned_data["until"]
    rows = queries.statistics(since, until)
    if "xlsx" in request.GET:
        return attached(_counted(rows), f"thong-ke-khen-thuong-{since}-{until}.xlsx", XLSX)
    return page(request, "awards/statistics.html", {"rows": rows, "since": since, "until": until}, form)


def _counted(rows: list[queries.Counted]) -> bytes:
    into = io.BytesIO()
    with Workbook(into, dict(importing.QUIET)) as made:
        sheet, bold = made.add_worksheet(_("Thống kê")), made.add_format({"bold": True, "bottom": 1})
        names = (_("Năm"), _("Danh hiệu, hình thức"), _("Cấp quyết định"), _("Tập thể"), _("Cá nhân"))
        for column, name in enumerate(names):
            sheet.write_string(0, column, name, bold)
            sheet.set_column(column, column, (8, 40, 40, 10, 10)[column])
        for line, row in enumerate(rows, 1):
            sheet.write_number(line, 0, row.year)
            sheet.write_string(line, 1, row.title)
            sheet.write_string(line, 2, row.level)
            sheet.write_number(line, 3, row.units)
            sheet.write_number(line, 4, row.people)
    return into.getvalue()


@held_anywhere(*KEEPERS)
def holds(request: HttpRequest, seats: list[Seat]) -> HttpResponse:
    """What holds nominations up today, and another hold."""
    form = HoldForm(request.POST or None, initial={"since": clock.today()})

    def act() -> None:
        actions.hold(by=keeper(request, seats), at=clock.now(), **form.cleaned_data)

    if attempt(request, form, act, _("Đã ghi tạm dừng xét.")):
        return redirect("awards:holds")
    return page(request, "awards/holds.html", {"holds": queries.open_holds(clock.today())}, form)


@held_anywhere(*KEEPERS)
@require_POST
def release(request: HttpRequest, seats: list[Seat], pk: int) -> HttpResponse:
    """End a hold with today."""
    found = get_object_or_404(Hold, pk=pk)

    def act() -> None:
        if found.since > clock.today():
            raise Refused(_("Lần tạm dừng này chưa bắt đầu."))
        actions.release(by=keeper(request, seats), at=clock.now(), held=found, on=clock.today())

    return do(request, act, _("Đã kết thúc tạm dừng xét."), reverse("awards:holds"))
