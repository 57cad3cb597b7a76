"""Nếu như: another number, another weight; the ranking beside today's; kept as a draft when it pleases."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from thidua.engine import check, dump
from thidua.insight import queries, rules
from thidua.insight.forms import WhatIfForm, choices
from thidua.insight.whatif import moved, turned
from thidua.kit import clock
from thidua.kit.answer import attempt, page
from thidua.kit.posted import one_of
from thidua.kit.refusal import Refused
from thidua.members.doors import in_year
from thidua.members.queries import Here
from thidua.rulebook import actions as rulebook


@in_year()
def what_if(request: HttpRequest, here: Here) -> HttpResponse:
    """?tieu-chi= names the criterion; the numbers are posted. “Lưu thành dự thảo” keeps the table."""
    found = queries.kept(here)
    why_not = rules.why_not_judge_hands(here) or ("" if found else _("Chưa có bảng tiêu chí được thông qua."))
    if why_not or found is None or found.edition.periods:
        why_not = why_not or _("Bảng này chấm theo kỳ; hãy thử thay đổi ở trang Thử số liệu của bảng tiêu chí.")
        return page(request, "insight/what_if.html", {"why_not": why_not})
    edition, book = found.edition, found.book("")
    code = one_of(request.GET, "tieu-chi", [value for value, _label in choices(edition)])
    form = WhatIfForm(request.POST or None, edition=edition, code=code)
    rows, made = None, None
    if form.is_bound and form.is_valid():
        try:
            made = turned(edition, code, form.turned) if code else edition
            rows = [(here_named(here, row.unit), row) for row in moved(book, made, form.weights)]
        except Refused as refused:
            form.add_error(f"so-{refused.field}" if f"so-{refused.field}" in form.fields else None, str(refused))
    keeping = "giu" in request.POST and made is not None

    def keep() -> None:
        rulebook.draft(here=here, text=dump(made), at=clock.now())  # type: ignore[arg-type]

    if keeping and attempt(request, form, keep, _("Đã lưu thành dự thảo bảng tiêu chí; sửa tiếp hoặc trình ở đây.")):
        return redirect("rulebook:edition", here.year.cluster.slug, here.year.year)
    context = {"code": code, "criteria": choices(edition), "rows": rows, "may_keep": not rules.why_not_keep(here),
               "criterion": edition.criterion(code) if code else None,
               "changed": made is not None and made != edition,
               "problems_found": check(made) if made else []}  # fmt: skip
    return page(request, "insight/what_if.html", context, form)


def here_named(here: Here, code: str) -> str:
    """The short name of a member."""
    return next((member.unit.short_name for member in here.members if member.unit.code == code), code)
