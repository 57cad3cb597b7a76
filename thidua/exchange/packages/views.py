"""Pages of the room: giving packages out, looking one over, taking it in; the sites that are trusted."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from thidua.exchange.packages import actions, shapes
from thidua.exchange.packages.comparing import planned
from thidua.exchange.packages.forms import ComparedForm, PackageForm, SiteForm, TakeForm
from thidua.exchange.packages.models import Package, TrustedSite
from thidua.exchange.packages.opening import reopened
from thidua.exchange.packages.queries import packages_of, sites_of
from thidua.exchange.packages.rules import why_not_confirm, why_not_give_report
from thidua.exchange.packages.telling import told_back
from thidua.exchange.packages.terms import KEEPERS, Carries
from thidua.kit import clock, signing
from thidua.kit.answer import attempt, do, page
from thidua.kit.files import attached
from thidua.kit.refusal import Refused
from thidua.kit.sealed import NotSealed, fingerprint
from thidua.members.doors import in_year
from thidua.members.queries import Here
from thidua.reports.models import Period, Report
from thidua.reports.queries import periods_of
from thidua.reports.rules import UNIT_HANDS


def to(here: Here, name: str, *rest: object) -> str:
    return reverse(f"exchange:packages:{name}", args=[here.year.cluster.slug, here.year.year, *rest])


def found(here: Here, pk: int) -> Package:
    return get_object_or_404(packages_of(here.year), pk=pk)


@in_year()
def packages(request: HttpRequest, here: Here) -> HttpResponse:
    """This site's key, what the own unit can give out, what was received."""
    own = here.own(*UNIT_HANDS)
    reports = {one.period_id: one for one in Report.objects.filter(membership=own)} if own else {}
    opened = periods_of(here.year) if own else []
    periods = [(one, why_not_give_report(here, own, reports.get(one.pk))) for one in opened if own]
    keeps, rows = here.holds(*KEEPERS), packages_of(here.year)
    if not keeps:
        rows = rows.filter(carries=Carries.CLUSTER, taken_at__isnull=False)
    return page(request, "exchange/packages.html", {
        "key": signing.public_key(), "mark": fingerprint(signing.public_key()), "own": own, "periods": periods,
        "rows": rows, "keeps": keeps,
    })  # fmt: skip


@in_year(*UNIT_HANDS)
@require_POST
def giving_report(request: HttpRequest, here: Here, period: int) -> HttpResponse:
    """The own unit's report as a file."""
    one, own = get_object_or_404(Period, year=here.year, pk=period), here.own(*UNIT_HANDS)
    if own is None:
        raise Refused(_("Bạn không giữ chức trách của đơn vị nào trong năm này."))
    made = actions.give_report(here=here, membership=own, period=one, at=clock.now())
    return attached(made, f"bao-cao-{own.unit.code}-{here.year.year}-{one.pk}.zip", "application/zip")


@in_year(*KEEPERS)
@require_POST
def giving_cluster(request: HttpRequest, here: Here) -> HttpResponse:
    """The cluster's tables, results, decisions as a file."""
    made = actions.give_cluster(here=here, at=clock.now())
    return attached(made, f"goi-{here.year.cluster.slug}-{here.year.year}.zip", "application/zip")


@never_cache
@in_year(*KEEPERS)
def receiving(request: HttpRequest, here: Here) -> HttpResponse:
    """A file to look over; what is right with it leads to its page."""
    form = PackageForm(request.POST or None, request.FILES or None)
    kept: list[Package] = []

    def act() -> None:
        kept.append(actions.receive(here=here, data=form.cleaned_data["upload"].read(), at=clock.now()))

    if attempt(request, form, act):
        return redirect(to(here, "package", kept[0].pk))
    return page(request, "exchange/receiving.html", {}, form)


@never_cache
@in_year()
def package(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """What taking it in would change, row by row; POST takes it in. What the cluster gave, all of the year may read."""
    one, keeps = found(here, pk), here.holds(*KEEPERS)
    if not keeps and (one.carries != Carries.CLUSTER or not one.taken_at):
        raise Http404
    form = TakeForm(request.POST if request.method == "POST" else None)

    def act() -> None:
        changed.append(actions.take(here=here, package=one, at=clock.now(), older=form.cleaned_data["older"]))

    changed: list[int] = []
    said = ""
    if attempt(request, form, act):
        said = _("Đã nhập: %(n)s chỗ thay đổi.") if changed[0] else _("Gói này đã nhập trước đó; không có gì thay đổi.")
        return do(request, lambda: None, said % {"n": changed[0]}, to(here, "package", pk))
    context: dict[str, Any] = {"package": one, "wrong": "", "keeps": keeps}
    try:
        opened = reopened(one)
        context |= {"plan": planned(here, one, opened), "by": shapes.manifest_of(opened), "kept": told_back(opened)}
    except (NotSealed, Refused) as wrong:
        context["wrong"] = str(wrong)
    return page(request, "exchange/package.html", context, form)


@in_year(*KEEPERS)
def package_file(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """The file as it came in, for who verifies it elsewhere."""
    one = found(here, pk)
    with one.file.open("rb") as stored:
        return attached(stored.read(), f"goi-{one.sha256[:12]}.zip", "application/zip")


@in_year(*KEEPERS)
@require_POST
def discarding(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Let go what was only looked at."""
    one = found(here, pk)
    return do(request, lambda: actions.discard(here=here, package=one, at=clock.now()), _("Đã bỏ gói, chưa ghi gì."),
              to(here, "packages"))  # fmt: skip


@never_cache
@in_year(*KEEPERS)
def sites(request: HttpRequest, here: Here) -> HttpResponse:
    """The list, and the first step for another one."""
    form = SiteForm(request.POST or None, here.members)
    made: list[TrustedSite] = []

    def act() -> None:
        code = form.cleaned_data["unit"]
        unit = next((one.unit for one in here.members if one.unit.code == code), None)
        made.append(actions.propose_site(here=here, unit=unit, key=form.cleaned_data["key"], at=clock.now()))

    if attempt(request, form, act):
        return redirect(to(here, "site", made[0].pk))
    return page(request, "exchange/sites.html", {"rows": sites_of(here.year)}, form)


@never_cache
@in_year(*KEEPERS)
def site(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """The second step: compare the fingerprint, confirm."""
    one = get_object_or_404(sites_of(here.year), pk=pk)
    form = ComparedForm(request.POST if request.method == "POST" else None)
    if attempt(request, form, lambda: actions.confirm_site(here=here, site=one, at=clock.now()), _("Đã tin cậy.")):
        return redirect(to(here, "sites"))
    return page(request, "exchange/site.html", {"site": one, "why_not": why_not_confirm(here, one)}, form)


@in_year(*KEEPERS)
@require_POST
def revoking(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Trusted no more."""
    one = get_object_or_404(sites_of(here.year), pk=pk)
    return do(request, lambda: actions.revoke_site(here=here, site=one, at=clock.now()), _("Đã thôi tin cậy."),
              to(here, "sites"))  # fmt: skip
