"""Pages of the room: the result and its versions, the nominations, the register of awards."""

from dataclasses import dataclass

import segno
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.kit import clock
from thidua.kit.answer import attempt, do, page
from thidua.kit.files import OFFICE
from thidua.kit.posted import text_in
from thidua.members.doors import in_year
from thidua.members.queries import Here
from thidua.members.terms import Stage
from thidua.paperwork.queries import of_subject
from thidua.results import actions, queries, reading, rules, sealing
from thidua.results.allotting.queries import allotted
from thidua.results.allotting.rules import how, why_not_allot
from thidua.results.carrying import circles, taken, takes_over
from thidua.results.forms import (
    CancelForm,
    CorrectionForm,
    ProposeForm,
    PublishForm,
    RescoreForm,
    SealForm,
    SubmitForm,
)
from thidua.results.fulfilment import Fulfilment, fulfilments
from thidua.results.fulfilment_workbook import write
from thidua.results.gathering import gather
from thidua.results.models import Nomination, Rescore, Result
from thidua.results.rescoring import corrections_of, outcome
from thidua.results.terms import RescoreState, Shows, Standing
from thidua.rulebook.queries import adopted
from thidua.scoring.bridge import book
from thidua.scoring.queries import checkers_of
from thidua.scoring.rules import why_not_see_board, why_not_see_unit
from thidua.scoring.views.places import period_asked
from thidua.targets.queries import present_members

XLSX = next(kind for kind, extension in OFFICE.items() if extension == "xlsx")


@dataclass(frozen=True)
class Shown:
    """The table on the page and which one it is."""

    table: reading.Table | None
    standing: Standing
    result: Result | None = None

    def qr(self, request: HttpRequest) -> str:
        """Where anybody checks a published table, as a square to point a telephone at."""
        if self.result is None or not self.result.published_at:
            return ""
        address = request.build_absolute_uri(reverse("check", args=[self.result.digest]))
        return mark_safe(segno.make(address, error="m").svg_inline(border=2, omitsize=True))  # noqa: S308  segno's own SVG


def shown(here: Here) -> Shown:
    """The official result; for those who work on it also one sealed and not published, or a preview."""
    if not rules.sees_before(here):
        official = queries.published(here.year)
        return Shown(reading.table(official.sealed), Standing.OFFICIAL, official) if official else _nothing()
    result = queries.latest(here.year)
    if result is not None:
        standing = Standing.OFFICIAL if result.published_at else Standing.SEALED
        return Shown(reading.table(result.sealed), standing, result)
    return preview(here) if here.year.at.reached(Stage.RUNNING) else _nothing()


def preview(here: Here) -> Shown:
    """What a sealing would hold now."""
    given = gather(here.year, here.day)
    return Shown(reading.table(sealing.seal(given)), Standing.PREVIEW) if given else _nothing()


def _nothing() -> Shown:
    return Shown(None, Standing.PREVIEW)


def visible(here: Here, number: int) -> Result:
    """A version this person may see, or a 404."""
    found = queries.version(here.year, number)
    if found is None or not (found.published_at or rules.sees_before(here)):
        raise Http404
    return found


def to(here: Here, name: str) -> str:
    """The address of a page of this year."""
    return reverse(name, args=[here.year.cluster.slug, here.year.year])


@in_year()
def results(request: HttpRequest, here: Here) -> HttpResponse:
    """The ranking of the year."""
    now = shown(here)
    every = queries.versions(here.year)
    context = {
        "shown": now,
        "versions": [one for one in every if one.published_at or rules.sees_before(here)],
        "why_not_seal": rules.why_not_seal(here),
        "why_not_publish": rules.why_not_publish(here, now.result),
        "sees_before": rules.sees_before(here),
        "qr": now.qr(request),
        "sealed": bool(every),
        "takes_over": rules.sees_before(here) and bool((table := adopted(here.year, here.day)) and takes_over(table)),
    }
    return page(request, "results/results.html", context)


@in_year()
def seal(request: HttpRequest, here: Here) -> HttpResponse:
    """Look at what will be sealed, then seal it."""
    last = queries.latest(here.year)
    form = SealForm(request.POST if request.method == "POST" else None, correction=last is not None)

    def act() -> None:
        actions.seal(here=here, reason=form.cleaned_data.get("reason", ""), at=clock.now())

    if attempt(request, form, act, _("Đã chốt kết quả. Bước sau: công bố.")):
        return redirect(to(here, "results:results"))
    why_not = rules.why_not_seal(here)
    now = Shown(None, Standing.PREVIEW) if why_not else preview(here)
    missing = now.table.missing if now.table else ()
    context = {"why_not": why_not or rules.why_not_complete(missing), "shown": now, "last": last}
    return page(request, "results/seal.html", context, form)


@in_year()
def carrying(request: HttpRequest, here: Here) -> HttpResponse:
    """What other tables' published results give to this year's, and taking it over."""
    period, code, periods = period_asked(request, here)
    found = book(here.year, here.day, code)
    if not rules.sees_before(here) or found is None or not takes_over(found.edition):
        raise Http404
    if request.method == "POST":
        address = request.get_full_path()
        return do(request, lambda: actions.carry_over(here=here, at=clock.now(), period=code),
                  _("Đã ghi các điểm lấy từ bảng khác vào phiếu thẩm định."), address)  # fmt: skip
    context = {
        "rows": taken(here.year, found.edition, found.members.values()), "problems": circles(here.year, found.edition),
        "why_not": rules.why_not_carry(here), "period": period, "periods": periods,
    }  # fmt: skip
    return page(request, "results/carrying.html", context)


@in_year()
def version(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """One sealed version: its table, its digest, whether it can be worked out again, what it corrected."""
    found = visible(here, number)
    earlier = queries.version(here.year, number - 1)
    standing = Standing.OFFICIAL if found.published_at else Standing.SEALED
    now = Shown(reading.table(found.sealed), standing, found)
    context = {
        "shown": now,
        "qr": now.qr(request),
        "result": found,
        "replays": sealing.replay(found),
        "earlier": earlier,
        "changes": reading.changes(earlier.sealed, found.sealed) if earlier else [],
        "why_not_publish": rules.why_not_publish(here, found),
    }
    return page(request, "results/version.html", context)


@in_year()
def publish(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """Two steps: read the table, then confirm."""
    found = visible(here, number)
    form = PublishForm(request.POST or None)

    def act() -> None:
        given = form.cleaned_data
        actions.publish(here=here, result=found, name=given["name"], shows=Shows(given["shows"]), at=clock.now())

    if attempt(request, form, act, _("Đã công bố kết quả. Mọi đơn vị thành viên đều xem được.")):
        return redirect(to(here, "results:results"))
    standing = Standing.OFFICIAL if found.published_at else Standing.SEALED
    context = {"why_not": rules.why_not_publish(here, found), "result": found,
               "shown": Shown(reading.table(found.sealed), standing, found)}  # fmt: skip
    return page(request, "results/publish.html", context, form)


@in_year()
def download(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """The sealed text itself, byte for byte."""
    found = visible(here, number)
    response = HttpResponse(found.sealed.encode(), content_type="application/json")
    name = f"ket-qua-{here.year.cluster.slug}-{here.year.year}-ban-{found.version}.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def rescore_of(here: Here, pk: int) -> Rescore:
    """A rescore of this year, for those who work on results; a 404 for everybody else."""
    if not rules.sees_before(here):
        raise Http404
    return get_object_or_404(Rescore.objects.select_related("base", "edition", "year__cluster"), pk=pk, year=here.year)


@in_year()
def rescores(request: HttpRequest, here: Here) -> HttpResponse:
    """The rescores of the year, and beginning one."""
    if not rules.sees_before(here):
        raise Http404
    form = RescoreForm(request.POST or None, here=here)
    made: list[Rescore] = []

    def act() -> None:
        made.append(actions.open_rescore(here=here, at=clock.now(), **form.cleaned_data))

    if attempt(request, form, act, _("Đã mở đợt tính lại. Kết quả đã chốt chưa thay đổi gì.")):
        return redirect("results:rescore", here.year.cluster.slug, here.year.year, made[0].pk)
    context = {"rescores": queries.rescores(here.year), "why_not": rules.why_not_open_rescore(here)}
    return page(request, "results/rescores.html", context, form)


@in_year()
def rescore(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """One rescore: its corrections, and what they would change beside what is sealed."""
    found = rescore_of(here, pk)
    kept = book(here.year, here.day)
    form = CorrectionForm(request.POST or None, here=here, edition=kept.edition if kept else None)

    def act() -> None:
        actions.correct(here=here, rescore=found, at=clock.now(), **form.cleaned_data)

    if attempt(request, form, act, _("Đã ghi điểm sửa.")):
        return redirect(request.path)
    now = outcome(found) if found.state == RescoreState.OPEN else None
    context = {
        "found": found, "corrections": corrections_of(found), "changes": now.changes if now else (),
        "seen": sealing.digest_of(now.sealed) if now else "", "cancel_form": CancelForm(),
        "why_not_correct": rules.why_not_correct(here, found), "why_not_apply": rules.why_not_apply(here, found),
        "why_not_cancel": rules.why_not_cancel(here, found),
    }  # fmt: skip
    return page(request, "results/rescore.html", context, form)


@in_year()
@require_POST
def drop_correction(request: HttpRequest, here: Here, pk: int, correction: int) -> HttpResponse:
    """Take one correction out."""
    found = rescore_of(here, pk)
    one = get_object_or_404(found.corrections.select_related("membership__unit"), pk=correction)
    return do(
        request, lambda: actions.drop_correction(here=here, correction=one, at=clock.now()), _("Đã bỏ điểm sửa."),
        reverse("results:rescore", args=[here.year.cluster.slug, here.year.year, pk]),
    )  # fmt: skip


@in_year()
@require_POST
def apply_rescore(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Apply the whole; what is sealed is what the page showed."""
    found, seen = rescore_of(here, pk), request.POST.get("seen", "")
    return do(
        request, lambda: actions.apply_rescore(here=here, rescore=found, seen=seen, at=clock.now()),
        _("Đã áp dụng đợt tính lại và chốt bản mới. Bước sau: công bố."),
        reverse("results:rescore", args=[here.year.cluster.slug, here.year.year, pk]),
    )  # fmt: skip


@in_year()
@require_POST
def cancel_rescore(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Give the whole up."""
    found = rescore_of(here, pk)

    def act() -> None:
        reason = text_in(request.POST, "because", 1000)
        actions.cancel_rescore(here=here, rescore=found, reason=reason, at=clock.now())

    to_page = reverse("results:rescore", args=[here.year.cluster.slug, here.year.year, pk])
    return do(request, act, _("Đã huỷ đợt tính lại; kết quả đã chốt giữ nguyên."), to_page)


@in_year()
def awards(request: HttpRequest, here: Here) -> HttpResponse:
    """The nominations and the register of awards, unit by unit."""
    drafts = rules.sees_before(here)
    context = {
        "units": queries.by_unit(here.year, drafts=drafts),
        "votes": queries.votes(here.year),
        "papers": of_subject(here.year, f"submission:{here.year.pk}"),
        "why_not_nominate": rules.why_not_nominate(here),
        "why_not_decide": rules.why_not_decide(here),
        "why_not_allot": why_not_allot(here),
        "rows": [(one, how(one)) for one in allotted(here.year)] if drafts else [],
    }
    return page(request, "results/awards.html", context)


@in_year()
def propose(request: HttpRequest, here: Here) -> HttpResponse:
    """Propose a unit for a title; the votes stand beside."""
    first = {"membership": request.GET.get("don-vi"), "award": request.GET.get("danh-hieu")}
    form = ProposeForm(request.POST or None, here=here, initial=first)

    def act() -> None:
        actions.propose(here=here, at=clock.now(), **form.cleaned_data)

    if attempt(request, form, act, _("Đã thêm vào danh sách đề nghị.")):
        return redirect(to(here, "results:awards"))
    rows = [(one, how(one)) for one in allotted(here.year)] if rules.sees_before(here) else []
    context = {"why_not": rules.why_not_nominate(here), "votes": queries.votes(here.year), "rows": rows}
    return page(request, "results/propose.html", context, form)


@in_year()
@require_POST
def withdraw(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Take a proposal off the list."""
    found = get_object_or_404(Nomination.objects.select_related("membership__unit"), pk=pk, year=here.year)

    def act() -> None:
        actions.withdraw(here=here, nomination=found, at=clock.now())

    return do(request, act, _("Đã bỏ đề nghị khỏi danh sách."), to(here, "results:awards"))


@in_year()
def submit(request: HttpRequest, here: Here) -> HttpResponse:
    """Read the list once more, then send it."""
    form = SubmitForm(request.POST or None)

    def act() -> None:
        actions.submit(here=here, at=clock.now())

    if attempt(request, form, act, _("Đã gửi đề nghị khen thưởng; tờ trình đã ban hành.")):
        return redirect(to(here, "results:awards"))
    why_not = rules.why_not_nominate(here)
    context = {"why_not": why_not, "units": [] if why_not else queries.by_unit(here.year, drafts=True)}
    return page(request, "results/submit.html", context, form)


def _fulfilments(here: Here) -> list[Fulfilment]:
    """The units whose points this person may see: before the appraisal closes a unit sees its own."""
    checkers = checkers_of(here.year)
    seen = [one for one in present_members(here) if not why_not_see_unit(here, one, checkers.get(one.pk))]
    return fulfilments(here, seen)


@in_year()
def fulfilment(request: HttpRequest, here: Here) -> HttpResponse:
    """What each unit registered, titles and targets, beside what came of it."""
    context = {"rows": _fulfilments(here), "why_not_all": why_not_see_board(here)}
    return page(request, "results/fulfilment.html", context)


@in_year()
def fulfilment_workbook(request: HttpRequest, here: Here) -> HttpResponse:
    """The same as a workbook."""
    heading = _("Đăng ký và kết quả, %(year)s") % {"year": here.year}
    name = f"dang-ky-va-ket-qua-{here.year.year}.xlsx"
    answer = HttpResponse(write(_fulfilments(here), heading), content_type=XLSX)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
